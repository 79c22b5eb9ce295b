"""Which documents a run has in hand, so that no other run on the same server analyses them too.

The server keeps it, as advisory locks of one connection: nothing is written, and when a program or its machine is gone,
so are its locks. In a file nobody keeps it: two runs beside each other do everything twice, with the same result.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, text

from sayso.storage.database import Database

_NAME = "hashtextextended(current_schema() || ' document ' || key, 0)"
_TAKE = text(f"SELECT key FROM unnest(CAST(:keys AS bigint[])) AS key WHERE pg_try_advisory_lock({_NAME})")
_PUT_BACK = text(f"SELECT pg_advisory_unlock({_NAME}) FROM unnest(CAST(:keys AS bigint[])) AS key")


class Hand:
    """What one run has in hand, in the order in which it was taken."""

    def __init__(self, connection: Connection | None) -> None:
        self._connection = connection
        self._held: list[int] = []

    def take(self, keys: Sequence[int]) -> list[int]:
        """Those of these documents that no other run has in hand; now this one has them."""
        mine = list(keys) if self._connection is None else self._connection.scalars(_TAKE, {"keys": list(keys)}).all()
        self._held += sorted(mine)
        return sorted(mine)

    def put_back(self, keys: Collection[int]) -> None:
        """This run has these in hand no more."""
        self._held = [key for key in self._held if key not in keys]
        if self._connection is not None and keys:
            self._connection.execute(_PUT_BACK, {"keys": list(keys)})

    def put_back_first(self) -> None:
        """Puts back what was taken first, where there is anything."""
        self.put_back(self._held[:1])


@contextmanager
def hand(database: Database) -> Iterator[Hand]:
    """An empty hand, which is empty again at the end."""
    with database.locking() as connection:
        yield Hand(connection)
