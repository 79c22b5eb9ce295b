"""A project in numbers and short lists, each by an index, so that a first look takes no longer in a large project."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from sayso.storage import schema as t


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """How much there is; claims without those that somebody rejected. `first` and `last` are days of publication."""

    documents: int
    analysed: int
    claims: int
    statements: int
    unreadable: int
    failed: int
    unresolved: int
    first: str | None
    last: str | None


class Month(msgspec.Struct, frozen=True):
    """A month of publication ('2024-02'), or a year, and its documents."""

    period: str
    documents: int


class OutletRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who put documents out, by the name in these; `first` and `last` are days of publication."""

    name: str
    documents: int
    first: str | None
    last: str | None


def count_all(connection: Connection) -> Totals:
    """The project in numbers."""

    def number(table: Any, *tests: Any) -> int:  # noqa: ANN401 - a table and conditions of SQLAlchemy
        return connection.execute(select(func.count()).select_from(table).where(*tests)).scalar_one()

    d = t.documents.c
    first, last = (connection.execute(select(pick(d.published))).scalar_one() for pick in (func.min, func.max))
    return Totals(
        documents=number(t.documents),
        analysed=number(t.analyses),
        claims=number(t.claims) - number(t.claims, t.claims.c.reviewed == "rejected"),
        statements=number(t.statements),
        unreadable=number(t.skipped, t.skipped.c.stage == "reading"),
        failed=number(t.skipped, t.skipped.c.stage == "analysis"),
        unresolved=number(t.unresolved),
        first=first,
        last=last,
    )


def count_by_time(connection: Connection) -> list[Month]:
    """The dated documents by month, or by year where they reach over more than four."""
    d = t.documents.c
    first, last = (connection.execute(select(pick(d.published))).scalar_one() for pick in (func.min, func.max))
    length = 4 if first and int(last[:4]) - int(first[:4]) > 4 else 7
    period = func.substr(d.published, 1, length)
    query = select(period, func.count()).where(d.published.is_not(None)).group_by(period).order_by(period)
    return [Month(*row) for row in connection.execute(query)]


def list_outlets(connection: Connection, size: int, after: str | None = None) -> list[OutletRow]:
    """A page of those who put documents out, in the order of names, from behind the name `after` on."""
    d = t.documents.c
    query = select(d.publisher, func.count(), func.min(d.published), func.max(d.published)).group_by(d.publisher)
    query = query.where(d.publisher > (after or "")).order_by(d.publisher).limit(size)
    return [
        OutletRow(name=publisher, documents=number, first=first, last=last)
        for publisher, number, first, last in connection.execute(query)
    ]
