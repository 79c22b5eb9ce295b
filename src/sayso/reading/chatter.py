"""Readers' comments in plain text: who heads one, and where they begin when no heading says so."""

from __future__ import annotations

import re
from itertools import pairwise

from sayso.reading.foreign import is_english
from sayso.reading.lines import LONGEST, Line, ends_sentence, is_label
from sayso.reading.voices import Voices

_LEAST_LINES, _LEAST_CHARACTERS = 3, 500
"""Of article, before unmarked comments are looked for."""
_LEAST_SUM, _LEAST_MEAN, _MOST_BEFORE = 5.0, 0.5, -0.2
_SAMPLE = 10
"""First lines in which the language is looked at: the signs are those of English."""
_BOUNDS = (-1.5, 2.5)
_QUOTATION = re.compile(r"[“\"][^”\"“]{2,}(?:[”\"]|$)")
_LONGEST_NAME = 80
_SAYS = re.compile(r"\s*\b(?:says?|said|writes|wrote|commented|replied)?\s*:?\s*$", re.IGNORECASE)
_JOINT = re.compile(r"(?:\s+(?:on|at)|[\s,|·•–—-]+)\s*$")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_NOT_A_NAME = re.compile(r"(?:posted|updated|published|by|on|last|written|date|at)\b.*", re.IGNORECASE)


def commenter(lines: list[Line], number: int, voices: Voices) -> str | None:
    """Who writes the comment that this line heads: 'X says:', or a name above a line with only a time."""
    words = lines[number].words
    if len(words) > LONGEST:
        return None
    for pattern in voices.comment_header:
        if match := pattern.fullmatch(words):
            return pen_name(match["name"], voices)
    below = lines[number + 1].words if number + 1 < len(lines) else ""
    alone = is_label(lines[number], stops=True) and not voices.comment_time.fullmatch(words)
    return pen_name(words, voices) if alone and len(below) <= LONGEST and voices.comment_time.fullmatch(below) else None


def pen_name(words: str, voices: Voices) -> str | None:
    """A commenter's name without 'says:' and the time; None where no name is left."""
    words = " ".join(words.split())
    if day := voices.day.search(words):
        words = _JOINT.sub("", words[: day.start()])
    words = _SAYS.sub("", words)
    return words if len(words) <= _LONGEST_NAME and any(map(str.isalnum, words)) else None


def unmarked_comments(lines: list[Line], voices: Voices) -> int | None:
    """The number of the line at which comments begin without a heading; None where there are none.

    They begin at the first of several lines that head a comment and tell its time ("A reader, 3 hours ago"); else
    where the tone changes: the paragraphs above read like an article, those below, taken together, like chat.
    """
    dated = [n for n in range(_LEAST_LINES, len(lines)) if _heads_dated_comment(lines, n, voices)]
    return dated[0] if len(dated) > 1 else _change_of_tone(lines, voices)


def _heads_dated_comment(lines: list[Line], number: int, voices: Voices) -> bool:
    words = lines[number].words
    if len(words) > LONGEST or _NOT_A_NAME.match(words):
        return False
    below = lines[number + 1].words[:LONGEST] if number + 1 < len(lines) else ""
    timed = any(voices.time_ago.search(x) or (voices.day.search(x) and _CLOCK.search(x)) for x in (words, below))
    return timed and commenter(lines, number, voices) is not None


def _change_of_tone(lines: list[Line], voices: Voices) -> int | None:
    """Where the sum of the tones to the end is highest, if it is high, and the tone above it low."""
    if not is_english(" ".join(line.words for line in lines[:_SAMPLE]), voices):
        return None
    tones = [_tone(line.words, voices) for line in lines]
    begins, total, highest, first = sum(len(line.words) for line in lines), 0.0, 0.0, 0
    for number in reversed(range(len(lines))):
        total += tones[number]
        begins -= len(lines[number].words)
        if total > highest and number >= _LEAST_LINES and begins >= _LEAST_CHARACTERS:
            highest, first = total, number
    if highest < _LEAST_SUM or highest < _LEAST_MEAN * (len(lines) - first):
        return None
    if sum(tones[:first]) > _MOST_BEFORE * first or _is_wrapped(lines[first:]):
        return None
    return first


def _tone(words: str, voices: Voices) -> float:
    """How much a paragraph reads like a comment (positive) or an article (negative); quotations do not count."""
    plain = _QUOTATION.sub('"x"', words)
    tone = voices.usual_chatter + sum(weight for sign, weight in voices.chatter if sign.search(plain))
    return max(_BOUNDS[0], min(_BOUNDS[1], tone))


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether lines are cut at a width, not where paragraphs end: then many go on in the middle of a sentence."""
    cut = sum(below.words[0].islower() and not ends_sentence(line.words) for line, below in pairwise(lines))
    return cut > 0.3 * len(lines)
