"""Which voices are only copies of others: the same words in a reprint are no further voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.storage.voices import Voice

_UNDATED = "~"
"""Behind all days."""


def in_order(voices: Iterable[Voice]) -> list[Voice]:
    """The first to be published first, the undated last."""
    return sorted(voices, key=lambda v: (v.day or _UNDATED, v.document, v.claim))


def find_copies(voices: Sequence[Voice]) -> dict[int, int]:
    """The claims that are copied, each with the claim of which it is a copy; all on one side of one statement.

    Of each text the voices in the document from which the others have it stay. Where that one does not make the
    statement, or nobody knows which it is, those in the first to be published stay in its place.
    """
    if not any(voice.copied_from for voice in voices):
        return {}
    everyone = in_order(voices)
    above = _above(everyone)
    texts: dict[int, list[Voice]] = defaultdict(list)
    for voice in everyone:
        texts[_origin(voice.copied_from, above) if voice.copied_from else voice.document].append(voice)
    copies: dict[int, int] = {}
    for origin, same in texts.items():
        first = next((v for v in same if v.document == origin), same[0]).document
        kept = [v for v in same if v.document == first]
        copies |= {v.claim: _alike(v, kept).claim for v in same if v.document != first}
    return copies


def _above(voices: Iterable[Voice]) -> dict[int, int]:
    """Whence each document has all that it says here; those that say something of their own are left out."""
    own = {v.document for v in voices if not v.copied_from}
    above: dict[int, int] = {}
    for voice in voices:
        if voice.copied_from and voice.document not in own:
            above.setdefault(voice.document, voice.copied_from)
    return above


def _origin(document: int, above: Mapping[int, int]) -> int:
    """The document from which this one has it in the end; of several that have it from each other, one of them."""
    way = [document]
    while (following := above.get(way[-1])) is not None:
        if following in way:
            return min(way[way.index(following) :])
        way.append(following)
    return way[-1]


def _alike(voice: Voice, kept: Sequence[Voice]) -> Voice:
    """The voice of the original with the same chain behind the publisher, else the first."""
    return next((other for other in kept if other.holders[1:] == voice.holders[1:]), kept[0])
