"""What shared stretches make of two documents: one text, a copied passage, a shared quotation, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from sayso.corpus.alignment import Stretch
from sayso.corpus.marks import Marks
from sayso.corpus.spans import common, joined, length, without
from sayso.model import Span

Kind: TypeAlias = Literal["whole", "passage", "quotation"]
Pair: TypeAlias = tuple[int, int, int, int]
"""Characters `start` to `end` of one document stand in the other at `start` to `end`."""

PASSAGE = 220
"""Characters of own words, about 35 of them, that make a copied passage."""
WHOLE = 0.5
"""Share of the shorter document that must stand in the other for the two to be one text."""
ALL_QUOTED = 0.8
"""Share from which on they are one text though nearly all of it stands between quotation marks."""
QUOTATION = 100
"""Characters, about sixteen words, that make a shared quotation worth telling."""
NEAR = 400
"""Stretches that follow each other in both texts within so many characters are parts of one passage."""


@dataclass(frozen=True)
class Side:
    """A document in a comparison: its marks, and what its publisher repeats on all pages (`furniture`)."""

    marks: Marks
    furniture: Sequence[Span] = ()

    @cached_property
    def body(self) -> list[Span]:
        """What of the text counts."""
        return list(without(joined(self.marks.counted), self.furniture))

    @cached_property
    def quoted(self) -> list[Span]:
        """What stands between quotation marks."""
        return joined(self.marks.quoted)

    def borrowed(self, holders: frozenset[str]) -> list[Span]:
        """Quotations, and what these are reported to have said."""
        said = ((s.start, s.end) for s in self.marks.said if s.holder in holders)
        return joined([*self.quoted, *said])


class Likeness(NamedTuple):
    """How two documents belong together: `pairs` are the shared spans, `similarity` their share of the shorter text."""

    kind: Kind
    pairs: tuple[Pair, ...]
    similarity: float


def liken(stretches: Sequence[Stretch], one: Side, other: Side) -> Likeness | None:
    """What the shared stretches make of the two; None where they are furniture or phrases only."""
    kept = [s for s in stretches if _counts((s.start, s.end), one) and _counts((s.other_start, s.other_end), other)]
    if not kept:
        return None
    holders = frozenset(s.holder for s in one.marks.said) & frozenset(s.holder for s in other.marks.said)
    borrowed, other_borrowed = one.borrowed(holders), other.borrowed(holders)
    own = [
        s.same * min(_own((s.start, s.end), one, borrowed), _own((s.other_start, s.other_end), other, other_borrowed))
        for s in kept
    ]
    similarity = _similarity(kept, one, other)
    if similarity >= ALL_QUOTED:
        return Likeness("whole", _pairs(kept), similarity)
    if max(_passages(kept, own)) >= PASSAGE:
        kind: Kind = "whole" if similarity >= WHOLE else "passage"
        return Likeness(kind, _pairs(kept), similarity)
    quoted = [s for s, words in zip(kept, own, strict=True) if s.same * (s.end - s.start) - words >= QUOTATION]
    return Likeness("quotation", _pairs(quoted), similarity) if quoted else None


def _passages(stretches: Sequence[Stretch], own: Sequence[float]) -> Iterator[float]:
    """How many own words each passage has: stretches that follow each other in both texts count together."""
    total, before = 0.0, stretches[0]
    for stretch, words in zip(stretches, own, strict=True):
        gaps = (stretch.start - before.end, stretch.other_start - before.other_end)
        if stretch is not before and not all(0 <= gap <= NEAR for gap in gaps):
            yield total
            total = 0.0
        total, before = total + words, stretch
    yield total


def _counts(span: Span, side: Side) -> bool:
    return 2 * length(common([span], side.body)) >= span[1] - span[0]


def _own(span: Span, side: Side, borrowed: Sequence[Span]) -> int:
    return length(without(list(common([span], side.body)), borrowed))


def _similarity(stretches: Iterable[Stretch], one: Side, other: Side) -> float:
    stretches = list(stretches)
    weight = sum(s.end - s.start for s in stretches)
    same = sum((s.end - s.start) * s.same for s in stretches) / weight
    covered = length(common(joined((s.start, s.end) for s in stretches), one.body))
    other_covered = length(common(joined((s.other_start, s.other_end) for s in stretches), other.body))
    shorter = min(length(one.body), length(other.body))
    return round(min(1.0, same * min(covered, other_covered) / shorter), 4) if shorter else 0.0


def _pairs(stretches: Iterable[Stretch]) -> tuple[Pair, ...]:
    return tuple((s.start, s.end, s.other_start, s.other_end) for s in stretches)
