"""The voices behind statements: each claim as one voice, with those on whose word it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, NamedTuple, TypeAlias, cast, get_args

import msgspec
from sqlalchemy import Connection, Row, Select, select

from sayso.storage import schema as t
from sayso.storage.database import portions
from sayso.storage.standings import HolderStanding

Side: TypeAlias = Literal["affirmed", "denied", "possible", "intended"]
"""How a claim takes its statement: as a fact, denied (in any modality), as possible, as intended."""
SIDES: tuple[Side, ...] = get_args(Side)
_MOST_BY_KEY, _FETCHED = 20_000, 10_000


class Voice(NamedTuple):
    """A claim as one voice for or against a statement. `claim` and `document` are keys of the database.

    `holders` are identities, outermost first, each with its standing. `day` is that of publication. `copied_from` is
    the document from which the words of this claim are copied (or with which they are shared, where nobody knows who
    was first), None where they are the document's own.
    """

    claim: int
    document: int
    side: Side
    holders: tuple[str, ...]
    standings: tuple[HolderStanding, ...]
    day: str | None = None
    copied_from: int | None = None


def read_voices(connection: Connection, statements: Collection[int] | None = None) -> Iterator[tuple[int, list[Voice]]]:
    """The voices of these statements (by key, None for all), statement by statement in the order of keys.

    Where many are asked for, others come as well.
    """
    for condition in _conditions(statements):
        copied = dict(_copied(connection, condition))
        rows = connection.execute(_query(condition).execution_options(yield_per=_FETCHED))
        for statement, group in groupby(rows, key=itemgetter(0)):
            yield statement, list(_voices(group, copied))


def release_claims(connection: Connection, *, actors: Collection[int] = (), documents: Collection[int] = ()) -> None:
    """Lets the claims of these actors (keys), in any role, and of these documents wait to be counted again."""
    c, h = t.claims.c, t.claim_holders.c
    held = t.claims.update().where(c.statement.is_not(None)).values(statement=None)
    if connection.execute(select(c.key).where(c.statement.is_not(None)).limit(1)).first() is None:
        return
    for some in portions(actors):
        connection.execute(held.where(c.subject.in_(some)))
        connection.execute(held.where(c.object.in_(some)))
        connection.execute(held.where(c.key.in_(select(h.claim).where(h.actor.in_(some)))))
    for some in portions(documents):
        connection.execute(held.where(c.document.in_(some)))


def _conditions(statements: Collection[int] | None) -> Iterator[Any]:
    column = t.claims.c.statement
    if statements is None or len(statements) > _MOST_BY_KEY:
        yield column.is_not(None)
        return
    yield from map(column.in_, portions(statements))


def _query(condition: Any) -> Select[Any]:  # noqa: ANN401 - a condition of SQLAlchemy
    c, d, h, a = t.claims.c, t.documents.c, t.claim_holders.c, t.actors.c
    joined = t.claims.join(t.documents, d.key == c.document).join(t.claim_holders).join(t.actors, a.key == h.actor)
    columns = (c.statement, c.key, c.document, c.polarity, c.modality, d.published, a.identity, h.standing)
    return select(*columns).select_from(joined).where(condition).order_by(c.statement, c.key, h.position)


def _voices(rows: Iterable[Row[Any]], copied: Mapping[int, int]) -> Iterator[Voice]:
    for claim, links in groupby(rows, key=itemgetter(1)):
        first, *others = cast("Iterable[tuple[Any, ...]]", links)
        _, _, document, polarity, modality, day, holder, standing = first
        holders = (holder, *[link[6] for link in others]) if others else (holder,)
        standings = (standing, *[link[7] for link in others]) if others else (standing,)
        yield Voice(claim, document, side_of(polarity, modality), holders, standings, day, copied.get(claim))


def side_of(polarity: str, modality: str) -> Side:
    """The side that a claim takes."""
    if polarity == "denied":
        return "denied"
    return "affirmed" if modality == "actual" else modality  # type: ignore[return-value]


def _copied(connection: Connection, condition: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401 - as above
    """The claims whose words are copied, each with the document from which they come.

    One of the stretches that a copy shares with the other text holds some of the claim's evidence.
    """
    c, e, r = t.claims.c, t.evidence.c, t.reprints.c
    joined = t.reprints.join(t.claims, c.document == r.document).join(t.evidence, e.claim == c.key)
    query = select(c.key, r.of, r.spans, e.start, e.end).select_from(joined).where(r.of.is_not(None), condition)
    shared: dict[str, list[list[int]]] = {}
    for claim, source, spans, start, end in connection.execute(query.order_by(c.key, r.family.desc())):
        if spans not in shared:
            shared[spans] = msgspec.json.decode(spans)
        if not shared[spans] or any(s < end and start < e for s, e, *_ in shared[spans]):
            yield claim, source
