"""The voice of each line of a text, by what the line and its neighbours look like."""

from __future__ import annotations

from typing import NamedTuple

from sayso.model import Voice
from sayso.reading.chatter import commenter, pen_names, unmarked_comments
from sayso.reading.lines import LONGEST, Line, bare, is_label, menu_length
from sayso.reading.plain import signature
from sayso.reading.voices import Chatter, Voices, load_voices

_BIO_LINES = 5
_LONGEST_BIO = 1500
_LONGEST_FIELD = 12
"""Words in what stands beside the fields of a form."""


class Mark(NamedTuple):
    """A line and the voice it is in; `speaker` is the commenter where the text names one."""

    line: Line
    voice: Voice
    lang: str | None = None
    speaker: str | None = None


def mark_lines(lines: list[Line], head_end: int, names: frozenset[str], chatter: Chatter | None) -> list[Mark]:
    """The lines with their voices (all but `foreign`); lines before the offset `head_end` are the document's head.

    `names` are the document's own title, author and publisher, bare: a line of the article with only one of these is
    byline. `chatter` tells comments that follow the article without any heading; None where there are none to find.
    """
    voices = load_voices()
    first = unmarked_comments(lines, voices, chatter) if chatter else None
    marks = _by_zone(lines, head_end, first, voices)
    marks = [_as_byline(mark) if mark.voice == "article" and bare(mark.line.words) in names else mark for mark in marks]
    marks = _with_commenters(marks, voices)
    marks = _with_labels(marks)
    marks = _with_signatures(marks, voices)
    return _with_bio(marks, voices)


def _as_byline(mark: Mark) -> Mark:
    return mark._replace(voice="byline")


def _by_zone(lines: list[Line], head_end: int, first_comment: int | None, voices: Voices) -> list[Mark]:
    """Head, article, comments, what follows them: each line by itself and by the last heading above it."""
    marks: list[Mark] = []
    zone: Voice = "article"
    speaker, form = None, False
    menu = menu_length(lines, voices.furniture)
    for number, line in enumerate(lines):
        zone = "comment" if number == first_comment else zone
        voice: Voice = zone
        if line.start < head_end:
            voice = "boilerplate" if number < menu or voices.is_furniture(line.words) else "byline"
        elif voices.heads_comments(line.words):
            form = bool(voices.comment_form.fullmatch(line.words))
            zone, voice, speaker = "boilerplate" if form and speaker else "comment", "boilerplate", None
        elif zone != "article" and len(line.words) <= LONGEST and voices.comment_end.fullmatch(line.words):
            zone = voice = "boilerplate"
        elif voices.is_furniture(line.words):
            voice = "boilerplate"
        elif zone != "article" and (name := commenter(lines, number, voices)):
            zone = voice = "comment"
            speaker, form = name, False
        elif form and is_label(line, _LONGEST_FIELD):
            voice = "boilerplate"
        elif zone == "article" and signature(line.words, voices):
            voice = "byline"
        marks.append(Mark(line, voice, None, speaker if voice == "comment" else None))
    return marks


def _with_commenters(marks: list[Mark], voices: Voices) -> list[Mark]:
    """Comments that no heading gives to anybody, given to those whom lines with a name alone name."""
    numbers = [number for number, mark in enumerate(marks) if mark.voice == "comment" and mark.speaker is None]
    names = pen_names([marks[number].line for number in numbers], voices)
    result, speaker = list(marks), None
    for at, number in enumerate(numbers if names else ()):
        speaker = names.get(at, speaker)
        result[number] = marks[number]._replace(speaker=speaker)
    return result


def _with_labels(marks: list[Mark]) -> list[Mark]:
    """Short lines between furniture, or between furniture and the end of the text, are furniture too."""
    result = list(marks)
    at = 0
    while at < len(marks):
        end = at
        while end < len(marks) and marks[end].voice == "article" and is_label(marks[end].line):
            end += 1
        before = at > 0 and marks[at - 1].voice == "boilerplate"
        after = end == len(marks) or marks[end].voice == "boilerplate"
        if end > at and before and after:
            result[at:end] = [mark._replace(voice="boilerplate") for mark in marks[at:end]]
        at = max(end, at + 1)
    return result


def _with_signatures(marks: list[Mark], voices: Voices) -> list[Mark]:
    """Short lines below the closing of a letter are byline."""
    result, signing = list(marks), False
    for number, mark in enumerate(marks):
        words = mark.line.words
        if mark.voice != "article" or len(words) > LONGEST:
            signing = signing and mark.voice == "boilerplate"
        elif voices.closing.fullmatch(words):
            signing = True
        elif signing:
            result[number] = _as_byline(mark)
    return result


def _with_bio(marks: list[Mark], voices: Voices) -> list[Mark]:
    """The last lines of the article, from the first that tells who its author is."""
    article = [number for number, mark in enumerate(marks) if mark.voice == "article"]
    if len(article) < 3:
        return marks
    last = article[2:][-_BIO_LINES:]
    first = next((number for number in last if _opens_bio(marks[number].line.words, voices)), None)
    if first is None and voices.bio_last.match(marks[article[-1]].line.words):
        first = article[-1]
    if first is None or sum(len(marks[n].line.words) for n in article if n >= first) > _LONGEST_BIO:
        return marks
    return [
        mark._replace(voice="bio") if number >= first and mark.voice == "article" else mark
        for number, mark in enumerate(marks)
    ]


def _opens_bio(words: str, voices: Voices) -> bool:
    heading = len(words) <= LONGEST and voices.bio_heading.fullmatch(words)
    return bool(heading or voices.bio.match(words))
