"""Which claims of a document the events of the log mean today: found by their words, then by what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from sayso.model import Actor, Claim, Span
from sayso.storage.claim_events import Anchor, Content, content_of
from sayso.storage.keys import fold

Spans: TypeAlias = tuple[Span, ...]
Fits: TypeAlias = Callable[[Content, Content], bool]
SEVERAL = "several claims now stand at these words and fit"


class ConflictError(Exception):
    """It cannot be told what an event means; the message says why."""


class Names:
    """Finds the actors of a document by any of the names that the document has for them."""

    def __init__(self, actors: dict[str, Actor]) -> None:
        self._actors = actors
        self._called: dict[str, set[str]] = {}
        for key, actor in actors.items():
            for name in (key, *actor.names):
                self._called.setdefault(fold(name), set()).add(key)

    def key(self, name: str) -> str:
        """The actor's key in this document; the name itself where none, or several, are called so."""
        found = self._called.get(fold(name), set())
        return next(iter(found)) if name not in self._actors and len(found) == 1 else name

    def keyed(self, content: Content) -> Content:
        """The same with the document's keys."""
        holder = tuple(map(self.key, content.holder))
        sides = self.key(content.subject), content.relation, self.key(content.object)
        return Content(holder, *sides, content.polarity, content.modality)


def place(text: str, evidence: Spans, words: Sequence[str]) -> Spans:
    """Where the words of an event stand: at its evidence, or at the one place that has them.

    Raises ConflictError where they are nowhere, or at several places.
    """
    if all(text[start:end] == said for (start, end), said in zip(evidence, words, strict=True)):
        return evidence
    for said in words:
        number = text.count(said)
        if number != 1:
            raise ConflictError("the words are no longer there" if not number else "the words now stand there twice")
    return tuple((text.index(said), text.index(said) + len(said)) for said in words)


def _same(one: Content, other: Content) -> bool:
    return one == other


def _same_relation(one: Content, other: Content) -> bool:
    return (one.subject, one.relation, one.object) == (other.subject, other.relation, other.object)


def _same_polarity(one: Content, other: Content) -> bool:
    return _same_relation(one, other) and one.polarity == other.polarity


def _same_actors(one: Content, other: Content) -> bool:
    return {one.subject, one.object} == {other.subject, other.object}


TIERS: tuple[Fits, ...] = (_same, _same_polarity, _same_relation, _same_actors)
"""What claims at the same words have in common that are taken for one, the surest first."""
REJECTED = 2
"""Of these tiers so many hold for a claim that is only rejected: to reject one says nothing of another."""


def match(
    anchors: Iterable[tuple[Anchor, int]], claims: Sequence[Claim], text: str, names: Names
) -> dict[Anchor, int | ConflictError | None]:
    """The claim (its number) that each anchor means, None where there is none any more.

    With each anchor comes how many of the tiers it may be found by. All anchors are tried on one tier before the next,
    and a claim that an anchor means by a surer tier is not given to another that says something else.
    """
    found: dict[Anchor, int | ConflictError | None] = {}
    taken: set[int] = set()
    ordered = list(anchors)
    places: dict[Anchor, Spans] = {}
    for anchor, _ in ordered:
        try:
            places[anchor] = place(text, anchor.evidence, anchor.words)
        except ConflictError as conflict:
            found[anchor] = conflict
    for tier, fits in enumerate(TIERS):
        for anchor, tiers in ordered:
            if anchor in found or tier >= tiers:
                continue
            free = [n for n in range(len(claims)) if tier == 0 or n not in taken]
            here = _at(places[anchor], names.keyed(anchor.content), claims, free, fits)
            if len(here) == 1:
                found[anchor] = here[0]
            elif here:
                found[anchor] = ConflictError(SEVERAL)
        taken.update(number for number in found.values() if isinstance(number, int))
    return {anchor: found.get(anchor) for anchor, _ in ordered}


def _at(spans: Spans, content: Content, claims: Sequence[Claim], free: Iterable[int], fits: Fits) -> list[int]:
    """The claims at these words that fit; where several do, those at exactly these words go before."""
    near = [n for n in free if overlap(claims[n].evidence, spans) and fits(content_of(claims[n]), content)]
    exact = [n for n in near if claims[n].evidence == spans]
    return exact if len(near) > 1 and exact else near


def overlap(some: Spans, others: Spans) -> bool:
    """Whether any of the stretches share a character."""
    return any(start < e and s < end for start, end in some for s, e in others)
