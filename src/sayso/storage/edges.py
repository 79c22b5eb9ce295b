"""What is claimed between actors, summed up by SQL: the edges of a network."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from sayso.storage import schema as t
from sayso.storage.naming import identities_named
from sayso.storage.relations import Valence

Period: TypeAlias = Literal["year", "month"]
LENGTHS: dict[Period, int] = {"year": 4, "month": 7}
"""Characters of an ISO date."""


class EdgeFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims make the network; every condition that is set must hold.

    `about` is subject or object, `holder` anybody in the chain, `outlet` the outermost, by any of their names. `since`
    and `until` (ISO dates, cut as short as you like, both included) bound the day of publication.
    """

    about: str | None = None
    relation: str | None = None
    holder: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None


class Sum(NamedTuple):
    """The claims of one valence from one actor to another (identities) in a period ('' where there are none).

    `affirmed` counts claims of a fact, `denied` denials.
    """

    period: str
    subject: str
    object: str
    valence: Valence
    affirmed: int
    denied: int


def sum_edges(connection: Connection, wanted: EdgeFilter, by: Period | None) -> list[Sum]:
    """The sums by period, subject, object and valence. Raises UsageError where nobody is called as asked."""
    c, s, d, r = t.claims.c, t.statements.c, t.documents.c, t.relations.c
    period = func.substr(d.published, 1, LENGTHS[by]) if by else func.substr("", 1)
    denied = case((c.polarity == "denied", 1), else_=0)
    affirmed = case(((c.polarity == "affirmed") & (c.modality == "actual"), 1), else_=0)
    groups = (period, s.subject, s.object, r.valence)
    query = select(*groups, func.sum(affirmed), func.sum(denied))
    query = query.select_from(_claims()).where(affirmed + denied > 0, *conditions(connection, wanted))
    if by:
        query = query.where(func.length(d.published) >= LENGTHS[by])
    return [Sum(*row) for row in connection.execute(query.group_by(*groups).order_by(*groups))]


def statements_of(connection: Connection, wanted: EdgeFilter) -> dict[int, tuple[str, str, Valence]]:
    """The statements (keys) of the claims of a network: (subject, object, valence)."""
    s, r = t.statements.c, t.relations.c
    query = select(s.key, s.subject, s.object, r.valence).select_from(_claims()).distinct()
    rows = connection.execute(query.where(*conditions(connection, wanted)))
    return {key: (subject, object_, valence) for key, subject, object_, valence in rows}


def _claims() -> Any:  # noqa: ANN401 - a join of SQLAlchemy
    s = t.statements.c
    joined = t.claims.join(t.statements, s.key == t.claims.c.statement)
    joined = joined.join(t.relations, t.relations.c.relation == s.relation)
    return joined.join(t.documents, t.documents.c.key == t.claims.c.document)


def conditions(connection: Connection, wanted: EdgeFilter) -> Iterator[ColumnElement[bool]]:
    """What must hold of a claim, its statement and document. Raises UsageError where nobody is called as asked."""
    s, d = t.statements.c, t.documents.c
    # What relates an actor to itself is no edge.
    yield s.subject != s.object
    if wanted.about is not None:
        identities = identities_named(connection, wanted.about)
        yield or_(s.subject.in_(identities), s.object.in_(identities))
    if wanted.relation is not None:
        yield s.relation == wanted.relation
    if wanted.holder is not None:
        yield t.claims.c.key.in_(_held(identities_named(connection, wanted.holder)))
    if wanted.outlet is not None:
        yield t.claims.c.key.in_(_held(identities_named(connection, wanted.outlet), outermost=True))
    if wanted.since is not None:
        yield d.published >= wanted.since
    if wanted.until is not None:
        yield d.published <= wanted.until + "~"


def _held(identities: Collection[str], *, outermost: bool = False) -> Any:  # noqa: ANN401 - a query of SQLAlchemy
    h, a = t.claim_holders.c, t.actors.c
    query = select(h.claim).where(h.actor.in_(select(a.key).where(a.identity.in_(identities))))
    return query.where(h.position == 0) if outermost else query
