"""A project: a folder with settings, codebook, registry and a database of documents and what was found in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

import msgspec

from sayso.model import Analysis, Document
from sayso.settings import Settings
from sayso.storage.rows import ActorRow, ClaimFilter, DocumentRow, SkippedRow, Status, StoredClaim

SETTINGS_FILE = "sayso.toml"
DATABASE_FILE = "sayso.db"


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far an `add` or a `run` has come: `done` of `total` (None where not known), the last being `current`."""

    done: int
    total: int | None = None
    current: str = ""


OnProgress: TypeAlias = Callable[[Progress], None]


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What `Project.add` did: numbers of new documents, of documents that were there, of inputs that gave none."""

    added: int
    known: int
    skipped: int


class Ran(msgspec.Struct, frozen=True, kw_only=True):
    """What `Project.run` did: numbers of documents analysed, left as they were, and failed (see `skipped()`)."""

    analysed: int
    unchanged: int
    failed: int


class Project:
    """An open project. Use it in a `with` statement, or call `close`."""

    folder: Path
    settings: Settings

    @classmethod
    def init(cls, path: str | Path) -> Project:
        """Makes the folder where needed and puts sayso.toml, codebook.yaml, actors.yaml and a database into it.

        Raises ProjectError where there is a project already, or the folder cannot be written.
        """
        raise NotImplementedError

    @classmethod
    def open(cls, path: str | Path = ".") -> Project:
        """Opens the project in this folder or in the nearest folder above.

        Raises ProjectError where there is none, or its database is newer than this version; DataFileError for faulty
        settings.
        """
        raise NotImplementedError

    def add(self, paths: Iterable[str | Path], *, on_progress: OnProgress | None = None) -> Added:
        """Reads files and folders and stores each document that is not known yet.

        What cannot be read goes into `skipped()`, and the rest goes on.
        """
        raise NotImplementedError

    def run(self, *, processes: int | None = None, on_progress: OnProgress | None = None) -> Ran:
        """Analyses the documents that are new, or were analysed with another codebook, registry or version.

        `processes` None means what sayso.toml says. Each result is stored before the next, so that a run that was
        broken off goes on where it was. A document that fails goes into `skipped()`, and the rest goes on.
        """
        raise NotImplementedError

    def status(self) -> Status:
        """The project in numbers."""
        raise NotImplementedError

    def skipped(self) -> list[SkippedRow]:
        """The inputs that could not be read, then the documents that could not be analysed, each with the reason."""
        raise NotImplementedError

    def documents(self) -> list[DocumentRow]:
        """All documents, by day of publication (the undated last), then by id."""
        raise NotImplementedError

    def find_document(self, prefix: str) -> Document:
        """The one document whose id is, or begins with, `prefix`.

        Raises UsageError where none or several do.
        """
        raise NotImplementedError

    def analysis(self, document_id: str) -> Analysis:
        """All that was found in one document.

        Raises UsageError where no document has this id, or it is not analysed yet.
        """
        raise NotImplementedError

    def claims(self, wanted: ClaimFilter | None = None) -> list[StoredClaim]:
        """The claims that meet all conditions, by day of publication, document, and place in the text."""
        raise NotImplementedError

    def claim(self, prefix: str) -> StoredClaim:
        """The one claim whose id is, or begins with, `prefix`.

        Raises UsageError where none or several do.
        """
        raise NotImplementedError

    def actors(self) -> list[ActorRow]:
        """The actors in claims over all documents, those in most claims first."""
        raise NotImplementedError

    def digest(self) -> str:
        """SHA-256 (hexadecimal) over all analyses in the order of document ids: equal for equal results."""
        raise NotImplementedError

    def close(self) -> None:
        """Closes the database."""
        raise NotImplementedError

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
