"""Where a name is used: the earliest documents in which a holder calls an actor by it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from sayso.storage import schema as t


def earliest_uses(
    connection: Connection, actors: Collection[str], name: str, holders: Collection[str], most: int
) -> list[tuple[int, str, str]]:
    """Up to `most` documents (keys) by day, each with the identities of the actor and of the holder.

    `actors` and `holders` are identities, `name` is one spelling.
    """
    a, u, d, holder = t.actors.c, t.name_uses.c, t.documents.c, t.actors.alias("holders")
    joined = t.name_uses.join(t.actors, a.key == u.actor).join(holder, holder.c.key == u.holder)
    joined = joined.join(t.documents, d.key == u.document)
    query = select(d.key, a.identity, holder.c.identity).select_from(joined)
    query = query.where(a.identity.in_(actors), holder.c.identity.in_(holders), u.name == name)
    ordered = query.order_by(d.published.is_(None), d.published, d.id).limit(most)
    return [(key, actor, who) for key, actor, who in connection.execute(ordered)]
