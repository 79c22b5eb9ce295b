"""Files and folders -> documents, one after the other; what cannot be read is listed, never raised."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.model import Document
from sayso.reading.formats import Input, Skipped, read_input
from sayso.reading.given import FileNames, is_folder_of_page
from sayso.reading.options import DEFAULT, ReadingOptions
from sayso.reading.sidecars import Folder, is_sidecar, with_sidecar

__all__ = ["Skipped", "files_below", "read_path", "unreadable"]


def read_path(path: Path, options: ReadingOptions = DEFAULT) -> Iterator[Document | Skipped]:
    """The documents of one file, or of all files below a folder (see `files_below`).

    The format of a file is told by what it holds; a name counts only where the content has no sure sign (plain text).
    What stands beside a file (see sidecars.py) is read with it, and is no document of its own.
    Everything that cannot be read comes as `Skipped` in its place; docs/reference/formats.md lists formats and reasons.
    """
    names = FileNames(options.file_names)
    for file in files_below(path):
        yield from _read_file(file, options, names)


def files_below(path: Path) -> Iterator[Path]:
    """The files below a folder, in sorted order; of a file, itself.

    Hidden files are left out, and the folders of pictures and scripts that browsers save beside a page.
    """
    if not path.is_dir():
        yield path
        return
    left_out: set[Path] = set()
    for file in sorted(path.rglob("*")):
        if file.parent in left_out or file.name.startswith(".") or (file.is_dir() and is_folder_of_page(file)):
            left_out.add(file)
        elif not file.is_dir():
            yield file


def _read_file(path: Path, options: ReadingOptions, names: FileNames) -> Iterator[Document | Skipped]:
    try:
        if path.exists() and not path.is_file():
            yield Skipped(str(path), "unknown format", f"{path}: unknown format; it is neither file nor folder.")
            return
        beside = Folder(path.parent)
        if is_sidecar(path.name, beside):
            return
        with path.open("rb") as stream:
            found = read_input(Input(str(path), stream, columns=options.columns))
            yield from with_sidecar(found, path.name, str(path), beside, names.read(path))
    except OSError as error:
        yield unreadable(str(path), error)


def unreadable(file: str, error: OSError) -> Skipped:
    """How a file is listed, by path or URL, that could not be opened or read to its end."""
    if isinstance(error, FileNotFoundError):
        return Skipped(file, "missing", f"{file}: there is no such file or folder.")
    if isinstance(error, PermissionError):
        return Skipped(file, "permission", f"{file} may not be read: change its permissions.")
    return Skipped(file, "unreadable", f"{file} cannot be read: {error.strerror or error}.")
