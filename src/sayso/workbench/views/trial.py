"""A sentence tried on the codebook: what is found in it, what nearly is, and why nothing is between two actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, TypeAlias

import msgspec

from sayso.claims.tracing import TracingFinder
from sayso.claims.verdicts import Tried, Verdicts
from sayso.claims.why_not import WhyNot, why_not
from sayso.errors import DataFileError, ModelError
from sayso.exports.sentences import cited_chain, claim_clause
from sayso.model import Analysis, Claim
from sayso.pages.views import sign_of
from sayso.reading import read_row
from sayso.storage.chains import chain
from sayso.storage.claims import find_claim
from sayso.storage.documents import find_document
from sayso.storage.voices import side_of
from sayso.workbench.desk import Desk
from sayso.workbench.errors import BadParameterError, Fault
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Name
from sayso.workbench.trying import engine_of
from sayso.workbench.views.choices import Choices, choices

LONGEST = 2_000
_MOST = 20
Sentence: TypeAlias = Annotated[
    str, msgspec.Meta(max_length=LONGEST, description=f"a text of at most {LONGEST:,} characters")
]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What to try: a sentence, and two actors in it if one asks about these; or `claim`, by its id, instead."""

    sentence: Sentence | None = None
    first: Name | None = None
    second: Name | None = None
    relation: Name | None = None
    claim: Name | None = None


class ClaimTold(msgspec.Struct, frozen=True, kw_only=True):
    """A claim in words, with what showed it."""

    holders: str
    clause: str
    sign: str
    side: str
    triple: tuple[str, str, str]
    confidence: float
    why: str


class AttributionTold(msgspec.Struct, frozen=True, kw_only=True):
    """Whose words: `holder` None where nobody knows, `reason` then says why."""

    holder: str | None
    reason: str | None
    source: str
    cue: str
    content: str
    kind: str


class ActorTold(msgspec.Struct, frozen=True):
    """Somebody in the text, with its names there."""

    name: str
    type: str
    names: tuple[str, ...]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """All that is found in a sentence; `tried` are frames that lacked one thing, `left` so many more."""

    actors: list[ActorTold]
    unresolved: list[str]
    attributions: list[AttributionTold]
    claims: list[ClaimTold]
    tried: list[Tried]
    left: int


class Between(msgspec.Struct, frozen=True, kw_only=True):
    """What stands between two actors: whom the words mean, what was found, what is in the way, what was tried."""

    answer: WhyNot
    claims: list[ClaimTold]
    tried: list[Tried]
    left: int


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a trial. `error` says why there was none; `gone` that a claim is not found any more."""

    found: Found | None = None
    between: Between | None = None
    error: str | None = None
    gone: bool = False
    choices: Choices = Choices([])


def show(desk: Desk, asked: Asked) -> Trial:
    """Nothing to be tried is no fault. Raises BadParameterError where one actor is given and not the other."""
    if (asked.first is None) != (asked.second is None):
        missing = "second" if asked.second is None else "first"
        raise BadParameterError([Fault(missing, "", "Give two actors, or none: the question is what is between them.")])
    try:
        offered = choices(desk, asked.relation)
        if asked.claim is not None:
            return _about_claim(desk, asked, offered)
        return _about_sentence(desk, asked, offered) if asked.sentence else Trial(choices=offered)
    except (DataFileError, ModelError) as error:
        return Trial(error=str(error))


def _about_sentence(desk: Desk, asked: Asked, offered: Choices) -> Trial:
    document = read_row({"text": asked.sentence}, "the sentence")
    analysis, finder = engine_of(desk.project.folder).trace(document)
    between = None
    if asked.first is not None and asked.second is not None:
        answer = why_not(finder, analysis, asked.first, asked.second, relation=asked.relation, least=desk.least)
        between = _between(desk, answer, analysis)
    return Trial(found=_found(desk, analysis, finder), between=between, choices=offered)


def _about_claim(desk: Desk, asked: Asked, offered: Choices) -> Trial:
    """The claim's document is read afresh, with the codebook as it is now."""
    stored = find_claim(desk.connection, asked.claim or "")
    document, told = find_document(desk.connection, stored.document_id), stored.claim
    analysis, finder = engine_of(desk.project.folder).trace(document)
    pair, within = (told.subject, told.object), told.evidence[0]
    answer = why_not(finder, analysis, *pair, within=within, relation=asked.relation, least=desk.least)
    triple = (told.subject, told.relation, told.object)
    gone = all((claim.subject, claim.relation, claim.object) != triple for claim in answer.claims)
    return Trial(between=_between(desk, answer, analysis), gone=gone, choices=offered)


def _between(desk: Desk, answer: WhyNot, analysis: Analysis) -> Between:
    told = _once(answer.tried)
    claims = [_claim(desk, claim, analysis) for claim in answer.claims]
    return Between(answer=answer, claims=claims, tried=told[:_MOST], left=max(0, len(told) - _MOST))


def _found(desk: Desk, analysis: Analysis, finder: TracingFinder) -> Found:
    text = analysis.document.text
    tried = _once(one for one in Verdicts(finder).all(0, len(text)) if one.is_near)
    return Found(
        actors=[ActorTold(key, actor.type, actor.names) for key, actor in analysis.actors.items()],
        unresolved=[text[m.start : m.end] for m in analysis.unresolved],
        attributions=list(_attributions(analysis)),
        claims=[_claim(desk, claim, analysis) for claim in analysis.claims],
        tried=tried[:_MOST],
        left=max(0, len(tried) - _MOST),
    )


def _once(tried: Iterable[Tried]) -> list[Tried]:
    """What was nearest to firing first; nothing said twice of the same word."""
    told: dict[tuple[object, ...], Tried] = {}
    for one in sorted(tried, key=lambda one: one.rank):
        told.setdefault((one.start, one.outcome, one.relation, one.pairs, one.says), one)
    return list(told.values())


def _attributions(analysis: Analysis) -> Iterator[AttributionTold]:
    text = analysis.document.text
    for one in analysis.attributions:
        source, cue, content = (
            " … ".join(" ".join(text[start:end].split()) for start, end in spans)
            for spans in (one.source, one.cue, one.content)
        )
        reason = None if one.holder else one.unresolved
        yield AttributionTold(holder=one.holder, reason=reason, source=source, cue=cue, content=content, kind=one.kind)


def _claim(desk: Desk, claim: Claim, analysis: Analysis) -> ClaimTold:
    links = chain(analysis.document.text, claim, analysis.attributions, analysis.actors)
    return ClaimTold(
        holders=cited_chain(links),
        clause=claim_clause(claim, desk.codebook),
        sign=sign_of(claim.relation, desk.codebook),
        side=side_of(claim.polarity, claim.modality),
        triple=(claim.subject, claim.relation, claim.object),
        confidence=claim.confidence,
        why=claim.why,
    )


VIEW = View(path="/try", template="codebook/trial.html", asked=Asked, show=show, section="Codebook")
