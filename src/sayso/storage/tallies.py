"""Claims counted by what they say, by whom, when and how: as many as a page can wait for, those of the main statements.

A page must not wait for a million claims. So it is asked first which claims to look at (`gather`), and where they are
too many, these are the claims of the statements that stand in most documents; `Pool.is_whole` says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, desc, func, or_, select

from sayso.storage import schema as t
from sayso.storage.database import portions
from sayso.storage.dialects import unindexed
from sayso.storage.naming import identities_named
from sayso.storage.voices import Side, side_of

LOOKED = 6_000
"""So many claims are looked through for one page."""
_STATEMENTS = 5_000
_TOLD = ("named", "self")
"""How a claim knows those who are somebody: see standings.py."""
Speaker: TypeAlias = Literal["outlet", "source"]
"""Who put a claim out, by the name in its document; or on whose word it stands: the last holder, by identity."""


class TallyFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims to count; every condition that is set must hold.

    Actors are meant by any of their names: `about` is subject or object, `outlet` the outermost holder, `holder` anyone
    in the chain. `since` and `until` (ISO dates, cut as short as you like, both included) bound the day of publication.
    `confidence` counts only where it is more than what a claim needs to belong to a statement.
    """

    subject: str | None = None
    object: str | None = None
    about: str | None = None
    relation: str | None = None
    holder: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    confidence: float = 0.0

    @property
    def is_of_claims(self) -> bool:
        """Does it ask for more than the figures of whole statements tell?"""
        return any((self.holder, self.outlet, self.since, self.until, self.confidence))


class Pool(NamedTuple):
    """Where to look for claims: keys of statements or (`are_claims`) of claims. `is_whole` is false where some are
    left out, since they are too many. `meant` are the identities of those who were named to find it, by condition.
    """

    keys: list[int]
    are_claims: bool = False
    is_whole: bool = True
    meant: Mapping[str, list[str]] | None = None


class Counted(NamedTuple):
    """How many claims of a statement (its key) a speaker made on a day in one way.

    What was not asked for is 0, '' and None.
    """

    statement: int
    speaker: str
    day: str | None
    side: Side
    number: int


def gather(connection: Connection, wanted: TallyFilter) -> Pool:
    """Where to look for the claims that are wanted. Raises UsageError where nobody is called as asked."""
    meant = _meant(connection, wanted)
    for role in ("outlet", "holder"):
        if role in meant:
            query = _held(meant[role], outermost=role == "outlet").limit(LOOKED + 1)
            if len(keys := list(connection.scalars(query))) <= LOOKED:
                return Pool(keys, are_claims=True, meant=meant)
    s = t.statements.c
    query = select(s.key, s.claims).where(*_of_statements(wanted, meant))
    rows = connection.execute(query.order_by(desc(s.documents), desc(s.roots), s.id).limit(_STATEMENTS + 1)).all()
    return as_many_as_can_be(rows)._replace(meant=meant)


def keys_of(connection: Connection, statements: Collection[str]) -> dict[int, str]:
    """The ids of these statements by their keys, those in most documents first."""
    s, found = t.statements.c, dict[int, str]()
    for some in portions(statements):
        query = select(s.key, s.id).where(s.id.in_(some)).order_by(desc(s.documents), s.id)
        found |= dict(connection.execute(query).all())
    return found


def pool_of(connection: Connection, keys: Collection[int]) -> Pool:
    """Where to look for the claims of these statements."""
    s, rows = t.statements.c, list[Any]()
    for some in portions(keys):
        rows += connection.execute(select(s.key, s.claims, s.documents, s.id).where(s.key.in_(some))).all()
    rows.sort(key=lambda row: (-row.documents, row.id))
    return as_many_as_can_be([row[:2] for row in rows])


def number_of_claims(connection: Connection, wanted: TallyFilter) -> int:
    """How many claims belong to the statements that meet the conditions on statements."""
    tests = _of_statements(wanted, _meant(connection, wanted))
    query = select(func.coalesce(func.sum(t.statements.c.claims), 0)).where(*tests)
    number: int = connection.execute(query).scalar_one()
    return number


def as_many_as_can_be(rows: Sequence[Any]) -> Pool:
    """The first of these statements (key, number of claims), as far as their claims can be looked through."""
    keys: list[int] = []
    claims = 0
    for key, number in rows[:_STATEMENTS]:
        claims += number
        if claims > LOOKED and keys:
            break
        keys.append(key)
    return Pool(keys, is_whole=len(keys) == len(rows))


