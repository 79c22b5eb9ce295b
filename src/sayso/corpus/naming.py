"""By which name and type each identity is shown: corrections, the registry and the most usual in documents say it."""

from __future__ import annotations

import operator
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, select

from sayso.corpus.gathering import most_usual
from sayso.corpus.units import REGISTRY
from sayso.storage import schema as t
from sayso.storage.database import insert_rows, portions
from sayso.storage.keys import fold
from sayso.storage.writing import UNKNOWN

_AT_ONCE = 2_000
Condition: TypeAlias = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""Of the column that holds identities."""


class Given(NamedTuple):
    """The names and types that the log gives, by identity."""

    names: Mapping[str, str]
    types: Mapping[str, str]


def put_names(
    connection: Connection, given: Given, usual: Mapping[str, str], identities: Collection[str] | None = None
) -> None:
    """Stores by which name and type these identities are shown (None for all), or that nobody has them.

    `usual` are the registry's names by its ids.
    """
    a, i = t.actors.c, t.identities.c
    for condition in _ranges(connection) if identities is None else _some(identities):
        counted = select(a.identity, a.name, a.type, func.count()).where(condition(a.identity))
        rows = set(_shown(connection.execute(counted.group_by(a.identity, a.name, a.type)), given, usual))
        stored = select(i.identity, i.name, i.folded, i.type).where(condition(i.identity))
        before = {tuple(row) for row in connection.execute(stored)}
        gone = [{"old": identity} for identity, *_ in sorted(before - rows)]
        if gone:
            connection.execute(delete(t.identities).where(i.identity == bindparam("old")), gone)
        insert_rows(connection, t.identities, sorted(rows - before))


def identities_to_name(
    connection: Connection, new: Collection[int], given: Given, usual: Mapping[str, str]
) -> set[str]:
    """Those of the identities of new rows (keys) that these may show otherwise. Who is called as ever more often, of
    the same type, is shown as ever.
    """
    a, i = t.actors.c, t.identities.c
    rows = {
        tuple(row)
        for some in portions(new)
        for row in connection.execute(select(a.identity, a.name, a.type).distinct().where(a.key.in_(some)))
    }
    shown = {
        row.identity: row
        for some in portions({identity for identity, *_ in rows})
        for row in connection.execute(select(i.identity, i.name, i.type).where(i.identity.in_(some)))
    }

    def is_as_ever(identity: str, name: str, kind: str) -> bool:
        before = shown.get(identity)
        if before is None:
            return False
        is_named = identity in given.names or identity.removeprefix(REGISTRY) in usual
        return (is_named or name == before.name) and (identity in given.types or kind in (UNKNOWN, before.type))

    return {identity for identity, name, kind in rows if not is_as_ever(identity, name, kind)}


def _some(identities: Collection[str]) -> Iterator[Condition]:
    for some in portions(identities):
        yield partial(_among, some)


def _ranges(connection: Connection) -> Iterator[Condition]:
    """Conditions that take some identities after the other, until all have been taken."""
    a, last = t.actors.c, ""
    query = select(a.identity).distinct().order_by(a.identity).limit(_AT_ONCE)
    while len(found := connection.scalars(query.where(a.identity > last)).all()) == _AT_ONCE:
        first, last = last, found[-1]
        yield partial(_between, first, last)
    yield partial(operator.lt, last)


def _among(some: list[str], column: ColumnElement[str]) -> ColumnElement[bool]:
    return column.in_(some)


def _between(first: str, last: str, column: ColumnElement[str]) -> ColumnElement[bool]:
    return and_(column > first, column <= last)


def _shown(counted: Iterable[Any], given: Given, usual: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The rows of identities."""
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for identity, name, kind, number in counted:
        names[identity][name] += number
        types[identity][kind] += number * (kind != UNKNOWN)
    for identity, counts in names.items():
        known = given.names.get(identity) or usual.get(identity.removeprefix(REGISTRY))
        name = known or most_usual(counts)
        yield identity, name, fold(name), given.types.get(identity) or most_usual(types[identity])
