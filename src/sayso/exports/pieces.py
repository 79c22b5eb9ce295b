"""Spans that overlap, cut at every edge into flat pieces that each carry the marks of all spans over them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from sayso.model import Span

Mark = TypeVar("Mark", bound=Hashable)


class Piece(NamedTuple, Generic[Mark]):
    """A stretch of text under one set of marks. Marks come in the order in which they were given."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def cut_pieces(start: int, end: int, spans: Iterable[tuple[Span, Mark]]) -> list[Piece[Mark]]:
    """The text from `start` to `end` as pieces without gap or overlap; a piece ends where any span starts or ends.

    Spans are clipped to the stretch; those outside it and empty ones mark nothing.
    """
    clipped = [((max(s, start), min(e, end)), mark) for (s, e), mark in spans]
    clipped = [(span, mark) for span, mark in clipped if span[0] < span[1]]
    edges = sorted({start, end}.union(*(span for span, _ in clipped))) if start < end else []
    pieces = []
    for left, right in pairwise(edges):
        marks = dict.fromkeys(mark for (s, e), mark in clipped if s <= left and right <= e)
        pieces.append(Piece(left, right, tuple(marks)))
    return pieces
