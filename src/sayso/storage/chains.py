"""From a claim back to the text: the words that show it, and those by which each holder in its chain is cited."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.model import Actor, Attribution, Claim, Span
from sayso.storage.rows import Link


def quotations(text: str, claim: Claim) -> tuple[str, ...]:
    """The words of the text at the claim's evidence."""
    return tuple(text[start:end] for start, end in claim.evidence)


def chain(text: str, claim: Claim, attributions: Iterable[Attribution], actors: dict[str, Actor]) -> tuple[Link, ...]:
    """The claim's holders, outermost first; each but the outermost with the source and cue that cite it, if found."""
    around = [a for a in attributions if _overlap(a.content, claim.evidence)]
    links = []
    for place, holder in enumerate(claim.holder):
        cited = [a for a in around if a.holder == holder] if place else []
        registry = actors[holder].registry if holder in actors else None
        links.append(_link(text, holder, registry, min(_first_words(cited), key=_length, default=None)))
    return tuple(links)


def _first_words(cited: list[Attribution]) -> list[Attribution]:
    """Those that bring the holder in: 'X denied that it supports Y' cites X by the denial, not by the support."""
    known = {a.id for a in cited}
    return [a for a in cited if a.parent not in known]


def _link(text: str, holder: str, registry: str | None, by: Attribution | None) -> Link:
    if by is None:
        return Link(actor=holder, registry=registry)
    return Link(
        actor=holder,
        registry=registry,
        words=tuple(text[start:end] for start, end in sorted({*by.source, *by.cue})),
        attribution=by.id,
        kind=by.kind,
        unresolved=by.unresolved,
        standing=by.standing,
        stance=by.stance,
    )


def _overlap(spans: Iterable[Span], others: Iterable[Span]) -> bool:
    return any(start < e and s < end for start, end in spans for s, e in others)


def _length(attribution: Attribution) -> int:
    return sum(end - start for start, end in attribution.content)
