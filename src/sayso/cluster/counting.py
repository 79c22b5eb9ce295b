"""Statements counted on a cluster. The database hands out their voices grouped by statement, and many at a time go to a
process that counts them by the same function as on one machine.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec

from sayso.cluster.session import cores, session
from sayso.corpus.independence import Owners
from sayso.corpus.statements import Figures, figures_here
from sayso.storage.voices import Voice

LEAST = 5_000_000
"""With fewer statements one process is done before a cluster has begun."""
_AT_ONCE, _AHEAD = 5_000, 4
"""So many statements go to a process together, and so many such lots wait for each core."""


class FiguresOnRay(msgspec.Struct, frozen=True):
    """As `figures_here`; where there are at least so many statements, on the Ray cluster at this address."""

    address: str | None = None
    least: int = LEAST

    def __call__(
        self, found: Iterable[tuple[int, Sequence[Voice]]], owners: Owners, total: int
    ) -> Iterator[tuple[int, Figures]]:
        """The figures of each statement; raises as `OnRay` does."""
        if not total or total < self.least:
            yield from figures_here(found, owners, total)
            return
        given = iter(found)
        with session(self.address) as ray:
            count, known = ray.remote(_count), ray.put(dict(owners))
            pending: deque[Any] = deque()
            while (some := list(islice(given, _AT_ONCE))) or pending:
                if some:
                    pending.append(count.remote(some, known))
                if len(pending) > _AHEAD * cores(ray) or not some:
                    yield from ray.get(pending.popleft())


def _count(found: list[tuple[int, Sequence[Voice]]], owners: Owners) -> list[tuple[int, Figures]]:
    return list(figures_here(found, owners, len(found)))
