"""What statements need to know of the codebook: which relations are one, seen from either side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from sayso.claims.codebook import Relation
from sayso.storage import schema as t
from sayso.storage.database import insert_rows


class Turning(NamedTuple):
    """The relation in which claims of another are stated, from the other side where that is another relation; and
    whether subject and object may change places.
    """

    main: str
    symmetric: bool


def put_relations(connection: Connection, relations: Mapping[str, Relation]) -> None:
    """Replaces what is known by what this codebook says. Of two relations that are inverse, the first is the main."""
    connection.execute(delete(t.relations))
    rows, before = [], set[str]()
    for name, relation in relations.items():
        main = relation.inverse if relation.inverse in before and not relation.symmetric else name
        before.add(name)
        rows.append((name, main, int(relation.symmetric)))
    insert_rows(connection, t.relations, rows)


def read_turning(connection: Connection) -> dict[str, Turning]:
    """How claims of each relation are stated."""
    r = t.relations.c
    rows = connection.execute(select(r.relation, r.main, r.symmetric))
    return {relation: Turning(main, bool(symmetric)) for relation, main, symmetric in rows}
