"""Which words of a document can be predicates that the codebook has frames for."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.claims.codebook import Codebook, Frame, PartOfSpeech
from sayso.claims.phrases import is_verbal, particles
from sayso.language import Token

_PREFIXES = frozenset({"anti", "pro"})


class KnownWords:
    """The frames and relations of the words of one document, looked up once for each word."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._frames: dict[int, tuple[tuple[Frame, ...], ...]] = {}
        self._relations: dict[int, tuple[str, ...]] = {}

    def frames(self, token: Token) -> tuple[tuple[Frame, ...], ...]:
        """The frames of a word, apart for each way in which it can be a predicate."""
        found = self._frames.get(token.index)
        if found is None:
            groups = [self._codebook.lookup(*key) for key in predicates(token)] if self._may_be(token) else ()
            found = self._frames[token.index] = tuple(filter(None, groups))
        return found

    def relations(self, token: Token) -> tuple[str, ...]:
        """The relations that frames of the codebook have the word for, in the order of the alphabet."""
        found = self._relations.get(token.index)
        if found is None:
            found = tuple(sorted({frame.relation for frames in self.frames(token) for frame in frames}))
            self._relations[token.index] = found
        return found

    def _may_be(self, token: Token) -> bool:
        """Does any predicate of the codebook begin with the word?"""
        return token.lemma in self._codebook.first_words or token.lower in self._codebook.first_words


def predicates(token: Token) -> Iterator[tuple[str, PartOfSpeech]]:
    """The ways in which a word can be a predicate: lemma with its particle, part of speech."""
    if token.lower in _PREFIXES:
        yield token.lower, "adjective"
    elif is_verbal(token):
        for particle in particles(token):
            yield f"{token.lemma} {particle.lower}", "verb"
        if token.child("prt") is None:
            yield token.lemma, "verb"
        if token.pos == "ADJ":
            yield token.lemma, "adjective"
    elif token.pos in ("NOUN", "PROPN"):
        yield token.lemma, "noun"
    elif token.pos == "ADJ":
        yield token.lemma, "adjective"
    elif token.pos in ("ADV", "ADP", "SCONJ"):
        yield token.lower, "adverb"
