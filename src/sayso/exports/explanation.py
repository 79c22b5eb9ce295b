"""Why a claim is there: the words that show it with their parts marked, whose word it is, and what matched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec

from sayso.claims.codebook import Codebook, Frame
from sayso.dates import time_in
from sayso.exports.sentences import as_shown, sentence
from sayso.exports.spotting import frames_of, spot_actors, spot_predicate
from sayso.model import Analysis, Attribution, Claim, Place, Span
from sayso.storage.rows import StoredClaim

Role: TypeAlias = Literal["evidence", "subject", "object", "predicate", "source", "cue"]

LONGEST_EXCERPT = 900
"""A paragraph longer than this (characters) is cut to `MARGIN` characters on both sides of the evidence."""
MARGIN = 220


class MarkedSpan(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the document (character offsets, half open) and the part that it plays in the claim."""

    start: int
    end: int
    role: Role


class Excerpt(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the document around evidence, with its voice and the marks inside it."""

    start: int
    end: int
    text: str
    voice: str
    marks: tuple[MarkedSpan, ...]


class MatchedFrame(msgspec.Struct, frozen=True, kw_only=True):
    """A frame of the codebook behind the claim: its word, where it looks for both actors, on what conditions."""

    lemma: str
    part_of_speech: str
    pattern: str
    conditions: dict[str, tuple[str, ...]]


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """What found the claim. `why` is its name; `plover` and `cameo` are the relation's codes in these schemes."""

    why: str
    frames: tuple[MatchedFrame, ...] = ()
    plover: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()


class TimeSource(msgspec.Struct, frozen=True, kw_only=True):
    """When the claim is about, and the words that say so (None where no words of the text give this time)."""

    value: str
    words: str | None = None
    span: Span | None = None


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything needed to check one claim against the text.

    `places` are those that the words of the claim's `where` name, in the order of the text. `unnamed` are those of
    'subject' and 'object' that the evidence does not name: a pronoun stands for them, or the speaker is meant.
    """

    claim: StoredClaim
    sentence: str
    excerpts: tuple[Excerpt, ...]
    match: Match
    when: TimeSource | None
    places: tuple[Place, ...]
    unnamed: tuple[Role, ...]


def explain(stored: StoredClaim, analysis: Analysis, codebook: Codebook) -> Explanation:
    """Puts together what the analysis of the claim's document says about it."""
    claim = stored.claim
    attributions = list(_attributions(claim, analysis))
    match = _match(claim, codebook)
    marks = _marks(claim, analysis, attributions, {frame.lemma for frame in match.frames})
    excerpts = tuple(_excerpt(stretch, marks, analysis) for stretch in _stretches(claim, analysis))
    marked = {mark.role for mark in marks}
    roles: tuple[Role, ...] = ("subject", "object")
    return Explanation(
        claim=stored,
        sentence=sentence(as_shown(stored).claim, codebook),
        excerpts=excerpts,
        match=match,
        when=_time(claim, analysis),
        places=_places(claim, analysis),
        unnamed=tuple(role for role in roles if role not in marked),
    )


def _attributions(claim: Claim, analysis: Analysis) -> Iterator[Attribution]:
    """The attributions in whose content the evidence lies and whose holder the claim has, outermost first."""
    for attribution in sorted(analysis.attributions, key=_widest_first):
        covers = any(s < end and start < e for s, e in attribution.content for start, end in claim.evidence)
        if covers and attribution.holder in claim.holder[1:]:
            yield attribution


def _widest_first(attribution: Attribution) -> tuple[int, int]:
    start = min((s for s, _ in attribution.content), default=0)
    end = max((e for _, e in attribution.content), default=0)
    return start - end, start


def _match(claim: Claim, codebook: Codebook) -> Match:
    relation = codebook.relations.get(claim.relation)
    return Match(
        why=claim.why,
        frames=tuple(map(_matched, frames_of(claim.why, codebook))),
        plover=relation.plover if relation else (),
        cameo=relation.cameo if relation else (),
    )


def _matched(frame: Frame) -> MatchedFrame:
    return MatchedFrame(
        lemma=frame.lemma,
        part_of_speech=frame.pos,
        pattern=str(frame.pattern),
        conditions={role: tuple(sorted(lemmas)) for role, lemmas in sorted(frame.where.items())},
    )


def _time(claim: Claim, analysis: Analysis) -> TimeSource | None:
    if claim.when is None:
        return None
    document = analysis.document
    saying = [date for date in analysis.dates if claim.when in (time_in(date, document), date.value)]
    if not saying:
        return TimeSource(value=claim.when)
    governing = min(saying, key=lambda date: (*_distance(claim, date.start), date.start))
    words = " ".join(document.text[governing.start : governing.end].split())
    return TimeSource(value=claim.when, words=words, span=(governing.start, governing.end))


def _distance(claim: Claim, start: int) -> tuple[int, int]:
    """How near to the evidence words stand: inside it, before it (told before), or behind it; then in characters."""
    away = [
        (0, 0) if begin <= start < end else (1, begin - start) if start < begin else (2, start - end)
        for begin, end in claim.evidence
    ]
    return min(away, default=(2, start))


def _places(claim: Claim, analysis: Analysis) -> tuple[Place, ...]:
    """Of the runs of places that together name the words of `where`, the most complete, of those the nearest."""
    runs = [_named_from(number, claim.where or "", analysis) for number in range(len(analysis.places))]
    runs = [run for run in runs if run]
    best = min(runs, key=lambda run: (-len(run), *_distance(claim, run[0].start), run[0].start), default=())
    return tuple(best)


def _named_from(number: int, where: str, analysis: Analysis) -> list[Place]:
    """The places from one on (its index), as far as their words follow each other in `where`."""
    found: list[Place] = []
    end = 0
    for place in analysis.places[number:]:
        words = " ".join(analysis.document.text[place.start : place.end].split())
        at = where.find(words, end)
        if at < 0 or (not found and at > 0):
            break
        found.append(place)
        end = at + len(words)
    return found


def _stretches(claim: Claim, analysis: Analysis) -> list[Span]:
    """The paragraphs that hold evidence, each once, in the order of the text; long ones cut around the evidence."""
    text = analysis.document.text
    stretches: list[Span] = []
    for start, end in sorted(claim.evidence):
        left, right = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        right = len(text) if right < 0 else right
        if right - left > LONGEST_EXCERPT:
            left = max(left, text.rfind(" ", left, max(left, start - MARGIN)) + 1)
            space = text.find(" ", min(right, end + MARGIN), right)
            right = right if space < 0 else space
        if stretches and left < stretches[-1][1]:
            stretches[-1] = (min(left, stretches[-1][0]), max(right, stretches[-1][1]))
        else:
            stretches.append((left, right))
    return stretches


def _marks(claim: Claim, analysis: Analysis, attributions: list[Attribution], lemmas: set[str]) -> list[MarkedSpan]:
    text = analysis.document.text
    spans: dict[Role, set[Span]] = {
        "evidence": set(claim.evidence),
        "source": {span for attribution in attributions for span in attribution.source},
        "cue": {span for attribution in attributions for span in attribution.cue},
        "subject": set(),
        "object": set(),
        "predicate": set(),
    }
    for start, end in claim.evidence:
        named = spot_actors(text, start, end, analysis.actors, (claim.subject, claim.object))
        spans["subject"].update(named[claim.subject])
        spans["object"].update(named[claim.object])
        spans["predicate"].update(span for lemma in lemmas for span in spot_predicate(text, start, end, lemma))
    marks = [MarkedSpan(start=s, end=e, role=role) for role, found in spans.items() for s, e in found]
    return sorted(marks, key=lambda m: (m.start, -m.end, m.role))


def _excerpt(stretch: Span, marks: list[MarkedSpan], analysis: Analysis) -> Excerpt:
    start, end = stretch
    inside = tuple(mark for mark in marks if start <= mark.start < mark.end <= end)
    voice = next((p.voice for p in analysis.document.passages if p.start <= inside[0].start < p.end), "article")
    return Excerpt(start=start, end=end, text=analysis.document.text[start:end], voice=voice, marks=inside)
