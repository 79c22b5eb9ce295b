"""Actors by the number of their claims: the first of them are kept by a run, since to count all takes seconds."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec
from sqlalchemy import ColumnElement, Connection, Integer, cast, func, select

from sayso.storage import schema as t
from sayso.storage.claim_conditions import MOST_COUNTED
from sayso.storage.database import portions
from sayso.storage.kept import keep, read_kept
from sayso.storage.keys import fold

ACTORS = "actors"
MOST_KEPT = 5_000
"""So many actors are kept in their order; behind them come those of very few claims, to be found by name."""
_MANY = 1_000


class ActorCount(msgspec.Struct, frozen=True, kw_only=True):
    """An actor over all documents. `as_subject` and `as_object` count claims that belong to statements.

    `as_holder` counts the claims on its word; None where they are over a thousand and no run has counted them.
    """

    identity: str
    name: str
    type: str
    as_subject: int
    as_object: int
    as_holder: int | None


def keep_actors(connection: Connection) -> None:
    """Keeps the first of all actors, to be read by `list_actor_counts`."""
    h, a = t.claim_holders.c, t.actors.c
    # First by document: the index alone has that in order.
    there = select(h.actor, func.count().label("number")).group_by(h.actor).subquery()
    query = select(a.identity, cast(func.sum(there.c.number), Integer)).join(there, there.c.actor == a.key)
    held: dict[str, int] = dict(connection.execute(query.group_by(a.identity)).all())
    first = _counted(connection, None)[:MOST_KEPT]
    keep(connection, ACTORS, [msgspec.structs.replace(row, as_holder=held.get(row.identity, 0)) for row in first])


def list_actor_counts(
    connection: Connection, size: int, *, begins: str | None = None, kind: str | None = None, skip: int = 0
) -> list[ActorCount]:
    """A page of actors, those in most claims first; `begins` is how a name begins, in any case, and `kind` a type.

    After a correction in a large project, as the last run counted them: see `kept.is_outdated`.
    """
    page = None
    if not begins and not kind:
        page = read_kept(connection, ACTORS, ActorCount, limit=size, offset=skip, outdated=True)
    if page is not None:
        return page
    folded = fold(begins) if begins else ""
    some = _beginning(connection, folded) if folded else None
    kept = read_kept(connection, ACTORS, ActorCount, outdated=True) if some is None else None
    rows = _counted(connection, some) if kept is None else kept
    wanted = [row for row in rows if (not kind or row.type == kind) and fold(row.name).startswith(folded)]
    page = wanted[skip : skip + size]
    if kept is not None:
        return page
    return [msgspec.structs.replace(row, as_holder=_held(connection, row.identity)) for row in page]


def actor_types(connection: Connection) -> list[str]:
    """The types that actors have, in the order of the alphabet."""
    kind, found = t.identities.c.type, list[str]()
    least = select(func.min(kind))
    following = connection.scalar(least)
    # One step in the index for each of the few types, where DISTINCT would read them all.
    while following is not None:
        found.append(following)
        following = connection.scalar(least.where(kind > following))
    return found


def _beginning(connection: Connection, folded: str) -> list[str] | None:
    """The identities whose shown name begins so; None where they are too many."""
    i = t.identities.c
    query = select(i.identity).where(i.folded.between(folded, folded + "\U0010ffff")).limit(MOST_COUNTED + 1)
    found = list(connection.scalars(query))
    return found if len(found) <= MOST_COUNTED else None


def _counted(connection: Connection, identities: Collection[str] | None) -> list[ActorCount]:
    """These actors (None: all) with their claims, those with most first."""
    s, i = t.statements.c, t.identities.c
    subjects, objects = (dict(_sums(connection, side, identities)) for side in (s.subject, s.object))
    rows = [
        ActorCount(
            identity=row.identity, name=row.name, type=row.type, as_subject=subjects.get(row.identity, 0),
            as_object=objects.get(row.identity, 0), as_holder=0,
        )
        for condition in _among(i.identity, identities)
        for row in connection.execute(select(i.identity, i.name, i.type).where(*condition))
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.as_subject - row.as_object, row.name, row.identity))


def _sums(
    connection: Connection, side: ColumnElement[str], identities: Collection[str] | None
) -> Iterator[tuple[str, int]]:
    for condition in _among(side, identities):
        query = select(side, func.sum(t.statements.c.claims)).where(*condition).group_by(side)
        yield from ((identity, number) for identity, number in connection.execute(query))


def _among(column: ColumnElement[str], wanted: Collection[str] | None) -> Iterator[list[ColumnElement[bool]]]:
    if wanted is None:
        yield []
        return
    for some in portions(wanted):
        yield [column.in_(some)]


def _held(connection: Connection, identity: str) -> int | None:
    h, a = t.claim_holders.c, t.actors.c
    joined = t.actors.join(t.claim_holders, h.actor == a.key)
    some = select(h.claim).select_from(joined).where(a.identity == identity).limit(_MANY + 1)
    number: int = connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()
    return number if number <= _MANY else None
