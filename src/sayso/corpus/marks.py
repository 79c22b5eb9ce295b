"""What in a document is no text of its own to copy: page furniture by its voice, and words that are somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sayso.corpus.credits import Credit, find_credits
from sayso.model import Attribution, Passage, Span
from sayso.storage.keys import fold

_PARAGRAPH = re.compile(r"[^\n]+")
_QUOTE = re.compile(r"``|''|[\"“”„‟«»]")
_OPENS, _CLOSES = frozenset(["``", "“", "„", "«"]), frozenset(["''", "”", "»", "‟"])
_COUNTED = frozenset({"article", "foreign"})


class Said(msgspec.Struct, frozen=True, array_like=True):
    """What a holder (folded name) is reported to have said stands at `start` to `end`."""

    start: int
    end: int
    holder: str


class Marks(msgspec.Struct, frozen=True):
    """All that is known of a document beside its words: the stretches that count, and whose words they are.

    `breaks_off` holds where the text ends in the middle, or says that more is to be read elsewhere.
    """

    counted: tuple[Span, ...]
    quoted: tuple[Span, ...] = ()
    said: tuple[Said, ...] = ()
    credits: tuple[Credit, ...] = ()
    breaks_off: bool = False


def marks_of(text: str, passages: Sequence[Passage], attributions: Iterable[Attribution]) -> Marks:
    """The marks of a document with these passages (none: all of it is article) and attributions."""
    counted = tuple((p.start, p.end) for p in passages if p.voice in _COUNTED)
    if not passages:
        counted = ((0, len(text)),)
    said = tuple(
        Said(start, end, fold(attribution.holder))
        for attribution in attributions
        if attribution.holder
        for start, end in attribution.content
    )
    credits, breaks_off = find_credits(text, counted)
    return Marks(counted, tuple(quoted_spans(text)), said, credits, breaks_off)


def quoted_spans(text: str) -> Iterator[Span]:
    """What stands between double quotation marks; one that is never closed reaches to the end of its paragraph."""
    for paragraph in _PARAGRAPH.finditer(text):
        opened: int | None = None
        for mark in _QUOTE.finditer(text, *paragraph.span()):
            sign = mark[0]
            if opened is None and sign not in _CLOSES:
                opened = mark.start()
            elif opened is not None and sign not in _OPENS:
                yield opened, mark.end()
                opened = None
        if opened is not None:
            yield opened, paragraph.end()
