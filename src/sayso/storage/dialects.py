"""What SQLite and PostgreSQL write differently: each is an expression here, and everything else is said once for both.

Beside these there are only the ways to open a database and to fill it (sqlite.py, postgresql.py), and the index of
words (search.py, word_index.py).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Float,
    Index,
    Integer,
    Select,
    Text,
    cast,
    func,
    literal_column,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateColumn
from sqlalchemy.sql import operators
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType


class Either(FunctionElement[Any]):
    """One meaning in two wordings, of which each database gets its own."""

    inherit_cache = True

    def __init__(self, sqlite: ColumnElement[Any], postgresql: ColumnElement[Any]) -> None:
        super().__init__(sqlite, postgresql)
        self.type = sqlite.type

    def self_group(self, against: OperatorType | None = None) -> Either:  # noqa: ARG002
        """Itself, since it brings its brackets: else a condition would become a number that SQLite has to compare."""
        return self


@compiles(Either)
def _either(element: Either, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - what is passed on
    sqlite, postgresql = element.clauses
    return f"({compiler.process(sqlite if compiler.dialect.name == 'sqlite' else postgresql, **options)})"


@compiles(CreateColumn, "postgresql")
def _create_column(element: CreateColumn, compiler: Any, **options: Any) -> str:  # noqa: ANN401
    """Words are ordered by their code points, as in SQLite and in Python, whatever language the server sorts by."""
    made = compiler.visit_create_column(element, **options)
    return f'{made} COLLATE "C"' if isinstance(element.element.type, Text) else made


def longest_name(connection: Connection) -> int | None:
    """The most bytes of an actor's identity, since rows of an index hold two of them; None: there is no most."""
    return None if connection.dialect.name == "sqlite" else 800


def ascending(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """In this order, with what is null before all else, as SQLite has it."""
    return column.asc().nulls_first()


def descending(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """In the opposite order, with what is null behind all else, as SQLite has it."""
    return column.desc().nulls_last()


def index(name: str, *columns: ColumnElement[Any]) -> None:
    """An index for rows in an order made with `ascending` and `descending`.

    SQLite's own is in that order, and must not be told so; one of PostgreSQL serves only the order that it was made in.
    """
    Index(name, *columns).ddl_if(dialect="postgresql")
    untold = (c.element if isinstance(c, UnaryExpression) and c.modifier in _NULLS else c for c in columns)
    Index(name, *untold).ddl_if(dialect="sqlite")


_NULLS = (operators.nulls_first_op, operators.nulls_last_op)


def smaller(one: ColumnElement[int], other: ColumnElement[int]) -> ColumnElement[int]:
    """The smaller one of two numbers."""
    return Either(func.min(one, other, type_=Integer), func.least(one, other))


def last_item(strings: ColumnElement[str]) -> ColumnElement[str]:
    """The last one of the strings in a column that holds a list of them as JSON."""
    last = cast(strings, JSON).op("->>", return_type=Text())(literal_column("-1"))
    return Either(func.json_extract(strings, "$[#-1]", type_=Text), last)


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same value, by no index: SQLite keeps no figures by which it could choose a better way than that asked.

    PostgreSQL keeps such figures, and is left to choose.
    """
    return Either(column + 0 if column.type.python_type is int else column.concat(""), column)


def among(column: ColumnElement[Any], values: Select[Any]) -> ColumnElement[bool]:
    """Whether a column holds one of these values, which are found before all else.

    SQLite does so by itself. PostgreSQL would often begin elsewhere: it takes an outlet for an actor like all others,
    and does not see that the statements with most claims take longest to look through.
    """
    once = values.correlate(None)
    return Either(column.in_(once), column == func.any(func.array(once.scalar_subquery())))


def inflation() -> ColumnElement[float]:
    """Affirming documents for each independent source of a statement, word for word as the index has it."""
    own, theirs = (f"CAST(affirming AS FLOAT) / {larger}(roots, 1)" for larger in ("max", "greatest"))
    return Either(literal_column(own, Float), literal_column(theirs, Float))
