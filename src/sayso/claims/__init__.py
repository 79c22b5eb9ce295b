"""Everything before -> claims and labels: who relates to whom, on whose word, shown by which words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from sayso.actors import Cast
from sayso.claims.actor_signs import Scene
from sayso.claims.codebook import Codebook, Frame, Pattern, Relation, load_codebook
from sayso.claims.finder import ClaimFinder
from sayso.claims.holders import Holders
from sayso.claims.labels import LabelFinder
from sayso.claims.namings import NamingFinder
from sayso.claims.taking_part import TakingPart
from sayso.claims.voting import joined_why
from sayso.language import Parsed
from sayso.model import Actor, Attribution, Claim, Label, Mention, Naming, Place, TimeExpression

if TYPE_CHECKING:
    from sayso.claims.learned import LearnedClaims

__all__ = [
    "ClaimFinder",
    "Codebook",
    "Found",
    "Frame",
    "Pattern",
    "Relation",
    "TakingPart",
    "find_claims",
    "load_codebook",
]

_STRENGTH = {"actual": 2, "intended": 1, "possible": 0}


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What the claims step gives: claims and labels, how actors are called, mentions that stayed unresolved.

    `actors` are those that occur in claims, labels and attributions, those in the registry, whoever calls them by
    a name, and those about whom there is likely to be a claim that was not found.
    """

    actors: dict[str, Actor]
    claims: tuple[Claim, ...]
    labels: tuple[Label, ...]
    mentions: tuple[Naming, ...]
    unresolved: tuple[Mention, ...]


def find_claims(
    parsed: Parsed,
    cast: Cast,
    attributions: tuple[Attribution, ...],
    dates: Sequence[TimeExpression],
    codebook: Codebook,
    places: Sequence[Place] = (),
    taking_part: TakingPart | None = None,
    finder: Callable[..., ClaimFinder] = ClaimFinder,
    learned: LearnedClaims | None = None,
) -> Found:
    """The claims and labels of a document. A claim made twice is one claim with both pieces of evidence.

    Without `taking_part` actors get no chances, and without `learned` the frames alone find claims. `finder` makes
    their engine: sayso.claims.tracing has one that watches.
    """
    holders = Holders(parsed, cast, attributions)
    engine = finder(parsed, cast, holders, dates, codebook, places)
    voted = learned(engine) if learned is not None else engine.claims()
    claims = merge_claims(voted, codebook)
    labels = merge_labels(LabelFinder(parsed, cast, holders, codebook).labels())
    used = {name for c in claims for name in (*c.holder, c.subject, c.object)}
    used |= {name for label in labels for name in (*label.holder, label.actor)}
    used |= {a.holder for a in attributions if a.holder}
    used |= {name for mention in cast.mentions for name in mention.actors if cast.actors[name].registry}
    actors = cast.actors
    if taking_part is not None:
        actors = taking_part.judged(Scene(parsed, cast, attributions, claims, labels, codebook, engine.known))
        used |= {key for key, actor in actors.items() if taking_part.shows(actor)}
    namings = NamingFinder(parsed, cast, holders, attributions, labels).namings(used)
    used |= {naming.holder for naming in namings if naming.holder}
    return Found(
        actors={key: actor for key, actor in actors.items() if key in used},
        claims=claims,
        labels=labels,
        mentions=namings,
        unresolved=tuple(m for m in cast.mentions if not m.actors),
    )


def merge_claims(claims: Iterable[Claim], codebook: Codebook) -> tuple[Claim, ...]:
    """One claim for each holder chain, pair, relation and polarity; `actual` if any is, the first date given."""
    merged: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        pair: object = (claim.subject, claim.object)
        if codebook.relations[claim.relation].symmetric:
            pair = frozenset((claim.subject, claim.object))
        key = (claim.holder, pair, claim.relation, claim.polarity)
        old = merged.get(key)
        merged[key] = claim if old is None else _joined(old, claim)
    return tuple(merged.values())


def _joined(first: Claim, second: Claim) -> Claim:
    stronger = max(first, second, key=lambda c: _STRENGTH[c.modality])
    return msgspec.structs.replace(
        first,
        modality=stronger.modality,
        when=first.when or second.when,
        where=first.where or second.where,
        evidence=tuple(sorted({*first.evidence, *second.evidence})),
        confidence=max(first.confidence, second.confidence),
        why=joined_why(first.why, second.why),
    )


def merge_labels(labels: Iterable[Label]) -> tuple[Label, ...]:
    """One label for each holder chain, actor and wording, with all its evidence."""
    merged: dict[tuple[object, ...], Label] = {}
    for label in labels:
        key = (label.holder, label.actor, label.label.casefold(), label.tone)
        old = merged.get(key)
        evidence = label.evidence if old is None else tuple(sorted({*old.evidence, *label.evidence}))
        merged[key] = msgspec.structs.replace(old or label, evidence=evidence)
    return tuple(merged.values())
