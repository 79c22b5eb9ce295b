"""Measures what a project with a million claims costs: statements, sources and disputes, then 100 documents more.

    python benchmarks/million.py [--claims N] [--database FILE] [--storage URL] [--json]

The documents are invented (invented.py) and written through the code that stores a run. Seconds are user plus system
time of this process and of the database server, where that is on this machine. `--database` keeps the database there,
or takes the one that an earlier call has left there. `--storage` keeps it in this PostgreSQL database; with both, what
is in the file is copied there, and the seconds for that are told.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from invented import CLAIMS_IN_DOCUMENT, Made, World
from sayso.claims import load_codebook
from sayso.copying import copy_rows
from sayso.corpus.clusters import anchor
from sayso.corpus.sources import statement_sources
from sayso.corpus.statements import restate
from sayso.errors import ProjectError
from sayso.findings.disputes import list_disputes
from sayso.findings.opposing import settle_disputes
from sayso.findings.rivals import list_questions
from sayso.storage import schema as t
from sayso.storage.database import Database, insert_rows
from sayso.storage.disputes import count_disputes
from sayso.storage.kept import forget
from sayso.storage.oppositions import FindingFilter
from sayso.storage.relations import put_relations
from sayso.storage.statements import StatementFilter, list_statements
from sayso.storage.writing import add_document, put_analysis

MORE = 100
"""So many documents are added to the finished database."""
ROUNDS = 5
LISTED = 50
"""As many statements as `sayso statements` prints."""
_BYTES = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
    "postgresql": "SELECT pg_database_size(current_database())",
}
SHOWN = 20
"""As many disputes as `sayso disputes` prints."""


def main(arguments: list[str] | None = None) -> int:
    """Prints sizes and times."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as folder:
        database, seconds = _opened(options, Path(folder) / "million.db")
        clock = Clock(database)
        with database.reading() as connection:
            before = connection.execute(select(func.count()).select_from(t.documents)).scalar_one()
        world = World(first=before, statements=max(500, options.claims // 4))
        if not before:
            seconds["writing"] = round(clock.cpu(lambda: fill(database, world, options.claims)), 2)
        _forget(database)
        seconds |= _recomputed(database, clock, "from nothing")
        write(database, world.documents(MORE))
        seconds |= _recomputed(database, clock, f"after {MORE} documents more")
        found: dict[str, dict[str, float]] = {
            "sizes": _sizes(database),
            "cpu seconds": seconds,
            "queries (ms)": _queries(database, clock),
        }
        database.close()
    print(json.dumps(found, indent=2) if options.json else "\n".join(_lines(found)))
    return 0


def _opened(options: argparse.Namespace, usual: Path) -> tuple[Database, dict[str, float]]:
    """The database that is meant, empty, as it was left, or a copy; and what the copying took."""
    path = options.database or usual
    if options.storage and options.database:
        return _copied(path, options.storage)
    if not options.storage:
        return Database.open(path) if path.exists() else Database.create(path), {}
    try:
        return Database.open(options.storage), {}
    except ProjectError:
        return Database.create(options.storage), {}


def _copied(path: Path, url: str) -> tuple[Database, dict[str, float]]:
    source, copies = Database.open(path), list[Database]()

    def fill_from_file(new: Connection) -> None:
        with source.reading() as old:
            copy_rows(old, new)

    wall = time.perf_counter()
    seconds = Clock(Database(url)).cpu(lambda: copies.append(Database.create(url, fill_from_file)))
    return copies[0], {"copying": round(seconds, 2), "copying (wall clock)": round(time.perf_counter() - wall, 2)}


class Clock:
    """Counts user and system seconds: of this process, and of the database server where its processes can be seen."""

    def __init__(self, database: Database) -> None:
        self._server: Path | None = None
        with database.reading() as connection:
            if connection.dialect.name == "postgresql":
                backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
                self._server = _parent(Path(f"/proc/{backend}"))

    def cpu(self, work: Callable[[], object]) -> float:
        """The seconds that some work takes."""
        before = _seconds_of(self._server)
        start = time.process_time()
        work()
        own = time.process_time() - start
        return own + _seconds_of(self._server) - before


def _parent(process: Path) -> Path | None:
    """The process that has started this one; None where it cannot be seen from here."""
    stat = process / "stat"
    return process.with_name(_fields(stat)[1]) if stat.is_file() else None


def _seconds_of(server: Path | None) -> float:
    """Of a process, of its children, and of those of them that have ended; Linux tells it."""
    if server is None:
        return 0
    living = [server, *map(server.with_name, (server / "task" / server.name / "children").read_text().split())]
    ended = sum(map(int, _fields(server / "stat")[13:15])) / os.sysconf("SC_CLK_TCK")
    return ended + sum(int((process / "schedstat").read_text().split()[0]) / 1e9 for process in living)


def _fields(stat: Path) -> list[str]:
    """What Linux says of a process behind its name: its state, its parent ..."""
    return stat.read_text().rpartition(")")[2].split()


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--claims", type=int, default=1_000_000, metavar="N", help="so many (default 1,000,000)")
    parser.add_argument("--database", type=Path, metavar="FILE", help="keep the database there, or take it from there")
    parser.add_argument("--storage", metavar="URL", help="keep it in this PostgreSQL database, or take it from there")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args(arguments)


def fill(database: Database, world: World, claims: int) -> None:
    """Writes documents with so many claims, with what a run knows of codebook and names."""
    with database.writing() as connection:
        put_relations(connection, load_codebook().relations)
    left = claims // CLAIMS_IN_DOCUMENT
    while left > 0:
        write(database, world.documents(min(left, 1000)))
        left -= 1000


def write(database: Database, documents: Iterable[Made]) -> None:
    """Stores analysed documents, who is who in them, and which are reprints, as a run does."""
    with database.writing() as connection:
        for made in documents:
            add_document(connection, made.analysis.document, "invented")
            put_analysis(connection, made.analysis, "invented", anchor)
            if made.copy_of is not None:
                _put_reprint(connection, made.analysis.document.id, made.copy_of)
        a, i = t.actors.c, t.identities.c
        new = select(a.identity, func.min(a.name), func.min(a.name), func.min(a.type)).group_by(a.identity)
        known = select(i.identity)
        columns = ["identity", "name", "folded", "type"]
        connection.execute(insert(t.identities).from_select(columns, new.where(a.identity.not_in(known))))


def _put_reprint(connection: Connection, copy: str, original: str) -> None:
    d = t.documents.c
    keys = dict(connection.execute(select(d.id, d.key).where(d.id.in_([copy, original]))).all())
    of, length = keys[original], connection.execute(select(func.length(d.text)).where(d.id == copy)).scalar_one()
    r = t.reprints.c
    if connection.execute(select(r.document).where(r.document == of)).first() is None:
        insert_rows(connection, t.reprints, [(original, of, "whole", "earliest", None, "[]", 1.0, "[]")])
    spans = msgspec.json.encode([[0, length, 0, length]]).decode()
    insert_rows(connection, t.reprints, [(original, keys[copy], "whole", "copy", of, spans, 1.0, "[]")])


def _forget(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(update(t.claims).where(t.claims.c.statement.is_not(None)).values(statement=None))
        connection.execute(delete(t.disputes))
        connection.execute(delete(t.statements))
        forget(connection)


def _recomputed(database: Database, clock: Clock, when: str) -> dict[str, float]:
    """The seconds for what is counted over all documents, step by step."""
    changed: set[int] = set()
    with database.writing() as connection:
        return {
            f"statements and independence, {when}": round(clock.cpu(lambda: changed.update(restate(connection))), 2),
            f"disputes, {when}": round(clock.cpu(lambda: settle_disputes(connection, changed)), 2),
        }


def _sizes(database: Database) -> dict[str, float]:
    tables = (t.documents, t.claims, t.actors, t.identities, t.reprints, t.statements, t.disputes)
    with database.reading() as connection:
        rows = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
        }
        return rows | {
            "megabytes": round(connection.exec_driver_sql(_BYTES[connection.dialect.name]).scalar_one() / 1e6)
        }


def _queries(database: Database, clock: Clock) -> dict[str, float]:
    """Milliseconds (the median, counted as the seconds are) for the questions that people ask most."""
    with database.reading() as connection:
        first, *_, last = list_statements(connection, StatementFilter(), LISTED)
        d = t.documents.c
        outlet = connection.execute(select(d.publisher).order_by(d.key).limit(1)).scalar_one()
        month = connection.execute(select(func.max(d.published))).scalar_one()[:4] + "-01"
        asked = {
            "statements": StatementFilter(),
            "statements by independent": StatementFilter(sort="independent"),
            "statements by inflation": StatementFilter(sort="inflation"),
            "statements about an actor": StatementFilter(about=first.subject),
            "statements with an object": StatementFilter(object=first.object, relation=first.relation),
            "statements of an outlet": StatementFilter(outlet=outlet),
            "statements held by an actor": StatementFilter(holder=first.subject),
            "statements of a month": StatementFilter(since=month, until=month, min_independent=3),
        }
        times = {
            name: _median(partial(list_statements, connection, wanted, LISTED), clock) for name, wanted in asked.items()
        }
        for name, row in (("the widest", first), ("the 50th", last)):
            work = partial(statement_sources, connection, row.id)
            times[f"explain {name} ({row.documents:,} documents)"] = _median(work, clock)
        about = FindingFilter(about=first.subject)
        more: dict[str, Callable[[], object]] = {
            f"disputes, the first {SHOWN}": lambda: list_disputes(connection, FindingFilter(), limit=SHOWN),
            f"disputes, {SHOWN} behind 5,000": lambda: list_disputes(
                connection, FindingFilter(), limit=SHOWN, offset=5000
            ),
            "disputes about an actor": lambda: list_disputes(connection, about, limit=SHOWN),
            "disputes, their number": lambda: count_disputes(connection, FindingFilter(), ("denied", "incompatible")),
            f"rival answers, the first {SHOWN}": lambda: list_questions(connection, FindingFilter(), limit=SHOWN),
        }
        return times | {name: _median(work, clock) for name, work in more.items()}


def _median(work: Callable[[], object], clock: Clock) -> float:
    return round(1000 * statistics.median(clock.cpu(work) for _ in range(ROUNDS)), 1)


def _lines(found: dict[str, dict[str, float]]) -> Iterable[str]:
    for title, figures in found.items():
        yield title
        yield from (f"  {name:44}{figure:>14,}" for name, figure in figures.items())


if __name__ == "__main__":
    raise SystemExit(main())
