"""Finds in the text what a claim only names by key: the names of its actors, and the word that its frame is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from sayso.claims.codebook import Codebook, Frame
from sayso.datafiles import read_data
from sayso.model import Actor, Span


def spot_actors(
    text: str, start: int, end: int, actors: Mapping[str, Actor], wanted: Iterable[str]
) -> dict[str, list[Span]]:
    """Where the wanted actors are named between two offsets, each by its key in `actors`.

    All actors are looked for and the longest name wins, so that 'Lumen' is not found inside 'Lumen Front'. Of two
    actors with the same name the wanted one is meant. Pronouns are not found.
    """
    found: dict[str, list[Span]] = {key: [] for key in wanted}
    owners = {name: key for key in [*actors, *found] for name in (key, *(actors[key].names if key in actors else ()))}
    if not owners:
        return found
    longest_first = sorted((name for name in owners if name), key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first))
    for hit in pattern.finditer(text, start, end):
        if (owner := owners[hit[0]]) in found:
            found[owner].append(hit.span())
    return found


def frames_of(why: str, codebook: Codebook) -> list[Frame]:
    """The frames that `why` names ('frame supports: arm/verb, subj > obj; ...'), as far as the codebook has them."""
    named = [part.strip().removeprefix("frame ") for part in why.split(";")]
    return [frame for name in named for frame in codebook.frames if frame.id == name]


def spot_predicate(text: str, start: int, end: int, lemma: str) -> list[Span]:
    """Where an inflected form of the lemma stands between two offsets, with its particle where it has one.

    The particle may stand up to four words behind ('drove them all out').
    """
    word, _, particle = lemma.partition(" ")
    tail = rf"(?:\W+\w+){{0,4}}?\W+{re.escape(particle)}(?!\w)" if particle else ""
    pattern = re.compile(rf"(?<!\w){inflected(word)}(?!\w){tail}", re.IGNORECASE)
    return [hit.span() for hit in pattern.finditer(text, start, end)]


def inflected(word: str) -> str:
    """A pattern for all forms of a word in lower case, those of irregular verbs too."""
    return rf"(?:{'|'.join((_regular(word), *map(re.escape, _irregular().get(word, ()))))})"


def _regular(word: str) -> str:
    """A pattern for the regular forms of a verb or noun and for those who do it: 'backs', 'backing', 'backers'."""
    stem, last = re.escape(word[:-1]), re.escape(word[-1:])
    if last == "e":
        return rf"{stem}(?:e|es|ed|ing|er|ers|or|ors|ion|ions)"
    if last == "y":
        return rf"{stem}(?:y|ys|ies|ied|yed|ying|ier|iers|yer|yers)"
    return rf"{stem}{last}(?:s|es|ed|ing|er|ers|or|ors|ion|ions|{last}ed|{last}ing|{last}er|{last}ers)?"


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    return read_data(Path(__file__).parent.parent / "data" / "irregular_verbs.yaml", dict[str, tuple[str, ...]])
