"""The engine watched at work: which frames were tried at which words, and what became of each.

The matching is the engine's own; this only keeps what passes through its steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from sayso.claims.codebook import ROLES, Frame
from sayso.claims.finder import ClaimFinder, Filled
from sayso.claims.scope import Standing
from sayso.language import Token
from sayso.model import Claim

Tokens: TypeAlias = tuple[Token, Token]
"""The words in the subject's and the object's place."""


@dataclass(slots=True, eq=False)
class Attempt:
    """One frame at one word whose lemma it knows.

    `conditions_met` says whether its `where` holds; only then are `pairs` looked for. `used` are those of the pairs
    that no frame before this one had taken, and `claims` what they gave, before claims are merged.
    """

    frame: Frame
    predicate: Token
    conditions_met: bool
    pairs: list[Tokens] = field(default_factory=list)
    used: list[Tokens] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


class TracingFinder(ClaimFinder):
    """A ClaimFinder that keeps each attempt, in the order in which it makes them.

    `proposed` are the claims that others than frames asked it for (a trained reader), with their chance as confidence.
    """

    attempts: list[Attempt]
    proposed: list[Claim]

    def claims(self) -> Iterator[Claim]:
        """As of any finder; `attempts` are complete when it has come to its end."""
        self.attempts, self.proposed = [], []
        yield from super().claims()

    def _anchors(self, predicate: Token, frame: Frame) -> list[Token] | None:
        anchors = super()._anchors(predicate, frame)
        self.attempts.append(Attempt(frame, predicate, conditions_met=anchors is not None))
        return anchors

    def _pairs(self, predicate: Token, frame: Frame, anchors: list[Token]) -> Iterator[Tokens]:
        found = list(super()._pairs(predicate, frame, anchors))
        self.attempts[-1].pairs = found
        yield from found

    def claims_of(self, filled: Filled) -> Iterator[Claim]:
        """As of any finder."""
        found = list(super().claims_of(filled))
        for attempt in reversed(self.attempts):
            if attempt.frame is filled.frame and attempt.predicate is filled.predicate:
                attempt.used.append((filled.subject, filled.object))
                attempt.claims += found
                break
        else:
            self.proposed += found
        yield from found

    def standing(self, predicate: Token, pair: Tokens) -> Standing:
        """What the words around make of what the predicate says of the two."""
        return self._scope.read(predicate, *pair)

    def actors_in(self, pair: Tokens) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The actors that the two words name."""
        return self.actors_of(pair[0]), self.actors_of(pair[1])

    def possible_pairs(self, attempt: Attempt) -> list[Tokens]:
        """The pairs of an attempt; of one whose conditions are not met those that it would have had."""
        return attempt.pairs or list(super()._pairs(attempt.predicate, attempt.frame, []))

    def fillers(self, predicate: Token, roles: tuple[str, ...]) -> list[Token]:
        """The words in any of these roles of a predicate, whether they name actors or not."""
        found = {t.index: t for role in roles for t in self.arguments.fill(predicate, role)}
        return [found[index] for index in sorted(found)]

    def unmet(self, attempt: Attempt) -> Iterator[tuple[tuple[str, ...], list[Token]]]:
        """The conditions of a frame that do not hold: the roles, and the words that stand there instead."""
        for names, lemmas in attempt.frame.where.items():
            roles = tuple(names.split("|"))
            words = [t for role in roles for t in self._qualified(attempt.predicate, role)]
            if not (words and not lemmas) and not any(self._whole(t).lemma in lemmas for t in words):
                yield roles, words

    def roles_held(self, predicate: Token, actors: frozenset[str]) -> list[str]:
        """The roles in which one of the actors stands to a predicate."""
        roles = sorted(ROLES) + sorted(self.codebook.grammar.prepositions)
        return [role for role in roles if any(actors & {*self.actors_of(t)} for t in self.fillers(predicate, (role,)))]
