"""Which documents share hashes, found on a cluster: a group-by over the bands of signatures, and over prints.

All postings of a hash come to one process, where `shared_here` does with them what it does on one machine with all;
then all that a pair shares comes to one process, where it is added up. Plain tasks of Ray: to set up a group-by of Ray
Data takes longer than to do this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.cluster.session import cores, session
from sayso.corpus.candidates import Block, Pairs, ranks_of
from sayso.corpus.pairing import Publishing, Shared, coded, shared_here

if TYPE_CHECKING:
    from numpy import int64, uint64
    from numpy.typing import NDArray

    Counted = tuple[NDArray[uint64], NDArray[int64]]

LEAST = 500_000_000
"""With fewer hashes (those of some five million documents) one process is done before a cluster has begun."""
_IN_PART = 4_000_000
"""So many hashes are in one part, more or less."""


class SharedOnRay(msgspec.Struct, frozen=True):
    """As `shared_here`; where there are at least so many hashes, on the Ray cluster at this address."""

    address: str | None = None
    least: int = LEAST

    def __call__(
        self, read: Callable[[], Iterable[Block]], total: int, least: int, publishing: Publishing | None = None
    ) -> Shared:
        """What documents share; raises as `OnRay` does."""
        if not total or total < self.least:
            return shared_here(read, total, least, publishing)
        import numpy as np

        with session(self.address) as ray:
            parts = max(2, cores(ray), total // _IN_PART)
            known = ray.put(publishing)
            cut = ray.remote(_cut).options(num_returns=parts)
            share = ray.remote(_share).options(num_returns=parts + 1)
            add = ray.remote(_add)
            by_part = zip(*(cut.remote(block, parts) for block in read()), strict=True)
            shared = [share.remote(parts, known, *some) for some in by_part]
            *pairs, furniture = zip(*shared, strict=True)
            added = ray.get([add.remote(least, *some) for some in pairs])
            return Shared(_pairs(*added), np.sort(np.concatenate(ray.get(list(furniture)))))


def _cut(block: Block, parts: int) -> list[NDArray[uint64]]:
    """The postings of a block, by the parts into which their hashes fall."""
    import numpy as np

    found = coded(block.hashes.astype(np.int64), np.repeat(block.ranks, block.sizes))
    return _by_part(found, block.hashes % parts, parts)


def _share(parts: int, publishing: Publishing | None, *cut: NDArray[uint64]) -> list[Counted | NDArray[uint64]]:
    """What documents share in one part: pairs and numbers, by the parts into which pairs fall, and the furniture."""
    import numpy as np

    found = np.concatenate(cut)
    block = Block(ranks_of(found), np.ones(len(found), dtype=np.int64), (found >> np.uint64(32)).astype(np.uint32))
    (first, second, shared), furniture = shared_here(lambda: [block], len(found), 1, publishing)
    pairs, where = coded(first, second), (first + second) % parts
    by_part = zip(_by_part(pairs, where, parts), _by_part(shared, where, parts), strict=True)
    return [*by_part, furniture]


def _by_part(values: NDArray[Any], where: NDArray[Any], parts: int) -> list[NDArray[Any]]:
    return [values[where == part] for part in range(parts)]


def _add(least: int, *counted: Counted) -> Counted:
    """The pairs of one part that share at least so much in all, and how much."""
    import numpy as np

    pairs, of = np.unique(np.concatenate([some for some, _ in counted]), return_inverse=True)
    shared = np.zeros(len(pairs), dtype=np.int64)
    np.add.at(shared, of, np.concatenate([numbers for _, numbers in counted]))
    return pairs[shared >= least], shared[shared >= least]


def _pairs(*counted: Counted) -> Pairs:
    import numpy as np

    pairs = np.concatenate([some for some, _ in counted])
    order = np.argsort(pairs)
    shared = np.concatenate([numbers for _, numbers in counted])[order]
    return Pairs((pairs[order] >> np.uint64(32)).astype(np.int64), ranks_of(pairs[order]), shared)
