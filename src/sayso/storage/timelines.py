"""When a statement is made: its claims by outlet, day and side."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from sayso.storage import schema as t
from sayso.storage.voices import Side, side_of


class DayTold(NamedTuple):
    """How often an outlet (by the name in its documents) made a statement on a day, and how."""

    outlet: str
    day: str
    side: Side
    number: int


def statement_days(connection: Connection, statement: str) -> list[DayTold]:
    """The dated claims of a statement (a whole id), by day and outlet. Readers' comments are left out."""
    c, d, s, h = t.claims.c, t.documents.c, t.statements.c, t.claim_holders.c
    joined = t.claims.join(t.statements, s.key == c.statement).join(t.documents, d.key == c.document)
    joined = joined.join(t.claim_holders, (h.claim == c.key) & (h.position == 0))
    outlet = func.coalesce(d.publisher, d.author, d.id)
    columns = (outlet, d.published, c.polarity, c.modality)
    query = select(*columns, func.count()).select_from(joined)
    query = query.where(s.id == statement, d.published.is_not(None), h.standing != "reader")
    rows = connection.execute(query.group_by(*columns).order_by(d.published, outlet, c.polarity, c.modality))
    return [DayTold(name, day, side_of(polarity, modality), number) for name, day, polarity, modality, number in rows]
