"""Which documents are worth laying side by side, and which of their words a site repeats on all its pages.

Documents stand here for their rank: 0 is the earliest. A *posting* is (hash << 32 | rank) in 64 bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from numpy import bool_, int64, uint32, uint64
    from numpy.typing import NDArray

EARLIEST = 16
"""With so many of the earliest documents that have a hash all later ones are paired: a star, where all pairs of a text
that a thousand papers printed would be half a million."""
REPEATED, REPEATED_SHARE = 4, 0.1
"""What stands in so many documents of a publisher that are not one text, and in this share of them, is furniture."""
_AT_ONCE = 32_000_000
"""So many hashes are in memory at a time before it is known which several documents have."""
_BLOCK = 4_000_000
"""So many pairs are counted at a time."""


class Pairs(NamedTuple):
    """Pairs of documents, the earlier first, and how many hashes both have."""

    first: NDArray[int64]
    second: NDArray[int64]
    shared: NDArray[int64]


class Block(NamedTuple):
    """The hashes of some documents: their ranks, how many each has, and all of them, document by document."""

    ranks: NDArray[int64]
    sizes: NDArray[int64]
    hashes: NDArray[uint32]


def postings(read: Callable[[], Iterable[Block]], total: int) -> NDArray[uint64]:
    """The postings of all documents, sorted, without those that only one document has.

    `read` gives the hashes of all documents, of which there are `total`. It is called again for each _AT_ONCE of them,
    so that of many millions only those that several documents have are ever in memory together.
    """
    import numpy as np

    parts = 1 + total // _AT_ONCE
    shared = [_several(_posted(read(), parts, part)) for part in range(parts)]
    return np.sort(np.concatenate(shared))


def _posted(blocks: Iterable[Block], parts: int, part: int) -> NDArray[uint64]:
    """The sorted postings of the hashes that fall into this part, each once."""
    import numpy as np

    wide = np.uint64(32)
    found = [np.zeros(0, dtype=np.uint64)]
    for block in blocks:
        ranks = np.repeat(block.ranks.astype(np.uint64), block.sizes)
        kept = block.hashes % parts == part if parts > 1 else slice(None)
        found.append((block.hashes[kept].astype(np.uint64) << wide) | ranks[kept])
    every = np.sort(np.concatenate(found))
    first = np.ones(len(every), dtype=bool)
    first[1:] = every[1:] != every[:-1]
    return every[first]


def _several(found: NDArray[uint64]) -> NDArray[uint64]:
    groups = _groups(found)
    return found[groups.sizes[groups.of] > 1]


class _Groups(NamedTuple):
    """Postings with one hash: the place where each group begins, its size, and of which group each posting is."""

    starts: NDArray[int64]
    sizes: NDArray[int64]
    of: NDArray[int64]


def _groups(found: NDArray[uint64]) -> _Groups:
    import numpy as np

    hashes = found >> np.uint64(32)
    changes = np.flatnonzero(np.diff(hashes)) + 1
    starts = np.concatenate(([0], changes)).astype(np.int64) if len(found) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.concatenate((starts, [len(found)])))
    return _Groups(starts, sizes, np.repeat(np.arange(len(starts)), sizes))


def ranks_of(found: NDArray[uint64]) -> NDArray[int64]:
    """The documents of postings."""
    import numpy as np

    return (found & np.uint64(0xFFFFFFFF)).astype(np.int64)


def shared_pairs(found: NDArray[uint64], least: int) -> Pairs:
    """The pairs that share at least so many hashes, each document being paired with the EARLIEST that have a hash."""
    import numpy as np

    groups, ranks = _groups(found), ranks_of(found)
    place = np.arange(len(found)) - groups.starts[groups.of] if len(found) else np.zeros(0, dtype=np.int64)
    order = np.argsort(ranks, kind="stable")
    ends = np.cumsum(np.minimum(place[order], EARLIEST))
    kept = []
    for block in _blocks(ranks[order], ends):
        rows = order[block]
        counted, shared = np.unique(_pairs(ranks, groups, place, rows), return_counts=True)
        kept.append((counted[shared >= least], shared[shared >= least]))
    pairs = np.concatenate([pair for pair, _ in kept]) if kept else np.zeros(0, dtype=np.uint64)
    shared = np.concatenate([number for _, number in kept]) if kept else np.zeros(0, dtype=np.int64)
    return Pairs((ranks_of(pairs)), (pairs >> np.uint64(32)).astype(np.int64), shared)


def _blocks(ranks: NDArray[int64], ends: NDArray[int64]) -> Iterator[slice]:
    """Cuts postings that are ordered by rank where a document begins, near every _BLOCK pairs."""
    import numpy as np

    begin = 0
    while begin < len(ranks):
        before = ends[begin - 1] if begin else 0
        last = max(begin, int(np.searchsorted(ends, before + _BLOCK)) - 1)
        end = int(np.searchsorted(ranks, ranks[min(last, len(ranks) - 1)], "right"))
        yield slice(begin, end)
        begin = end


def _pairs(ranks: NDArray[int64], groups: _Groups, place: NDArray[int64], rows: NDArray[int64]) -> NDArray[uint64]:
    """(later << 32 | earlier) for each posting and each of the earliest documents of its group."""
    import numpy as np

    parts = []
    for number in range(EARLIEST):
        later = rows[place[rows] > number]
        earlier = ranks[groups.starts[groups.of[later]] + number]
        parts.append((ranks[later].astype(np.uint64) << np.uint64(32)) | earlier.astype(np.uint64))
    return np.concatenate(parts)


def one_text(pairs: Pairs, least: int, documents: int) -> NDArray[int64]:
    """For each document the earliest that has the same text, itself included, by pairs that share so many bands."""
    import numpy as np

    earliest = list(range(documents))

    def find(rank: int) -> int:
        while earliest[rank] != rank:
            earliest[rank] = earliest[earliest[rank]]
            rank = earliest[rank]
        return rank

    alike = pairs.shared >= least
    for one, other in zip(pairs.first[alike].tolist(), pairs.second[alike].tolist(), strict=True):
        a, b = sorted((find(one), find(other)))
        earliest[b] = a
    return np.array([find(rank) for rank in range(documents)], dtype=np.int64)


def furniture(found: NDArray[uint64], whose: NDArray[int64], texts: NDArray[int64]) -> NDArray[bool_]:
    """Which postings are furniture: what their publisher repeats in documents that are not one text.

    `whose` has the number of each document's publisher, `texts` what `one_text` gives.
    """
    import numpy as np

    mask = np.zeros(len(found), dtype=bool)
    groups = _groups(found)
    often = np.flatnonzero(groups.sizes[groups.of] >= REPEATED)
    if not len(often):
        return mask
    ranks = ranks_of(found[often])
    sizes = np.bincount(whose[np.unique(texts)], minlength=whose.max() + 1)
    hashes = (found[often] >> np.uint64(32)).astype(np.int64)
    key = (hashes << 24) | whose[ranks]
    order = np.lexsort((texts[ranks], key))
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(key[order]) != 0) | (np.diff(texts[ranks][order]) != 0)
    _, group, counts = np.unique(key, return_inverse=True, return_counts=True)
    distinct = np.bincount(group[order[first]], minlength=len(counts))
    least = np.maximum(REPEATED, REPEATED_SHARE * sizes[whose[ranks]])
    mask[often] = distinct[group] >= least
    return mask
