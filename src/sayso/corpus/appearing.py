"""Who appears in which document: what was seen last time from the casts, new documents from their analyses.

Both are read a few at a time, so that little memory is needed.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from sayso.corpus.crowd import Crowd
from sayso.corpus.looks import Look, is_publisher, look_of
from sayso.model import Actor
from sayso.storage import schema as t
from sayso.storage.casts import StoredLook, documents_without, read_casts, read_looks, remove_looks
from sayso.storage.database import portions
from sayso.storage.writing import UNKNOWN

NOBODY = Actor(type=UNKNOWN, names=())
"""As what somebody appears of whom the document has only words, or whom it only names as its publisher."""


class Row(NamedTuple):
    """A row of the table of actors: its key, its document (key and id), its name there, and who it is so far."""

    key: int
    document: int
    document_id: str
    name: str
    cluster: str | None


class Appearing(NamedTuple):
    """All appearances. `documents` are the keys of the crowd's documents, of which so many (`known`) were seen before.

    `looks` are the stored ones among the crowd's, which come first there; `apart` is who was other than their looks
    said, by row.
    """

    crowd: Crowd
    documents: array[int]
    known: int
    looks: list[StoredLook]
    apart: dict[int, str]


class _Payload(msgspec.Struct, frozen=True):
    """What of a stored analysis is needed: the actors with all that the document shows of them."""

    actors: dict[str, Actor] = {}


_decoder = msgspec.json.Decoder(_Payload)
_decode_look = msgspec.json.Decoder(Look).decode


def decode_actors(payload: bytes) -> dict[str, Actor]:
    """The actors of a stored analysis."""
    return _decoder.decode(payload).actors


def read_appearing(connection: Connection) -> Appearing:
    """All documents, with nothing but what it takes to tell who is one. Looks that nobody has are removed."""
    seen = _read_seen(connection)
    new = documents_without(connection, set(seen.documents))
    for document, publisher, looks in _read_new(connection, new):
        seen.crowd.add(looks, publisher)
        seen.documents.append(document)
    return seen


def _read_seen(connection: Connection) -> Appearing:
    import numpy as np

    documents, sizes, publishers = array("q"), list[int](), list[str | None]()
    numbers, apart = array("I"), dict[int, str]()
    for cast in read_casts(connection):
        apart |= {len(numbers) + place: identity for place, identity in cast.apart.items()}
        numbers.frombytes(cast.looks)
        documents.append(cast.document)
        sizes.append(len(cast.looks) // numbers.itemsize)
        publishers.append(cast.publisher)
    used, of_rows = np.unique(np.asarray(numbers), return_inverse=True)
    wanted = set(used.tolist())
    every = list(read_looks(connection))
    looks = [look for look in every if look.key in wanted]
    remove_looks(connection, [look.key for look in every if look.key not in wanted])
    crowd = Crowd()
    crowd.add_seen([_decode_look(look.look) for look in looks], of_rows, zip(sizes, publishers, strict=True))
    return Appearing(crowd, documents, len(documents), looks, apart)


def _read_new(connection: Connection, keys: Sequence[int]) -> Iterator[tuple[int, str | None, list[Look]]]:
    d = t.documents.c
    columns = (d.key, d.publisher, t.analyses.c.payload)
    for some in portions(keys):
        names: defaultdict[int, list[str]] = defaultdict(list)
        for row in _rows(connection, some):
            names[row.document].append(row.name)
        documents = select(*columns).select_from(t.documents.join(t.analyses)).where(d.key.in_(some))
        for document, publisher, payload in connection.execute(documents.order_by(d.key)):
            actors = decode_actors(payload)
            shown = [(name, _without_chance(actors.get(name, NOBODY))) for name in names[document]]
            yield document, publisher, [look_of(name, one, is_publisher(name, one, publisher)) for name, one in shown]


def read_rows(connection: Connection, documents: Sequence[int]) -> Iterator[list[Row]]:
    """The rows of these documents (keys), document by document, each in the order of their keys; some at a time."""
    for some in portions(documents):
        yield _rows(connection, some)


def _rows(connection: Connection, documents: list[int]) -> list[Row]:
    a, d = t.actors.c, t.documents.c
    columns = (a.key, a.document, d.id, a.name, a.cluster)
    query = select(*columns).select_from(t.actors.join(t.documents, d.key == a.document))
    found = connection.execute(query.where(a.document.in_(documents)).order_by(a.document, a.key))
    return [Row(*row) for row in found]


def _without_chance(actor: Actor) -> Actor:
    """No two would be equal with it."""
    return actor if actor.chance is None else msgspec.structs.replace(actor, chance=None)
