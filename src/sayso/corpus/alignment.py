"""Lays two texts side by side: which stretches they share, where words may have been changed, put in or left out."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import msgspec

from sayso.corpus.winnowing import Words, sequence_hashes

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

SEED = 4
"""Words in a row that must be the same for an alignment to begin."""
GAP = 16
"""So many words may be changed, put in or left out before a shared stretch ends."""
LEAST = 12
"""Same words in a stretch; what is shorter is phrase, not copy."""
_REPEATED = 4
"""A sequence that stands more often in a text says little about which place was copied."""

Change: TypeAlias = Literal["same", "changed", "removed", "added"]


class Stretch(msgspec.Struct, frozen=True, array_like=True):
    """Characters `start` to `end` of one text stand in the other at `other_start` to `other_end`.

    `same` is the share of words that are the same, of the longer side, 0 to 1.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    same: float


class Piece(msgspec.Struct, frozen=True):
    """A part of a shared stretch: words that are the same, changed, or only in one of the texts. Offsets as above."""

    change: Change
    start: int
    end: int
    other_start: int
    other_end: int


class _Run(NamedTuple):
    """Words `a` to `a + length` are those from `b` on in the other text."""

    a: int
    b: int
    length: int


def align(words: Words, other: Words) -> tuple[Stretch, ...]:
    """The stretches that two texts share, in the order of the first text; they may overlap where text is repeated."""
    return tuple(stretch for stretch, _ in _aligned(words, other))


def pieces(words: Words, other: Words) -> list[list[Piece]]:
    """Each shared stretch, in the order in which `align` gives them, word for word."""
    return [list(_pieces(words, other, chain)) for _, chain in _aligned(words, other)]


def _aligned(words: Words, other: Words) -> list[tuple[Stretch, list[_Run]]]:
    found = ((_stretch(words, other, chain), chain) for chain in _chains(words, other))
    kept = [(stretch, chain) for stretch, chain in found if stretch]
    return sorted(kept, key=lambda pair: (pair[0].start, pair[0].other_start, pair[0].end, pair[0].other_end))


def _chains(words: Words, other: Words) -> list[list[_Run]]:
    """Equal runs of words, joined where they go on in both texts within GAP words."""
    open_chains: list[list[_Run]] = []
    done: list[list[_Run]] = []
    for run in _runs(words, other):
        near = [chain for chain in open_chains if run.a - _end(chain)[0] <= GAP]
        done += [chain for chain in open_chains if run.a - _end(chain)[0] > GAP]
        open_chains = near
        best = min((chain for chain in near if _follows(chain, run)), key=lambda c: _cost(c, run), default=None)
        if best is None:
            open_chains.append([run])
        else:
            best.append(_clipped(best, run))
    return done + open_chains


def _end(chain: list[_Run]) -> tuple[int, int]:
    last = chain[-1]
    return last.a + last.length, last.b + last.length


def _overlap(chain: list[_Run], run: _Run) -> int:
    """How many words at the head of the run the chain has already, in either text."""
    a, b = _end(chain)
    return max(0, a - run.a, b - run.b)


def _follows(chain: list[_Run], run: _Run) -> bool:
    return _overlap(chain, run) < run.length and run.b - _end(chain)[1] <= GAP


def _cost(chain: list[_Run], run: _Run) -> tuple[int, int]:
    a, b = _end(chain)
    return abs((run.a - a) - (run.b - b)) + _overlap(chain, run), run.b - b


def _clipped(chain: list[_Run], run: _Run) -> _Run:
    twice = _overlap(chain, run)
    return _Run(run.a + twice, run.b + twice, run.length - twice)


