"""What stands at the head of a page about one actor or outlet: as whom it is shown, and under which other names."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from sayso.storage import schema as t
from sayso.storage.appearances import Of, appearances
from sayso.storage.keys import fold, spoken
from sayso.storage.name_counts import shown_names

_NAMES = 12


class Shown(msgspec.Struct, frozen=True):
    """An actor over all documents: its identity, the name that it is shown with, and its type."""

    identity: str
    name: str
    type: str


def shown_actor(connection: Connection, identity: str) -> Shown | None:
    """The actor with this identity; None where there is none."""
    i = t.identities.c
    row = connection.execute(select(i.identity, i.name, i.type).where(i.identity == identity)).one_or_none()
    return Shown(*row) if row else None


def shown_as(connection: Connection, identities: Iterable[str | None]) -> dict[str, str]:
    """What these actors are shown as."""
    return shown_names(connection, {identity for identity in identities if identity})


def other_names(connection: Connection, identity: str) -> list[str]:
    """Other names by which the registry or documents know the actor, those of the registry first."""
    a, known, names = t.actors.c, t.registry_names.c, t.actor_names.c
    own = shown_actor(connection, identity)
    entries = select(a.registry).where(a.key.in_(appearances(Of(identity))), a.registry.is_not(None)).distinct()
    registered = connection.scalars(
        select(known.name).where(known.registry.in_(entries)).order_by(known.registry, known.position)
    ).all()
    called = connection.scalars(
        select(names.name).where(names.actor.in_(appearances(Of(identity)))).distinct().order_by(names.name)
    ).all()
    folded = {fold(own.name)} if own else set()
    found = []
    for name in (*registered, *called):
        if fold(name) not in folded:
            folded.add(fold(name))
            found.append(name)
    return found[:_NAMES]


def publishers_of(connection: Connection, shown: Shown) -> list[str]:
    """The names under which documents were put out by this actor, as far as it is known by these."""
    d, i = t.documents.c, t.identities.c
    names = [shown.name, *other_names(connection, shown.identity)]
    own = connection.scalars(select(d.publisher).where(d.publisher.in_(names)).distinct().order_by(d.publisher))
    others = select(i.identity, i.folded).where(i.folded.in_([f for name in names for f in spoken(name)]))
    taken = {folded for identity, folded in connection.execute(others) if identity != shown.identity}
    return [name for name in own if taken.isdisjoint(spoken(name))]
