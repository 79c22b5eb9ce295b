"""What became of each frame that was tried, in words: it fired, or what kept it from firing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal, TypeAlias

import msgspec

from sayso.claims.codebook import Scope
from sayso.claims.tracing import Attempt, Tokens, TracingFinder
from sayso.language import Token

Outcome: TypeAlias = Literal["fired", "shadowed", "scope", "same_actor", "condition", "slot"]

_NEAR: tuple[Outcome, ...] = ("shadowed", "scope", "same_actor", "condition", "slot")
"""What kept a frame from firing, the least first."""

_SHOWN = 8
"""So many words of a condition are told."""

_FARTHEST = 8
"""So many heads up scope words are looked for."""


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """A frame at a word of the text (character offsets), what became of it, and a sentence that says why.

    `pairs` are the subjects and objects (keys of actors) that it related or, but for the one thing that was missing,
    would have related. Of a 'slot' that stayed empty, `pairs` is empty and `actors` are those on the other side.
    """

    outcome: Outcome
    frame: str
    relation: str
    word: str
    start: int
    end: int
    pairs: tuple[tuple[str, str], ...] = ()
    actors: tuple[str, ...] = ()
    says: str

    @property
    def is_near(self) -> bool:
        """Whether but one thing was missing."""
        return self.outcome != "fired" and bool(self.pairs or self.actors)

    @property
    def rank(self) -> tuple[int, int]:
        """For sorting: what was nearest to firing first, then as in the text."""
        return (_NEAR.index(self.outcome) if self.outcome != "fired" else -1, self.start)


class Verdicts:
    """Reads the attempts of an engine that has come to its end."""

    def __init__(self, finder: TracingFinder) -> None:
        self._finder = finder

    def all(self, start: int, end: int) -> list[Tried]:
        """What became of every frame that was tried at words between two offsets, in the order of the text."""
        attempts = [a for a in self._finder.attempts if start <= a.predicate.start < end]
        return [tried for attempt in attempts for tried in self._of(attempt)]

    def _of(self, attempt: Attempt) -> Iterator[Tried]:
        if not attempt.conditions_met:
            pairs = [pair for found in self._finder.possible_pairs(attempt) for pair in self._named(found)]
            yield self._tried(attempt, "condition", " and ".join(self._unmet(attempt)), pairs=pairs)
        elif not attempt.pairs:
            yield self._slot(attempt)
        for found in attempt.pairs if attempt.conditions_met else ():
            outcome, says = self._outcome(attempt, found)
            yield self._tried(attempt, outcome, says, pairs=self._named(found))

    def _outcome(self, attempt: Attempt, pair: Tokens) -> tuple[Outcome, str]:
        if pair not in attempt.used:
            return "shadowed", self._taken_by(attempt, pair)
        subjects, objects = self._finder.actors_in(pair)
        if {*subjects} == {*objects} and len(subjects) == 1:
            return "same_actor", f"'{pair[0].text}' and '{pair[1].text}' are both {subjects[0]}"
        if self._finder.standing(attempt.predicate, pair).blocked:
            return "scope", f"the sentence says that it was kept from being{self._because(attempt.predicate)}"
        return "fired", self._turned(attempt, pair)

    def _turned(self, attempt: Attempt, pair: Tokens) -> str:
        """What the words around make of it, and which they are."""
        standing = self._finder.standing(attempt.predicate, pair)
        turned: list[str] = [standing.polarity] if standing.polarity == "denied" else []
        turned += [standing.modality] if standing.modality != "actual" else []
        turned += ["no longer so"] if standing.ended else []
        return f"{' and '.join(turned)}{self._because(attempt.predicate)}" if turned else ""

    def _because(self, predicate: Token) -> str:
        words = list(scope_words(predicate, self._finder.codebook.scope))
        return f" (words of scope around: {', '.join(words)})" if words else ""

    def _taken_by(self, attempt: Attempt, pair: Tokens) -> str:
        named = self._both(pair)
        others = (a for a in self._finder.attempts if a.predicate is attempt.predicate and a is not attempt)
        first = next((a for a in others if any(self._both(used) == named for used in a.used)), None)
        return f"a frame before it took the same two actors: {first.frame.id}" if first else "the two were taken before"

    def _both(self, pair: Tokens) -> set[frozenset[str]]:
        """The actors of both words, in no order."""
        return {*map(frozenset, self._finder.actors_in(pair))}

    def _unmet(self, attempt: Attempt) -> Iterator[str]:
        for roles, words in self._finder.unmet(attempt):
            wanted = sorted(attempt.frame.where["|".join(roles)])
            some = ", ".join(wanted[:_SHOWN]) + (f" or one of {len(wanted) - _SHOWN} more" * (len(wanted) > _SHOWN))
            yield f"its {'|'.join(roles)} must be {some or 'there'}, but {_there(words)}"

    def _slot(self, attempt: Attempt) -> Tried:
        pattern, predicate = attempt.frame.pattern, attempt.predicate
        missing, present = [], []
        for side, roles in zip(("subject", "object"), pattern.sides, strict=True):
            words = self._finder.fillers(predicate, roles)
            named = [actor for word in words for actor in self._finder.actors_of(word)]
            present.append(tuple(dict.fromkeys(named)))
            if not named:
                missing.append(f"its {side} is looked for in {'|'.join(roles)}, but {_there(words)}")
        lone = [actors for actors in present if actors]
        actors = lone[0] if len(lone) == 1 or (len(lone) == 2 and lone[0] == lone[1]) else ()
        says = " and ".join(missing) or "it looks for two, and only one actor stands there"
        return self._tried(attempt, "slot", says, actors=actors)

    def _named(self, pair: Tokens) -> list[tuple[str, str]]:
        subjects, objects = self._finder.actors_in(pair)
        return [(subject, object_) for subject in subjects for object_ in objects]

    def _tried(
        self,
        attempt: Attempt,
        outcome: Outcome,
        says: str,
        *,
        pairs: Sequence[tuple[str, str]] = (),
        actors: tuple[str, ...] = (),
    ) -> Tried:
        word = attempt.predicate
        return Tried(
            outcome=outcome,
            frame=attempt.frame.id,
            relation=attempt.frame.relation,
            word=word.text,
            start=word.start,
            end=word.end,
            pairs=tuple(dict.fromkeys(pairs)),
            actors=actors,
            says=says,
        )


def scope_words(predicate: Token, scope: Scope) -> Iterator[str]:
    """The words above and beside a predicate that the codebook lists under `scope`, each with the list's name."""
    lists = {field: frozenset(getattr(scope, field)) for field in scope.__struct_fields__}
    above = [predicate, *islice(predicate.ancestors(), _FARTHEST)]
    near = {t.index: t for word in above for t in (word, *word.children) if t is not predicate}
    for index in sorted(near):
        word = near[index]
        if names := [name for name, words in lists.items() if {word.lemma, word.lower} & words]:
            yield f"'{word.text}' {'/'.join(names)}"
    if predicate.sentence.tokens[-1].text == "?":
        yield "'?' a question"


def _there(words: Sequence[Token]) -> str:
    """'nothing stands there', 'there stands 'letters''."""
    if not words:
        return "nothing stands there"
    return f"there stands {', '.join(dict.fromkeys(repr(word.text) for word in words))}"
