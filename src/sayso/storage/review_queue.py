"""Which claims are to be reviewed next: those that nobody reviewed, the least sure or the weightiest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, tuple_

from sayso.storage import schema as t
from sayso.storage.claim_conditions import MOST_COUNTED

QueueOrder: TypeAlias = Literal["uncertain", "disputed", "repeated"]
_LOOKED = 500
"""So many disputes or statements are looked at for the next claim."""


class Queued(msgspec.Struct, frozen=True):
    """The next claim (its id), None where none is left; `number` counts what waits, None where that is too many."""

    claim: str | None
    number: int | None


def next_unreviewed(
    connection: Connection,
    order: QueueOrder,
    *,
    relation: str | None = None,
    least: float = 0.0,
    after: str | None = None,
) -> Queued:
    """The claim to review after that with the id `after`, which was passed over.

    'uncertain': the least confidence first. 'disputed': what bears on the disputes with the strongest weaker side.
    'repeated': what the statements with most independent sources rest on.
    """
    c = t.claims.c
    waits = [c.reviewed.is_(None), c.confidence >= least, *([c.relation == relation] if relation else [])]
    few = select(c.key).where(*waits).limit(MOST_COUNTED + 1).subquery()
    number: int = connection.execute(select(func.count()).select_from(few)).scalar_one()
    if order == "uncertain":
        found = connection.execute(_by_confidence(connection, waits, after)).scalar()
    else:
        ids = _weightiest(connection, order, waits)
        found = next(_behind(ids, after), None)
    return Queued(found, number if number <= MOST_COUNTED else None)


def _by_confidence(connection: Connection, waits: list[ColumnElement[bool]], after: str | None) -> Select[Any]:
    c = t.claims.c
    query = select(c.id).where(*waits).order_by(c.confidence, c.id).limit(1)
    passed = connection.execute(select(c.confidence).where(c.id == after)).scalar() if after else None
    return query if passed is None else query.where(tuple_(c.confidence, c.id) > tuple_(passed, after))


def _weightiest(connection: Connection, order: QueueOrder, waits: list[ColumnElement[bool]]) -> Iterator[str]:
    """The waiting claims of each statement in turn."""
    c, s, d = t.claims.c, t.statements.c, t.disputes.c
    if order == "disputed":
        rows = select(d.one, d.other).order_by(d.weight.desc(), d.kind, d.ids).limit(_LOOKED)
    else:
        rows = select(s.key, s.key).order_by(s.roots.desc(), s.affirming.desc(), s.id).limit(_LOOKED)
    told: set[str] = set()
    for one, other in connection.execute(rows).all():
        query = select(c.id).where(or_(c.statement == one, c.statement == other), *waits)
        for claim in connection.scalars(query.order_by(c.confidence, c.id)):
            if claim not in told:
                told.add(claim)
                yield claim


def _behind(ids: Iterator[str], after: str | None) -> Iterator[str]:
    """Those behind `after`; all, where it is not among them."""
    before: list[str] = []
    for claim in ids:
        if claim == after:
            yield from ids
            return
        before.append(claim)
        if after is None:
            yield claim
    if after is not None:
        yield from before
