"""Who is meant by a name: the actors of the documents, and those shown so over all documents."""

from __future__ import annotations

import difflib
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select, union

from sayso.errors import UsageError
from sayso.storage import schema as t
from sayso.storage.keys import PART, spoken

_SHOWN = 6


class Meant(NamedTuple):
    """An actor over all documents: its identity, and the name that it is shown with."""

    identity: str
    name: str


def actors_named(connection: Connection, name: str) -> Select[int]:
    """The keys of the actors that are meant by this name, in any case; or by an id of the registry, or an identity.

    These are all appearances of those that are shown so, known to the registry so, or have it as their usual name in a
    document; beside them the actors that a document calls so among other names. Those whom a correction split off
    answer to what they are shown as, and not also to the name of those whom they were split from.
    """
    a, names = t.actors.c, t.actor_names.c
    folded = spoken(name)
    shown, registered = _shown(folded), select(a.identity).where(_registered(name, folded))
    called = select(names.actor).where(names.folded.in_(folded))
    usual = select(a.identity).where(a.key.in_(called.where(names.position == 0)))
    whole = a.identity.in_(union(shown, registered, usual).subquery().select())
    query = select(a.key).where(or_(whole, a.identity == name, a.key.in_(called)))
    if connection.execute(union(shown, registered).limit(1)).first():
        query = query.where(or_(a.identity.not_like(f"{PART}%"), a.identity.in_(shown)))
    return query


def find_actor(connection: Connection, name: str) -> Meant:
    """The one actor over all documents that is meant by this name.

    Those shown so go before those known to the registry so, and these before those whom documents call so. Raises
    UsageError where nobody is meant, or several are; then an identity in place of the name says who.
    """
    found = find_actors(connection, name)
    exact = [meant for meant in found if meant.name == name]
    if len(found) == 1 or len(exact) == 1:
        return (found if len(found) == 1 else exact)[0]
    raise UsageError(_several(name, found))


def identities_named(connection: Connection, name: str) -> list[str]:
    """The identities of all who are meant by this name. Raises UsageError where nobody is."""
    return [meant.identity for meant in find_actors(connection, name)]


def find_actors(connection: Connection, name: str) -> list[Meant]:
    """All actors that are meant by this name: of those in `find_actor`'s order, the first for whom there are any.

    Raises UsageError where nobody is meant.
    """
    a, names = t.actors.c, t.actor_names.c
    folded = spoken(name)
    called = select(names.actor).where(names.folded.in_(folded))
    in_order: tuple[ColumnElement[bool], ...] = (
        a.identity == name,
        a.identity.in_(_shown(folded)),
        and_(a.identity.not_like(f"{PART}%"), _registered(name, folded)),
        a.key.in_(called.where(names.position == 0)),
        a.key.in_(called),
    )
    for condition in in_order:
        if found := _meant(connection, condition):
            return found
    raise UsageError(_nobody(connection, name))


def _shown(folded: list[str]) -> Select[str]:
    i = t.identities.c
    return select(i.identity).where(i.folded.in_(folded))


def _registered(name: str, folded: list[str]) -> ColumnElement[bool]:
    known = t.registry_names.c
    entries = select(known.registry).where(known.folded.in_(folded) | (known.registry == name))
    return t.actors.c.registry.in_(entries)


def _meant(connection: Connection, condition: ColumnElement[bool]) -> list[Meant]:
    i, a = t.identities.c, t.actors.c
    query = select(i.identity, i.name).where(i.identity.in_(select(a.identity).where(condition)))
    return [Meant(*row) for row in connection.execute(query.order_by(i.name, i.identity))]


def _several(name: str, found: list[Meant]) -> str:
    listed = "; ".join(f"{meant.name} ({meant.identity})" for meant in found[:_SHOWN])
    more = "; ..." if len(found) > _SHOWN else ""
    return f"Several actors are called '{name}': {listed}{more}. Give what stands in brackets in place of the name."


def _nobody(connection: Connection, name: str) -> str:
    known = {shown.casefold(): shown for shown in connection.scalars(select(t.identities.c.name))}
    near = [known[close] for close in difflib.get_close_matches(name.casefold(), sorted(known), n=3)]
    hint = f"Did you mean {' or '.join(repr(shown) for shown in near)}?" if near else "See: sayso actors"
    return f"No actor is called '{name}'. {hint}"
