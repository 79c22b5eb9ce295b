"""A project's database on a PostgreSQL server: one project is one schema (namespace), and its writers take turns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import URL, Column, Connection, Dialect, Engine, Table, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from sayso.errors import AnalysisError, NotAllowedError, ProjectError, SaysoError
from sayso.storage.word_index import document_search, word_rows

_DRIVER = "postgresql+psycopg"
_FORMS = ("postgresql", "postgres", _DRIVER)
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_USUAL = "public"
_SECRETS = ("password", "sslpassword", "passfile")
_CONNECTING = {"client_encoding": "utf8", "connect_timeout": "10", "application_name": "sayso"}
_ALWAYS = "-c lock_timeout=30s -c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"
"""Wait half a minute for another writer, as on SQLite. No question is so heavy that compiling it would pay, or that
several processes should answer it while other readers wait; and what is asked is seldom on a turning disk.
"""
_AT_ONCE = 5_000
_TAKE_TURNS = "LOCK TABLE schema_version IN SHARE UPDATE EXCLUSIVE MODE"
"""No two transactions hold this lock, and readers do not need it. Who may only read, may not take it."""


class PostgreSQL:
    """The schema that a URL names with `?schema=`, else 'public'. `name` is the URL without its password.

    Raises ProjectError where the URL means no such database, or the driver is not installed.
    """

    def __init__(self, place: str) -> None:
        url, self.schema = _understood(place)
        shown = url.set(drivername="postgresql").difference_update_query([*_SECRETS, "options"])
        if self.schema != _USUAL:
            shown = shown.update_query_dict({"schema": self.schema})
        self.name = shown.render_as_string(hide_password=True)
        self.engine = _engine(url, self.schema)
        self.reader = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        # Writers wait for each other, so that each statement of theirs sees what the one before has left.
        self.writer = self.engine.execution_options(isolation_level="READ COMMITTED", writing=True)
        self.patient_writer = self.writer.execution_options(patient=True)
        self.locks: Engine | None = self.engine.execution_options(isolation_level="AUTOCOMMIT")

    def prepare(self) -> None:
        """Makes the schema, where it is missing. Raises ProjectError where it holds a project."""
        with self.engine.begin() as connection:
            encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
            if encoding != "UTF8":
                raise ProjectError(f"{self.name}: its encoding is {encoding}; {_MAKE_IT}")
            ask = "SELECT count(*) FROM pg_namespace WHERE nspname = %s"
            if not connection.exec_driver_sql(ask, (self.schema,)).scalar_one():
                connection.exec_driver_sql(f'CREATE SCHEMA "{self.schema}"')
            if connection.exec_driver_sql("SELECT to_regclass('schema_version')").scalar_one():
                raise ProjectError(f"{self.name}: {_TAKEN}.")

    def note_figures(self, connection: Connection) -> None:
        """Has the server count what is in the tables, by which it chooses its ways; in time it does so by itself."""
        connection.exec_driver_sql("ANALYZE")

    def kind_of(self, error: BaseException) -> type[SaysoError]:
        """As what an error of the driver is told: what no index can hold, concerns the one document that it is in."""
        state = getattr(error, "sqlstate", None) or ""
        return {_FORBIDDEN: NotAllowedError, _TOO_LONG: AnalysisError}.get(state, ProjectError)

    def explained(self, error: BaseException) -> str:
        """What an error of the driver means, and what to do. The words of the server hold no password."""
        message = " ".join(str(error).split())
        state = getattr(error, "sqlstate", None) or ""
        by_state = next((text for begin, text in _BY_STATE if state and state.startswith(begin)), None)
        by_words = next((text for word, text in _BY_WORDS if word in message), None) if not state else None
        explained = by_state or by_words
        return f"{explained} ({message})." if explained else f"{message}."


_MAKE_IT = "make it with: createdb --encoding=UTF8 --template=template0"
_TAKEN = "it holds a project already; nothing was changed"
_SIGN_IN = "the server does not let you in; check user and password (~/.pgpass, PGPASSWORD)"
_FORBIDDEN = "42501"
_TOO_LONG = "54000"
_BY_STATE = (
    (_FORBIDDEN, "your role on the server may not do that: editors and the owner of the project write, readers look"),
    ("55P03", "another program is writing to the database; try again when it is done"),
    ("40", "another program changed the same rows; try again"),
    ("25006", "the server takes no changes, since it is a copy of another one"),
    ("53100", "the disk of the server is full"),
    ("53300", "the server has as many connections as it takes; try again"),
    ("53", "the server is out of resources"),
    (_TOO_LONG, "a name is too long for the server's indexes"),
    ("57014", "the server broke the question off"),
    ("57P", "the server was shut down; try again when it runs"),
    ("08", "the connection to the server was lost; try again"),
    ("3D000", f"there is no such database on the server; {_MAKE_IT}"),
    ("3F000", "there is no such schema in the database"),
    ("28", _SIGN_IN),
    ("42P07", _TAKEN),
    ("42P01", "a table is missing; the project is damaged, or was never made"),
    ("22021", "a text holds a character that PostgreSQL cannot store"),
)
"""By how the server's code for an error begins (SQLSTATE)."""
_BY_WORDS = (
    ("password authentication failed", _SIGN_IN),
    ("no password supplied", "the server wants a password; put it into ~/.pgpass or PGPASSWORD"),
    ("no pg_hba.conf entry", "the server does not let you in from this machine; ask who runs it"),
    ("does not exist", "there is no such database or user on the server; see: createdb, createuser"),
    ("too many", "the server has as many connections as it takes; try again"),
    ("NUL", "a text holds a character that PostgreSQL cannot store"),
    ("resolve host", "there is no such host; check the address"),
    ("connection", "the server cannot be reached; check that it runs, and the host and port in the address"),
)
"""Where no connection came about the driver tells no code."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts tuples with a value for every column, in the order of the table's definition; of documents their words,
    too, since the server's own index of words depends on the language that it was set up with.
    """
    driver: Any = connection.connection
    with driver.cursor() as cursor, cursor.copy(_copying(table, connection.dialect)) as copy:
        for row in rows:
            copy.write_row(row)
    if table.name == "documents":
        key, title, text = (list(table.c.keys()).index(name) for name in ("key", "title", "text"))
        words = [found for row in rows for found in word_rows(row[key], row[title], row[text])]
        insert_rows(connection, document_search, words)


