"""Cuts a document into the stretches that are parsed one by one: paragraphs of the passages in a language we parse.

Stretches are short and each is parsed in the same way whatever stands around it, so that results do not depend on
the order or the company in which documents are analysed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sayso.model import Document, Passage

PARSED_VOICES = frozenset({"byline", "article", "comment", "bio"})
LONGEST = 8_000
"""Longer paragraphs are cut (characters); the parser's memory grows with the length of what it is given."""
LONGEST_WORD = 200
"""A run without white space longer than this is no language (an encoded image, say) and is not parsed."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_BREAK = re.compile(r"\n\s*")
_SENTENCE_END = re.compile(r"[.!?…:;\"'”’)\]]\s*$")
_WRAP_WIDTH = 100


class Stretch(NamedTuple):
    """A piece of text to parse, where it starts in the document, and the passage and paragraph that it belongs to."""

    text: str
    start: int
    passage: Passage
    paragraph: int


def cut(document: Document) -> list[Stretch]:
    """The stretches of a document, in order. Foreign and boilerplate passages give none."""
    stretches: list[Stretch] = []
    passages = document.passages or (Passage(start=0, end=len(document.text), voice="article"),)
    paragraph = 0
    for passage in passages:
        if passage.voice not in PARSED_VOICES:
            continue
        for start, end in _paragraphs(document.text, passage):
            for piece_start, piece_end in _pieces(document.text, start, end):
                text = _same_length(document.text[piece_start:piece_end])
                stretches.append(Stretch(text, piece_start, passage, paragraph))
            paragraph += 1
    return stretches


def _paragraphs(text: str, passage: Passage) -> Iterator[tuple[int, int]]:
    body = text[passage.start : passage.end]
    at = 0
    for gap in [*_BLANK_LINE.finditer(body), None]:
        block_end = gap.start() if gap else len(body)
        for start, end in _lines(body, at, block_end):
            if body[start:end].strip():
                yield passage.start + start, passage.start + end
        at = gap.end() if gap else len(body)


def _lines(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line break ends a paragraph unless the block looks wrapped at a fixed width."""
    breaks = list(_LINE_BREAK.finditer(body, start, end))
    lines = body[start:end].split("\n")
    wrapped = len(lines) > 1 and max(map(len, lines)) <= _WRAP_WIDTH and not all(map(_SENTENCE_END.search, lines[:-1]))
    for gap in () if wrapped else breaks:
        yield start, gap.start()
        start = gap.end()
    yield start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraph without runs that are no language, cut at white space where it is too long."""
    at = start
    for run in re.finditer(rf"\S{{{LONGEST_WORD},}}", text[start:end]):
        yield from _short(text, at, start + run.start())
        at = start + run.end()
    yield from _short(text, at, end)


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        stop = text.rfind(". ", start, start + LONGEST) + 1 or text.rfind(" ", start, start + LONGEST) + 1
        stop = stop if stop > start else start + LONGEST
        yield start, stop
        start = stop
    while start < end and text[start].isspace():
        start += 1
    if start < end:
        yield start, end


_SPACES = re.compile(r"\s")


def _same_length(text: str) -> str:
    """The text as the parser should see it: every kind of white space is a space, offsets are unchanged."""
    return _SPACES.sub(" ", text)
