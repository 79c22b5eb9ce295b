"""Which of two documents took the text from the other, by what they show; where they show nothing it stays open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from sayso.corpus.credits import Credit, names_source
from sayso.corpus.likening import Likeness, Pair
from sayso.corpus.marks import Marks

Sign: TypeAlias = Literal["date", "credit", "cut", "common source"]

_NEAR = 200
"""So near a shared stretch (characters) must stand 'according to X' for X to be credited with it."""
_EDGE, _MORE = 60, 300
"""A text is cut if it ends within _EDGE characters behind a shared stretch that has _MORE behind it in the other."""


class Evidence(msgspec.Struct, frozen=True):
    """What shows that the document was taken from the other, or that both were from a third.

    `words` are for people: the two days, the words of the credit, the last words of the text that was cut.
    """

    sign: Sign
    words: str


class Known(NamedTuple):
    """What is known of a document: day of publication (ISO, may be cut), all folded names of its publisher, marks."""

    published: str | None
    publisher: tuple[str, ...]
    marks: Marks


class Direction(NamedTuple):
    """`copy` is 0 or 1: which of the two was copied from the other; None where that is not known."""

    copy: int | None
    evidence: tuple[Evidence, ...]


def earlier(one: str | None, other: str | None) -> bool:
    """Whether the first day is before the second, as far as both are known: '2021-08' is not before '2021-08-19'."""
    if not one or not other:
        return False
    size = min(len(one), len(other))
    return one[:size] < other[:size]


def direction(one: Known, other: Known, likeness: Likeness) -> Direction:
    """Which of two documents was copied. Signs that point to both sides, or to a third source, leave it open."""
    flipped = tuple((c, d, a, b) for a, b, c, d in likeness.pairs)
    found = [(0, sign) for sign in _signs(one, other, likeness.pairs)]
    found += [(1, sign) for sign in _signs(other, one, flipped)]
    common = _common_source(one, other)
    if common:
        found = [(side, sign) for side, sign in found if sign.sign == "credit"]
    sides = {side for side, _ in found}
    return Direction(sides.pop() if len(sides) == 1 else None, (*common, *(sign for _, sign in found)))


def _signs(copy: Known, source: Known, pairs: Sequence[Pair]) -> Iterator[Evidence]:
    """What shows that the first was copied from the second."""
    for credit in copy.marks.credits:
        if names_source(credit, source.publisher) and not names_source(credit, copy.publisher) and _fits(credit, pairs):
            yield Evidence("credit", credit.words)
            break
    if copy.marks.breaks_off and _cut(copy, source, pairs):
        yield Evidence("cut", "breaks off where the other goes on")
    if earlier(source.published, copy.published):
        yield Evidence("date", f"{copy.published} after {source.published}")


def _fits(credit: Credit, pairs: Sequence[Pair]) -> bool:
    near = (start - _NEAR <= credit.end and credit.start <= end + _NEAR for start, end, *_ in pairs)
    return credit.whole or any(near)


def _cut(copy: Known, source: Known, pairs: Sequence[Pair]) -> bool:
    last = max((end for _, end in copy.marks.counted), default=0)
    more = max((end for _, end in source.marks.counted), default=0)
    return any(last - end <= _EDGE and more - other_end >= _MORE for _, end, _, other_end in pairs)


def _common_source(one: Known, other: Known) -> tuple[Evidence, ...]:
    """A third whom both name as the source of the text."""
    names = {credit.name for credit in other.marks.credits if credit.whole}
    publishers = (*one.publisher, *other.publisher)
    shared = (c for c in one.marks.credits if c.whole and c.name in names and not names_source(c, publishers))
    return tuple(Evidence("common source", credit.words) for credit in shared)[:1]
