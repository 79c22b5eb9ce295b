"""Frames and the learned reader vote on claims: how sure is each, and which are sure enough?

Whatever one of both proposes for a pair of actors in a sentence is a candidate. A logistic judge weighs the chance that
the reader gives it, what the frames say of the pair, and whether the document says the same elsewhere; its outcome is
the claim's confidence, fitted on annotated documents that reader and judge had not seen. What a frame proposes stays,
however unsure: the codebook is its user's word. What the reader alone proposes must be sure enough. `why` says who
voted: 'frame attacks: raid/verb, subj > obj; model .71'.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import exp, fsum, log
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from sayso.claims.codebook import Codebook
from sayso.claims.weights import JUDGE, LEAST, unreadable
from sayso.model import Claim

_DIGITS = 2
_MODEL = "model "


class Proposal(NamedTuple):
    """A claim that frame or reader proposes, and the sentence (by `Sentence.index`) that shows it.

    `framed` is the confidence of the frame, 0 where none fired; `chance` that of the reader, 0 where it is below LEAST
    or has not read the pair.
    """

    claim: Claim
    sentence: int
    framed: float = 0.0
    chance: float = 0.0


class Judge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Logarithms of odds by what speaks for a proposal (`considerations`); `usual` is that of one without any.

    `shown` is the least confidence at which what the reader alone proposes becomes a claim; `high` is that from which
    on about two of three claims were right on documents left out.
    """

    usual: float
    shown: float
    high: float
    weights: dict[str, float]

    def confidence(self, said: dict[str, float]) -> float:
        """How likely a proposal is right, 0 to 1."""
        total = fsum((self.usual, *(self.weights[name] * value for name, value in said.items())))
        return round(1 / (1 + exp(-total)), _DIGITS)


def load_judge(path: Path = JUDGE) -> Judge:
    """The judge that comes with sayso, or that of a file. Raises ModelError where it is missing or broken."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Judge)
    except (OSError, msgspec.DecodeError) as error:
        raise unreadable(path, error) from error


def considerations(proposals: Sequence[Proposal], codebook: Codebook) -> list[dict[str, float]]:
    """What speaks for and against each proposal of one document, as numbers by name."""
    by_claim: dict[tuple[object, ...], dict[int, float]] = defaultdict(dict)
    by_pair: dict[tuple[object, ...], list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        places = by_claim[_key(proposal.claim, codebook)]
        places[proposal.sentence] = max(places.get(proposal.sentence, 0.0), proposal.chance)
        by_pair[proposal.sentence, frozenset((proposal.claim.subject, proposal.claim.object))].append(proposal)
    return [_said(proposal, codebook, by_claim, by_pair) for proposal in proposals]


def _said(
    proposal: Proposal,
    codebook: Codebook,
    by_claim: dict[tuple[object, ...], dict[int, float]],
    by_pair: dict[tuple[object, ...], list[Proposal]],
) -> dict[str, float]:
    claim = proposal.claim
    places = by_claim[_key(claim, codebook)]
    beside = by_pair[proposal.sentence, frozenset((claim.subject, claim.object))]
    rivals = [p for p in beside if _key(p.claim, codebook) != _key(claim, codebook)]
    elsewhere = max((chance for place, chance in places.items() if place != proposal.sentence), default=0.0)
    odds = _odds(proposal.chance)
    return {
        "chance": odds,
        "frame": float(proposal.framed > 0),
        "sure frame": proposal.framed,
        "frame and chance": odds if proposal.framed else 0.0,
        "unread": float(proposal.chance == 0),
        "rival chance": max((p.chance for p in rivals), default=0.0),
        "rival frame": float(any(p.framed for p in rivals)),
        "elsewhere": elsewhere,
        "places": log(len(places)),
    }


def _odds(chance: float) -> float:
    at_least = max(chance, LEAST)
    return log(at_least / (1 - min(at_least, 0.999)))


def _key(claim: Claim, codebook: Codebook) -> tuple[object, ...]:
    """Equal for claims of the same relation between the same actors, whoever holds them."""
    return pair_key(claim.relation, claim.subject, claim.object, codebook)


def pair_key(relation: str, subject: str, object_: str, codebook: Codebook) -> tuple[object, ...]:
    """The same for two actors in either order where the relation is symmetric."""
    pair = (subject, object_)
    return relation, frozenset(pair) if codebook.relations[relation].symmetric else pair


def vote(proposals: Iterable[Proposal], codebook: Codebook, judge: Judge) -> list[Claim]:
    """The claims that stay, with their confidence and who voted for them, in the order of the proposals."""
    joined = list(proposals)
    sure = [judge.confidence(said) for said in considerations(joined, codebook)]
    return [
        replace(proposal.claim, confidence=confidence, why=_why(proposal))
        for proposal, confidence in zip(joined, sure, strict=True)
        if proposal.framed or confidence >= judge.shown
    ]


def _why(proposal: Proposal) -> str:
    model = f"{_MODEL}{proposal.chance:.2f}".replace(" 0.", " .") if proposal.chance else ""
    return "; ".join(filter(None, [proposal.claim.why, model]))


def joined_why(*reasons: str) -> str:
    """Why a claim was made that was made several times: every frame once, and the surest of the models."""
    parts = list(dict.fromkeys(part for reason in reasons for part in reason.split("; ")))
    models = [part for part in parts if part.startswith(_MODEL)]
    return "; ".join([*(part for part in parts if part not in models), *sorted(models)[-1:]])
