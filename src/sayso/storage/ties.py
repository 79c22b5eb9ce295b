"""Who is tied to whom, by the figures of statements: the main actors, an actor's neighbours, what is said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, func, select

from sayso.storage import schema as t
from sayso.storage.actor_counts import ACTORS, ActorCount
from sayso.storage.database import portions
from sayso.storage.kept import read_kept
from sayso.storage.name_counts import shown_names
from sayso.storage.relations import Valence


class Tie(NamedTuple):
    """A statement between two actors (identities), and how often it is affirmed as a fact and denied."""

    key: int
    subject: str
    object: str
    valence: Valence
    claims: int
    affirmed: int
    denied: int


def main_actors(connection: Connection, most: int, relation: str | None = None) -> list[str]:
    """Those in most claims, over all time; with `relation` in those of this relation.

    After a correction in a large project, those who were so in the last run.
    """
    if relation is None:
        kept = read_kept(connection, ACTORS, ActorCount, limit=most, outdated=True)
        if kept is not None:
            return [row.identity for row in kept]
    s, sums = t.statements.c, Counter[str]()
    tests = [s.subject != s.object, *([s.relation == relation] if relation else [])]
    for own in (s.subject, s.object):
        for who, number in connection.execute(select(own, func.sum(s.claims)).where(*tests).group_by(own)):
            sums[who] += number
    return first(sums, most)


def neighbours(connection: Connection, of: Collection[str], most: int, relation: str | None = None) -> list[str]:
    """These actors (identities), and those with whom they are in most claims."""
    s, sums = t.statements.c, Counter[str]()
    related = [s.relation == relation] if relation else []
    for own, other in ((s.subject, s.object), (s.object, s.subject)):
        query = select(other, func.sum(s.claims)).where(own.in_(of), *related).group_by(other)
        for who, number in connection.execute(query):
            sums[who] += number
    own_names = sorted(of)
    return [*own_names, *first({who: n for who, n in sums.items() if who not in of}, most - len(own_names))]


def first(sums: dict[str, int] | Counter[str], most: int) -> list[str]:
    """The names with the largest numbers, of equals the first in the alphabet."""
    return sorted(sums, key=lambda who: (-sums[who], who))[: max(0, most)]


def ties_among(connection: Connection, actors: Collection[str], relation: str | None = None) -> list[Tie]:
    """All statements between two of these actors (identities), those in most documents first."""
    s = t.statements.c
    related = [s.relation == relation] if relation else []
    query = _ties().where(s.subject.in_(actors), s.object.in_(actors), s.subject != s.object, *related)
    valences = read_valences(connection)
    return [_tie(row, valences) for row in connection.execute(query.order_by(s.documents.desc(), s.id))]


def read_ties(connection: Connection, keys: Iterable[int]) -> dict[int, Tie]:
    """These statements by key; what relates an actor to itself is no tie."""
    s, found, valences = t.statements.c, dict[int, Tie](), read_valences(connection)
    for some in portions(sorted(set(keys))):
        rows = connection.execute(_ties().where(s.key.in_(some), s.subject != s.object))
        found |= {row.key: _tie(row, valences) for row in rows}
    return found


def read_valences(connection: Connection) -> dict[str, Valence]:
    """The valence of each relation, as of the last run."""
    r = t.relations.c
    return dict(connection.execute(select(r.relation, r.valence)).all())


def settled_names(connection: Connection, identities: Collection[str]) -> dict[str, str]:
    """What these actors are shown as, without a look at all their appearances where that is settled."""
    i, found = t.identities.c, dict[str, str]()
    for some in portions(identities):
        found |= dict(connection.execute(select(i.identity, i.name).where(i.identity.in_(some))).all())
    missing = [identity for identity in identities if identity not in found]
    return found | shown_names(connection, missing) if missing else found


def _ties() -> Select[Any]:
    # Without a join: SQLite would begin by the relations, and read all statements.
    s = t.statements.c
    return select(s.key, s.subject, s.object, s.relation, s.claims, s.affirmed, s.denied)


def _tie(row: Row[Any], valences: Mapping[str, Valence]) -> Tie:
    valence = valences.get(row.relation, "0")
    return Tie(row.key, row.subject, row.object, valence, row.claims, row.affirmed, row.denied)
