"""A project's database, in a file (SQLite) or on a server (PostgreSQL), with errors a user can act on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Table, func, select
from sqlalchemy.exc import DBAPIError

from sayso.errors import ProjectError, SaysoError
from sayso.storage import migrations, postgresql, sqlite

_AT_ONCE = 500


class Database:
    """An open database. All access goes through `reading` and `writing`, each of which is one transaction.

    `place` is the path of a file, or the URL of a server's database (postgresql://user@host/database?schema=name).
    """

    def __init__(self, place: Path | str) -> None:
        self._store = postgresql.PostgreSQL(str(place)) if _is_url(place) else sqlite.SQLite(Path(place))

    @classmethod
    def create(cls, place: Path | str, fill: migrations.Fill | None = None) -> Database:
        """A new database with empty tables: a file, or a schema of a database that is there.

        `fill` puts rows into them; where it fails, there are no tables either. Raises ProjectError where it cannot be
        written, or holds a project already.
        """
        database = cls(place)
        with database._translated():
            database._store.prepare()
            with database._store.engine.begin() as connection:
                migrations.create(connection, fill)
                if fill:
                    database._store.note_figures(connection)
        return database

    @classmethod
    def open(cls, place: Path | str, steps: Sequence[migrations.Migration] = migrations.MIGRATIONS) -> Database:
        """An existing database, brought to the present schema.

        Raises ProjectError where there is none, or it is newer than this program, or damaged.
        """
        if not _is_url(place) and not Path(place).is_file():
            raise ProjectError(f"{place} is missing; the project's database is gone.")
        database = cls(place)
        with database.reading() as connection:
            found = migrations.version(connection)
        if found != 1 + len(steps):
            with database.writing() as connection:
                migrations.migrate(connection, steps)
        return database

    @property
    def name(self) -> str:
        """The path, or the URL without its password."""
        return self._store.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database, whatever others write meanwhile."""
        with self._translated(), self._store.reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self, *, patient: bool = False) -> Iterator[Connection]:
        """A connection whose changes are stored together at the end, or not at all where an error passes through.

        Writers wait for each other, at most half a minute, or an hour where they are patient: a run is, as nobody sits
        before it. So whoever writes sees all that was written before.
        """
        engine = self._store.patient_writer if patient else self._store.writer
        with self._translated(), engine.begin() as connection:
            yield connection

    @contextmanager
    def locking(self) -> Iterator[Connection | None]:
        """A connection whose locks last as long as it does, whatever ends it. None for a file: it has no such locks."""
        if self._store.locks is None:
            yield None
            return
        with self._translated(), self._store.locks.connect() as connection:
            connection.detach()  # Back among those that are used again, it would keep its locks.
            yield connection

    def close(self) -> None:
        """Closes the file, or the connections to the server."""
        self._store.engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._failure(error.orig or error) from error
        except self._store.engine.dialect.loaded_dbapi.Error as error:  # of a bulk insert, which goes by the driver
            raise self._failure(error) from error

    def _failure(self, error: BaseException) -> SaysoError:
        return self._store.kind_of(error)(f"{self.name}: {self._store.explained(error)}")


def _is_url(place: Path | str) -> bool:
    return isinstance(place, str) and "://" in place


def free_keys(connection: Connection, column: Column[int]) -> count[int]:
    """The keys behind all that are in use: nobody else takes one of them before this transaction of a writer ends."""
    last: int | None = connection.execute(select(func.max(column))).scalar_one()
    return count((last or 0) + 1)


def portions(keys: Collection[Any]) -> Iterator[list[Any]]:
    """Keys in order, so many at a time as a database takes in one question."""
    ordered = sorted(keys)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts tuples with a value for every column, in the order of the table's definition."""
    if rows:
        _store_of(connection).insert_rows(connection, table, rows)


def update_rows(connection: Connection, columns: Sequence[Column[Any]], rows: Sequence[tuple[Any, ...]]) -> None:
    """Sets columns of one table, row by row: a value for each column, then the key of the row."""
    if rows:
        _store_of(connection).update_rows(connection, tuple(columns), rows)


def _store_of(connection: Connection) -> Any:  # noqa: ANN401 - one of two modules with the same functions
    return sqlite if connection.dialect.name == "sqlite" else postgresql
