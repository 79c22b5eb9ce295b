"""What an analysis could not trace to an actor: sources of attributions, and mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.model import Analysis, Attribution, Span

NOT_RECORDED = "not recorded"
"""The reason of an attribution without holder that gives none itself."""


class Untraced(NamedTuple):
    """Words that stand for nobody known, and why: offsets from their first to their last character.

    `attribution` is its id where they are its source, or, where it names none, its cue; None where they are a mention,
    and then the reason is its kind.
    """

    start: int
    end: int
    words: str
    reason: str
    attribution: str | None = None


def find_untraced(analysis: Analysis) -> list[Untraced]:
    """All of them in the order of the text. A mention inside a source that is listed is not listed again."""
    sources = [a for a in analysis.attributions if a.unresolved is not None or a.holder is None]
    named = [span for attribution in sources for span in attribution.source]
    found = [*_sources(sources, analysis.document.text), *_mentions(analysis, named)]
    return sorted(found, key=lambda u: (u.start, u.end, u.attribution or "", u.reason))


def _sources(attributions: Sequence[Attribution], text: str) -> Iterator[Untraced]:
    for attribution in attributions:
        spans = sorted(attribution.source or attribution.cue or attribution.content[:1])
        words = " … ".join(_words(text, span) for span in spans)
        start, end = (spans[0][0], spans[-1][1]) if spans else (0, 0)
        yield Untraced(start, end, words, attribution.unresolved or NOT_RECORDED, attribution.id)


def _mentions(analysis: Analysis, listed: Sequence[Span]) -> Iterator[Untraced]:
    covered = {offset for start, end in listed for offset in range(start, end)}
    for mention in analysis.unresolved:
        if not {mention.start, mention.end - 1} <= covered:
            span = (mention.start, mention.end)
            yield Untraced(*span, _words(analysis.document.text, span), mention.kind)


def _words(text: str, span: Span) -> str:
    return " ".join(text[span[0] : span[1]].split())