def _runs(words: Words, other: Words) -> Iterator[_Run]:
    """The longest runs of same words, from SEED words on, in the order of the first text."""
    import numpy as np

    pairs = _seeds(words, other)
    if not len(pairs):
        return
    diagonal = pairs[:, 0] - pairs[:, 1]
    pairs = pairs[np.lexsort((pairs[:, 0], diagonal))]
    diagonal = pairs[:, 0] - pairs[:, 1]
    breaks = np.flatnonzero((np.diff(diagonal) != 0) | (np.diff(pairs[:, 0]) != 1)) + 1
    firsts = pairs[np.concatenate(([0], breaks))]
    lengths = np.diff(np.concatenate(([0], breaks, [len(pairs)]))) + SEED - 1
    for place in np.lexsort((firsts[:, 1], firsts[:, 0])):
        yield _Run(int(firsts[place, 0]), int(firsts[place, 1]), int(lengths[place]))


def _seeds(words: Words, other: Words) -> NDArray[int64]:
    """Pairs of places at which both texts have the same SEED words."""
    import numpy as np

    a, b = sequence_hashes(words.codes, SEED), sequence_hashes(other.codes, SEED)
    order = np.argsort(b, kind="stable")
    ordered = b[order]
    left, right = np.searchsorted(ordered, a, "left"), np.searchsorted(ordered, a, "right")
    numbers = right - left
    numbers[numbers > _REPEATED] = 0
    places = np.repeat(np.arange(len(a)), numbers)
    within = np.arange(numbers.sum()) - np.repeat(np.cumsum(numbers) - numbers, numbers)
    return np.column_stack([places, order[np.repeat(left, numbers) + within]]).astype(np.int64)


def _stretch(words: Words, other: Words, chain: list[_Run]) -> Stretch | None:
    """The chain as a stretch; None where too few words are the same."""
    first, (a, b) = chain[0], _end(chain)
    same = sum(run.length for run in chain) + sum(_same_between(words, other, chain))
    if same < LEAST:
        return None
    return Stretch(
        int(words.starts[first.a]),
        int(words.ends[a - 1]),
        int(other.starts[first.b]),
        int(other.ends[b - 1]),
        round(same / max(a - first.a, b - first.b), 4),
    )


def _gaps(chain: list[_Run]) -> Iterator[tuple[int, int, int, int]]:
    """The words between the runs: where they begin and end in both texts."""
    for before, after in pairwise(chain):
        yield before.a + before.length, after.a, before.b + before.length, after.b


def _same_between(words: Words, other: Words, chain: list[_Run]) -> Iterator[int]:
    for a, a_end, b, b_end in _gaps(chain):
        left, right = words.codes[a:a_end], other.codes[b:b_end]
        if len(left) == len(right):
            yield int((left == right).sum())
        elif len(left) and len(right):
            yield sum(block.size for block in _matcher(words, other, (a, a_end, b, b_end)).get_matching_blocks())


def _matcher(words: Words, other: Words, gap: tuple[int, int, int, int]) -> SequenceMatcher[int]:
    a, a_end, b, b_end = gap
    return SequenceMatcher(None, words.codes[a:a_end].tolist(), other.codes[b:b_end].tolist(), autojunk=False)


_NAMES: dict[str, Change] = {"equal": "same", "replace": "changed", "delete": "removed", "insert": "added"}


def _pieces(words: Words, other: Words, chain: list[_Run]) -> Iterator[Piece]:
    gaps = [*_gaps(chain), None]
    for run, gap in zip(chain, gaps, strict=True):
        yield _piece("same", words, other, (run.a, run.a + run.length, run.b, run.b + run.length))
        if gap is None:
            continue
        for tag, i, j, k, n in _matcher(words, other, gap).get_opcodes():
            yield _piece(_NAMES[tag], words, other, (gap[0] + i, gap[0] + j, gap[2] + k, gap[2] + n))


def _piece(change: Change, words: Words, other: Words, at: tuple[int, int, int, int]) -> Piece:
    a, a_end, b, b_end = at
    return Piece(change, *_characters(words, a, a_end), *_characters(other, b, b_end))


def _characters(words: Words, first: int, end: int) -> tuple[int, int]:
    """Where words `first` to `end` stand; nothing, behind the word before, where there are none."""
    if first == end:
        at = int(words.ends[first - 1]) if first else 0
        return at, at
    return int(words.starts[first]), int(words.ends[end - 1])
