"""Sentences tried on the project's codebook: the models are loaded once, and read one text at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from sayso.analysis import trace
from sayso.claims.tracing import TracingFinder
from sayso.model import Analysis, Document
from sayso.resources import OWN, Resources, load_resources
from sayso.settings import SETTINGS_FILE
from sayso.workbench.errors import TooManyError

PATIENCE = 30.0
"""So many seconds somebody waits until the engine has read what others try."""
Stamp: TypeAlias = tuple[int, ...]


class Engine:
    """Reads texts with the data files of a folder as they now are on the disk; loads them again when they change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._loaded: tuple[Stamp, Resources] | None = None

    def trace(self, document: Document) -> tuple[Analysis, TracingFinder]:
        """What is found in a document, and all that was tried for it.

        Raises DataFileError where a data file is faulty, ModelError where the language model is not there, TooManyError
        where others keep the engine busy.
        """
        with self._alone():
            return trace(document, self._resources())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=PATIENCE):
            raise TooManyError("Others are trying sentences too. Wait a little, and try again.")
        try:
            yield
        finally:
            self._lock.release()

    def _resources(self) -> Resources:
        stamp = tuple(_changed(self._folder / name) for name in (*OWN, SETTINGS_FILE))
        if self._loaded is None or self._loaded[0] != stamp:
            self._loaded = None
            self._loaded = stamp, load_resources(self._folder)
        return self._loaded[1]


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


@lru_cache(maxsize=1)
def engine_of(folder: Path) -> Engine:
    """The engine of a project's folder: one for all who ask, as models take memory."""
    return Engine(folder)
