"""A run: the documents that wait are analysed, and each result is stored before the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Protocol

import msgspec

from sayso.corpus.clusters import anchor
from sayso.corpus.pairing import Sharing
from sayso.corpus.statements import Figuring
from sayso.errors import AnalysisError
from sayso.model import Document
from sayso.outcomes import document_id_of
from sayso.progress import OnProgress, Progress, Ran
from sayso.storage.database import Database
from sayso.storage.documents import count_documents, documents_by_key, waiting
from sayso.storage.rows import SkippedRow
from sayso.storage.runs import begin_run, end_run
from sayso.storage.taking import Hand, hand
from sayso.storage.writing import put_analysis, put_skipped
from sayso.workers import Analyse, Failure, MakeAnalyse, Outcome, analyse_all

_AT_ONCE = 64
"""So many documents are read from the database at a time."""
_SHARED = 16
"""The same, where other runs may want their share of them."""


class ProjectAnalyse(msgspec.Struct, frozen=True):
    """Makes `analyse` with the resources of the project in a folder, or with those that come with sayso."""

    folder: Path | None = None

    def __call__(self) -> Analyse:
        from sayso.analysis import analyse
        from sayso.resources import collect_less, load_resources

        resources = load_resources(self.folder)
        collect_less()
        return lambda document: analyse(document, resources)


class Engine(Protocol):
    """Another place to do the work than processes of this machine; see cluster/engine.py."""

    @property
    def sharing(self) -> Sharing:
        """Finds what documents share."""

    @property
    def figuring(self) -> Figuring:
        """Counts statements."""

    def __call__(
        self, documents: Iterable[Document], make: MakeAnalyse, fingerprint: str, total: int
    ) -> Iterator[Outcome]:
        """The outcomes of so many documents, in order, as `analyse_all` gives them."""


def run_waiting(
    database: Database,
    keys: list[int],
    make: MakeAnalyse,
    fingerprint: str,
    *,
    processes: int = 1,
    engine: Engine | None = None,
    on_progress: OnProgress | None = None,
) -> Ran:
    """Analyses the documents with these keys: in so many processes here, or where another engine does it.

    Each outcome is one transaction: whenever a run is broken off, all that came before is stored, and nothing in part.
    """
    with database.reading() as connection:
        total = count_documents(connection)
    run = _begin(database, fingerprint) if keys else None
    done = failed = 0
    with hand(database) as taken:
        if engine:
            given = engine(_documents(database, keys), make, fingerprint, len(keys))
        else:
            given = analyse_all(_shared(database, keys, fingerprint, taken), make, processes)
        for done, outcome in enumerate(given, 1):
            failed += _store(database, outcome, fingerprint) is not None
            taken.put_back_first()
            if on_progress:
                on_progress(Progress(done=done, total=len(keys), current=document_id_of(outcome)))
    if run is not None:
        with database.writing(patient=True) as connection:
            end_run(connection, run, analysed=done - failed, failed=failed)
    return Ran(analysed=done - failed, unchanged=total - done, failed=failed)


def _begin(database: Database, fingerprint: str) -> int:
    with database.writing(patient=True) as connection:
        return begin_run(connection, fingerprint, metadata.version("sayso"))


def _documents(database: Database, keys: list[int]) -> Iterator[Document]:
    for start in range(0, len(keys), _AT_ONCE):
        with database.reading() as connection:
            documents = list(documents_by_key(connection, keys[start : start + _AT_ONCE]))
        yield from documents


def _shared(database: Database, keys: list[int], fingerprint: str, taken: Hand) -> Iterator[Document]:
    """Those of the documents that no other run on the same server has in hand, or has analysed meanwhile.

    What another one has in hand is tried again at the end: that run may have been broken off.
    """
    left = keys
    while left:
        asked, left = left, []
        for start in range(0, len(asked), _SHARED):
            some = asked[start : start + _SHARED]
            mine = taken.take(some)
            left += sorted(set(some) - set(mine))
            with database.reading() as connection:  # begun after they were taken: so it sees what others have stored
                wanted = waiting(connection, fingerprint, mine)
                documents = list(documents_by_key(connection, wanted))
            taken.put_back(set(mine) - set(wanted))
            yield from documents
        if left == asked:
            return


def _store(database: Database, outcome: Outcome, fingerprint: str) -> Failure | None:
    """Stores the outcome; the failure, where it was one or its storing shows one."""
    if not isinstance(outcome, Failure):
        try:
            with database.writing(patient=True) as connection:
                put_analysis(connection, outcome, fingerprint, anchor)
        except AnalysisError as error:
            outcome = Failure(outcome.document.id, type(error).__name__, str(error))
        else:
            return None
    document_id = outcome.document_id
    skipped = SkippedRow(
        stage="analysis", source=document_id, reason=outcome.reason, message=outcome.message, document_id=document_id
    )
    with database.writing(patient=True) as connection:
        put_skipped(connection, skipped)
    return outcome
