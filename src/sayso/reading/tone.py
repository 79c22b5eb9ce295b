"""How much each line of a text reads like readers' chat: by signs and frequent words, weighed by what was learnt.

The signs stand in `data/voices.yaml`, the weights in `data/voices_weights.json`, which `training/voices.py` makes.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from sayso.reading.lines import Line, is_label
from sayso.reading.voices import Chatter, Tells, Voices

_QUOTATION = re.compile(r"[“\"][^”\"“]{2,}(?:[”\"]|$)")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_GREETING = re.compile(r"(?:hi|hello|hey)\b[^.!?]{0,25}", re.IGNORECASE)
_READ = 1000
"""Characters of a paragraph in which signs are looked for."""


class Told(NamedTuple):
    """What a line shows: whether it is a label (a name, a heading), the names of its signs, and its words."""

    label: bool
    signs: frozenset[str]
    words: frozenset[str] = frozenset()


class Tone(NamedTuple):
    """How much a line reads like chat (positive) or an article (negative): a natural logarithm of odds; whether it is a
    label; its length in characters; whether it shows that it was typed in haste or about the page: speeches do not."""

    value: float
    label: bool
    length: int
    typed: bool = False


def tones(lines: list[Line], voices: Voices, chatter: Chatter) -> list[Tone]:
    """The tone of each line."""
    return [
        tone_of(told, len(line.words), voices, chatter.paragraph, chatter.label)
        for told, line in zip(tell(lines, voices), lines, strict=True)
    ]


def tone_of(told: Told, length: int, voices: Voices, paragraph: Tells, label: Tells) -> Tone:
    """The tone of a line of some length (characters) by what it shows."""
    return Tone(
        _weigh(told, label if told.label else paragraph), told.label, length, not voices.typed.isdisjoint(told.signs)
    )


def tell(lines: list[Line], voices: Voices) -> list[Told]:
    """What each line shows, quotations aside."""
    labels = [is_label(line) and not _GREETING.fullmatch(line.words) for line in lines]
    times = Counter(line.words for line in lines)
    around = [False, *labels, False]
    return [
        _told_by_label(line.words, times[line.words], around[number] or around[number + 2], voices)
        if label
        else _told_by_paragraph(line.words, voices)
        for number, (line, label) in enumerate(zip(lines, labels, strict=True))
    ]


def _weigh(told: Told, tells: Tells) -> float:
    """The sum of what a line's signs and words tell, within its bounds."""
    total = tells.usual + sum(tells.signs.get(sign, 0.0) for sign in sorted(told.signs))
    total += sum(tells.words.get(word, 0.0) for word in sorted(told.words))
    return max(-tells.bound, min(tells.bound, total))


def _told_by_paragraph(words: str, voices: Voices) -> Told:
    plain = _QUOTATION.sub('"x"', words[:_READ])
    known = _WORD.findall(plain.lower().replace("’", "'"))
    return Told(False, frozenset(name for name, sign in voices.signs if sign.search(plain)), frozenset(known))


def _told_by_label(words: str, times: int, beside_label: bool, voices: Voices) -> Told:
    signs = {name for name, sign in voices.label_signs if sign.search(words)}
    return Told(True, frozenset(signs | ({"again"} if times > 1 else set()) | (set() if beside_label else {"alone"})))
