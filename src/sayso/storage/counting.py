"""A project in numbers and short lists, each by an index, so that a first look takes no longer in a large project."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Select, desc, func, literal, select, union_all

from sayso.storage import schema as t
from sayso.storage.keys import fold

_MANY = 1_000


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """How much there is. `first` and `last` are days of publication."""

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
    """Who put documents out, by the name in these; `claims` are those found in them."""

    name: str
    documents: int
    claims: int
    first: str | None
    last: str | None


class ActorCount(msgspec.Struct, frozen=True, kw_only=True):
    """An actor over all documents. `as_subject` and `as_object` count claims that belong to statements.

    `as_holder` counts the claims on its word, up to a thousand; None where they are more.
    """

    identity: str
    name: str
    type: str
    as_subject: int
    as_object: int
    as_holder: int | None


def count_all(connection: Connection) -> Totals:
    """The project in numbers."""

    def number(table: Any, *tests: Any) -> int:  # noqa: ANN401 - a table and conditions of SQLAlchemy
        return connection.execute(select(func.count()).select_from(table).where(*tests)).scalar_one()

    d = t.documents.c
    first, last = (connection.execute(select(pick(d.published))).scalar_one() for pick in (func.min, func.max))
    return Totals(
        documents=number(t.documents),
        analysed=number(t.analyses),
        claims=number(t.claims),
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
    d, c = t.documents.c, t.claims.c
    name = func.coalesce(d.publisher, "")
    query = select(d.publisher, func.count(), func.min(d.published), func.max(d.published)).group_by(d.publisher)
    query = query.where(d.publisher.is_not(None)).order_by(d.publisher).limit(size)
    rows = connection.execute(query.where(name > after) if after else query).all()
    own = select(func.count()).select_from(t.documents.join(t.claims, c.document == d.key))
    return [
        OutletRow(
            name=publisher, documents=number, first=first, last=last,
            claims=connection.execute(own.where(d.publisher == publisher)).scalar_one(),
        )
        for publisher, number, first, last in rows
    ]  # fmt: skip


def list_actor_counts(
    connection: Connection, size: int, *, begins: str | None = None, kind: str | None = None, skip: int = 0
) -> list[ActorCount]:
    """Actors, those in most claims first; `begins` is how a name begins, in any case, and `kind` a type."""
    s, i = t.statements.c, t.identities.c
    sides = union_all(
        select(s.subject.label("identity"), s.claims.label("as_subject"), literal(0).label("as_object")),
        select(s.object, literal(0), s.claims),
    ).subquery()
    subject, object_ = (func.coalesce(func.sum(sides.c[role]), 0) for role in ("as_subject", "as_object"))
    joined = t.identities.outerjoin(sides, sides.c.identity == i.identity)
    query: Select[Any] = select(i.identity, i.name, i.type, subject.label("one"), object_.label("two"))
    query = query.select_from(joined).group_by(i.identity)
    if begins is not None and (folded := fold(begins)):
        query = query.where(i.folded.between(folded, folded + "\U0010ffff"))
    if kind is not None:
        query = query.where(i.type == kind)
    rows = connection.execute(query.order_by(desc(subject + object_), i.name, i.identity).limit(size).offset(skip))
    return [
        ActorCount(
            identity=row.identity, name=row.name, type=row.type, as_subject=row.one, as_object=row.two,
            as_holder=_held(connection, row.identity),
        )
        for row in rows.all()
    ]  # fmt: skip


def _held(connection: Connection, identity: str) -> int | None:
    h, a = t.claim_holders.c, t.actors.c
    some = select(h.claim).where(h.actor.in_(select(a.key).where(a.identity == identity))).limit(_MANY + 1)
    number: int = connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()
    return number if number <= _MANY else None


def actor_types(connection: Connection) -> list[str]:
    """The types that actors have, in the order of the alphabet."""
    return list(connection.scalars(select(t.identities.c.type).distinct().order_by(t.identities.c.type)))