def tally(
    connection: Connection,
    pool: Pool,
    wanted: TallyFilter,
    *,
    by_statement: bool = False,
    speaker: Speaker | None = None,
    by_day: bool = False,
) -> list[Counted]:
    """The claims of the pool that meet the conditions, by their side and by what is asked for.

    By speaker: only those who have a name, and no reader's comments. By day: only those with a date.
    """
    c, d = t.claims.c, t.documents.c
    columns: list[Any] = [c.statement if by_statement else func.abs(0), _name(speaker) if speaker else func.trim("")]
    columns += [d.published if by_day else func.nullif(0, 0), c.polarity, c.modality]
    meant = _meant(connection, wanted) if pool.meant is None else pool.meant
    query = select(*columns, func.count()).select_from(_joined(speaker)).where(*_of_claims(wanted, meant))
    if speaker:
        query = query.where(*_speaking(speaker))
    if pool.are_claims:
        query = query.where(*_of_statements(wanted, meant, by_index=False))
    if by_day:
        query = query.where(d.published.is_not(None))
    lead = c.key if pool.are_claims else c.statement
    counts: Counter[tuple[int, str, str | None, Side]] = Counter()
    for keys in portions(pool.keys):
        for *values, polarity, modality, number in connection.execute(query.where(lead.in_(keys)).group_by(*columns)):
            counts[values[0], values[1], values[2], side_of(polarity, modality)] += number
    return [Counted(*values, number) for values, number in sorted(counts.items(), key=lambda item: str(item[0]))]


def _name(speaker: Speaker) -> ColumnElement[str]:
    d = t.documents.c
    return func.coalesce(d.publisher, d.author) if speaker == "outlet" else t.actors.c.identity


def _joined(speaker: Speaker | None) -> Any:  # noqa: ANN401 - a join of SQLAlchemy
    c, d, h, a, s = t.claims.c, t.documents.c, t.claim_holders.c, t.actors.c, t.statements.c
    joined = t.claims.join(t.statements, s.key == c.statement).join(t.documents, d.key == c.document)
    if speaker is None:
        return joined
    joined = joined.join(t.claim_holders, h.claim == c.key)
    return joined.join(t.actors, a.key == unindexed(h.actor)) if speaker == "source" else joined


def _speaking(speaker: Speaker) -> Iterator[ColumnElement[bool]]:
    c, h, other = t.claims.c, t.claim_holders.c, t.claim_holders.alias("other")
    if speaker == "outlet":
        yield h.position == 0
        yield h.standing != "reader"
        yield _name(speaker).is_not(None)
        return
    yield h.standing.in_(_TOLD)
    yield h.position == select(func.max(other.c.position)).where(other.c.claim == c.key).scalar_subquery()
    outer = select(other.c.standing).where(other.c.claim == c.key, other.c.position == 0).scalar_subquery()
    yield outer != "reader"


def _meant(connection: Connection, wanted: TallyFilter) -> dict[str, list[str]]:
    """Who is meant by each name, by the condition that names them."""
    roles = ("subject", "object", "about", "holder", "outlet")
    asked = ((role, getattr(wanted, role)) for role in roles)
    return {role: identities_named(connection, name) for role, name in asked if name is not None}


def _of_statements(
    wanted: TallyFilter, meant: Mapping[str, list[str]], *, by_index: bool = True
) -> Iterator[ColumnElement[bool]]:
    s = t.statements.c
    subject, object_, relation = (c if by_index else unindexed(c) for c in (s.subject, s.object, s.relation))
    if "subject" in meant:
        yield subject.in_(meant["subject"])
    if "object" in meant:
        yield object_.in_(meant["object"])
    if "about" in meant:
        yield or_(subject.in_(meant["about"]), object_.in_(meant["about"]))
    if wanted.relation is not None:
        yield relation == wanted.relation


def _of_claims(wanted: TallyFilter, meant: Mapping[str, list[str]]) -> Iterator[ColumnElement[bool]]:
    """What must hold of single claims; no index but that of the pool shall lead to them."""
    key, published = unindexed(t.claims.c.key), unindexed(t.documents.c.published)
    for role in ("holder", "outlet"):
        if role in meant:
            yield key.in_(_held(meant[role], outermost=role == "outlet"))
    if wanted.since is not None:
        yield published >= wanted.since
    if wanted.until is not None:
        yield published <= f"{wanted.until}~"
    if wanted.confidence > 0:
        yield t.claims.c.confidence >= wanted.confidence


def _held(identities: Collection[str], *, outermost: bool) -> Select[int]:
    h, a = t.claim_holders.c, t.actors.c
    query = select(h.claim).where(h.actor.in_(select(a.key).where(a.identity.in_(identities))))
    return query.where(h.position == 0) if outermost else query
