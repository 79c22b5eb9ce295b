"""The voices behind statements: each claim as one voice, with those on whose word it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

import msgspec
from sqlalchemy import Connection, Row, Select, select

from sayso.storage import schema as t
from sayso.storage.database import portions
from sayso.storage.standings import HolderStanding

Side: TypeAlias = Literal["affirmed", "denied", "possible", "intended"]
"""How a claim takes its statement: as a fact, denied (in any modality), as possible, as intended."""
SIDES: tuple[Side, ...] = get_args(Side)
_MOST_BY_KEY = 50_000


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
    """The voices of each of these statements (by key, None for all), statement by statement in the order of keys."""
    copies = _Copies(connection)
    for condition in _conditions(statements):
        rows = connection.execute(_query(condition))
        for statement, group in groupby(rows, key=itemgetter(0)):
            yield statement, list(_voices(group, copies))


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


def _voices(rows: Iterable[Row[Any]], copies: _Copies) -> Iterator[Voice]:
    for claim, links in groupby(rows, key=itemgetter(1)):
        chain: list[Any] = list(links)
        _, _, document, polarity, modality, day, *_ = chain[0]
        yield Voice(
            claim,
            document,
            side_of(polarity, modality),
            tuple(row[6] for row in chain),
            tuple(row[7] for row in chain),
            day,
            copies.source(claim, document),
        )


def side_of(polarity: str, modality: str) -> Side:
    """The side that a claim takes."""
    if polarity == "denied":
        return "denied"
    return "affirmed" if modality == "actual" else modality  # type: ignore[return-value]


class _Copies:
    """What is known of copied words: for each copying document its stretches, and whence they come."""

    def __init__(self, connection: Connection) -> None:
        r = t.reprints.c
        self._connection = connection
        self._by_document: dict[int, list[tuple[int, list[list[int]]]]] = {}
        rows = connection.execute(select(r.document, r.of, r.spans).where(r.of.is_not(None)).order_by(r.family))
        for document, source, spans in rows:
            self._by_document.setdefault(document, []).append((source, msgspec.json.decode(spans)))

    def source(self, claim: int, document: int) -> int | None:
        """The document from which the words of a claim come: one stretch of which holds some of its evidence."""
        stretches = self._by_document.get(document)
        if not stretches:
            return None
        e = t.evidence.c
        evidence = self._connection.execute(select(e.start, e.end).where(e.claim == claim)).all()
        for source, spans in stretches:
            if not spans or any(s < end and start < e for start, end, *_ in spans for s, e in evidence):
                return source
        return None
