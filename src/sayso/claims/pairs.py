"""Pairs of actors in one sentence, between which there may be a claim, and the grammar that ties them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.actors import Cast
from sayso.claims.arguments import Arguments
from sayso.claims.codebook import Codebook
from sayso.claims.finder import predicates
from sayso.claims.holders import Holders
from sayso.claims.phrases import is_verbal
from sayso.language import Sentence, Token
from sayso.model import Mention

FARTHEST = 40
"""Words between the two heads of a pair."""

CROWD = 40
"""Sentences with more mentions than this are lists: they are left to the frames."""

_HIGH = 7
"""So many heads up from a mention its predicates are looked for."""

_ROLES = ("subj", "obj", "iobj", "poss", "comp", "self", "agent", "hyphen", "prefixed", "clause")
_OWNING = ("poss", "compound", "amod", "nmod", "appos")
_BELONGING = frozenset({"of", "by", "from", "in"})
_NAMING = frozenset({"NOUN", "ADJ", "PROPN", "PRON"})
_OBJECTS = ("dobj", "attr", "oprd", "acomp")
_WORDY = frozenset({"VERB", "NOUN", "ADJ"})
_SMALL = frozenset({"prt", "neg", "prep"})


class Spot(NamedTuple):
    """A mention in a sentence by its head word, with the actors that it stands for there."""

    head: Token
    mention: Mention
    actors: tuple[str, ...]


class Pair(NamedTuple):
    """One actor as the possible subject, another as the possible object of a claim, and where each is mentioned."""

    first: Spot
    second: Spot
    subject: str
    object: str


class Way(NamedTuple):
    """The heads that lead from one word to another: up to `top`, which governs both, and down again.

    `up` begins with the one word, `down` ends with the other; neither holds `top`.
    """

    up: list[Token]
    top: Token
    down: list[Token]

    def inner(self) -> list[Token]:
        """The words on the way between the two."""
        ends = (*self.up[:1], *self.down[-1:])
        return [t for t in (*self.up, self.top, *self.down) if t not in ends]


def spots_in(sentence: Sentence, cast: Cast, holders: Holders) -> list[Spot]:
    """The mentions of a sentence whose actors are known there; none in a list of very many."""
    found = []
    for token in sentence.tokens:
        mention = cast.at(token)
        if mention is not None and (actors := holders.actors_of(mention, token)):
            found.append(Spot(token, mention, actors))
    return found if len(found) <= CROWD else []


def pairs_of(spots: Sequence[Spot]) -> Iterator[Pair]:
    """All ordered pairs of different actors at different words that are not too far apart."""
    for first in spots:
        for second in spots:
            if first is not second and abs(first.head.index - second.head.index) <= FARTHEST:
                for subject in first.actors:
                    yield from (Pair(first, second, subject, o) for o in second.actors if o != subject)


def way(one: Token, other: Token) -> Way:
    """The way from one word of a sentence to another along the heads."""
    up, down = [one, *one.ancestors()], [other, *other.ancestors()]
    places = {t.index: place for place, t in enumerate(up)}
    for steps, token in enumerate(down):
        if token.index in places:
            return Way(up[: places[token.index]], token, down[:steps][::-1])
    return Way(up[:-1], up[-1], down[::-1])


class Ties:
    """What the codebook and the grammar say about the words of one sentence.

    `relations` are those that frames of the codebook know for a word, `mentioned` those of all words. `roles` lists,
    for the head of each mention, the predicates of which it fills a role; one ends in '~' where something of the
    actor's fills it ('X's forces').
    """

    def __init__(self, sentence: Sentence, spots: Sequence[Spot], arguments: Arguments, codebook: Codebook) -> None:
        self.sentence, self.spots = sentence, spots
        self._heads = {spot.head.index for spot in spots}
        self._arguments, self._prepositions = arguments, frozenset(codebook.grammar.prepositions)
        self._beside: dict[int, list[Token]] = {}
        self._lemmas = {t.index: _lemma(t) for t in sentence.tokens}
        self.relations = {t.index: known_relations(t, codebook) for t in sentence.tokens}
        self.mentioned = sorted({relation for relations in self.relations.values() for relation in relations})
        self.roles: dict[int, list[tuple[Token, str]]] = defaultdict(list)
        for predicate in self._predicates():
            self._fill(predicate)

    def lemma(self, token: Token) -> str:
        """The lemma in small letters, with the particle of a verb ('carry out'); NAME for any name."""
        return self._lemmas[token.index]

    def beside(self, token: Token) -> list[Token]:
        """The words that hang on a word and tell something: those with a meaning of their own, and small ones."""
        known = self._beside.get(token.index)
        if known is None:
            known = self._beside[token.index] = [c for c in token.children if c.pos in _WORDY or c.dep in _SMALL]
        return known

    def _predicates(self) -> list[Token]:
        """The words near the mentions that may relate them."""
        near = {}
        for spot in self.spots:
            for _, token in zip(range(_HIGH + 1), (spot.head, *spot.head.ancestors()), strict=False):
                near.update({t.index: t for t in (token, *token.children)})
        words = [near[index] for index in sorted(near)]
        return [
            t
            for t in words
            if is_verbal(t) or t.pos in ("NOUN", "ADJ") or (t.pos == "PROPN" and t.index not in self._heads)
        ]

    def _fill(self, predicate: Token) -> None:
        beside = sorted(_prepositions_at(predicate) & self._prepositions)
        for role in (*_ROLES, *beside):
            for word in self._arguments.fill(predicate, role):
                for head, mark in self._mentioned(word):
                    self.roles[head.index].append((predicate, role + mark))

    def _mentioned(self, word: Token) -> Iterator[tuple[Token, str]]:
        """The mention that a word is the head of, or those that it belongs to."""
        if word.index in self._heads:
            yield word, ""
        elif word.pos in _NAMING:
            belonging = [o for p in word.childs("prep") if p.lower in _BELONGING for o in p.childs("pobj")]
            for owner in (*word.childs(*_OWNING), *belonging):
                if owner.index in self._heads:
                    yield owner, "~"


def _lemma(token: Token) -> str:
    if token.pos == "PROPN":
        return "NAME"
    particle = token.child("prt") if is_verbal(token) else None
    return token.lemma.lower() + (f" {particle.lower}" if particle is not None else "")


def known_relations(token: Token, codebook: Codebook) -> tuple[str, ...]:
    """The relations that frames of the codebook have the word for, in the order of the alphabet."""
    return tuple(sorted({f.relation for key in predicates(token) for f in codebook.lookup(*key)}))


def _prepositions_at(predicate: Token) -> set[str]:
    """The prepositions of a predicate, those on its object, and those of the verb that it is the object of."""
    near = [predicate, *predicate.childs(*_OBJECTS)]
    if predicate.pos == "NOUN" and predicate.dep in ("dobj", "nsubjpass"):
        near.append(predicate.head)
    return {p.lower for t in near for p in t.childs("prep", "dative", "agent", "prt")}
