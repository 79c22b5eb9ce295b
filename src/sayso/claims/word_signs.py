"""The signs of the words that stand between two mentions of a sentence, and next to each, whatever the grammar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from sayso.claims.sign_rows import SignRows
from sayso.language import Token

_NEAR = 12
"""Words between two mentions are signs up to so many of them."""
_FEW = 4
"""So many are a sign together."""


class WordSigns:
    """Finds the signs of words in one document; each word's only once."""

    def __init__(self, rows: SignRows, tokens: Sequence[Token]) -> None:
        self._rows, self._tokens, self._word = rows, tokens, cache(self._of_word)

    def of_mention(self, side: str, head: Token) -> Iterator[int]:
        """The two words before and behind a head, by place."""
        words = head.sentence.tokens
        first, last = words[0].index, words[-1].index
        for place in (-2, -1, 1, 2):
            if first <= head.index + place <= last:
                yield from self._rows.lemma(self._tokens[head.index + place], f"{side}{place}")

    def between(self, one: Token, other: Token, order: str) -> list[int]:
        """The words between two mentions; `order` is 'ab' where the one comes first."""
        start, end = min(one.index, other.index) + 1, max(one.index, other.index)
        if end - start > _NEAR:
            return []
        few = end - start <= _FEW
        rows = self._rows.all([" ".join(self._rows.lemmas[start:end])], f"all words:{order}") if few else []
        for at in range(start, end):
            rows += self._word(at, order, at > start)
        return rows

    def _of_word(self, at: int, order: str, with_last: bool) -> list[int]:
        """A word, perhaps with the one before it."""
        token, lemmas = self._tokens[at], self._rows.lemmas
        two = [f"words:{order}:{lemmas[at - 1]}"] if with_last else []
        return self._rows.lemma(token, f"word:{order}", *two) + self._rows.related(token, f"word known:{order}")
