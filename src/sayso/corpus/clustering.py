"""Stores who is one without corrections: in those documents alone in which that is new."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import Connection

from sayso.corpus.appearing import Appearing, Row, read_appearing, read_rows
from sayso.corpus.clusters import Clusters, clusters
from sayso.storage import schema as t
from sayso.storage.casts import CastRow, StoredLook, put_casts, put_looks
from sayso.storage.database import free_keys, update_rows

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray


class Clustered(NamedTuple):
    """The number of all rows, how many of them were there the last time, and the keys of those that are new."""

    rows: int
    known: int
    new: list[int]


def put_clusters(connection: Connection) -> Clustered:
    """Looks at all documents together. Equal documents give equal clusters, whatever was stored before."""
    appearing = read_appearing(connection)
    found = clusters(appearing.crowd)
    numbers = _documents_to_write(appearing, found)
    keys = _put_looks(connection, appearing, found)
    places = {appearing.documents[number]: number for number in numbers.tolist()}
    new: list[int] = []
    for rows in read_rows(connection, list(places)):
        new += _put_rows(connection, appearing, found, rows, places)
    put_casts(connection, (_cast(appearing, found, number, keys) for number in numbers.tolist()))
    starts = appearing.crowd.starts
    return Clustered(len(appearing.crowd), int(starts[appearing.known]), new)


def _documents_to_write(appearing: Appearing, found: Clusters) -> NDArray[int64]:
    """The numbers of documents that are new, or of which somebody is not who it was."""
    import numpy as np

    crowd = appearing.crowd
    stored = zip(appearing.looks, found.of_looks, strict=False)
    looks = [number for number, (look, now) in enumerate(stored) if look.cluster != now]
    apart = [row for row, _ in appearing.apart.items() ^ found.of_rows.items()]
    rows = np.concatenate([np.flatnonzero(np.isin(crowd.look_of, looks)), np.asarray(apart, dtype=np.int64)])
    new = np.arange(appearing.known, len(appearing.documents))
    return np.unique(np.concatenate([crowd.documents_of(rows), new]))


def _put_looks(connection: Connection, appearing: Appearing, found: Clusters) -> NDArray[int64]:
    """Stores the looks; the key of each."""
    import numpy as np

    known = len(appearing.looks)
    keys = [look.key for look in appearing.looks]
    changed = [
        (now, look.key) for look, now in zip(appearing.looks, found.of_looks, strict=False) if look.cluster != now
    ]
    added = zip(appearing.crowd.looks[known:], found.of_looks[known:], strict=True)
    free = free_keys(connection, t.looks.c.key)
    new = [StoredLook(next(free), msgspec.json.encode(look).decode(), now) for look, now in added]
    put_looks(connection, new, changed)
    return np.asarray(keys + [look.key for look in new], dtype=np.int64)


def _put_rows(
    connection: Connection, appearing: Appearing, found: Clusters, rows: list[Row], numbers: dict[int, int]
) -> list[int]:
    """Stores the clusters of these rows; the keys of those that had none."""
    crowd = appearing.crowd
    changed, new = [], []
    for document, group in groupby(rows, key=attrgetter("document")):
        for number, row in enumerate(group, int(crowd.starts[numbers[document]])):
            now = found.of(number, int(crowd.look_of[number]), row.document_id, row.name)
            if now != row.cluster:
                changed.append((now, row.key))
            if row.cluster is None:
                new.append(row.key)
    update_rows(connection, [t.actors.c.cluster], changed)
    return new


def _cast(appearing: Appearing, found: Clusters, number: int, keys: NDArray[int64]) -> CastRow:
    crowd = appearing.crowd
    start, end = crowd.starts[number : number + 2].tolist()
    apart = {row - start: found.of_rows[row] for row in range(start, end) if row in found.of_rows}
    return appearing.documents[number], keys[crowd.look_of[start:end]].astype("<u4").tobytes(), apart
