"""Which statements stand against each other, by SQL: affirmed and denied, incompatible, rival answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, and_, desc, func, or_, select, true, tuple_

from sayso.storage import schema as t
from sayso.storage.dialects import smaller
from sayso.storage.naming import identities_named
from sayso.storage.registry_links import REGISTRY

_AT_ONCE = 500
Bounds: TypeAlias = tuple[str | None, str | None]


class FindingFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What findings are wanted of; every condition that is set must hold.

    `subject`, `object` and `about` (either of the two) are actors by any of their names, `relation` is one of the
    codebook. `since` and `until` (ISO dates, cut as short as you like, both included) bound the days of publication of
    the claims that count.
    """

    subject: str | None = None
    object: str | None = None
    about: str | None = None
    relation: str | None = None
    since: str | None = None
    until: str | None = None

    def holds(self, day: str | None) -> bool:
        """Does a claim count that was published on this day? One without a day only where no bound is set."""
        if day is None:
            return self.since is self.until is None
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until + "~")


class StatementKey(NamedTuple):
    """A statement: its key in the database, its id, what it says, the actors by their identities, and the number of
    named independent sources that affirm it, over all time.
    """

    key: int
    id: str
    subject: str
    relation: str
    object: str
    sources: int


class Opposed(NamedTuple):
    """Two statements that stand against each other; of one that is affirmed and denied, twice the same."""

    one: int
    other: int
    weight: int
    """Named independent sources of the weaker of the two sides, over all time."""


def denied_statements(connection: Connection, wanted: FindingFilter) -> list[Opposed]:
    """The statements that are affirmed and denied, those with most sources on the weaker side first."""
    s = t.statements.c
    weaker = smaller(s.roots, s.denying)
    query = select(s.key, s.key, weaker).where(s.denied > 0, s.affirmed > 0, *asked(connection, t.statements, wanted))
    return [Opposed(*row) for row in connection.execute(query.order_by(desc(weaker), s.id))]


def excluding_pairs(connection: Connection, wanted: FindingFilter) -> list[Opposed]:
    """The pairs of statements that are affirmed and that the codebook lets not both hold, in the same order."""
    one, other, e = t.statements.alias("one"), t.statements.alias("other"), t.exclusions.c
    weaker = smaller(one.c.roots, other.c.roots)
    query = select(one.c.key, other.c.key, weaker, one.c.id, other.c.id).select_from(one).join(other, true())
    conditions = (one.c.affirmed > 0, other.c.affirmed > 0, one.c.key != other.c.key, *asked(connection, one, wanted))
    found: list[tuple[int, str, str, Opposed]] = []
    # One question for each exclusion: only where both relations are given does SQLite find `other` at once.
    for relation, excluded, crossed in connection.execute(select(e.relation, e.other, e.crossed)).all():
        ends = ("object", "subject") if crossed else ("subject", "object")
        same = (other.c.subject == one.c[ends[0]], other.c.object == one.c[ends[1]])
        related = (one.c.relation == relation, other.c.relation == excluded)
        rows = connection.execute(query.where(*related, *same, *conditions))
        found += [(-weight, a, b, Opposed(x, y, weight)) for x, y, weight, a, b in rows]
    pairs: dict[frozenset[int], Opposed] = {}
    for *_, pair in sorted(found):
        pairs.setdefault(frozenset(pair[:2]), pair)
    return list(pairs.values())


def answers(connection: Connection, relations: Collection[str], wanted: FindingFilter) -> list[StatementKey]:
    """The affirmed statements in these relations of whose object there are several subjects, question by question.

    Of each question all are given where one meets the conditions.
    """
    s = t.statements.c
    affirmed = (s.relation.in_(relations), s.affirmed > 0)
    several = select(s.relation, s.object).where(*affirmed).group_by(s.relation, s.object).having(func.count() > 1)
    if conditions := list(asked(connection, t.statements, wanted)):
        meant = select(s.relation, s.object).where(*affirmed, *conditions)
        several = several.where(tuple_(s.relation, s.object).in_(meant))
    question = several.subquery()
    joined = t.statements.join(question, and_(s.relation == question.c.relation, s.object == question.c.object))
    query = select(s.key, s.id, s.subject, s.relation, s.object, s.roots).select_from(joined).where(*affirmed)
    rows = connection.execute(query.order_by(s.object, s.relation, desc(s.roots), s.id))
    return [StatementKey(*row) for row in rows]


def sided_statements(connection: Connection, wanted: FindingFilter) -> list[int]:
    """The keys of the statements that are affirmed or denied."""
    s = t.statements.c
    spoken = or_(s.affirmed > 0, s.denied > 0)
    query = select(s.key).where(spoken, *asked(connection, t.statements, wanted))
    return list(connection.scalars(query.order_by(s.key)))


def read_statements(connection: Connection, keys: Iterable[int]) -> dict[int, StatementKey]:
    """What these statements say, by key."""
    s = t.statements.c
    query = select(s.key, s.id, s.subject, s.relation, s.object, s.roots)
    found: dict[int, StatementKey] = {}
    for some in _portions(sorted(set(keys))):
        found |= {row.key: StatementKey(*row) for row in connection.execute(query.where(s.key.in_(some)))}
    return found


def claim_ids(connection: Connection, keys: Iterable[int]) -> dict[int, str]:
    """The ids of these claims, by key."""
    c = t.claims.c
    found: dict[int, str] = {}
    for some in _portions(sorted(set(keys))):
        found |= dict(connection.execute(select(c.key, c.id).where(c.key.in_(some))).all())
    return found


def claim_times(connection: Connection, keys: Iterable[int]) -> dict[int, Bounds]:
    """The time of each of these claims, by key, in the bounds of keys.py."""
    c = t.claims.c
    found: dict[int, Bounds] = {}
    for some in _portions(sorted(set(keys))):
        rows = connection.execute(select(c.key, c.first_day, c.last_day).where(c.key.in_(some)))
        found |= {key: (first, last) for key, first, last in rows}
    return found


def read_belonging(connection: Connection) -> dict[str, set[str]]:
    """Those to whom each identity belongs or belonged at any time: its wholes, and whom it leads."""
    link = t.registry_links.c
    query = select(link.registry, link.other).where(link.kind.in_(("part_of", "leads")))
    found: dict[str, set[str]] = {}
    for own, other in connection.execute(query):
        found.setdefault(REGISTRY + own, set()).add(REGISTRY + other)
    return found


def asked(connection: Connection, statements: FromClause, wanted: FindingFilter) -> Iterator[ColumnElement[bool]]:
    """What must hold of statements. Raises UsageError where nobody is called as asked."""
    s = statements.c
    if wanted.subject is not None:
        yield s.subject.in_(identities_named(connection, wanted.subject))
    if wanted.object is not None:
        yield s.object.in_(identities_named(connection, wanted.object))
    if wanted.about is not None:
        identities = identities_named(connection, wanted.about)
        yield or_(s.subject.in_(identities), s.object.in_(identities))
    if wanted.relation is not None:
        yield s.relation == wanted.relation


def _portions(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
