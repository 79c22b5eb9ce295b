"""The claims of an export as a graph: actors, and edges between them for relation, polarity and modality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, func, select, union

from sayso.storage import schema as t
from sayso.storage.exporting import Scope

_AT_ONCE = 5_000


class Node(NamedTuple):
    """An actor over all documents that is subject or object of a claim."""

    identity: str
    name: str
    type: str
    registry: str | None


class Edge(NamedTuple):
    """The claims that say the same of the same two actors, as one edge from subject to object (identities).

    `claims` and `documents` count them, `publishers` those who published them; `first` and `last` are ISO dates of
    publication, None where no document is dated; `statement` is the id of the statement that the claims belong to.
    """

    subject: str
    relation: str
    object: str
    polarity: str
    modality: str
    claims: int
    documents: int
    publishers: int
    first: str | None
    last: str | None
    statement: str | None


def nodes(connection: Connection, scope: Scope) -> Iterator[Node]:
    """The actors between whom there are edges, by identity."""
    a, i, c = t.actors.c, t.identities.c, t.claims.c
    sides = [select(side.label("actor")).where(c.key.in_(scope.claims)) for side in (c.subject, c.object)]
    joined = t.actors.outerjoin(t.identities, i.identity == a.identity)
    name, kind = func.coalesce(func.min(i.name), func.min(a.name)), func.coalesce(func.min(i.type), func.min(a.type))
    query = select(a.identity, name, kind, func.min(a.registry)).select_from(joined)
    query = query.where(a.key.in_(union(*sides).subquery().select())).group_by(a.identity).order_by(a.identity)
    yield from (Node(*row) for row in connection.execute(query.execution_options(yield_per=_AT_ONCE)))


def edges(connection: Connection, scope: Scope) -> Iterator[Edge]:
    """The edges, by subject, relation, object, polarity and modality."""
    c, d, s, o = t.claims.c, t.documents.c, t.actors.alias(), t.actors.alias()
    joined = (
        t.claims.join(t.documents, d.key == c.document)
        .join(s, s.c.key == c.subject)
        .join(o, o.c.key == c.object)
        .outerjoin(t.statements, t.statements.c.key == c.statement)
    )
    same = (s.c.identity, c.relation, o.c.identity, c.polarity, c.modality)
    counts = (func.count(), func.count(c.document.distinct()), func.count(d.publisher.distinct()))
    days = (func.min(d.published), func.max(d.published))
    query = select(*same, *counts, *days, func.min(t.statements.c.id)).select_from(joined)
    query = query.where(c.key.in_(scope.claims)).group_by(*same).order_by(*same)
    yield from (Edge(*row) for row in connection.execute(query.execution_options(yield_per=_AT_ONCE)))
