"""Sums over spans of characters: joined, cut, and measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sayso.model import Span


def joined(spans: Iterable[Span], *, gap: int = 0) -> list[Span]:
    """The spans in order; those that overlap, touch, or are no more than `gap` characters apart are one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + gap:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found


def common(spans: Sequence[Span], others: Sequence[Span]) -> Iterator[Span]:
    """What both lists cover; each is in order and without overlap."""
    place = 0
    for start, end in spans:
        while place < len(others) and others[place][1] <= start:
            place += 1
        for left, right in others[place:]:
            if left >= end:
                break
            yield max(start, left), min(end, right)


def without(spans: Sequence[Span], holes: Sequence[Span]) -> Iterator[Span]:
    """What is left of the spans where others are taken out; each list is in order and without overlap."""
    for start, end in spans:
        at = start
        for left, right in common([(start, end)], holes):
            if at < left:
                yield at, left
            at = right
        if at < end:
            yield at, end


def length(spans: Iterable[Span]) -> int:
    """How many characters they have together."""
    return sum(end - start for start, end in spans)
