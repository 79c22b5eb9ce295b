"""One SQLite file, opened for reading and writing side by side (write-ahead log), with errors a user can act on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Engine, Table, bindparam, create_engine, event
from sqlalchemy.exc import DBAPIError

from sayso.errors import ProjectError
from sayso.storage import migrations

_PRAGMAS = ("foreign_keys = ON", "busy_timeout = 30000", "synchronous = NORMAL", "wal_autocheckpoint = 8000")
"""Wait half a minute (ms) for another writer; copy the log into the file every 8,000 pages (32 MB), since at 1,000 that
took half of the time of writing. NORMAL: no crash of the program loses a commit, one of the machine the last few."""
_AT_ONCE = 500


class Database:
    """An open database. All access goes through `reading` and `writing`, each of which is one transaction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = _engine(path)
        self._writer = self._engine.execution_options(writing=True)

    @classmethod
    def create(cls, path: Path) -> Database:
        """A new database with empty tables. Raises ProjectError where the file cannot be written."""
        database = cls(path)
        with database._translated(), database._engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA journal_mode = WAL")
        with database.writing() as connection:
            migrations.create(connection)
        return database

    @classmethod
    def open(cls, path: Path, steps: Sequence[migrations.Migration] = migrations.MIGRATIONS) -> Database:
        """An existing database, brought to the present schema.

        Raises ProjectError where there is none, or it is newer than this program, or damaged.
        """
        if not path.is_file():
            raise ProjectError(f"{path} is missing; the project's database is gone.")
        database = cls(path)
        with database.reading() as connection:
            found = migrations.version(connection)
        if found != 1 + len(steps):
            with database.writing() as connection:
                migrations.migrate(connection, steps)
        return database

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database, whatever others write meanwhile."""
        with self._translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are stored together at the end, or not at all where an error passes through."""
        with self._translated(), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Closes the file."""
        self._engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise ProjectError(f"{self.path}: {_explained(str(error.orig))}") from error


def portions(keys: Collection[Any]) -> Iterator[list[Any]]:
    """Keys in order, so many at a time as a database takes in one question."""
    ordered = sorted(keys)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts tuples with a value for every column, in the order of the table's definition."""
    if rows:
        connection.exec_driver_sql(_insertion(table, connection.dialect), list(rows))


def update_rows(connection: Connection, columns: Sequence[Column[Any]], rows: Sequence[tuple[Any, ...]]) -> None:
    """Sets columns of one table, row by row: a value for each column, then the key of the row."""
    if rows:
        connection.exec_driver_sql(_update(tuple(columns), connection.dialect), list(rows))


@lru_cache(maxsize=64)
def _update(columns: tuple[Column[Any], ...], dialect: Dialect) -> str:
    table = columns[0].table
    values: list[tuple[Column[Any], Any]] = [(column, bindparam(f"new_{column.name}")) for column in columns]
    query = table.update().where(table.c.key == bindparam("row")).ordered_values(*values)
    return str(query.compile(dialect=dialect))


@lru_cache(maxsize=64)
def _insertion(table: Table, dialect: Dialect) -> str:
    return str(table.insert().compile(dialect=dialect))


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    def connected(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's connection
        connection.isolation_level = None  # transactions begin where we say so, below
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    def begun(connection: Connection) -> None:
        # A writer takes the lock at once: one that begins by reading cannot wait for its turn later.
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


def _explained(message: str) -> str:
    known = {
        "locked": "another program is writing to the database; try again when it is done",
        "readonly": "the database cannot be written; check the permissions of the file and its folder",
        "unable to open": "the database cannot be opened; check the permissions of the file and its folder",
        "full": "the disk is full",
        "malformed": "the database is damaged; restore it from a copy, or make the project anew from its sources",
        "not a database": "the file is not a database",
    }
    return next((f"{text} ({message})." for word, text in known.items() if word in message), f"{message}.")
