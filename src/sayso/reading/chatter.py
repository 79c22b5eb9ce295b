"""Readers' comments in plain text: who heads one, and where they begin when no heading says so."""

from __future__ import annotations

import re
from itertools import pairwise

from sayso.reading.foreign import is_english
from sayso.reading.lines import LONGEST, Line, ends_sentence, is_label
from sayso.reading.tone import tones
from sayso.reading.turn import find_turn
from sayso.reading.voices import Chatter, Voices

_LEAST_LINES = 2
"""Of article, above comments that have no heading."""
_LONGEST_COMMENT = 12
"""Lines that a comment may have above its line 'Reply'."""
_SAMPLE = 10
"""First lines in which the language is looked at: the signs are those of English."""
_LONGEST_NAME = 80
_TURNS = 5
"""Lines that name a speaker, as transcripts have."""
_QUESTIONS, _SHARE_ASKED, _LONGEST_QUESTION = 4, 0.25, 300
"""Lines that end in a question mark, as interviews have: how many, of how many, and how long (characters)."""
_NAME_WORDS = 4
_NAME_AND_TEXT = re.compile(r"[*_]{0,3}(?P<name>[^\s:*_.!?](?:[^\n:*.!?]{0,38}[^\s:*_.!?])?)[*_]{0,3}:[*_]{0,3}\s+\S")
_REPLY = re.compile(r"[↩↪]?\s*reply(?: to .{1,40})?\s*[↓→]?", re.IGNORECASE)
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


def pen_names(lines: list[Line], voices: Voices) -> dict[int, str]:
    """Who writes comments, by the numbers of the lines that only name them or open with their name ('X: text').

    Nobody where fewer than two are named, or the first line names nobody: then such lines say something else.
    """
    named: dict[int, str] = {}
    for number, line in enumerate(lines):
        if number - 1 in named and _NAME_AND_TEXT.match(lines[number - 1].words) is None:
            continue  # below a name alone stands what is said
        if name := _pen_name_in(line, number + 1 < len(lines), voices):
            named[number] = name
    return named if 0 in named and len(named) > 1 else {}


def _pen_name_in(line: Line, above_others: bool, voices: Voices) -> str | None:
    """The name that a line holds, or opens with; a line with nothing else must stand `above_others`."""
    opening = _NAME_AND_TEXT.match(line.words)
    if not opening and not (above_others and is_label(line, _NAME_WORDS)):
        return None
    name = pen_name(opening["name"] if opening else line.words.strip("*_:"), voices)
    if not name or voices.no_commenter.fullmatch(name) or any(sign.search(name) for _, sign in voices.not_pen_names):
        return None
    return name if any(sign.search(name) for _, sign in voices.pen_names) else None


def unmarked_comments(lines: list[Line], voices: Voices, chatter: Chatter) -> int | None:
    """The number of the line at which comments begin without a heading; None where there are none.

    They begin at the first of several lines that head a comment and tell its time ("A reader, 3 hours ago"), or above
    the first of several lines with nothing but 'Reply'; else where the tone changes.
    """
    dated = _dated_heads(lines, voices)
    if len(dated) > 1:
        return dated[0]
    answerable = [n for n, line in enumerate(lines) if n >= _LEAST_LINES and _REPLY.fullmatch(line.words)]
    if len(answerable) > 1 and (first := _above_reply(lines, answerable[0], voices)):
        return first
    return _change_of_tone(lines, voices, chatter)


def _above_reply(lines: list[Line], number: int, voices: Voices) -> int | None:
    """The line that heads the comment which a line 'Reply' ends: the nearest that does, or that is a name alone."""
    above = range(number - 1, max(_LEAST_LINES - 1, number - _LONGEST_COMMENT), -1)
    heads = (n for n in above if commenter(lines, n, voices) or _is_name(lines[n].words, voices))
    return next(heads, None)


def _is_name(words: str, voices: Voices) -> bool:
    return bool(voices.full_name.fullmatch(_SAYS.sub("", words)))


def _dated_heads(lines: list[Line], voices: Voices) -> list[int]:
    """The numbers of the lines that head a comment and tell its time, there or in the line below."""
    timed = [_tells_time(line.words[:LONGEST], voices) for line in lines]
    return [
        number
        for number, here, below in zip(range(len(lines)), timed, [*timed[1:], False], strict=True)
        if number >= _LEAST_LINES and (here or below) and _may_head(lines[number].words)
        if commenter(lines, number, voices)
    ]


def _tells_time(words: str, voices: Voices) -> bool:
    return bool((_CLOCK.search(words) and voices.day.search(words)) or voices.time_ago.search(words))


def _may_head(words: str) -> bool:
    return len(words) <= LONGEST and not _NOT_A_NAME.match(words)


def _change_of_tone(lines: list[Line], voices: Voices, chatter: Chatter) -> int | None:
    if not is_english(" ".join(line.words for line in lines[:_SAMPLE]), voices) or is_transcript(lines, voices):
        return None
    numbers = _unheaded(lines, voices)
    turn = find_turn(tones([lines[n] for n in numbers], voices, chatter), chatter)
    return None if turn is None or is_wrapped(lines[numbers[turn] :]) else numbers[turn]


def _unheaded(lines: list[Line], voices: Voices) -> list[int]:
    """The numbers of the lines above the first heading or form of comments, furniture aside."""
    numbers = []
    for number, line in enumerate(lines):
        if voices.heads_comments(line.words):
            break
        if not voices.is_furniture(line.words):
            numbers.append(number)
    return numbers


def is_transcript(lines: list[Line], voices: Voices) -> bool:
    """Whether many lines name a speaker or only ask: interviews and transcripts are not articles with comments."""
    asked = sum(line.words.endswith("?") and len(line.words) <= _LONGEST_QUESTION for line in lines)
    if asked >= _QUESTIONS and asked > _SHARE_ASKED * len(lines):
        return True
    return sum(bool(voices.talk.fullmatch(line.words)) for line in lines) >= _TURNS


def is_wrapped(lines: list[Line]) -> bool:
    """Whether lines are cut at a width, not where paragraphs end: then many go on in the middle of a sentence."""
    cut = sum(below.words[0].islower() and not ends_sentence(line.words) for line, below in pairwise(lines))
    return cut > 0.3 * len(lines)
