"""Which cues say and which only think, told by their words: annotated news marks no kinds."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from sayso.attribution import Cue, Phrase
from sayso.datafiles import read_data
from sayso.exports.spotting import inflected


class _Lexicon(msgspec.Struct, frozen=True):
    """What is needed here of `data/cues.yaml`."""

    cues: tuple[Cue, ...]
    phrases: tuple[Phrase, ...] = ()


def is_said(cue: str) -> bool:
    """Whether the words of a cue hold a form of one that cues.yaml gives any kind but 'attitude'.

    What is a form of both ('hoped', were 'hop' a cue) is attitude. A cue without words (a colon) says too: what stands
    behind it is quoted. All else counts as attitude.
    """
    saying, thinking, phrases = _patterns()
    words = _WORD.findall(cue.lower())
    said = (saying.fullmatch(word) and not thinking.fullmatch(word) for word in words)
    return not words or any(said) or any(phrase in " ".join(words) for phrase in phrases)


_WORD = re.compile(r"\w+(?:-\w+)*")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
    """Forms of words that say, forms of words that think, and phrases that say, all in lower case."""
    lexicon = read_data(Path(__file__).parent.parent / "data" / "cues.yaml", _Lexicon)
    lemmas: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for cue in lexicon.cues:
        lemmas[cue.kind != "attitude"][cue.lemma] = None
    saying, thinking = (re.compile("|".join(map(inflected, lemmas[said]))) for said in (True, False))
    return saying, thinking, tuple(phrase.words for phrase in lexicon.phrases if phrase.kind != "attitude")
