"""Document -> passages: who speaks where in the text, by rules about lines (`data/voices.yaml`).

Every line gets a mark, then each rule looks at all marks and may change some; runs of equal marks are the passages.
"""

from __future__ import annotations

from itertools import pairwise

import msgspec

from sayso.model import Document, Passage
from sayso.reading.foreign import foreign_lines, pieces
from sayso.reading.lines import Line, bare, lines_of
from sayso.reading.marks import Mark, mark_lines
from sayso.reading.plain import head_of
from sayso.reading.voices import Chatter, load_chatter

_ORDINARY = frozenset({"article", "comment", "bio"})


def with_passages(document: Document) -> Document:
    """The document with its passages: those that it has, else cut by rules. Pure.

    The passages are in order, do not overlap, and cover the text exactly; an empty text has none.
    """
    if document.passages or not document.text:
        return document
    names = (document.author, document.publisher)
    return msgspec.structs.replace(document, passages=cut_passages(document.text, document.title, names, document.lang))


def cut_passages(
    text: str,
    title: str | None = None,
    names: tuple[str | None, ...] = (),
    lang: str | None = None,
    unmarked: bool = True,
    chatter: Chatter | None = None,
) -> tuple[Passage, ...]:
    """The passages of a text of which its title, the `names` of author and publisher, and its language may be known.

    `unmarked`: whether comments may follow the article without any heading; `chatter` tells them (None: the shipped).
    """
    lines = lines_of(text)
    if not lines:
        return (Passage(start=0, end=len(text), voice="article"),) if text else ()
    head = head_of(lines, title)
    own = frozenset(bare(name) for name in (head.title, head.author, *names) if name)
    told = (chatter or load_chatter()) if unmarked else None
    marks = _foreign(mark_lines(_parted(lines, head.end), head.end, own, told), lang)
    kept = marks[:1] + [mark for before, mark in pairwise(marks) if before[1:] != mark[1:]]
    starts = [0, *(mark.line.start for mark in kept[1:]), len(text)]
    return tuple(
        Passage(start=start, end=end, voice=mark.voice, lang=mark.lang, speaker=mark.speaker)
        for mark, (start, end) in zip(kept, pairwise(starts), strict=True)
    )


def _parted(lines: list[Line], at: int) -> list[Line]:
    """The lines, with the first cut in two where a head ends inside it."""
    first = lines[0]
    if not 0 < at - first.start < len(first.words):
        return lines
    return [*_cut_line(first, [(0, at - first.start), (at - first.start, len(first.words))]), *lines[1:]]


def _cut_line(line: Line, spans: list[tuple[int, int]]) -> list[Line]:
    if len(spans) == 1:
        return [line]
    return [Line(line.start + start, line.words[start:end], line.blank_before) for start, end in spans]


def _foreign(marks: list[Mark], lang: str | None) -> list[Mark]:
    """The marks with what is in another language as `foreign`, lines cut where they change their language."""
    parts = [Mark(piece, *mark[1:]) for mark in marks for piece in _cut_line(mark.line, pieces(mark.line.words))]
    found = foreign_lines([part.line.words for part in parts], lang)
    return [
        part._replace(voice="foreign", lang=found[number], speaker=None)
        if number in found and part.voice in _ORDINARY
        else part
        for number, part in enumerate(parts)
    ]
