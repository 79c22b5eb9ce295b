"""What a text is recognised by: few of the hashes of its word sequences (winnowing), and a signature of the whole.

Winnowing: S. Schleimer, D. Wilkerson, A. Aiken, Winnowing: local algorithms for document fingerprinting (SIGMOD 2003).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from sayso.model import Span

if TYPE_CHECKING:
    from numpy import uint32, uint64
    from numpy.typing import NDArray

GRAM = 5
"""Words in a sequence. Of five words, a quarter changed, one sequence in four survives."""
WINDOW = 8
"""Of so many sequences in a row at least one is kept: a shared stretch of GRAM + WINDOW - 1 words is never missed."""
SHINGLE = 3
PERMUTATIONS, BANDS = 128, 32
_SEED = 42
_WORD = re.compile(r"[^\W_]+")
_MIX, _STEP = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F


class Words(NamedTuple):
    """The words of a text as hashes of their letters without case, and where each stands (character offsets)."""

    codes: NDArray[uint32]
    starts: NDArray[uint32]
    ends: NDArray[uint32]


class Prints(NamedTuple):
    """The kept hashes, where each begins and ends, and the bands of the MinHash signature, each hashed to a number."""

    hashes: NDArray[uint32]
    starts: NDArray[uint32]
    ends: NDArray[uint32]
    bands: NDArray[uint32]


def read_words(text: str, spans: Iterable[Span]) -> Words:
    """The words in these stretches of the text. Punctuation and case are left out, since scrapers lose both."""
    import numpy as np

    found = [match.span() for start, end in spans for match in _WORD.finditer(text, start, end)]
    places = np.array(found, dtype=np.uint32).reshape(-1, 2)
    codes = np.fromiter((crc32(text[s:e].casefold().encode()) for s, e in found), dtype=np.uint32, count=len(found))
    return Words(codes, places[:, 0].copy(), places[:, 1].copy())


def sequence_hashes(codes: NDArray[uint32], length: int) -> NDArray[uint64]:
    """A 64-bit hash of every sequence of so many words, in the order of the text."""
    import numpy as np

    count = max(0, len(codes) - length + 1)
    hashes = np.zeros(count, dtype=np.uint64)
    for place in range(length):
        hashes *= np.uint64(_STEP)
        hashes += codes[place : place + count].astype(np.uint64) + np.uint64(1)
    hashes ^= hashes >> np.uint64(29)
    hashes *= np.uint64(_MIX)
    return hashes ^ (hashes >> np.uint64(32))


def prints_of(words: Words) -> Prints:
    """The prints of a text; none where it has fewer words than a sequence."""
    import numpy as np

    hashes = sequence_hashes(words.codes, GRAM)
    kept = _winnowed(hashes)
    low = (hashes[kept] & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    return Prints(low, words.starts[kept], words.ends[kept + GRAM - 1], _bands(words.codes))


def _winnowed(hashes: NDArray[uint64]) -> NDArray[uint64]:
    """The places of the least hash of each window, the last of equals."""
    import numpy as np

    if not len(hashes):
        return np.zeros(0, dtype=np.uint64)
    windows = np.lib.stride_tricks.sliding_window_view(hashes, min(WINDOW, len(hashes)))
    width = windows.shape[1]
    least = width - 1 - windows[:, ::-1].argmin(axis=1)
    return np.unique(least + np.arange(len(windows))).astype(np.uint64)


def _bands(codes: NDArray[uint32]) -> NDArray[uint32]:
    """The MinHash signature over sequences of SHINGLE words, cut into bands that are equal in texts that are alike."""
    import numpy as np
    from rensa import RMinHash

    hashes = sequence_hashes(codes, SHINGLE)
    if not len(hashes):
        return np.zeros(0, dtype=np.uint32)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, [0, len(hashes)], PERMUTATIONS, _SEED)
    rows = np.array(matrix.to_rows(), dtype=np.uint32).reshape(BANDS, -1)
    numbered = np.column_stack([np.arange(BANDS, dtype=np.uint32), rows])
    return np.array([crc32(row.tobytes()) for row in numbered], dtype=np.uint32)
