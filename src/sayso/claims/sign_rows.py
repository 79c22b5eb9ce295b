"""What the signs of a document are made of, and which of them have weights.

A sign is a kind and a word: ('up', 'support') for 'support' on the way up. The word is as a rule a lemma, a relation or
a type. `SignRows` finds the kinds that a word is known with once for each word of the text, so that its signs are found
without writing them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeAlias

from sayso.claims.known import KnownWords
from sayso.claims.phrases import is_verbal
from sayso.language import Parsed, Token

Kinds: TypeAlias = Mapping[str, int]
"""The numbers of the signs of one word, by their kinds."""

_NONE: Kinds = {}


class SignRows:
    """The words of a document as signs have them, and the numbers of signs. All lists are by `Token.index`.

    `lemmas` are in small letters, with the particle of a verb ('carry out'), and NAME for any name; `relations` are
    those that frames of the codebook know for a word; `kinds` are those of its lemma.
    """

    def __init__(self, parsed: Parsed, words: KnownWords, signs: Mapping[str, Kinds]) -> None:
        self._signs = signs
        self.lemmas = list(map(_lemma, parsed.tokens))
        self.kinds = list(map(self.of, self.lemmas))
        self.relations = list(map(words.relations, parsed.tokens))
        self.one = cache(self._of_one)

    def of(self, word: str) -> Kinds:
        """The numbers of the signs of a word."""
        return self._signs.get(word, _NONE)

    def lemma(self, token: Token, *kinds: str) -> list[int]:
        """The numbers of the signs of these kinds that the lemma of a word has."""
        known = self.kinds[token.index]
        return [known[kind] for kind in kinds if kind in known]

    def related(self, token: Token, kind: str) -> list[int]:
        """The numbers of the signs of this kind that the relations of a word have."""
        relations = self.relations[token.index]
        return self.all(relations, kind) if relations else []

    def all(self, words: Iterable[str], kind: str) -> list[int]:
        """The numbers of the signs of this kind that some words have."""
        return [row for word in words if (row := self.of(word).get(kind)) is not None]

    def _of_one(self, word: str, kind: str) -> list[int]:
        """The number of the sign of this kind that a word has, if it has one."""
        return self.all([word], kind)


class EverySign(dict[str, Kinds]):
    """Takes the place of the signs that have weights where all that there are is wanted: each gets the next number.

    `names` has them in that order, each as its kind, a tab, and its word.
    """

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def get(self, word: str, _: object = None) -> Kinds:
        """The signs of a word, whichever it is asked for."""
        if word not in self:
            self[word] = _EveryKind(word, self.names)
        return self[word]


class _EveryKind(dict[str, int]):
    def __init__(self, word: str, names: list[str]) -> None:
        super().__init__()
        self._word, self._names = word, names

    def __missing__(self, kind: str) -> int:
        self._names.append(f"{kind}\t{self._word}")
        return self.setdefault(kind, len(self._names) - 1)

    def __contains__(self, _: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True

    def get(self, kind: str, _: object = None) -> int:
        return self[kind]


def _lemma(token: Token) -> str:
    if token.pos == "PROPN":
        return "NAME"
    particle = token.child("prt") if token.children and is_verbal(token) else None
    return token.lemma.lower() + (f" {particle.lower}" if particle is not None else "")
