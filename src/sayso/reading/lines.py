"""A text as lines with their offsets: what the rules for voices look at."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 220
"""Longer lines (characters) are text: no rule for bylines, headings or furniture is tried on them."""
_BREAK = re.compile(r"\r\n|\n|\r")


class Line(NamedTuple):
    """A line that is not blank: `start` where its words begin in the text, `words` without the white space around
    them, `blank_before` whether an empty line (or the start of the text) precedes it."""

    start: int
    words: str
    blank_before: bool


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank, in order."""
    lines: list[Line] = []
    at, blank = 0, True
    for gap in [*_BREAK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        words = text[at:end].strip()
        if words:
            lines.append(Line(text.index(words[0], at), words, blank))
        blank = not words
        at = gap.end() if gap else end
    return lines


def bare(words: str) -> str:
    """The letters and figures of some words in lower case: to compare headlines and names."""
    return re.sub(r"\W+", "", words).casefold()
