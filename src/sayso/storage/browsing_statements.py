"""Statements a page at a time, and those that stand beside one statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias, get_args

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, desc, func, or_, select

from sayso.errors import UsageError
from sayso.model import Modality, Polarity
from sayso.storage import schema as t
from sayso.storage.browsing import MOST_COUNTED, Listed
from sayso.storage.dialects import descending, inflation
from sayso.storage.statements import StatementFilter, StatementRow, conditions, statement_rows

StatementOrder: TypeAlias = Literal["documents", "independent", "inflation", "newest"]
ORDERS: tuple[StatementOrder, ...] = get_args(StatementOrder)


class StatementsWanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which statements to list: those of `filter` (whose `sort` does not count) that some claim takes in this way.

    `polarity` and `modality` want at least one such claim; None means any.
    """

    filter: StatementFilter = StatementFilter()
    polarity: Polarity | None = None
    modality: Modality | None = None
    order: StatementOrder = "documents"


def list_statements_page(
    connection: Connection, wanted: StatementsWanted, size: int, after: str | None = None
) -> Listed[StatementRow]:
    """Statements in order, those with most first.

    Raises UsageError where nobody is called as asked, or `after` is no statement.
    """
    s = t.statements.c
    tests = list(_tests(connection, wanted))
    few = select(s.key).where(*tests).limit(MOST_COUNTED + 1).subquery()
    number: int = connection.execute(select(func.count()).select_from(few)).scalar_one()
    behind = [_behind(connection, wanted.order, after)] if after else []
    found = statement_rows(connection, [*tests, *behind], _order(wanted.order), size + 1)
    last = found[size - 1].id if len(found) > size else None
    return Listed(rows=found[:size], after=last, number=number if number <= MOST_COUNTED else None)


def every_statement(connection: Connection, wanted: StatementsWanted) -> Iterator[StatementRow]:
    """All the statements that meet the conditions, in the same order."""
    yield from statement_rows(connection, list(_tests(connection, wanted)), _order(wanted.order))


def related_statements(connection: Connection, statement: StatementRow, most: int) -> list[StatementRow]:
    """Other statements about the same two actors, either way round, those with most documents first."""
    s = t.statements.c
    pair = statement.subject_identity, statement.object_identity
    ways = [and_(s.subject == one, s.object == other) for one, other in (pair, pair[::-1])]
    return statement_rows(connection, [or_(*ways), s.id != statement.id], _order("documents"), most)


def _tests(connection: Connection, wanted: StatementsWanted) -> Iterator[ColumnElement[bool]]:
    s = t.statements.c
    yield from conditions(connection, wanted.filter)
    if wanted.polarity is not None:
        yield s[wanted.polarity] > 0 if wanted.polarity == "denied" else s.claims > s.denied
    if wanted.modality is not None:
        yield (s.affirmed > 0) if wanted.modality == "actual" else s[wanted.modality] > 0


def _columns(order: StatementOrder) -> list[ColumnElement[Any]]:
    """What is large in the first, in the order in which it counts."""
    s = t.statements.c
    if order == "documents":
        return [s.documents, s.roots]
    if order == "independent":
        return [s.roots, s.affirming]
    if order == "newest":
        return [s.last_day, s.documents]
    return [inflation(), s.affirming]


def _order(order: StatementOrder) -> list[ColumnElement[Any]]:
    columns = _columns(order)
    if order == "newest":
        return [descending(columns[0]), desc(columns[1]), t.statements.c.id]
    return [*map(desc, columns), t.statements.c.id]


def _behind(connection: Connection, order: StatementOrder, after: str) -> ColumnElement[bool]:
    """Whether a statement comes later in the order than this one."""
    s = t.statements.c
    columns = _columns(order)
    row = connection.execute(select(*columns).where(s.id == after)).one_or_none()
    if row is None:
        raise UsageError(f"The list has changed: there is no statement {after} any more. Begin at its first page.")
    (first, second), (one, two) = columns, row
    same = or_(second < two, and_(second == two, s.id > after))
    if one is None:
        return and_(first.is_(None), same)
    return or_(and_(first <= one, or_(first < one, same)), first.is_(None))
