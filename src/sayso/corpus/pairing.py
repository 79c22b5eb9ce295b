"""Which pairs of documents are worth laying side by side, and what each publisher repeats, from the prints of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sqlalchemy import Connection

from sayso.corpus.candidates import Block, Pairs, furniture, one_text, postings, ranks_of, shared_pairs
from sayso.storage import reprints as stored

if TYPE_CHECKING:
    from numpy import int64, uint32, uint64
    from numpy.typing import NDArray

FEWEST, MOST, PART = 2, 4, 10
"""A tenth of the shorter document's prints in common are reason to lay two side by side; four always are, one never."""
ALIKE = 1
"""So many bands of the signature are, too."""
ONE_TEXT = 10
"""So many bands are equal in nine of ten pairs of documents whose sequences are the same to four fifths."""


class Candidates(NamedTuple):
    """`pairs` are ranks, (earlier << 32 | later), in order; `repeated` the hashes that are furniture, by source."""

    pairs: NDArray[uint64]
    repeated: dict[str, NDArray[uint32]]


class Publishing(NamedTuple):
    """By rank: the number of each document's publisher, and the earliest document that has the same text."""

    whose: NDArray[int64]
    texts: NDArray[int64]


class Shared(NamedTuple):
    """The pairs that share enough hashes, and the postings that are furniture."""

    pairs: Pairs
    furniture: NDArray[uint64]


class Sharing(Protocol):
    """Finds what documents share: see `shared_here`, and cluster/bands.py."""

    def __call__(
        self, read: Callable[[], Iterable[Block]], total: int, least: int, publishing: Publishing | None = None
    ) -> Shared: ...


def shared_here(
    read: Callable[[], Iterable[Block]], total: int, least: int, publishing: Publishing | None = None
) -> Shared:
    """The pairs that share at least so many of `total` hashes. Where it is known who publishes what, furniture does
    not count.
    """
    import numpy as np

    found = postings(read, total)
    mask = furniture(found, *publishing) if publishing else np.zeros(len(found), dtype=bool)
    return Shared(shared_pairs(found[~mask], least), found[mask])


def find_candidates(
    connection: Connection, documents: Sequence[stored.Printed], sharing: Sharing = shared_here
) -> Candidates:
    """The pairs of documents worth comparing, and the hashes that each publisher repeats."""
    import numpy as np

    bands, hashes = (sum(getattr(document, name) for document in documents) for name in ("bands", "hashes"))
    alike = sharing(lambda: _read(connection, "signature", documents), bands, ALIKE).pairs
    sources = sorted({document.source for document in documents})
    numbers = {source: number for number, source in enumerate(sources)}
    whose = np.array([numbers[document.source] for document in documents], dtype=np.int64)
    publishing = Publishing(whose, one_text(alike, ONE_TEXT, len(documents)))
    shared, repeated = sharing(lambda: _read(connection, "hashes", documents), hashes, FEWEST, publishing)
    sizes = np.array([document.hashes for document in documents], dtype=np.int64)
    pairs = np.union1d(_coded(alike), _coded(shared)[_worth_it(shared, sizes)])
    return Candidates(pairs, _by_source(repeated, whose, sources))


def coded(first: NDArray[int64], second: NDArray[int64]) -> NDArray[uint64]:
    """Pairs of numbers below 2 ** 32 as one number each."""
    import numpy as np

    return (first.astype(np.uint64) << np.uint64(32)) | second.astype(np.uint64)


def _coded(pairs: Pairs) -> NDArray[uint64]:
    return coded(pairs.first, pairs.second)


def _read(connection: Connection, column: str, documents: Sequence[stored.Printed]) -> Iterator[Block]:
    """The prints of all documents, some thousands at a time."""
    import numpy as np

    ranks = {document.key: rank for rank, document in enumerate(documents)}
    for rows in stored.prints(connection, column):
        keys, found = zip(*rows, strict=True)
        sizes = np.fromiter(map(len, found), dtype=np.int64, count=len(found)) // 4
        yield Block(np.array([ranks[key] for key in keys], dtype=np.int64), sizes, numbers_in(b"".join(found)))


def numbers_in(kept: bytes) -> NDArray[uint32]:
    """Numbers as they are stored: 32 bits each, the low byte first."""
    import numpy as np

    return np.frombuffer(kept, dtype="<u4").astype(np.uint32, copy=False)


def _worth_it(pairs: Pairs, sizes: NDArray[int64]) -> NDArray[int64]:
    """Which of the pairs share enough for their sizes."""
    import numpy as np

    shorter = np.minimum(sizes[pairs.first], sizes[pairs.second])
    return np.flatnonzero(pairs.shared >= np.minimum(MOST, np.maximum(FEWEST, shorter // PART)))


def _by_source(repeated: NDArray[uint64], whose: NDArray[int64], sources: Sequence[str]) -> dict[str, NDArray[uint32]]:
    """The hashes in these postings of each source, in order."""
    import numpy as np

    owners = whose[ranks_of(repeated)]
    hashes = (repeated >> np.uint64(32)).astype(np.uint32)
    return {sources[owner]: np.unique(hashes[owners == owner]) for owner in np.unique(owners)}
