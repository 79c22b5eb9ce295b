"""A project's database in one SQLite file, opened for reading and writing side by side (write-ahead log)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Engine, Table, create_engine, event

from sayso.errors import NotAllowedError, ProjectError, SaysoError

_USUAL, _PATIENCE = 30_000, 3_600_000
"""So long (ms) does a writer wait for another one."""
_PRAGMAS = ("foreign_keys = ON", "synchronous = NORMAL", "wal_autocheckpoint = 8000")
"""Copy the log into the file every 8,000 pages (32 MB), since at 1,000 that took half of the time of writing. NORMAL:
no crash of the program loses a commit, one of the machine the last few."""


class SQLite:
    """The file at `path`, whose name messages begin with."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self.engine = _engine(path)
        self.reader = self.engine
        self.writer = self.engine.execution_options(writing=True)
        self.patient_writer = self.writer.execution_options(patient=True)
        self.locks: Engine | None = None

    def prepare(self) -> None:
        """Makes the file, such that its readers and its writer do not wait for each other."""
        with self.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA journal_mode = WAL")

    def note_figures(self, connection: Connection) -> None:
        """Nothing: all questions are written for SQLite without figures of what is in the tables."""

    def kind_of(self, error: BaseException) -> type[SaysoError]:
        """As what an error of the driver is told."""
        return NotAllowedError if "readonly" in str(error) else ProjectError

    def explained(self, error: BaseException) -> str:
        """What an error of the driver means, and what to do."""
        message = str(error)
        known = {
            "locked": "another program is writing to the database; try again when it is done",
            "readonly": "the database cannot be written; check the permissions of the file and its folder",
            "unable to open": "the database cannot be opened; check the permissions of the file and its folder",
            "full": "the disk is full",
            "malformed": "the database is damaged; restore it from a copy, or make the project anew from its sources",
            "not a database": "the file is not a database",
        }
        return next((f"{text} ({message})." for word, text in known.items() if word in message), f"{message}.")


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts tuples with a value for every column, in the order of the table's definition."""
    connection.exec_driver_sql(_insertion(table, connection.dialect), list(rows))


@lru_cache(maxsize=64)
def _insertion(table: Table, dialect: Dialect) -> str:
    return str(table.insert().compile(dialect=dialect))


def update_rows(connection: Connection, columns: tuple[Column[Any], ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Sets columns of one table, row by row: a value for each column, then the key of the row."""
    connection.exec_driver_sql(_update(columns, connection.dialect), list(rows))


@lru_cache(maxsize=64)
def _update(columns: tuple[Column[Any], ...], dialect: Dialect) -> str:
    quote = dialect.identifier_preparer.quote
    values = ", ".join(f"{quote(column.name)} = ?" for column in columns)
    return f"UPDATE {quote(columns[0].table.name)} SET {values} WHERE {quote('key')} = ?"


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    def connected(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's connection
        connection.isolation_level = None  # transactions begin where we say so, below
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    def begun(connection: Connection) -> None:
        # A writer takes the lock at once: one that begins by reading cannot wait for its turn later.
        options = connection.get_execution_options()
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {_PATIENCE if options.get('patient') else _USUAL}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine
