"""Who is meant where a line of an interview begins with a short label: 'Colm:', 'TR:', 'A:'."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from sayso.language import Parsed, Token

_ANSWERS = frozenset({"A", "Answer"})
_QUESTIONS = frozenset({"Q", "Question"})
_LONGEST_INITIALS = 4


class Turns:
    """The labels before the colons of one document, read against the names in it."""

    def __init__(self, parsed: Parsed, labels: Iterable[list[Token]]) -> None:
        self._labels = [label for label in labels if label]
        self._people = [t for t in parsed.tokens if t.entity[2:] == "PERSON"]
        self._surnames = [b for a, b in pairwise(parsed.tokens) if a.pos == b.pos == "PROPN" and b.head is not a]
        texts = {label[0].text for label in self._labels if len(label) == 1}
        self._asked = bool(texts & _QUESTIONS)

    def speaker(self, label: list[Token]) -> Token | None:
        """A word of the fuller name that this label stands for; None where it stands for none, or for itself."""
        if len(label) != 1 or not label[0].text[0].isupper():
            return None
        word = label[0]
        if self._asked and word.text in _ANSWERS:
            return self._interviewee()
        if word.text.isupper() and 1 < len(word.text) <= _LONGEST_INITIALS:
            return self._with_initials(word)
        return next((t for t in (*self._people, *self._surnames) if t.text == word.text and t is not word), None)

    def _interviewee(self) -> Token | None:
        """The first person named, by the end of the name."""
        first = self._people[0] if self._people else None
        run = [
            t
            for t in self._people
            if first and t.index - first.index < _LONGEST_INITIALS and t.sentence is first.sentence
        ]
        whole = [t for place, t in enumerate(run) if first and t.index == first.index + place]
        return whole[-1] if whole else None

    def _with_initials(self, word: Token) -> Token | None:
        for label in self._labels:
            if len(label) > 1 and "".join(t.text[0] for t in label) == word.text:
                return label[-1]
        return None
