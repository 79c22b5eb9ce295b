"""One actor in the documents that have it: what is claimed of it, by whom, and on its word.

An actor of a large project stands in tens of thousands of documents. A page about it counts in no more than `MOST` of
them, those that were added last, and says so.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from sayso.actors.voices import READER
from sayso.model import Modality, Polarity
from sayso.storage import schema as t
from sayso.storage.dialects import ascending
from sayso.storage.relations import Valence
from sayso.storage.statements import StatementRow, statement_rows
from sayso.storage.voices import Side, side_of

MOST = 1_000
_VALENCE = func.coalesce(t.relations.c.valence, "0")
By: TypeAlias = Literal["outlet", "voice"]
"""Whose word is counted: who put the document out, or who is cited last of all, on whose word the claim stands."""


class Of(NamedTuple):
    """An actor (its identity), in documents published between two days (ISO dates, cut as short as you like)."""

    identity: str
    since: str | None = None
    until: str | None = None


class Appearing(msgspec.Struct, frozen=True, kw_only=True):
    """In how many documents an actor stands, None where in more than are counted, and in how many its page counts."""

    documents: int | None
    counted: int


class SaidBy(msgspec.Struct, frozen=True, kw_only=True):
    """How often one who speaks says that the actor does something, or that something is done to it (`does` is false).

    `who` is an identity, None for all without a name; all readers are one.
    """

    who: str | None
    does: bool
    valence: Valence
    polarity: Polarity
    modality: Modality
    claims: int


class Between(NamedTuple):
    """The claims from one identity to another, of one valence and polarity."""

    subject: str
    object: str
    valence: Valence
    polarity: Polarity
    modality: Modality
    claims: int


class DaySaid(NamedTuple):
    """How often an outlet (by the name in its documents) says something of an actor on a day.

    `published` is false where the documents name no outlet, so that it is their author, or their id.
    """

    outlet: str
    published: bool
    day: str
    side: Side
    claims: int


class StatementTold(msgspec.Struct, frozen=True, kw_only=True):
    """A statement, and how many of the claims that were counted make or deny it (`claims`), or deny it."""

    row: StatementRow
    claims: int
    denied: int


def in_period(of: Of) -> list[ColumnElement[bool]]:
    """What must hold of a document."""
    published = t.documents.c.published
    since = [published >= of.since] if of.since else []
    return since + ([published <= f"{of.until}~"] if of.until else [])


def appearances(of: Of) -> Select[Any]:
    """The keys of the actor in the documents in which its page counts."""
    return _appearances(of).order_by(t.actors.c.key.desc()).limit(MOST)


def _appearances(of: Of) -> Select[Any]:
    a, d = t.actors.c, t.documents.c
    query = select(a.key).where(a.identity == of.identity)
    if of.since or of.until:
        query = query.select_from(t.actors.join(t.documents, d.key == a.document)).where(*in_period(of))
    return query


def count_appearances(connection: Connection, of: Of) -> Appearing:
    """The documents that have the actor."""
    query = select(func.count(t.actors.c.document.distinct())).where(t.actors.c.key.in_(appearances(of)))
    counted = connection.execute(query).scalar_one()
    has_more = connection.execute(_appearances(of).limit(1).offset(MOST)).first() is not None
    return Appearing(documents=None if has_more else counted, counted=counted)


def _about(of: Of) -> Select[Any]:
    """The claims (keys) that have the actor at either end."""
    c, keys = t.claims.c, appearances(of)
    return select(c.key).where(c.subject.in_(keys)).union(select(c.key).where(c.object.in_(keys)))  # type: ignore[return-value]


def _held(of: Of) -> Select[Any]:
    h = t.claim_holders.c
    return select(h.claim).where(h.actor.in_(appearances(of)))


def _facts() -> Any:  # noqa: ANN401 - a join of SQLAlchemy
    c, s, r = t.claims.c, t.statements.c, t.relations.c
    joined = t.claims.join(t.statements, s.key == c.statement)
    # Of a relation that the codebook no longer has, nobody knows the valence.
    return joined.outerjoin(t.relations, r.relation == s.relation)


def said_by(connection: Connection, of: Of, by: By) -> list[SaidBy]:
    """Who says what kind of thing of the actor."""
    c, s, h, a = t.claims.c, t.statements.c, t.claim_holders.c, t.actors.c
    does = case((s.subject == of.identity, 1), else_=0)
    who = case((h.standing == "anonymous", None), (a.name == READER, READER), else_=a.identity)
    groups = (who, does, _VALENCE, c.polarity, c.modality)
    place: Any = 0
    if by == "voice":
        own = t.claim_holders.alias()
        place = select(func.max(own.c.position)).where(own.c.claim == c.key).scalar_subquery()
    joined = _facts().join(t.claim_holders, (h.claim == c.key) & (h.position == place)).join(t.actors, a.key == h.actor)
    query = select(*groups, func.count()).select_from(joined).where(c.key.in_(_about(of)), s.subject != s.object)
    rows = connection.execute(query.group_by(*groups).order_by(*map(ascending, groups)))
    return [
        SaidBy(who=name, does=bool(does_), valence=valence, polarity=polarity, modality=modality, claims=number)
        for name, does_, valence, polarity, modality, number in rows
    ]


def between(connection: Connection, of: Of) -> list[Between]:
    """What is claimed between the actor and each other one."""
    c, s = t.claims.c, t.statements.c
    groups = (s.subject, s.object, _VALENCE, c.polarity, c.modality)
    query = select(*groups, func.count()).select_from(_facts()).where(c.key.in_(_about(of)), s.subject != s.object)
    return [Between(*row) for row in connection.execute(query.group_by(*groups).order_by(*groups))]


def days_said(connection: Connection, of: Of) -> list[DaySaid]:
    """When what is said of the actor was put out, and by whom; only documents with a day."""
    c, d = t.claims.c, t.documents.c
    outlet = func.coalesce(d.publisher, d.author, d.id)
    groups = (outlet, d.publisher.is_not(None), d.published, c.polarity, c.modality)
    joined = t.claims.join(t.documents, d.key == c.document)
    query = select(*groups, func.count()).select_from(joined)
    query = query.where(c.key.in_(_about(of)), c.statement.is_not(None), d.published.is_not(None))
    rows = connection.execute(query.group_by(*groups).order_by(d.published, *groups))
    return [
        DaySaid(name, bool(is_publisher), day, side_of(polarity, modality), number)
        for name, is_publisher, day, polarity, modality, number in rows
    ]


def statements_about(connection: Connection, of: Of, most: int) -> list[StatementTold]:
    """What is said of the actor in most claims."""
    return statements_in(connection, [t.claims.c.key.in_(_about(of))], most)


def statements_by(connection: Connection, of: Of, most: int) -> list[StatementTold]:
    """What stands on the actor's word in most claims, wherever in the chain it is."""
    return statements_in(connection, [t.claims.c.key.in_(_held(of))], most)


def statements_in(connection: Connection, tests: list[ColumnElement[bool]], most: int) -> list[StatementTold]:
    """The statements that most claims make of which the tests hold, those with most first, then by id."""
    c, s = t.claims.c, t.statements.c
    denied, number = func.sum(case((c.polarity == "denied", 1), else_=0)), func.count()
    query = select(c.statement, number, denied).select_from(t.claims.join(t.statements, s.key == c.statement))
    query = query.where(*tests).group_by(c.statement).order_by(number.desc(), func.min(s.id)).limit(most)
    found = {key: (claims, denials) for key, claims, denials in connection.execute(query)}
    ids: dict[str, int] = dict(connection.execute(select(s.id, s.key).where(s.key.in_(found))).all())
    rows = {ids[row.id]: row for row in statement_rows(connection, [s.key.in_(found)], [s.id])}
    return [StatementTold(row=rows[key], claims=some, denied=no) for key, (some, no) in found.items()]
