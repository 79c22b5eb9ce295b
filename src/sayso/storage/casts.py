"""Who appears in each document, as few numbers as can be: what one settling of identities leaves for the next.

A look (corpus/looks.py) is stored once, however many documents have it, with who had it last time. The cast of a
document is the looks of its rows in the table of actors, in the order of their keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import msgspec
from sqlalchemy import Connection, delete, func, select

from sayso.storage import schema as t
from sayso.storage.database import insert_rows, portions, update_rows

_FETCHED = 10_000
BYTES = 4
"""Of the key of each look in a cast, the lowest first."""
_decode_apart = msgspec.json.Decoder(dict[int, str]).decode


CastRow: TypeAlias = tuple[int, bytes, Mapping[int, str]]
"""Document, looks and apart, as in Cast."""


class Cast(NamedTuple):
    """The cast of a document (key): `looks` are keys. `apart` are the identities of those rows, counted from 0, that
    are others than their look says.
    """

    document: int
    publisher: str | None
    looks: bytes
    apart: Mapping[int, str]


class StoredLook(NamedTuple):
    """A look in JSON, and who has it without corrections: '' where each of its rows stays with its document."""

    key: int
    look: str
    cluster: str


def read_casts(connection: Connection) -> Iterator[Cast]:
    """The casts that still hold, in the order of documents: as many actors are there as then, and none that is new."""
    a, c, d = t.actors.c, t.casts.c, t.documents.c
    counted = connection.execute(select(a.document, func.count()).group_by(a.document))
    sizes: dict[int, int] = dict(counted.all())
    changed = set(connection.scalars(select(a.document).where(a.cluster.is_(None))))
    query = select(c.document, d.publisher, c.looks, c.apart).join_from(t.casts, t.documents, d.key == c.document)
    for document, publisher, looks, apart in connection.execute(
        query.order_by(c.document).execution_options(yield_per=_FETCHED)
    ):
        if document not in changed and len(looks) == BYTES * sizes.get(document, 0):
            yield Cast(document, publisher, looks, _decode_apart(apart) if apart else {})


def documents_without(connection: Connection, casts: Collection[int]) -> list[int]:
    """The documents (keys) that have actors, and are none of these."""
    a = t.actors.c
    return [key for key in connection.scalars(select(a.document).distinct().order_by(a.document)) if key not in casts]


def put_casts(connection: Connection, casts: Iterable[CastRow]) -> None:
    """Stores casts in place of what was there."""
    rows = [(key, looks, msgspec.json.encode(apart).decode() if apart else None) for key, looks, apart in casts]
    for some in portions([key for key, *_ in rows]):
        connection.execute(delete(t.casts).where(t.casts.c.document.in_(some)))
    insert_rows(connection, t.casts, rows)


def read_looks(connection: Connection) -> Iterator[StoredLook]:
    """All looks in the order of keys."""
    c = t.looks.c
    for row in connection.execute(select(c.key, c.look, c.cluster).order_by(c.key)):
        yield StoredLook(*row)


def put_looks(connection: Connection, new: Sequence[StoredLook], changed: Sequence[tuple[str, int]]) -> None:
    """Stores new looks, and of others (key) the new cluster."""
    insert_rows(connection, t.looks, new)
    update_rows(connection, [t.looks.c.cluster], changed)


def remove_looks(connection: Connection, keys: Collection[int]) -> None:
    """Removes looks that no document has any more."""
    for some in portions(keys):
        connection.execute(delete(t.looks).where(t.looks.c.key.in_(some)))
