"""Files and folders -> documents, one after the other; what cannot be read is listed, never raised."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.errors import ReadingError
from sayso.model import Document
from sayso.reading.formats import Input, Skipped, read_input
from sayso.reading.given import FileNames, is_sidecar, read_sidecar, with_given
from sayso.reading.options import DEFAULT, ReadingOptions

__all__ = ["Skipped", "read_path"]


def read_path(path: Path, options: ReadingOptions = DEFAULT) -> Iterator[Document | Skipped]:
    """The documents of one file, or of all files below a folder, in sorted order; hidden files are left out.

    The format of a file is told by what it holds; a name counts only where the content has no sure sign (plain text).
    What stands beside a file (see given.py) is read with it, and is no document of its own.
    Everything that cannot be read comes as `Skipped` in its place; docs/reference/formats.md lists formats and reasons.
    """
    names = FileNames(options.file_names)
    if not path.is_dir():
        yield from _read_file(path, options, names)
        return
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if not hidden and not file.is_dir():
            yield from _read_file(file, options, names)


def _read_file(path: Path, options: ReadingOptions, names: FileNames) -> Iterator[Document | Skipped]:
    try:
        if path.exists() and not path.is_file():
            yield Skipped(str(path), "unknown format", f"{path}: unknown format; it is neither file nor folder.")
            return
        if not is_sidecar(path):
            yield from _with_neighbours(path, options, names)
    except FileNotFoundError:
        yield Skipped(str(path), "missing", f"{path}: there is no such file or folder.")
    except PermissionError:
        yield Skipped(str(path), "permission", f"{path} may not be read: change its permissions.")
    except OSError as error:
        yield Skipped(str(path), "unreadable", f"{path} cannot be read: {error.strerror or error}.")


def _with_neighbours(path: Path, options: ReadingOptions, names: FileNames) -> Iterator[Document | Skipped]:
    """The documents of a file with what its sidecar and its name say of them."""
    told: dict[str, str | None] = {}
    try:
        told = read_sidecar(path)
    except ReadingError as error:
        yield Skipped(f"{path}:sidecar", error.reason, str(error))
    named = names.read(path)
    with path.open("rb") as stream:
        for found in read_input(Input(str(path), stream, columns=options.columns)):
            yield with_given(found, path.name, told, named) if isinstance(found, Document) else found
