"""The job that says who is one over all documents: clustered, corrected, named, and stored where it is new.

It is made anew each time, from what the documents show and the log says, so that no state can go astray.
"""

from __future__ import annotations

import operator
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, select

from sayso.corpus.appearing import read_crowd, read_rows
from sayso.corpus.clusters import clusters
from sayso.corpus.gathering import gather_meant, most_usual, replay_over
from sayso.storage import schema as t
from sayso.storage.actors import usual_names
from sayso.storage.corrections import read_log
from sayso.storage.database import insert_rows, update_rows
from sayso.storage.keys import fold
from sayso.storage.voices import release_claims
from sayso.storage.writing import UNKNOWN

SETTLED = "who is one"
"""Under this name (storage/kept.py) a run keeps that it settled who is one and no later run was broken off: each
correction keeps it up to date, so that a run in which no document waits need not read all of them again."""
_AT_ONCE = 2_000


class _Given(NamedTuple):
    """What the log gives: identities by keys of rows, names and types by identity."""

    identities: dict[int, str]
    names: dict[str, str]
    types: dict[str, str]


def settle(connection: Connection, *, anew: bool = True) -> None:
    """Brings the identities in the database up to date with documents, registry and log.

    Not `anew`: the documents are as they were, so that clusters are made only where some are missing.
    """
    if anew or not is_settled(connection):
        _put_clusters(connection)
    given = _put_identities(connection)
    _put_shown(connection, given)


def is_settled(connection: Connection) -> bool:
    """Has every actor been looked at together with all others?"""
    a = t.actors.c
    return connection.execute(select(a.key).where(a.cluster.is_(None)).limit(1)).first() is None


def _put_clusters(connection: Connection) -> None:
    """Who is one without corrections."""
    crowd = read_crowd(connection)
    found, looks = clusters(crowd), crowd.look_of
    numbers = count()
    for rows in read_rows(connection):
        numbered = zip(rows, numbers, strict=False)
        now = [(found.of(number, looks[number], row.document, row.name), row) for row, number in numbered]
        update_rows(connection, [t.actors.c.cluster], [(who, row.key) for who, row in now if who != row.cluster])


def _put_identities(connection: Connection) -> _Given:
    """Who is one after all corrections: only those whom these are about are other than their cluster says."""
    a, log = t.actors.c, read_log(connection)
    gathered = gather_meant(connection, [event.body for event in log])
    replayed = replay_over(gathered, log)
    given = _Given(
        {gathered.keys[key]: identity for key, identity in replayed.identities.items()}, replayed.names, replayed.types
    )
    changed = {key: now for key, now in given.identities.items() if gathered.stored[key][0] != now}
    others = connection.execute(select(a.key, a.cluster).where(a.identity != a.cluster))
    changed |= {key: cluster for key, cluster in others if key not in given.identities}
    update_rows(connection, [a.identity], [(now, key) for key, now in changed.items()])
    release_claims(connection, actors=changed)
    return given


def _put_shown(connection: Connection, given: _Given) -> None:
    """By which name and type each identity is shown."""
    a, i = t.actors.c, t.identities.c
    usual = usual_names(connection)
    for condition in _ranges(connection):
        counted = select(a.identity, a.name, a.type, func.count()).where(condition(a.identity))
        rows = set(_shown(connection.execute(counted.group_by(a.identity, a.name, a.type)), given, usual))
        stored = select(i.identity, i.name, i.folded, i.type).where(condition(i.identity))
        before = {tuple(row) for row in connection.execute(stored)}
        gone = [{"old": identity} for identity, *_ in sorted(before - rows)]
        if gone:
            connection.execute(delete(t.identities).where(i.identity == bindparam("old")), gone)
        insert_rows(connection, t.identities, sorted(rows - before))


def _ranges(connection: Connection) -> Iterator[Callable[[ColumnElement[str]], ColumnElement[bool]]]:
    """Conditions that take some identities after the other, until all have been taken."""
    a, last = t.actors.c, ""
    query = select(a.identity).distinct().order_by(a.identity).limit(_AT_ONCE)
    while len(found := connection.scalars(query.where(a.identity > last)).all()) == _AT_ONCE:
        first, last = last, found[-1]
        yield partial(_within, first, last)
    yield partial(operator.lt, last)


def _within(first: str, last: str, column: ColumnElement[str]) -> ColumnElement[bool]:
    return and_(column > first, column <= last)


def _shown(counted: Iterable[Any], given: _Given, usual: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The rows of identities.

    A name is what corrections say, else the registry's usual one or the most usual of the documents; so is a type.
    """
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for identity, name, kind, number in counted:
        names[identity][name] += number
        types[identity][kind] += number * (kind != UNKNOWN)
    for identity, counts in names.items():
        known = given.names.get(identity) or usual.get(identity.removeprefix("registry:"))
        name = known or most_usual(counts)
        yield identity, name, fold(name), given.types.get(identity) or most_usual(types[identity])
