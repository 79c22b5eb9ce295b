"""The tagger's fragments on the words of a parsed document, and what can be counted between any two of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.attribution.tagger import Tagged
from sayso.language import Parsed, Token

_QUOTES = frozenset([*'"“”„‟«»‹›', "''", "``"])
_STOPS = frozenset(".?!")


class Spot(NamedTuple):
    """A fragment on words: its role, the numbers of its first and last word, and how sure the tagger is of it."""

    role: str
    first: int
    last: int
    score: float

    @property
    def size(self) -> int:
        """How many words it has."""
        return self.last - self.first + 1


class Scene:
    """A document as the tagger sees it. `chances` has a row of seven for each word (labels as in tagger.py)."""

    def __init__(self, parsed: Parsed, tagged: Tagged) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.spots = [spot for f in tagged.fragments if (spot := _spot(parsed, f.role, f.start, f.end, f.score))]
        self.of = {role: [s for s in self.spots if s.role == role] for role in ("source", "cue", "content")}
        self.chances = _by_word(parsed.tokens, tagged)
        self._sums = {name: _running(counts) for name, counts in self._counted().items()}

    def between(self, name: str, first: int, last: int) -> int:
        """How many of these things stand at the words from first up to, not including, last."""
        sums = self._sums[name]
        return sums[last] - sums[first] if last > first else 0

    def heads(self, spot: Spot) -> list[Token]:
        """The words of a spot on which its others depend."""
        words = self.tokens[spot.first : spot.last + 1]
        return [t for t in words if t.head is t or not spot.first <= t.head.index <= spot.last]

    def _counted(self) -> dict[str, Iterable[bool]]:
        firsts = {role: {s.first for s in spots} for role, spots in self.of.items()}
        tokens = self.tokens
        counted: dict[str, Iterable[bool]] = {
            role: [t.index in places for t in tokens] for role, places in firsts.items()
        }
        counted["quote"] = [t.text in _QUOTES for t in tokens]
        counted["comma"] = [t.text == "," for t in tokens]
        counted["stop"] = [t.text in _STOPS for t in tokens]
        counted["colon"] = [t.text == ":" for t in tokens]
        return counted


def _spot(parsed: Parsed, role: str, start: int, end: int, score: float) -> Spot | None:
    words = parsed.tokens_in(start, end)
    return Spot(role, words[0].index, words[-1].index, score) if words else None


def _running(counts: Iterable[bool]) -> list[int]:
    return list(accumulate(counts, initial=0))


def _by_word(tokens: Sequence[Token], tagged: Tagged) -> NDArray[np.float32]:
    """For each word of the parse the chances of the tagger's word that covers its first character."""
    rows = np.zeros((len(tokens), 7), np.float32)
    rows[:, 0] = 1
    for token in tokens:
        at = bisect_left(tagged.ends, token.start + 1)
        if at < len(tagged.starts) and tagged.starts[at] < token.end:
            rows[token.index] = tagged.chances[at]
    return rows
