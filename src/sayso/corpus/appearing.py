"""Who appears in which document, read from the database a few documents at a time, so that little memory is needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from sayso.corpus.crowd import Crowd
from sayso.corpus.looks import is_publisher, look_of
from sayso.model import Actor
from sayso.storage import schema as t
from sayso.storage.writing import UNKNOWN

NOBODY = Actor(type=UNKNOWN, names=())
"""As what somebody appears of whom the document has only words, or whom it only names as its publisher."""
_AT_ONCE = 500


class Row(NamedTuple):
    """A row of the table of actors: its key, the id of its document, its name there, and who it is so far."""

    key: int
    document: str
    name: str
    cluster: str | None


class _Payload(msgspec.Struct, frozen=True):
    """What of a stored analysis is needed: the actors with all that the document shows of them."""

    actors: dict[str, Actor] = {}


_decoder = msgspec.json.Decoder(_Payload)


def decode_actors(payload: bytes) -> dict[str, Actor]:
    """The actors of a stored analysis."""
    return _decoder.decode(payload).actors


def read_crowd(connection: Connection) -> Crowd:
    """All documents, in the order of `read_rows`, with nothing but what it takes to tell who is one."""
    crowd, d, a = Crowd(), t.documents.c, t.actors.c
    columns = (d.key, d.publisher, t.analyses.c.payload)
    for first, last in _portions(connection):
        names: defaultdict[int, list[str]] = defaultdict(list)
        rows = select(a.document, a.name).where(a.document.between(first, last)).order_by(a.document, a.key)
        for document, name in connection.execute(rows):
            names[document].append(name)
        documents = select(*columns).select_from(t.documents.join(t.analyses)).where(d.key.between(first, last))
        for document, publisher, payload in connection.execute(documents.order_by(d.key)):
            actors = decode_actors(payload)
            shown = ((name, _without_chance(actors.get(name, NOBODY))) for name in names[document])
            crowd.add((look_of(name, one, is_publisher(name, one, publisher)) for name, one in shown), publisher)
    return crowd


def read_rows(connection: Connection) -> Iterator[list[Row]]:
    """The rows of all appearances, document by document in the order of keys."""
    a, d = t.actors.c, t.documents.c
    query = select(a.key, d.id, a.name, a.cluster).select_from(t.actors.join(t.documents, d.key == a.document))
    for first, last in _portions(connection):
        some = query.where(a.document.between(first, last)).order_by(a.document, a.key)
        yield [Row(*row) for row in connection.execute(some)]


def _portions(connection: Connection) -> Iterator[tuple[int, int]]:
    """The keys of some analysed documents after the other: of the first and of the last."""
    key = t.analyses.c.document
    last = 0
    while keys := connection.scalars(select(key).where(key > last).order_by(key).limit(_AT_ONCE)).all():
        yield keys[0], keys[-1]
        last = keys[-1]


def _without_chance(actor: Actor) -> Actor:
    """No two would be equal with it."""
    return actor if actor.chance is None else msgspec.structs.replace(actor, chance=None)
