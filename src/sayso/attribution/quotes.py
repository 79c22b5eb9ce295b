"""Finds quotations: stretches between quotation marks of any style, also where a mark is missing.

Only outermost quotations count. A mark that is missing never loses the text around it: an opening mark alone reaches
to the end of its paragraph, a closing mark alone back to the beginning of its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from sayso.language import Parsed, Sentence

_MARK = re.compile(r"``|''|[\"“”„‟«»〝〞＂]|[‘’‚‹›']")
_SINGLE = frozenset("‘’‚‹›'")
_OPENING = frozenset(["``", "“", "„", "«", "〝", "‘", "‚", "‹"])
_CLOSING = frozenset(["”", "»", "〞", "›"])
_OPENS_AFTER = frozenset("([{—–-/:;,…")
_ENDS = frozenset(".,;:!?")
_CLOSES_BEFORE = frozenset(")]}—–-/:;,.!?…")


@dataclass(slots=True)
class Quotation:
    """Words `first` to `last` (indexes, both included) stand between quotation marks that begin at character `start`.

    `continues` holds where it goes on with the quotation of the paragraph before, which was left open.
    """

    first: int
    last: int
    start: int
    end: int
    continues: bool = False

    def __len__(self) -> int:
        return self.last - self.first + 1

    def holds(self, index: int) -> bool:
        """Whether the word of this index stands in the quotation."""
        return self.first <= index <= self.last


class _Mark(NamedTuple):
    start: int
    end: int
    single: bool
    role: Literal["open", "close", "either"]


class _Stretch(NamedTuple):
    start: int
    end: int
    left_open: bool


def find_quotations(parsed: Parsed) -> list[Quotation]:
    """The quotations of a document, in order, cut at paragraphs."""
    found: list[Quotation] = []
    left_open = False
    for _, group in groupby(parsed.sentences, key=lambda s: s.paragraph):
        sentences = list(group)
        begins = sentences[0].start
        for stretch in _stretches(parsed.document.text, sentences):
            words = parsed.tokens_in(stretch.start, stretch.end)
            words = [w for w in words if any(c.isalnum() for c in w.text)]
            if not words:
                continue
            continues = left_open and stretch.start <= begins + 2
            found.append(Quotation(words[0].index, words[-1].index, stretch.start, stretch.end, continues))
            left_open = stretch.left_open
    return found


def _stretches(text: str, sentences: list[Sentence]) -> list[_Stretch]:
    """Pairs the marks of one paragraph: with quotations inside quotations where that works out, else without."""
    start, end = _outer(text, sentences[0].start, sentences[-1].end)
    marks = _without_apostrophes(_marks(text, start, end))
    begins = [s.start for s in sentences]
    return _paired(begins, marks, end, nested=True) or _paired(begins, marks, end, nested=False)


def _paired(begins: list[int], marks: list[_Mark], end: int, *, nested: bool) -> list[_Stretch]:
    """The stretches between paired marks; none where marks are nested and one is left open.

    `begins` are the beginnings of sentences: there a quotation begins whose opening mark is missing.
    """
    found: list[_Stretch] = []
    opened: _Mark | None = None
    depth = 0
    for mark in marks:
        if opened is None:
            if mark.role != "close":
                opened, depth = mark, 1
            elif not mark.single:
                begin = begins[max(0, bisect_right(begins, mark.start) - 1)]
                found.append(_Stretch(max(begin, found[-1].end if found else begin), mark.start, False))
        elif mark.single == opened.single:
            depth = depth + 1 if mark.role == "open" and nested else depth - (mark.role != "open")
            if depth == 0:
                found.append(_Stretch(opened.end, mark.start, False))
                opened = None
    if opened is not None and nested:
        return []
    return [*found, _Stretch(opened.end, end, True)] if opened is not None else found


def _without_apostrophes(marks: Iterable[_Mark]) -> list[_Mark]:
    """The marks without single ones that open nothing: none that could close them comes after."""
    kept: list[_Mark] = []
    closed = False
    for mark in reversed(list(marks)):
        closed = closed or (mark.single and mark.role == "close")
        if not mark.single or mark.role == "close" or closed:
            kept.append(mark)
    return kept[::-1]


def _outer(text: str, start: int, end: int) -> tuple[int, int]:
    """Takes in the marks just outside the first and last word."""
    while start > 0 and text[start - 1] in "\"“„«'‘`":
        start -= 1
    while end < len(text) and text[end] in "\"”»'’":
        end += 1
    return start, end


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    for found in _MARK.finditer(text, start, end):
        sign, at, stop = found[0], found.start(), found.end()
        before = text[at - 1] if at > start else " "
        after = text[stop] if stop < end else " "
        opens = (before.isspace() or before in _OPENS_AFTER) and not (after.isspace() or after in _ENDS)
        closes = not before.isspace() and (after.isspace() or after in _CLOSES_BEFORE or not after.isalnum())
        single = sign in _SINGLE
        if not single or (opens != closes and not (sign == "’" and opens)):
            yield _Mark(at, stop, single, _role(sign, opens, closes))


def _role(sign: str, opens: bool, closes: bool) -> Literal["open", "close", "either"]:
    if sign in _OPENING and not (closes and not opens):
        return "open"
    if sign in _CLOSING and not (opens and not closes):
        return "close"
    if opens == closes:
        return "either"
    return "open" if opens else "close"
