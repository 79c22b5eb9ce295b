"""Files and folders -> documents, one after the other; what cannot be read is listed, never raised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sayso.model import Document
from sayso.reading.formats import Input, Skipped, read_input

__all__ = ["Skipped", "read_path"]


def read_path(path: Path, columns: Mapping[str, str] | None = None) -> Iterator[Document | Skipped]:
    """The documents of one file, or of all files below a folder, in sorted order; hidden files are left out.

    The format of a file is told by what it holds; a name counts only where the content has no sure sign (plain text).
    `columns` says which column of a table holds which field of a document, as {'text': 'Artikel'}.
    Everything that cannot be read comes as `Skipped` in its place; docs/reference/formats.md lists formats and reasons.
    """
    if not path.is_dir():
        yield from _read_file(path, columns)
        return
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if not hidden and not file.is_dir():
            yield from _read_file(file, columns)


def _read_file(path: Path, columns: Mapping[str, str] | None) -> Iterator[Document | Skipped]:
    try:
        if path.exists() and not path.is_file():
            yield Skipped(str(path), "unknown format", f"{path}: unknown format; it is neither file nor folder.")
            return
        with path.open("rb") as stream:
            yield from read_input(Input(str(path), stream, columns=columns))
    except FileNotFoundError:
        yield Skipped(str(path), "missing", f"{path}: there is no such file or folder.")
    except PermissionError:
        yield Skipped(str(path), "permission", f"{path} may not be read: change its permissions.")
    except OSError as error:
        yield Skipped(str(path), "unreadable", f"{path} cannot be read: {error.strerror or error}.")
