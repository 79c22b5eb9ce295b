"""The cue lexicon: which words make somebody speak or think, and with which complements.

The words are data (`data/cues.yaml`, described in `data/README.md`); this module reads and looks them up.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from sayso.datafiles import read_data
from sayso.language import Token
from sayso.model import AttributionKind

CuePos: TypeAlias = Literal["verb", "noun", "adj", "adv"]
Frame: TypeAlias = Literal["quote", "clause", "to", "ing", "object", "name", "person", "passive", "raising", "around"]

_POS: dict[str, CuePos] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "ADV": "adv"}


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One cue word. `frames` are the complements that hold its content, `preps` the prepositions that bring it in."""

    lemma: str
    pos: CuePos
    kind: AttributionKind = "speech"
    frames: tuple[Frame, ...] = ()
    preps: tuple[str, ...] = ()


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fixed phrase before a source ('according to'), by its words in lower case."""

    words: str
    kind: AttributionKind = "speech"


class _CueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    cues: tuple[Cue, ...]
    phrases: tuple[Phrase, ...] = ()
    no_speakers: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()


class Cues:
    """Finds what the lexicon says of a word or a phrase."""

    def __init__(self, content: _CueFile) -> None:
        self._words = {(c.lemma, c.pos): c for c in content.cues}
        self._phrases = {tuple(p.words.split()): p for p in content.phrases}
        self._openers = frozenset(words[0] for words in self._phrases)
        self._no_speakers = frozenset(content.no_speakers)
        self._carriers = frozenset(content.carriers)
        self._speakers = frozenset(content.speakers)
        self._receivers = frozenset(content.receivers)

    def of(self, token: Token) -> Cue | None:
        """The entry of this word, by lemma and part of speech."""
        pos = _POS.get(token.pos)
        return self._words.get((token.lemma, pos)) if pos else None

    def is_no_speaker(self, token: Token) -> bool:
        """Whether the word, before a colon, tells that no speaker is named there ('Photo: ...')."""
        return token.lower in self._no_speakers

    def is_carrier(self, token: Token) -> bool:
        """Whether the word names something that speaks for somebody else ('the report')."""
        return token.pos in ("NOUN", "PROPN") and token.lemma in self._carriers

    def can_speak(self, token: Token) -> bool:
        """Whether a word that names no known actor may still name a speaker: no mere thing ('the crisis')."""
        name = token.pos != "NOUN" or (token.text[0].isupper() and token is not token.sentence.tokens[0])
        return name or token.lemma in self._speakers or token.lemma in self._carriers

    def receives(self, token: Token) -> bool:
        """Whether the object of this verb came from somebody else ('rejected the claim')."""
        return token.lemma in self._receivers

    def phrase_at(self, tokens: list[Token], at: int) -> tuple[Phrase, int] | None:
        """The phrase that begins at this place of a sentence, with its length in words."""
        if tokens[at].lower not in self._openers:
            return None
        for words, phrase in self._phrases.items():
            if tuple(t.lower for t in tokens[at : at + len(words)]) == words:
                return phrase, len(words)
        return None


def load_cues(path: Path | None = None) -> Cues:
    """The cue lexicon in a YAML file (None: the one that comes with sayso).

    Raises DataFileError where the file is missing or malformed.
    """
    path = path or Path(str(files("sayso"))) / "data" / "cues.yaml"
    return Cues(read_data(path, _CueFile))
