"""Which claims are to be reviewed next: those that nobody reviewed, the least sure or the weightiest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, case, func, or_, select, tuple_

from sayso.storage import schema as t
from sayso.storage.claim_conditions import MOST_COUNTED
from sayso.storage.database import portions

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
    waits = [c.reviewed.is_(None), c.confidence >= least]
    if relation and (rare := _of_rare(connection, relation, waits)) is not None and (order == "uncertain" or not rare):
        return Queued(next(_behind(iter(rare), after), None), len(rare))
    related = [*waits, *([c.relation == relation] if relation else [])]
    few = select(c.key).where(*related).limit(MOST_COUNTED + 1).subquery()
    number: int = connection.execute(select(func.count()).select_from(few)).scalar_one()
    if order == "uncertain":
        found = connection.execute(_by_confidence(connection, related, after)).scalar()
    else:
        ids = _weightiest(connection, order, waits, relation)
        found = next(_behind(ids, after), None)
    return Queued(found, number if number <= MOST_COUNTED else None)


def _of_rare(connection: Connection, relation: str, waits: list[ColumnElement[bool]]) -> list[str] | None:
    """The waiting claims of a relation, the least sure first; None where it has many.

    By the order of confidence, all claims of a large project would be read to find the few of such a relation.
    """
    c, s = t.claims.c, t.statements.c
    statements = connection.execute(select(s.key, s.claims).where(s.relation == relation)).all()
    if sum(claims for _, claims in statements) > MOST_COUNTED:
        return None
    found: list[tuple[float, str]] = []
    for some in portions([key for key, _ in statements]):
        found += connection.execute(select(c.confidence, c.id).where(c.statement.in_(some), *waits)).all()
    return [claim for _, claim in sorted(found)]


def _by_confidence(connection: Connection, waits: list[ColumnElement[bool]], after: str | None) -> Select[Any]:
    c = t.claims.c
    query = select(c.id).where(*waits).order_by(c.confidence, c.id).limit(1)
    passed = connection.execute(select(c.confidence).where(c.id == after)).scalar() if after else None
    return query if passed is None else query.where(tuple_(c.confidence, c.id) > tuple_(passed, after))


def _weightiest(
    connection: Connection, order: QueueOrder, waits: list[ColumnElement[bool]], relation: str | None
) -> Iterator[str]:
    """The waiting claims of each statement in turn.

    The relation is that of statements: asked of claims, SQLite would read all of this relation for each statement.
    """
    c = t.claims.c
    told: set[str] = set()
    for keys in connection.execute(_weighty(order, relation)).all():
        query = select(c.id).where(c.statement.in_({key for key in keys if key is not None}), *waits)
        for claim in connection.scalars(query.order_by(c.confidence, c.id)):
            if claim not in told:
                told.add(claim)
                yield claim


def _weighty(order: QueueOrder, relation: str | None) -> Select[Any]:
    """Statements (keys) by weight: one in a row, or the two of a dispute, None for one of another relation."""
    d, s = t.disputes.c, t.statements.c
    if order == "repeated":
        related = [s.relation == relation] if relation else []
        return select(s.key).where(*related).order_by(s.roots.desc(), s.affirming.desc(), s.id).limit(_LOOKED)
    weight = (d.weight.desc(), d.kind, d.ids)
    if relation is None:
        return select(d.one, d.other).order_by(*weight).limit(_LOOKED)
    one, other = t.statements.alias("one"), t.statements.alias("other")
    keys = [case((side.c.relation == relation, side.c.key)) for side in (one, other)]
    both = t.disputes.join(one, one.c.key == d.one).join(other, other.c.key == d.other)
    either = or_(one.c.relation == relation, other.c.relation == relation)
    return select(*keys).select_from(both).where(either).order_by(*weight).limit(_LOOKED)


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
