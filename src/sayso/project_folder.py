"""The folder of a project: which files make one, how it is found, and how a new one comes about."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sayso.errors import ProjectError
from sayso.resources import CODEBOOK, DATA, OWN, REGISTRY
from sayso.settings import SETTINGS_FILE, Settings, with_storage

DATABASE_FILE = "project.db"
_COPIED = (CODEBOOK, REGISTRY, SETTINGS_FILE)
"""What a new project gets to edit. The settings come last: with them it is a project."""


def find_folder(start: Path) -> Path:
    """The project's folder: this one, or the nearest above. Raises ProjectError where there is none."""
    if not start.exists():
        raise ProjectError(f"There is no folder {start}.")
    folder = next((f for f in (start, *start.parents) if (f / SETTINGS_FILE).is_file()), None)
    if folder is None:
        raise ProjectError(f"There is no project in {start} or above it. Make one with: sayso init {start}")
    return folder


def database_of(folder: Path, settings: Settings) -> Path | str:
    """Where the project's database is: a file in its folder, or the URL of one on a server."""
    return settings.storage.url or folder / DATABASE_FILE


def files_of(folder: Path) -> list[Path]:
    """The files in a project's folder that are the user's to edit, the settings last."""
    return [folder / name for name in (*OWN, SETTINGS_FILE) if (folder / name).is_file()]


@contextmanager
def new_folder(folder: Path, url: str = "") -> Iterator[None]:
    """A folder with settings, codebook and registry, around the making of the database; nothing where that fails.

    Raises ProjectError where there is a project already, or the folder cannot be written.
    """
    if taken := [name for name in (*_COPIED, DATABASE_FILE) if os.path.lexists(folder / name)]:
        raise ProjectError(f"{folder} holds a project already ({', '.join(taken)}); nothing was changed.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in _COPIED:
            shutil.copyfile(DATA / name, folder / name)
        if url:
            settings = folder / SETTINGS_FILE
            settings.write_text(with_storage(settings, url), encoding="utf-8")
        yield
    except (OSError, ProjectError) as error:
        _remove(folder)
        hint = "" if url else ". Choose a folder that you may write to."
        raise ProjectError(f"No project can be made in {folder}: {error}{hint}") from error


def _remove(folder: Path) -> None:
    """Takes away what a failed `new_folder` has made, as far as that is possible."""
    for name in (*_COPIED, DATABASE_FILE, f"{DATABASE_FILE}-wal", f"{DATABASE_FILE}-shm"):
        with suppress(OSError):
            (folder / name).unlink()
