"""The signs of the way between two words of a sentence along the heads: its arcs, its words, and those beside them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sayso.claims.pairs import steps_to_top
from sayso.claims.phrases import is_passive, is_verbal
from sayso.claims.sign_rows import SignRows
from sayso.language import Token

_TELLING = frozenset({"VERB", "NOUN", "ADJ", "ADP", "AUX", "ADV"})
_WORDY = frozenset({"VERB", "NOUN", "ADJ"})
_SMALL = frozenset({"prt", "neg", "prep"})
_LONG = 7
"""Longer ways are no signs as a whole."""


class Side(NamedTuple):
    """The arcs from a word up to below the top of a way, as they read upwards and downwards; `last` is the topmost.

    `worded` are the same with words, but for the first word's own.
    """

    up: str
    down: str
    last: str
    worded_up: str
    worded_down: str


class WaySigns:
    """Finds the signs of the ways in one document; those of a word or a side only once."""

    def __init__(self, rows: SignRows) -> None:
        self._rows = rows
        self._path, self._side, self._top = cache(_path), cache(self._side_of), cache(self._of_top)
        self._on, self._beside = cache(self._of_word), cache(self._of_beside)

    def top(self, one: Token, other: Token) -> Token:
        """The word that governs both."""
        path = self._path(one)
        return path[steps_to_top(path, self._path(other))[0]]

    def between(self, one: Token, other: Token, order: str) -> list[int]:
        """The signs of the way from one word to another; `order` is 'ab' where the one comes first."""
        up, down = self._path(one), self._path(other)
        climbed, fallen = steps_to_top(up, down)
        top, first, last = up[climbed], self._side(one, climbed), self._side(other, fallen)
        end = "b" if not fallen else "a" if not climbed else None
        rows = [
            *self._top(top, end, f"{first.last}:{last.last}", order),
            *self._rows.one(str(min(climbed + fallen, 10)), "steps"),
            *(self._of_shape(first, last, end or self._rows.lemmas[top.index]) if climbed + fallen <= _LONG else ()),
        ]
        for token in up[1:climbed]:
            rows += self._on(token, "up")
        for token in down[1:fallen]:
            rows += self._on(token, "down")
        on = {*up[:climbed], *down[:fallen]}
        for token in (*up[1:climbed], top, *down[1:fallen]):
            known, beside = self._beside(token, order)
            rows += known
            for child, more in beside:
                if child not in on:
                    rows += more
        return rows

    def _side_of(self, word: Token, steps: int) -> Side:
        path = self._path(word)[:steps]
        arcs = [t.dep for t in path if t.dep != "conj"]
        worded = [t.dep if t is word else f"{t.dep}:{self._rows.lemmas[t.index]}" for t in path]
        last = arcs[-1] if arcs else "-"
        return Side("<".join(arcs), ">".join(arcs[::-1]), last, "<".join(worded), ">".join(worded[::-1]))

    def _of_shape(self, first: Side, last: Side, word: str) -> list[int]:
        rows = self._rows.all([f"{first.worded_up}^{word}^{last.worded_down}"], "way of")
        if known := self._rows.of(f"{first.up}^{last.down}"):
            rows += [known[kind] for kind in ("way", f"way over:{word}") if kind in known]
        return rows

    def _of_top(self, top: Token, end: str | None, ends: str, order: str) -> list[int]:
        """The word that governs both; `end` says which of the two that is, if it is one of them."""
        rows, known = [*self._rows.one(ends, "between")], self._rows.of(end) if end else self._rows.kinds[top.index]
        rows += [known[kind] for kind in (f"top:{top.pos}", f"top between:{ends}") if kind in known]
        if is_verbal(top):
            rows += self._rows.one(str(is_passive(top)), f"passive:{order}")
        if end is None:
            rows += self._rows.related(top, f"top known:{ends}")
            rows += self._rows.lemma(top.head, f"under:{top.dep}") if top.head is not top else []
        return rows

    def _of_word(self, token: Token, name: str) -> list[int]:
        """A word on the way up or down."""
        lemma = self._rows.lemma(token, name) if token.pos in _TELLING else []
        return lemma + self._rows.related(token, f"{name} known")

    def _of_beside(self, token: Token, order: str) -> tuple[list[int], list[tuple[Token, list[int]]]]:
        """What the codebook knows of a word on the way, and the signs of each word that hangs on it and tells much."""
        telling = [child for child in token.children if child.pos in _WORDY or child.dep in _SMALL]
        beside = [(c, self._rows.lemma(c, "beside") + self._rows.related(c, f"beside known:{order}")) for c in telling]
        return self._rows.related(token, f"known:{order}"), [(child, rows) for child, rows in beside if rows]


def _path(word: Token) -> tuple[Token, ...]:
    return (word, *word.ancestors())
