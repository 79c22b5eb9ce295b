"""Files appear whole or not at all: they are written beside their place and moved there when they are done."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import UsageError


@contextmanager
def whole_file(target: Path, *, force: bool = False) -> Iterator[Path]:
    """Where to write a file that shall become `target`: it takes its place at the end, unless an error passes through.

    Raises UsageError where `target` is there already and is not to be replaced (`force`), or its folder is missing.
    """
    _check(target, [target], force)
    if target.is_dir():
        raise UsageError(f"{target} is a folder. Name a file.")
    part = _part(target)
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole_folder(target: Path, *, force: bool = False) -> Iterator[Path]:
    """The same for a folder of files. One that is there keeps its other files, and gets these one by one.

    Raises UsageError where something stands in `target` already and files are not to be replaced (`force`).
    """
    _check(target, list(target.iterdir()) if target.is_dir() else [target], force)
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file. This format makes a folder of files.")
    part = _part(target)
    try:
        part.mkdir()
        yield part
        if not target.exists():
            part.replace(target)
            return
        for file in sorted(part.iterdir()):
            file.replace(target / file.name)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _check(target: Path, files: list[Path], force: bool) -> None:
    if not target.absolute().parent.is_dir():
        raise UsageError(f"There is no folder {target.absolute().parent} to write to.")
    if not force and any(os.path.lexists(file) for file in files):
        raise UsageError(f"{target} is there already; nothing was written. Use --force to replace it.")


def _part(target: Path) -> Path:
    """A place in the same folder, and so on the same disk."""
    return target.absolute().with_name(f".{target.name}.{os.getpid()}.part")
