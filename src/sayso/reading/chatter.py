"""Readers' comments in plain text: who heads one, and where they begin when no heading says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sayso.reading.foreign import is_english
from sayso.reading.lines import LONGEST, Line, ends_sentence, is_label
from sayso.reading.voices import Chatter, Voices, load_chatter

_LEAST_LINES, _LEAST_CHARACTERS = 2, 400
"""Of article, before unmarked comments are looked for."""
_MOST_TIMES = 6
"""Times the characters of the article that unmarked comments below it may have."""
_SAMPLE = 10
"""First lines in which the language is looked at: the signs are those of English."""
_QUOTATION = re.compile(r"[“\"][^”\"“]{2,}(?:[”\"]|$)")
_LONGEST_NAME = 80
_TURNS = 5
"""Lines that name a speaker, as transcripts have."""
_READ = 1000
"""Characters of a paragraph in which signs are looked for."""
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
    if not is_english(" ".join(line.words for line in lines[:_SAMPLE]), voices):
        return None
    chatter = load_chatter()
    first = turn(
        [tone(signs_in(line, voices), chatter) for line in lines], [len(line.words) for line in lines], chatter
    )
    return None if first is None or _is_wrapped(lines[first:]) or _is_transcript(lines, voices) else first


def turn(tones: Sequence[float], lengths: Sequence[int], chatter: Chatter) -> int | None:
    """The number of the paragraph at which comments begin, by the tones and lengths (characters) of all paragraphs.

    It is where the sum of the tones to the end is highest, if that is high and the mean tone above it is low.
    """
    begins, total, highest, first = sum(lengths), 0.0, 0.0, 0
    least = max(_LEAST_CHARACTERS, begins / (_MOST_TIMES + 1))
    for number in reversed(range(len(tones))):
        total += tones[number]
        begins -= lengths[number]
        if total > highest and number >= _LEAST_LINES and begins >= least:
            highest, first = total, number
    likely = highest >= chatter.least_sum and highest >= chatter.least_mean * (len(tones) - first)
    return first if likely and sum(tones[:first]) <= chatter.most_before * first else None


def tone(signs: Sequence[str] | None, chatter: Chatter) -> float:
    """How much a paragraph with these signs reads like a comment (positive) or an article (negative)."""
    if signs is None:
        return 0.0
    return max(-chatter.bound, min(chatter.bound, chatter.usual + sum(chatter.signs.get(sign, 0.0) for sign in signs)))


def signs_in(line: Line, voices: Voices) -> list[str] | None:
    """The names of the signs of chat in a paragraph, quotations aside; None for a label, which tells nothing."""
    if is_label(line):
        return None
    plain = _QUOTATION.sub('"x"', line.words[:_READ])
    return [name for name, sign in voices.signs if sign.search(plain)]


def _is_transcript(lines: list[Line], voices: Voices) -> bool:
    return sum(bool(voices.talk.fullmatch(line.words)) for line in lines) >= _TURNS


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether lines are cut at a width, not where paragraphs end: then many go on in the middle of a sentence."""
    cut = sum(below.words[0].islower() and not ends_sentence(line.words) for line, below in pairwise(lines))
    return cut > 0.3 * len(lines)
