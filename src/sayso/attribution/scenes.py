"""The tagger's fragments on the words of a parsed document, and what can be counted between any two of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sayso.attribution.tagger import Tagged
from sayso.language import Parsed, Token

_SIGNS = {
    **dict.fromkeys([*'"“”„‟«»‹›', "''", "``"], "quote"),
    **dict.fromkeys(".?!", "stop"),
    ",": "comma",
    ":": "colon",
}
_BEGINS = {"source": 1, "cue": 3, "content": 5}
"""The label of the first word in a role; that of the others follows."""

Places: TypeAlias = NDArray[np.int64]
"""Numbers of words, or how many of something."""


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
    """A document as the tagger sees it. `chances` has a row of seven for each word (labels as in tagger.py), `in_role`
    the chance of each word to stand in a role."""

    def __init__(self, parsed: Parsed, tagged: Tagged) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.spots = [spot for f in tagged.fragments if (spot := _spot(parsed, f.role, f.start, f.end, f.score))]
        self.of = {role: [s for s in self.spots if s.role == role] for role in ("source", "cue", "content")}
        self.chances = _by_word(parsed.tokens, tagged)
        self.in_role = {role: self.chances[:, at : at + 2].sum(axis=1) for role, at in _BEGINS.items()}
        self.sentences: Places = np.array([t.sentence.index for t in self.tokens], np.int64)
        self.paragraphs: Places = np.array([t.sentence.paragraph for t in self.tokens], np.int64)
        self._sums = self._counted()
        self.counted = tuple(self._sums)

    def between(self, name: str, first: Places, last: Places) -> Places:
        """How many of the things `counted` stand at the words from first up to, not including, last; for many pairs."""
        sums = self._sums[name]
        return np.where(last > first, sums[last] - sums[np.minimum(first, last)], 0)

    def heads(self, spot: Spot) -> list[Token]:
        """The words of a spot on which its others depend."""
        words = self.tokens[spot.first : spot.last + 1]
        return [t for t in words if t.head is t or not spot.first <= t.head.index <= spot.last]

    def _counted(self) -> dict[str, Places]:
        """For each kind of thing how many stand before each word, and at last in all."""
        size = len(self.tokens)
        places = {role: {s.first for s in spots} for role, spots in self.of.items()}
        for name in _SIGNS.values():
            places.setdefault(name, set())
        for token in self.tokens:
            if (sign := _SIGNS.get(token.text)) is not None:
                places[sign].add(token.index)
        return {name: _running(size, found) for name, found in places.items()}


def _spot(parsed: Parsed, role: str, start: int, end: int, score: float) -> Spot | None:
    words = parsed.tokens_in(start, end)
    return Spot(role, words[0].index, words[-1].index, score) if words else None


def _running(size: int, places: Iterable[int]) -> Places:
    counts = np.zeros(size + 1, np.int64)
    counts[[place + 1 for place in places]] = 1
    return counts.cumsum()


def _by_word(tokens: Sequence[Token], tagged: Tagged) -> NDArray[np.float32]:
    """For each word of the parse the chances of the tagger's word that covers its first character."""
    rows = np.zeros((len(tokens), 7), np.float32)
    rows[:, 0] = 1
    if tagged.starts:
        at = np.searchsorted(tagged.ends, [token.start + 1 for token in tokens])
        starts = np.append(tagged.starts, np.iinfo(np.int64).max)
        covered = np.flatnonzero(starts[at] < [token.end for token in tokens])
        rows[covered] = tagged.chances[at[covered]]
    return rows
