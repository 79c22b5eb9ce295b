"""Frames and the learned reader vote on claims: how sure is each, and which are sure enough?

Whatever one of both proposes for a pair of actors in a sentence is a candidate. A logistic judge weighs the chance that
the reader gives it, what the frames say of the pair, and whether the document says the same elsewhere; its outcome is
the claim's confidence, fitted on annotated documents that reader and judge had not seen. Proposals that are not sure
enough are dropped, those of frames at half the threshold; of relations that the reader does not know the frames alone
decide. `why` says who voted: 'frame attacks: raid/verb, subj > obj; model .71'.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import exp, fsum, log
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec

from sayso.claims.codebook import Codebook
from sayso.claims.weights import JUDGE, LEAST, unreadable
from sayso.model import Claim

if TYPE_CHECKING:
    from sayso.claims.reader import Reading

FRAMED = 0.5
"""How sure a frame need be, beside what the reader alone proposes."""
_DIGITS = 2
_MODEL = "model "

Key: TypeAlias = tuple[str, tuple[str, str] | frozenset[str]]
"""What two claims of the same relation between the same actors have in common, whoever holds them."""


class Proposal(NamedTuple):
    """What frame or reader proposes to claim: of whom, and which sentence (by `Sentence.index`) shows it.

    `framed` is the confidence of the frame, 0 where none fired; `chance` that of the reader: 0 where it is below LEAST
    or the reader has not read the pair, None where it does not know the relation. `claim` is what the frame made of it;
    of what the reader alone proposes there is the `reading`.
    """

    subject: str
    relation: str
    object: str
    sentence: int
    framed: float = 0.0
    chance: float | None = 0.0
    claim: Claim | None = None
    reading: Reading | None = None


class Voted(NamedTuple):
    """A proposal that stays, with the confidence (0 to 1) of the vote."""

    proposal: Proposal
    confidence: float


class Judge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Logarithms of odds by what speaks for a proposal (`considerations`); `usual` is that of one without any.

    `shown` is the least confidence at which what the reader proposes becomes a claim; a frame needs half of
    it (FRAMED), since somebody wrote it down. `high` is that from which on three of four were right on documents left
    out.
    """

    usual: float
    shown: float
    high: float
    weights: dict[str, float]

    def confidence(self, said: dict[str, float]) -> float:
        """How likely a proposal is right, 0 to 1."""
        total = fsum((self.usual, *(self.weights[name] * value for name, value in said.items())))
        return round(1 / (1 + exp(-total)), _DIGITS)

    def keeps(self, confidence: float, *, framed: bool) -> bool:
        """Is a proposal sure enough to become a claim?"""
        return confidence >= self.shown * (FRAMED if framed else 1)


def load_judge(path: Path = JUDGE) -> Judge:
    """The judge that comes with sayso, or that of a file. Raises ModelError where it is missing or broken."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Judge)
    except (OSError, msgspec.DecodeError) as error:
        raise unreadable(path, error) from error


def considerations(proposals: Sequence[Proposal], codebook: Codebook) -> list[dict[str, float]]:
    """What speaks for and against each proposal of one document, as numbers by name."""
    by_claim: dict[Key, dict[int, float]] = defaultdict(dict)
    by_pair: dict[tuple[int, frozenset[str]], list[Proposal]] = defaultdict(list)
    keys = [pair_key(p.relation, p.subject, p.object, codebook) for p in proposals]
    for proposal, key in zip(proposals, keys, strict=True):
        places = by_claim[key]
        places[proposal.sentence] = max(places.get(proposal.sentence, 0.0), proposal.chance or 0.0)
        by_pair[proposal.sentence, frozenset((proposal.subject, proposal.object))].append(proposal)
    said = []
    for proposal, key in zip(proposals, keys, strict=True):
        beside = by_pair[proposal.sentence, frozenset((proposal.subject, proposal.object))]
        rivals = [p for p in beside if pair_key(p.relation, p.subject, p.object, codebook) != key]
        said.append(_said(proposal, by_claim[key], rivals))
    return said


def _said(proposal: Proposal, places: dict[int, float], rivals: Sequence[Proposal]) -> dict[str, float]:
    return {
        "chance": _odds(proposal.chance or 0.0),
        "frame": float(proposal.framed > 0),
        "sure frame": proposal.framed,
        "unread": float(not proposal.chance),
        "rival chance": max((p.chance or 0.0 for p in rivals), default=0.0),
        "rival frame": float(any(p.framed for p in rivals)),
        "elsewhere": max((chance for place, chance in places.items() if place != proposal.sentence), default=0.0),
        "places": log(len(places)),
    }


def _odds(chance: float) -> float:
    at_least = max(chance, LEAST)
    return log(at_least / (1 - min(at_least, 0.999)))


def pair_key(relation: str, subject: str, object_: str, codebook: Codebook) -> Key:
    """Equal for the same relation between the same actors, in either order where it is symmetric."""
    pair = (subject, object_)
    return relation, frozenset(pair) if codebook.relations[relation].symmetric else pair


def vote(proposals: Iterable[Proposal], codebook: Codebook, judge: Judge) -> list[Voted]:
    """The proposals that stay, in their order."""
    joined = list(proposals)
    voted = []
    for proposal, said in zip(joined, considerations(joined, codebook), strict=True):
        if proposal.chance is None:
            voted.append(Voted(proposal, proposal.framed))
        elif judge.keeps(confidence := judge.confidence(said), framed=proposal.framed > 0):
            voted.append(Voted(proposal, confidence))
    return voted


def reason(proposal: Proposal) -> str:
    """Who voted for it: 'frame F; model .71'."""
    model = f"{_MODEL}{proposal.chance:.2f}".replace(" 0.", " .") if proposal.chance else ""
    return "; ".join(filter(None, [proposal.claim.why if proposal.claim else "", model]))


def joined_why(*reasons: str) -> str:
    """Why a claim was made that was made several times: every frame once, and the surest of the models."""
    parts = list(dict.fromkeys(part for reason in reasons for part in reason.split("; ")))
    models = [part for part in parts if part.startswith(_MODEL)]
    return "; ".join([*(part for part in parts if part not in models), *sorted(models)[-1:]])
