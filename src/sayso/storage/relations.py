"""What statements and findings need to know of the codebook: which relations are one, friendly, or exclude another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias

from sqlalchemy import Connection, delete, select

from sayso.claims.codebook import Relation
from sayso.storage import schema as t
from sayso.storage.database import insert_rows

Valence: TypeAlias = Literal["+", "-", "0"]


class Turning(NamedTuple):
    """The relation in which claims of another are stated, from the other side where that is another relation; and
    whether subject and object may change places.
    """

    main: str
    symmetric: bool


class Traits(NamedTuple):
    """Of a relation: its valence, whether it goes both ways, and whether only one subject can be the true one."""

    valence: Valence
    symmetric: bool
    one_subject: bool


def put_relations(connection: Connection, relations: Mapping[str, Relation]) -> None:
    """Replaces what is known by what this codebook says. Of two relations that are inverse, the first is the main."""
    rows, main = [], dict[str, str]()
    for name, relation in relations.items():
        main[name] = relation.inverse if relation.inverse in main and not relation.symmetric else name
        rows.append((name, main[name], int(relation.symmetric), relation.valence, int(relation.one_subject)))
    for table, values in ((t.relations, rows), (t.exclusions, sorted(set(_exclusions(relations, main))))):
        connection.execute(delete(table))
        insert_rows(connection, table, values)


def _exclusions(relations: Mapping[str, Relation], main: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    """Each exclusion both ways round, between main relations; a symmetric one excludes from either side."""
    for name, relation in relations.items():
        for other in relation.excludes:
            crossed = (main[name] != name) != (main[other] != other)
            either = relation.symmetric or relations[other].symmetric
            for turned in {crossed, True, False} if either else {crossed}:
                yield main[name], main[other], int(turned)
                yield main[other], main[name], int(turned)


def read_turning(connection: Connection) -> dict[str, Turning]:
    """How claims of each relation are stated."""
    r = t.relations.c
    rows = connection.execute(select(r.relation, r.main, r.symmetric))
    return {relation: Turning(main, bool(symmetric)) for relation, main, symmetric in rows}


def read_valences(connection: Connection) -> dict[str, Valence]:
    """Which relations are friendly ('+'), hostile ('-') or neither ('0')."""
    r = t.relations.c
    return dict(connection.execute(select(r.relation, r.valence)).all())


def read_traits(connection: Connection) -> dict[str, Traits]:
    """What each relation is like."""
    r = t.relations.c
    rows = connection.execute(select(r.relation, r.valence, r.symmetric, r.one_subject))
    return {
        relation: Traits(valence, symmetric == 1, one_subject == 1)
        for relation, valence, symmetric, one_subject in rows
    }


def read_questions(connection: Connection) -> list[str]:
    """The main relations of which only one subject can be the true one, as far as the codebook says."""
    r = t.relations.c
    query = select(r.relation).where(r.one_subject == 1, r.main == r.relation).order_by(r.relation)
    return list(connection.scalars(query))
