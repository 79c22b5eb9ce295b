"""Pairs of actors in one sentence, between which there may be a claim, and the way from one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.actors import Cast
from sayso.claims.holders import Holders
from sayso.language import Sentence, Token
from sayso.model import Mention

FARTHEST = 40
"""Words between the two heads of a pair."""

CROWD = 40
"""Sentences with more mentions than this are lists: they are left to the frames."""


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
    climbed, fallen = steps_to_top(up, down)
    return Way(up[:climbed], up[climbed], down[:fallen][::-1])


def steps_to_top(up: Sequence[Token], down: Sequence[Token]) -> tuple[int, int]:
    """How many heads lead from each of two words to the one that governs both.

    Each comes with all its heads up to the root; where they share none, the first root counts as governing both.
    """
    climbed, fallen = len(up), len(down)
    while climbed and fallen and up[climbed - 1] is down[fallen - 1]:
        climbed, fallen = climbed - 1, fallen - 1
    return min(climbed, len(up) - 1), fallen
