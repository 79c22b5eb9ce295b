"""Document -> passages: who speaks where in the text, by rules about lines (`data/voices.yaml`)."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from sayso.model import Document, Passage, Voice
from sayso.reading.lines import Line, lines_of
from sayso.reading.plain import head_of
from sayso.reading.voices import Voices, load_voices

_LONGEST_RULE_LINE = 220


class Cut(msgspec.Struct, frozen=True):
    """From `start` on the text is in `voice`, until the next cut."""

    start: int
    voice: Voice
    lang: str | None = None
    speaker: str | None = None


def with_passages(document: Document) -> Document:
    """The document with its passages: those that it has, else cut by rules. Pure.

    The passages are in order, do not overlap, and cover the text exactly; an empty text has none.
    """
    if document.passages or not document.text:
        return document
    return msgspec.structs.replace(document, passages=cut_passages(document.text, document.title))


def cut_passages(text: str, title: str | None = None) -> tuple[Passage, ...]:
    """The passages of a text of which nothing but (perhaps) its title is known."""
    cuts = _cuts(lines_of(text), title)
    if not cuts:
        return (Passage(start=0, end=len(text), voice="article"),) if text else ()
    kept = cuts[:1] + [cut for before, cut in pairwise(cuts) if not _same(before, cut)]
    ends = [cut.start for cut in kept[1:]] + [len(text)]
    starts = [0, *(cut.start for cut in kept[1:])]
    return tuple(
        Passage(start=start, end=end, voice=cut.voice, lang=cut.lang, speaker=cut.speaker)
        for start, end, cut in zip(starts, ends, kept, strict=True)
    )


def _same(before: Cut, cut: Cut) -> bool:
    return (before.voice, before.lang, before.speaker) == (cut.voice, cut.lang, cut.speaker)


def _cuts(lines: list[Line], title: str | None) -> list[Cut]:
    voices = load_voices()
    head = head_of(lines, title)
    zone: Voice = "article"
    cuts: list[Cut] = []
    speaker: str | None = None
    for line in lines:
        voice: Voice = zone
        words = line.words
        if line.start < head.end:
            voice = "byline"
        elif len(words) <= _LONGEST_RULE_LINE:
            if voices.comment_start.fullmatch(words) or voices.comment_form.fullmatch(words):
                zone, voice, speaker = "comment", "boilerplate", None
            elif voices.furniture.fullmatch(words):
                voice = "boilerplate"
            elif zone == "comment" and (name := _commenter(words, voices)):
                speaker = name
        cuts.append(Cut(line.start, voice, None, speaker if voice == "comment" else None))
    return cuts


def _commenter(words: str, voices: Voices) -> str | None:
    matches = (pattern.fullmatch(words) for pattern in voices.comment_header)
    return next((match["name"].strip() for match in matches if match), None)
