"""One outlet, by the name in its documents: whom these quote, what they claim, who copies them.

The page of an outlet counts in no more than `MOST` of its documents, the newest.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, Select, case, func, select

from sayso.storage import schema as t
from sayso.storage.appearances import StatementTold, statements_in
from sayso.storage.called import CHOSEN, Called, Labelled, called_where, labels_where
from sayso.storage.dialects import ascending, descending, last_item
from sayso.storage.keys import spoken

MOST = 500


class From(NamedTuple):
    """An outlet's name, and between which days its documents were published (ISO dates, cut as short as you like)."""

    name: str
    since: str | None = None
    until: str | None = None


class PutOut(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet in numbers: its documents, how many of them are counted in, and their first and last day.

    `claims` are those of the counted documents, `own` those of them that it makes in its own words.
    """

    documents: int
    counted: int
    first: str | None
    last: str | None
    claims: int
    own: int


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """One who is quoted: an identity, None for all without a name. `passages` stand in `documents`; to so many of them
    the outlet takes a distance ('so-called', 'alleged'), and so many it endorses."""

    who: str | None
    passages: int
    documents: int
    distanced: int
    endorsed: int


class MonthTone(NamedTuple):
    """How many labels of a tone the outlet uses in its own words in a month, or a year where no month is known."""

    month: str
    tone: str
    uses: int


class CopiedRow(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet with which this one shares texts: `copies` are documents, `example` a copy and whence it is (ids)."""

    outlet: str | None
    copies: int
    whole: int
    example: tuple[str, str]


def documents_of(of: From) -> Select[Any]:
    """The keys of the documents that are counted in, the newest."""
    d = t.documents.c
    return select(d.key).where(*_tests(of)).order_by(descending(d.published)).limit(MOST)


def _tests(of: From) -> list[Any]:
    d = t.documents.c
    since = [d.published >= of.since] if of.since else []
    return [d.publisher == of.name, *since, *([d.published <= f"{of.until}~"] if of.until else [])]


def count_put_out(connection: Connection, of: From) -> PutOut:
    """The outlet in numbers; no documents where there is none of this name."""
    c, d, h = t.claims.c, t.documents.c, t.claim_holders.c
    query = select(func.count(), func.min(d.published), func.max(d.published)).where(*_tests(of))
    documents, first, last = connection.execute(query).one()
    cited = select(h.claim).where(h.claim == c.key, h.position == 1).exists()
    numbers = select(func.count(), func.sum(case((~cited, 1), else_=0))).where(
        c.document.in_(documents_of(of)), c.statement.is_not(None)
    )
    claims, own = connection.execute(numbers).one()
    counted = min(documents, MOST)
    return PutOut(documents=documents, counted=counted, first=first, last=last, claims=claims, own=own or 0)


def outlet_identity(connection: Connection, name: str) -> str | None:
    """As which actor the outlet is known over all documents, if it is spoken of or speaks in any."""
    i, known, a = t.identities.c, t.registry_names.c, t.actors.c
    shown = select(i.identity).where(i.folded.in_(spoken(name))).order_by(i.identity).limit(1)
    registered = select(known.registry).where(known.folded.in_(spoken(name)))
    other = select(a.identity).where(a.registry.in_(registered)).order_by(a.identity).limit(1)
    return connection.execute(shown).scalar() or connection.execute(other).scalar()


def is_outlet(connection: Connection, name: str) -> bool:
    """Whether any document says that it was put out under this name."""
    d = t.documents.c
    return connection.execute(select(d.key).where(d.publisher == name).limit(1)).first() is not None


def quoted_by(connection: Connection, of: From, own: str | None, most: int) -> list[Quoted]:
    """Whom the documents quote, those in most passages first; the outlet itself (`own`) is left out."""
    n, a = t.attributions.c, t.actors.c
    joined = t.attributions.outerjoin(t.actors, (a.document == n.document) & (a.name == n.holder))
    who = case((n.standing == "named", a.identity), else_=None)
    passages, documents = func.count(), func.count(n.document.distinct())
    taken = (func.sum(case((n.stance == stance, 1), else_=0)) for stance in ("distances", "endorses"))
    query = select(who, passages, documents, *taken).select_from(joined)
    query = query.where(n.document.in_(documents_of(of)), n.standing.not_in(("self", "reader")))
    if own:
        query = query.where(a.identity.is_(None) | (a.identity != own))
    rows = connection.execute(query.group_by(who).order_by(passages.desc(), ascending(who)).limit(most))
    return [
        Quoted(who=name, passages=some, documents=in_, distanced=distanced, endorsed=endorsed)
        for name, some, in_, distanced, endorsed in rows
    ]


def statements_put_out(connection: Connection, of: From, most: int) -> list[StatementTold]:
    """What is claimed in most places of the documents, on whosever word."""
    return statements_in(connection, [t.claims.c.document.in_(documents_of(of))], most)


def names_used(connection: Connection, of: From, own: str) -> list[Called]:
    """What the outlet calls others in its own words."""
    u, a = t.name_uses.c, t.actors.c
    holders = select(a.key).where(a.document.in_(documents_of(of)), a.identity == own)
    return called_where(connection, [u.document.in_(documents_of(of)), u.holder.in_(holders)])


def _own_labels(of: From, own: str) -> list[Any]:
    labels, a = t.labels.c, t.actors.alias("own")
    is_own = (a.c.document == labels.document) & (a.c.name == last_item(labels.holder))
    return [labels.document.in_(documents_of(of)), select(a.c.key).where(is_own, a.c.identity == own).exists()]


def labels_used(connection: Connection, of: From, own: str) -> list[Labelled]:
    """The labels that the outlet gives others in its own words."""
    return labels_where(connection, _own_labels(of, own))


def tone_by_month(connection: Connection, of: From, own: str) -> list[MonthTone]:
    """The tone of the outlet's own labels over time."""
    labels, d = t.labels.c, t.documents.c
    groups = (func.substr(d.published, 1, 7), labels.tone)
    query = select(*groups, func.count()).select_from(t.labels.join(t.documents, d.key == labels.document))
    query = query.where(*_own_labels(of, own), d.published.is_not(None)).group_by(*groups).order_by(*groups)
    return [MonthTone(*row) for row in connection.execute(query)]


def names_by_month(connection: Connection, of: From, own: str, actor: str) -> list[tuple[str, str, int]]:
    """What the outlet calls an actor (an identity) over time: (month, folded name, uses)."""
    u, d, a = t.name_uses.c, t.documents.c, t.actors.c
    groups = (func.substr(d.published, 1, 7), u.folded)
    holders, called = (
        select(a.key).where(a.document.in_(documents_of(of)), a.identity == identity) for identity in (own, actor)
    )
    query = select(*groups, func.sum(u.uses)).select_from(t.name_uses.join(t.documents, d.key == u.document))
    query = query.where(u.document.in_(documents_of(of)), u.holder.in_(holders), u.actor.in_(called))
    query = query.where(d.published.is_not(None), u.kind.in_(CHOSEN)).group_by(*groups).order_by(*groups)
    return [(month, folded, uses) for month, folded, uses in connection.execute(query)]


def copied(connection: Connection, of: From, way: Literal["by", "from"], most: int) -> list[CopiedRow]:
    """Who copied documents of the outlet ('by'), or from whom it copied, those with most first.

    Only copies of which it is known which of the two texts is the copy.
    """
    r, one, two = t.reprints.c, t.documents.alias("copy"), t.documents.alias("origin")
    joined = t.reprints.join(one, one.c.key == r.document).join(two, two.c.key == r.of)
    own, other = (two, one) if way == "by" else (one, two)
    column = r.of if way == "by" else r.document
    copies, whole = func.count(r.document.distinct()), func.count(case((r.kind == "whole", r.document)).distinct())
    query = select(other.c.publisher, copies, whole, func.min(one.c.id + "\n" + two.c.id)).select_from(joined)
    query = query.where(r.role == "copy", column.in_(documents_of(of)))
    # A paper that prints its own text again copies nobody.
    query = query.where(other.c.publisher.is_distinct_from(own.c.publisher))
    query = query.group_by(other.c.publisher).order_by(copies.desc(), ascending(other.c.publisher)).limit(most)
    return [
        CopiedRow(outlet=name, copies=some, whole=all_, example=tuple(ids.split("\n")))
        for name, some, all_, ids in connection.execute(query)
    ]
