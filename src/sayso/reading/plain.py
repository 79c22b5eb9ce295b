"""Plain text and Markdown -> title, author, date, speaker, as the first lines give them."""

from __future__ import annotations

import re
from typing import NamedTuple

from sayso.reading.lines import Line, lines_of
from sayso.reading.metadata import clean_author, iso_date
from sayso.reading.voices import Voices, load_voices

_HEAD_LINES = 8
_LONGEST_TITLE = 200
_LONGEST_LINE = 200
_SALUTATION = re.compile(r"(?:mr|mrs|ms|madam|dear|your|distinguished|excellenc)\b.*", re.IGNORECASE)
_MARKS = re.compile(r"^#{1,6}\s+|^\*\*|\*\*$|\s*#+$")


class Head(NamedTuple):
    """What the first lines of a text say. `end` is the offset at which the article begins (0: there is no head)."""

    end: int = 0
    title: str | None = None
    author: str | None = None
    published: str | None = None
    speaker: str | None = None


def read_head(text: str, title: str | None = None) -> Head:
    """The head of a text: a headline, then lines for author and date. `title` is the title where it is known."""
    return head_of(lines_of(text), title)


def head_of(lines: list[Line], title: str | None = None) -> Head:
    """As `read_head`, for a text already cut into lines."""
    voices = load_voices()
    found: dict[str, str | None] = {}
    taken = 0
    for line in lines[:_HEAD_LINES]:
        fields = _fields(line.words, voices)
        if fields is None and taken == 0 and _is_title(lines, title):
            fields = {"title": _MARKS.sub("", line.words).strip()}
        if fields is None:
            break
        found = {**fields, **found}
        taken += 1
    if taken == len(lines):
        return Head()
    speaker = found.get("speaker") or _reposted(found.get("title"), voices)
    return Head(
        lines[taken].start if taken else 0,
        title or found.get("title"),
        found.get("author"),
        found.get("published"),
        speaker,
    )


def _fields(words: str, voices: Voices) -> dict[str, str | None] | None:
    """What a line of the head says, or None where the line is no part of a head."""
    if len(words) > _LONGEST_LINE:
        return None
    for pattern in voices.authors:
        if match := pattern.fullmatch(words):
            day = voices.day.search(words)
            dated = {"published": iso_date(day[0])} if day else {}
            return {"author": clean_author(match["name"]), **dated}
    if voices.date.fullmatch(words):
        day = voices.day.search(words)
        return {"published": iso_date(day[0])} if day else {}
    if reposted := _reposted(words, voices):
        return {"speaker": reposted}
    return {} if voices.head.fullmatch(words) else None


def _reposted(words: str | None, voices: Voices) -> str | None:
    matches = (pattern.fullmatch(words) for pattern in voices.repost) if words else ()
    return next((match["name"].strip() for match in matches if match), None)


def _is_title(lines: list[Line], title: str | None) -> bool:
    """Whether the first line is a headline: the known title, or short, not a sentence, with more below it."""
    words = lines[0].words
    if title:
        return _bare(words) == _bare(title)
    if len(lines) < 2 or len(words) > _LONGEST_TITLE or words[-1] in ".,:;" or _SALUTATION.match(words):
        return False
    rest = sum(len(line.words) for line in lines[1:])
    return lines[1].blank_before and rest > 2 * len(words) and any(c.isalpha() for c in words)


def _bare(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()
