"""Spans as programs store them that let no mark go over the end of a line: in fragments, one a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sayso.model import Span

_BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""What ends a line for Python's `str.splitlines`, as which brat reads its files."""


def fragments(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The stretches that the spans cover, in the order of the text, cut where lines end; none of them is empty."""
    return tuple(piece for start, end in _united(spans) for piece in _cut(text, start, end))


def joined(text: str, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """Fragments as spans: those that only the end of a line parts become one again."""
    spans: list[Span] = []
    for start, end in pieces:
        if spans and _BREAKS.fullmatch(text, spans[-1][1], start):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def written(spans: Iterable[Span]) -> str:
    """'0-5,7-9'."""
    return ",".join(f"{start}-{end}" for start, end in spans)


def read_spans(words: str) -> tuple[Span, ...]:
    """Spans from '0-5,7-9'; none where it is not that."""
    if not re.fullmatch(r"\d+-\d+(,\d+-\d+)*", words):
        return ()
    pairs = (part.split("-") for part in words.split(","))
    return tuple((int(start), int(end)) for start, end in pairs)


def _united(spans: Iterable[Span]) -> list[Span]:
    united: list[Span] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def _cut(text: str, start: int, end: int) -> Iterable[Span]:
    at = start
    for found in _BREAKS.finditer(text, start, end):
        if at < found.start():
            yield at, found.start()
        at = found.end()
    if at < end:
        yield at, end
