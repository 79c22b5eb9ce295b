"""A text as lines with their offsets: what the rules for voices look at."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 220
"""Longer lines (characters) are text: no rule for bylines, headings or furniture is tried on them."""
_MENU, _MENU_FURNITURE = 8, 2
"""Lines, and lines known as furniture among them, that make a run of labels a menu."""
_LONGEST_MENU = 400
"""Lines of a menu that are looked at."""
_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
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


def ends_sentence(words: str) -> bool:
    """Whether the last character, closing quotation marks and brackets aside, ends a sentence."""
    return bool(_STOP.search(words))


def is_label(line: Line, longest: int = 6, stops: bool = False) -> bool:
    """Whether a line looks like a link, a field or a name: a few words (`longest`), no sentence unless `stops`."""
    return len(line.words.split()) <= longest and (stops or not ends_sentence(line.words))


def menu_length(lines: list[Line], furniture: re.Pattern[str]) -> int:
    """How many lines at the top are a page's menu: a long run of labels, to the last that is known as furniture."""
    run, known = 0, [0]
    for number, line in enumerate(lines[:_LONGEST_MENU], start=1):
        if len(line.words) <= LONGEST and furniture.fullmatch(line.words):
            known.append(number)
        elif not is_label(line):
            break
        run = number
    return known[-1] if run >= _MENU and len(known) > _MENU_FURNITURE else 0
