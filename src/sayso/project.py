"""A project: a folder with settings, codebook, registry and a database of documents and what was found in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

import msgspec
from sqlalchemy import Connection

from sayso.adding import FoundIn, add_files, add_found, preview_files
from sayso.copying import Copied, copy_project
from sayso.corpus import rolling_up
from sayso.corpus.claim_settling import settle_claims
from sayso.corpus.comparing import Comparison, compare
from sayso.corpus.correcting import Corrections, Rules
from sayso.corpus.identities import SETTLED, is_settled, settle
from sayso.corpus.independence import USUAL, Fold
from sayso.corpus.pairing import shared_here
from sayso.corpus.reprints import settle_reprints
from sayso.corpus.reviewing import Reviews
from sayso.corpus.sources import MOST, StatementSources, statement_sources
from sayso.corpus.statements import figures_here, restate
from sayso.errors import UsageError
from sayso.exports import exporting
from sayso.findings.asking import Findings
from sayso.findings.keeping import NAMES, correct_findings, keep_findings
from sayso.importing.keeping import Codings
from sayso.model import Analysis, Document
from sayso.progress import Added, OnProgress, Progress, Ran
from sayso.project_folder import database_of, find_folder, new_folder
from sayso.reading import Skipped
from sayso.resources import fingerprint, project_codebook, project_registry
from sayso.running import Engine, ProjectAnalyse, run_waiting
from sayso.settings import SETTINGS_FILE, URL, Settings, StorageSettings, is_url, load_settings
from sayso.storage import actors, claims, documents, names, statements, unresolved
from sayso.storage.corrections import read_log
from sayso.storage.database import Database
from sayso.storage.families import FamilyRow, QuotationRow, list_families, list_quotations
from sayso.storage.kept import forget, is_kept, keep, read_kept
from sayso.storage.names import NameFilter, NameRow, RivalNames
from sayso.storage.naming import identities_named
from sayso.storage.registry_links import put_registry_links
from sayso.storage.relations import put_relations
from sayso.storage.rows import (
    ActorRow,
    ClaimFilter,
    DocumentRow,
    SkippedRow,
    Status,
    StoredClaim,
    UnresolvedCount,
    UnresolvedRow,
)
from sayso.storage.statements import StatementFilter, StatementRow
from sayso.storage.writing import put_registry_names
from sayso.workers import MakeAnalyse

__all__ = ["Added", "OnProgress", "Progress", "Project", "Ran", "open_project"]


class Project:
    """An open project. Use it in a `with` statement, or call `close`. `open_project` or `init` makes one."""

    def __init__(self, folder: Path, settings: Settings, database: Database) -> None:
        self.folder = folder
        self.settings = settings
        self._database = database

    @classmethod
    def init(cls, path: str | Path, *, storage: str = "") -> Project:
        """Makes the folder where needed and puts sayso.toml, codebook.yaml, actors.yaml and a database into it.

        `storage` is the URL of an empty PostgreSQL database, for one that is not in the folder. Raises ProjectError
        where there is a project already, in the folder or in that database, or one of them cannot be written.
        """
        folder = Path(path).absolute()
        if storage and not is_url(storage):
            raise UsageError(f"The address of a database begins with {URL}")
        settings = Settings(storage=StorageSettings(url=storage))
        with new_folder(folder, storage):
            database = Database.create(database_of(folder, settings))
        return cls(folder, settings, database)

    @classmethod
    def open(cls, path: str | Path = ".") -> Project:
        """Opens the project in this folder or in the nearest folder above.

        Raises ProjectError where there is none, or its database is newer than this version; DataFileError for faulty
        settings.
        """
        folder = find_folder(Path(path).absolute())
        settings = load_settings(folder / SETTINGS_FILE)
        return cls(folder, settings, Database.open(database_of(folder, settings)))

    def add(self, paths: Iterable[str | Path], *, on_progress: OnProgress | None = None) -> Added:
        """Reads files and folders and stores each document that is not known yet.

        What cannot be read goes into `skipped()`, and the rest goes on.
        """
        return add_files(self._database, paths, self.settings.reading, on_progress)

    def add_found(self, found: Iterable[FoundIn], *, on_progress: OnProgress | None = None) -> Added:
        """As `add`, for what was read elsewhere: each file, and the documents and faults that were found in it."""
        return add_found(self._database, found, on_progress)

    def preview(self, paths: Iterable[str | Path]) -> Iterator[tuple[Path, Document | Skipped]]:
        """What `add` would read, one by one: (file, document with its passages, or why there is none)."""
        return preview_files(paths, self.settings.reading)

    def run(
        self,
        *,
        processes: int | None = None,
        on_progress: OnProgress | None = None,
        make: MakeAnalyse | None = None,
        engine: Engine | None = None,
    ) -> Ran:
        """Analyses the documents that are new, or were analysed with another codebook, registry or version.

        `processes` None means what sayso.toml says. Each result is stored before the next, so that a run that was
        broken off goes on where it was. A document that fails goes into `skipped()`, and the rest goes on. At the end
        it is settled who is one over all documents, what was corrected holds again, statements are counted, and what is
        found over all of them is left ready. `make` gives another way to analyse a document (see workers.py), `engine`
        another place to do it (see cluster/engine.py).

        Raises DataFileError where a data file is faulty, ModelError where the language model is not installed.
        """
        wanted = self.settings.run.processes if processes is None else processes
        if wanted < 0:
            raise UsageError(f"{wanted} processes make no sense; 0 means one for each core.")
        current = fingerprint(self.folder)
        with self._database.reading() as connection:
            waiting = documents.waiting(connection, current)
        if waiting:
            self._store_knowledge()
        ran = run_waiting(
            self._database,
            waiting,
            make or ProjectAnalyse(self.folder),
            current,
            processes=wanted,
            engine=engine,
            on_progress=on_progress,
        )
        # Also where nothing waited: a run that was broken off left actors that were not looked at together.
        with self._database.writing(patient=True) as connection:
            settle_claims(connection, read_log(connection))
            if waiting or not (is_kept(connection, SETTLED) and is_settled(connection)):
                settle(connection, anew=bool(waiting))
                keep(connection, SETTLED, ())
            sharing, figuring = (engine.sharing, engine.figuring) if engine else (shared_here, figures_here)
            settle_reprints(connection, anew=bool(waiting), sharing=sharing)
            changed = restate(connection, self.settings.claims.min_confidence, figuring)
            keep_findings(connection, changed, anew=bool(waiting))
        return ran

    def _store_knowledge(self) -> None:
        """What questions need to know of registry and codebook."""
        registry, codebook = project_registry(self.folder), project_codebook(self.folder)
        with self._database.writing(patient=True) as connection:
            forget(connection, SETTLED)
            put_registry_names(connection, registry.entries.values())
            put_registry_links(connection, registry.entries.values())
            put_relations(connection, codebook.relations)

    def status(self) -> Status:
        """The project in numbers."""
        name = self.settings.project.name or self.folder.name
        with self._database.reading() as connection:
            status = documents.get_status(connection, fingerprint(self.folder), name, str(self.folder))
        return msgspec.structs.replace(status, storage=self.location)

    @property
    def location(self) -> str:
        """Where the database is: its file, or its URL without the password."""
        return self._database.name

    def skipped(self) -> list[SkippedRow]:
        """The inputs that could not be read, then the documents that could not be analysed, each with the reason."""
        with self._database.reading() as connection:
            return documents.list_skipped(connection)

    def documents(self) -> list[DocumentRow]:
        """All documents, by day of publication (the undated last), then by id."""
        with self._database.reading() as connection:
            return documents.list_documents(connection)

    def find_document(self, prefix: str) -> Document:
        """The one document whose id is, or begins with, `prefix`, as it was added.

        Raises UsageError where none or several do.
        """
        with self._database.reading() as connection:
            return documents.find_document(connection, prefix)

    def analysis(self, document_id: str) -> Analysis:
        """All that was found in one document.

        Raises UsageError where no document has this id, or it is not analysed yet.
        """
        with self._database.reading() as connection:
            return documents.get_analysis(connection, document_id)

    def claims(self, wanted: ClaimFilter | None = None) -> list[StoredClaim]:
        """The claims that meet all conditions, by day of publication, document, and place in the text."""
        with self._database.reading() as connection:
            return claims.list_claims(connection, wanted or ClaimFilter(), self.settings.claims.min_confidence)

    def claim(self, prefix: str) -> StoredClaim:
        """The one claim whose id is, or begins with, `prefix`.

        Raises UsageError where none or several do.
        """
        with self._database.reading() as connection:
            return claims.find_claim(connection, prefix)

    def statements(
        self, wanted: StatementFilter | None = None, *, roll_up: bool = False, limit: int | None = None
    ) -> list[StatementRow]:
        """The statements that meet all conditions, those with most documents (or what `wanted.sort` says) first.

        `roll_up` counts what is said of a part for the whole to which it belonged, as the registry has it. Raises
        UsageError where nobody is called as asked.
        """
        wanted = wanted or StatementFilter()
        with self._database.reading() as connection:
            if roll_up:
                return rolling_up.roll_up(connection, wanted)[:limit]
            return statements.list_statements(connection, wanted, limit)

    def statement(self, prefix: str, *, folds: Collection[Fold] = USUAL, most: int | None = MOST) -> StatementSources:
        """The one statement whose id is, or begins with, `prefix`, with its voices folded into independent sources.

        `most` claims of each source come with their words, None for all. Raises UsageError where none or several
        statements are meant.
        """
        with self._database.reading() as connection:
            return statement_sources(connection, prefix, folds=folds, most=most)

    def identities(self, name: str) -> list[str]:
        """The identities of all actors that are meant by a name. Raises UsageError where nobody is."""
        with self._database.reading() as connection:
            return identities_named(connection, name)

    def actors(self) -> list[ActorRow]:
        """The actors in claims over all documents, those in most claims first."""
        with self._database.reading() as connection:
            return actors.list_actors(connection, self.settings.claims.min_confidence)

    @property
    def corrections(self) -> Corrections:
        """What people corrected: to add to it, to undo, and to read the log."""
        return Corrections(self._database, self.settings.claims.min_confidence, correct_findings)

    @property
    def reviews(self) -> Reviews:
        """What people say of claims: to accept, reject, change and add. `corrections` undoes it, and has the log."""
        rules = Rules(self.settings.claims.min_confidence, correct_findings)
        return Reviews(self._database, rules, project_codebook(self.folder).relations)

    @property
    def findings(self) -> Findings:
        """What is computed over statements: disputes, rival answers, drift, networks, agreement."""
        return Findings(self._database)

    @property
    def codings(self) -> Codings:
        """What people coded by hand: to import more, and to compare."""
        return Codings(self._database, project_codebook(self.folder).relations, self.settings.claims.min_confidence)

    def names(self, wanted: NameFilter, *, by_month: bool = False) -> list[NameRow]:
        """Who calls an actor (`wanted.actor`) what, since when and how often; by month, too, where that is asked for.

        The most used name comes first, and of each name those who use it most.
        """
        with self._database.reading() as connection:
            return names.list_names(connection, wanted, by_month=by_month)

    def rival_names(self, wanted: NameFilter) -> list[RivalNames]:
        """The actors whom two or more holders call by different names, those with most such names first."""
        with self._database.reading() as connection:
            kept = read_kept(connection, NAMES, RivalNames) if wanted == NameFilter() else None
            return names.list_rivals(connection, wanted) if kept is None else kept

    def unresolved(
        self, *, reasons: Sequence[str] | None = None, document: str | None = None, limit: int | None = None
    ) -> list[UnresolvedRow]:
        """What could not be traced to an actor, by day of publication, document, and place in the text.

        `reasons` are those wanted, None for all; `document` is a whole id.
        """
        with self._database.reading() as connection:
            return unresolved.list_unresolved(connection, reasons=reasons, document=document, limit=limit)

    def count_unresolved(self, *, document: str | None = None) -> list[UnresolvedCount]:
        """How often each reason stands behind what could not be traced to an actor, the most frequent first."""
        with self._database.reading() as connection:
            return unresolved.count_unresolved(connection, document=document)

    def export(self, form: str, path: str | Path, wanted: ClaimFilter | None = None, *, force: bool = False) -> None:
        """Writes the claims that meet all conditions, and what belongs to them, in a format of `sayso export`.

        The file or folder appears whole or not at all. Raises UsageError where it is there already and not to be
        replaced (`force`), where there is no such format, or where a package that the format needs is not installed.
        """
        name, least = self.settings.project.name or self.folder.name, self.settings.claims.min_confidence
        exporting.export(
            self._database,
            project_codebook(self.folder),
            name,
            self.folder,
            (form, Path(path)),
            wanted or ClaimFilter(),
            min_confidence=least,
            force=force,
        )

    def copy_to(self, target: str | Path, *, on_progress: OnProgress | None = None) -> Copied:
        """Copies all of it to the URL of an empty PostgreSQL database, or to a new folder with a database of its own.

        Raises ProjectError where something is there already, or not all arrives; then nothing is left there.
        """
        return copy_project(self._database, self.folder, str(target), on_progress)

    def reprints(self, document: str | None = None) -> list[FamilyRow]:
        """The families of documents that are one text or share a passage, those with most members first.

        With `document`, a whole id, those in which this one is.
        """
        with self._database.reading() as connection:
            return list_families(connection, document)

    def shared_quotations(self, document: str | None = None) -> list[QuotationRow]:
        """Pairs of documents that quote the same words, which makes neither a copy; `document` as in `reprints`."""
        with self._database.reading() as connection:
            return list_quotations(connection, document)

    def compare(self, document: str, other: str) -> Comparison:
        """What two documents share, word for word; by their ids, or beginnings of these.

        Raises UsageError where no document, or several, have such an id.
        """
        one, two = self.find_document(document), self.find_document(other)
        with self._database.reading() as connection:
            return compare(connection, one, two)

    def digest(self) -> str:
        """SHA-256 (hexadecimal) over all documents and analyses in the order of ids: equal for equal results."""
        with self._database.reading() as connection:
            return documents.digest(connection)

    def reading(self) -> AbstractContextManager[Connection]:
        """For questions that no method asks: a connection that sees one state of the database."""
        return self._database.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """For what no method changes: a connection whose changes are stored together at the end, or not at all."""
        return self._database.writing()

    def close(self) -> None:
        """Closes the database."""
        self._database.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_project(path: str | Path = ".") -> Project:
    """Opens the project in this folder or in the nearest folder above; see `Project.open`."""
    return Project.open(path)