@lru_cache(maxsize=64)
def _copying(table: Table, dialect: Dialect) -> str:
    quote = dialect.identifier_preparer.quote
    return f"COPY {quote(table.name)} ({', '.join(quote(column.name) for column in table.c)}) FROM STDIN"


def update_rows(connection: Connection, columns: tuple[Column[Any], ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Sets columns of one table, thousands of rows at a time: a value for each column, then the key of the row."""
    question = _updating(columns, connection.dialect)
    for start in range(0, len(rows), _AT_ONCE):
        by_column = zip(*rows[start : start + _AT_ONCE], strict=True)
        connection.exec_driver_sql(question, tuple(map(list, by_column)))


@lru_cache(maxsize=64)
def _updating(columns: tuple[Column[Any], ...], dialect: Dialect) -> str:
    quote = dialect.identifier_preparer.quote
    table = columns[0].table
    all_ = (*columns, table.c.key)
    lists = ", ".join(f"%s::{column.type.compile(dialect)}[]" for column in all_)
    names = ", ".join(f"new_{column.name}" for column in all_)
    values = ", ".join(f"{quote(column.name)} = new_{column.name}" for column in columns)
    return f"UPDATE {quote(table.name)} SET {values} FROM unnest({lists}) AS rows({names}) WHERE key = new_key"


def _understood(place: str) -> tuple[URL, str]:
    """The address for the driver, and the schema."""
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        raise ProjectError(  # The reason is left out: it may show a password.
            "The address of the database cannot be read. It looks like this: postgresql://user@host:5432/database"
        ) from None
    if url.drivername not in _FORMS:
        raise ProjectError(f"There is no way to a database by '{url.drivername}://', only by postgresql://")
    schema = url.query.get("schema", _USUAL)
    if not isinstance(schema, str) or not _SCHEMA.fullmatch(schema):
        raise ProjectError(f"'{schema}' is no name for a schema: small letters, digits and '_', at most 63 of them.")
    return url.set(drivername=_DRIVER).difference_update_query(["schema"]), schema


def _engine(url: URL, schema: str) -> Engine:
    given = url.query.get("options", "")
    options = f"{_ALWAYS} {given if isinstance(given, str) else ' '.join(given)} -c search_path={schema}"
    try:
        engine = create_engine(
            url.difference_update_query(["options"]),
            connect_args=_CONNECTING | dict(url.query) | {"options": options},
            pool_pre_ping=True,
        )
    except ModuleNotFoundError as error:
        raise ProjectError(
            "A project on a PostgreSQL server needs the package psycopg: pip install 'sayso[postgres]'"
        ) from error

    def connected(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's connection
        from psycopg.types.numeric import IntLoader

        # Sums of 64-bit numbers come as 'numeric', which would be read as Decimal; all our sums are whole numbers.
        connection.adapters.register_loader("numeric", IntLoader)

    def begun(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("patient"):
            connection.exec_driver_sql("SET LOCAL lock_timeout = '1h'")
        if options.get("writing"):
            connection.exec_driver_sql(_TAKE_TURNS)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine
