"""The cue lexicon: which words make somebody speak or think, and with which complements.

The words are data (`data/cues.yaml`, described in `data/README.md`); this module reads and looks them up.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from sayso.datafiles import read_data
from sayso.language import Token
from sayso.model import AttributionKind, Stance

CuePos: TypeAlias = Literal["verb", "noun", "adj", "adv"]
Frame: TypeAlias = Literal[
    "quote", "clause", "to", "ing", "object", "name", "person", "passive", "raising", "around", "noun"
]

_POS: dict[str, CuePos] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "ADV": "adv"}


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One cue word. `frames` are the complements that hold its content, `preps` the prepositions that bring it in.

    `stance` is what one who uses the word takes to the content ('admitted' endorses it). A `question` asks only where
    its content does: else ('asked them to leave') it is speech.
    """

    lemma: str
    pos: CuePos
    kind: AttributionKind = "speech"
    stance: Stance = "neutral"
    frames: tuple[Frame, ...] = ()
    preps: tuple[str, ...] = ()


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fixed phrase before a source ('according to'), by its words in lower case."""

    words: str
    kind: AttributionKind = "speech"
    stance: Stance = "neutral"


class _Ends(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first or last word of a name."""

    first: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()


class _CueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    cues: tuple[Cue, ...]
    phrases: tuple[Phrase, ...] = ()
    no_speakers: frozenset[str] = frozenset()
    carriers: Mapping[AttributionKind, frozenset[str]] = {}
    speakers: frozenset[str] = frozenset()
    anonymous: frozenset[str] = frozenset()
    outlets: _Ends = _Ends()
    own_names: frozenset[str] = frozenset()
    stances: Mapping[Stance, frozenset[str]] = {}
    receivers: frozenset[str] = frozenset()


class Cues:
    """Finds what the lexicon says of a word or a phrase."""

    def __init__(self, content: _CueFile) -> None:
        self._words = {(c.lemma, c.pos): c for c in content.cues}
        self._phrases = {tuple(p.words.split()): p for p in content.phrases}
        self._openers = frozenset(words[0] for words in self._phrases)
        self._lists = content
        self._carriers = {lemma: kind for kind, lemmas in content.carriers.items() for lemma in lemmas}
        self._stances = {word: stance for stance, words in content.stances.items() for word in words}

    def of(self, token: Token) -> Cue | None:
        """The entry of this word, by lemma and part of speech."""
        if is_so_called(token):
            return self._words.get(("so-called", "adj"))
        pos = _POS.get(token.pos)
        return self._words.get((token.lemma, pos)) if pos else None

    def is_no_speaker(self, token: Token) -> bool:
        """Whether the word, before a colon, tells that no speaker is named there ('Photo: ...')."""
        return token.lower in self._lists.no_speakers

    def is_carrier(self, token: Token) -> bool:
        """Whether the word names something that speaks for somebody else ('the report')."""
        return self.carries(token) is not None

    def carries(self, token: Token) -> AttributionKind | None:
        """In what way such a thing speaks: 'letter' as a statement, 'report' as a document; None for anything else."""
        return self._carriers.get(_singular(token)) if token.pos in ("NOUN", "PROPN") else None

    def is_unnamed(self, token: Token) -> bool:
        """Whether the word means people who speak without being named ('officials', 'some')."""
        return token.pos != "PROPN" and token.lemma in self._lists.anonymous

    def is_outlet(self, name: str) -> bool:
        """Whether this is the name of a medium, as names of media go ('Lake Gazette', 'Radio Arvel')."""
        words = name.lower().split()
        return len(words) > 1 and (words[0] in self._lists.outlets.first or words[-1] in self._lists.outlets.last)

    def is_own_name(self, token: Token) -> bool:
        """Whether a writer may call himself or his medium so: 'this newspaper'."""
        return token.lemma in self._lists.own_names

    def stance_of(self, word: Token) -> Stance | None:
        """What an adverb or adjective says of the truth of a saying."""
        return self._stances.get(word.lower)

    def can_speak(self, token: Token) -> bool:
        """Whether a word that names no known actor may still name a speaker: no mere thing ('the crisis')."""
        name = token.pos != "NOUN" or (token.text[0].isupper() and token is not token.sentence.tokens[0])
        return name or self.is_unnamed(token) or token.lemma in self._lists.speakers or token.lemma in self._carriers

    def receives(self, token: Token) -> bool:
        """Whether the object of this verb came from somebody else ('rejected the claim')."""
        return token.lemma in self._lists.receivers

    def phrase_at(self, tokens: list[Token], at: int) -> tuple[Phrase, int] | None:
        """The phrase that begins at this place of a sentence, with its length in words."""
        if tokens[at].lower not in self._openers:
            return None
        for words, phrase in self._phrases.items():
            if tuple(t.lower for t in tokens[at : at + len(words)]) == words:
                return phrase, len(words)
        return None


def is_so_called(token: Token) -> bool:
    """Whether this is the 'called' of 'so-called', which the parser takes for three words."""
    if token.lower != "called":
        return False
    at = token.index - token.sentence.tokens[0].index
    return [t.lower for t in token.sentence.tokens[max(0, at - 2) : at]] == ["so", "-"]


def _singular(token: Token) -> str:
    """The parser leaves capitalised plurals and names as they are ('Twitter', 'Reports')."""
    return token.lower.removesuffix("s") if token.tag == "NNPS" else token.lemma


def load_cues(path: Path | None = None) -> Cues:
    """The cue lexicon in a YAML file (None: the one that comes with sayso).

    Raises DataFileError where the file is missing or malformed.
    """
    path = path or Path(str(files("sayso"))) / "data" / "cues.yaml"
    return Cues(read_data(path, _CueFile))
