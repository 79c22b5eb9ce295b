"""Replays what people said of the claims of a document over what was found there. Pure: the same log, one result."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from sayso.corpus.claim_anchors import REJECTED, TIERS, ConflictError, Names, Spans, match, overlap, place
from sayso.corpus.corrections import Outcome
from sayso.model import Analysis, Claim
from sayso.storage.claim_events import (
    OF_CLAIM,
    VERDICTS,
    Accept,
    Add,
    Anchor,
    Content,
    OfClaim,
    Reject,
    Verdict,
    content_of,
    document_of,
)
from sayso.storage.corrections import Correction
from sayso.storage.keys import claim_ids

Review: TypeAlias = Literal["accepted", "changed", "added", "rejected"]
BY_HAND = "by hand"
SURE = 1.0
"""The confidence of a claim for which a person answers."""


@dataclass(slots=True)
class Reviewed:
    """A claim after all events so far: how it reads, what was said of it, and how an event may mean it.

    `said` are the events that hold, each with what it says: the content that it gives, or None to reject the claim;
    `events` are all that were carried out on it.
    """

    id: str
    claim: Claim
    anchor: Anchor
    review: Review | None = None
    said: list[tuple[str, Content | None]] = field(default_factory=list)
    events: list[str] = field(default_factory=list)


class ReplayedClaims(NamedTuple):
    """The claims of a document, found ones first, what became of each event, and actors that only corrections name."""

    claims: list[Reviewed]
    outcomes: dict[str, Outcome]
    known: dict[str, str | None]


def events_of(log: Sequence[Correction], document: str) -> list[Correction]:
    """What was said of the claims of one document."""
    return [e for e in log if isinstance(e.body, OF_CLAIM) and document_of(e.body) == document]


def replay_claims(
    events: Sequence[Correction], undone: Mapping[str, str], found: Analysis, relations: Collection[str] = ()
) -> ReplayedClaims:
    """The claims of one document after these events; `undone` as corrections.py says, `found` without corrections.

    A claim that was accepted or changed stands as the person read it, also where it is no longer found. With
    `relations`, those that the codebook has, an event that names another is a conflict.
    """
    state = _State(found, relations)
    state.match([e.body for e in events if e.id not in undone])
    for event in events:
        body = event.body
        if event.id in undone:
            state.outcomes[event.id] = Outcome(standing="undone", by=undone[event.id])
        elif isinstance(body, OF_CLAIM):
            state.apply(event.id, body)
    return ReplayedClaims(state.claims, state.outcomes, state.known)


class _State:
    def __init__(self, found: Analysis, relations: Collection[str]) -> None:
        self.outcomes: dict[str, Outcome] = {}
        self.known: dict[str, str | None] = {}
        self._found, self._relations, self._names = found, relations, Names(found.actors)
        ids = claim_ids(found.document.id, found.claims)
        self.claims = [
            Reviewed(id_, claim, anchor_of(found, claim)) for id_, claim in zip(ids, found.claims, strict=True)
        ]
        self._ids = set(ids)
        self._meant: dict[Anchor, int | ConflictError | None] = {}
        self._added: dict[str, Reviewed] = {}

    def match(self, bodies: Sequence[object]) -> None:
        """Finds whom the events mean, before any of them is carried out."""
        tiers: dict[Anchor, int] = {}
        for body in bodies:
            if isinstance(body, VERDICTS) and not body.blind and body.claim.added is None:
                own = REJECTED if isinstance(body, Reject) else len(TIERS)
                tiers[body.claim] = max(own, tiers.get(body.claim, 0))
        self._meant = match(tiers.items(), self._found.claims, self._found.document.text, self._names)

    def apply(self, event: str, body: OfClaim) -> None:
        self.outcomes[event] = Outcome()
        try:
            if self._relations and not isinstance(body, Reject) and body.content.relation not in self._relations:
                raise ConflictError(f"the codebook, as the last run read it, has no relation '{body.content.relation}'")
            if isinstance(body, Add):
                self._add(event, body)
            elif body.blind:
                self.outcomes[event] = Outcome(note="a second reading, only to compare")
            else:
                self._judge(event, body)
        except ConflictError as conflict:
            self.outcomes[event] = Outcome(standing="conflict", note=str(conflict))

    def _add(self, event: str, body: Add) -> None:
        spans = place(self._found.document.text, body.evidence, body.words)
        content = self._names.keyed(body.content)
        own = Anchor(body.document, body.evidence, body.words, body.content, added=event)
        reviewed = self._standing_at(content, spans)
        if reviewed is None:
            reviewed = self._new(event, _claim(content, spans), own)
        else:
            self.outcomes[event] = Outcome(note="it is found there, too")
        self._added[event] = reviewed
        self._say(event, reviewed, content, "added", body.known)

    def _judge(self, event: str, body: Verdict) -> None:
        reviewed = self._whom(event, body)
        if reviewed is None:
            note = "such a claim is not there" if body.claim.added is None else "the claim was not added"
            self.outcomes[event] = Outcome(standing="waiting", note=note)
        elif isinstance(body, Reject):
            self._say(event, reviewed, None, "rejected", {})
        else:
            review: Review = "accepted" if isinstance(body, Accept) else "changed"
            self._say(event, reviewed, self._names.keyed(body.content), review, body.known)

    def _whom(self, event: str, body: Verdict) -> Reviewed | None:
        """The claim that is meant; where it is no longer found, a new one, unless it is only rejected."""
        anchor = body.claim
        if anchor.added is not None:
            return self._added.get(anchor.added)
        meant = self._meant[anchor]
        if isinstance(meant, ConflictError):
            raise meant
        if meant is not None:
            return self.claims[meant]
        spans = place(self._found.document.text, anchor.evidence, anchor.words)
        kept = self._standing_at(self._names.keyed(anchor.content), spans, kept=True)
        if kept is not None or isinstance(body, Reject):
            return kept
        self.outcomes[event] = Outcome(note="no longer found; it stands on this word alone")
        return self._new("", _claim(self._names.keyed(anchor.content), spans), anchor)

    def _standing_at(self, content: Content, spans: Spans, *, kept: bool = False) -> Reviewed | None:
        """A claim at these words that says this; `kept`: of those that are only there because of an event."""
        for reviewed in self.claims[len(self._found.claims) if kept else 0 :]:
            said = self._names.keyed(reviewed.anchor.content) if kept else content_of(reviewed.claim)
            if said == content and overlap(reviewed.claim.evidence, spans):
                return reviewed
        return None

    def _new(self, event: str, claim: Claim, anchor: Anchor) -> Reviewed:
        [id_] = claim_ids(f"{anchor.document}{event}", (claim,))
        while id_ in self._ids:
            id_ = hashlib.sha256(id_.encode()).hexdigest()[: len(id_)]
        self._ids.add(id_)
        self.claims.append(Reviewed(id_, claim, anchor))
        return self.claims[-1]

    def _say(
        self, event: str, reviewed: Reviewed, content: Content | None, review: Review, known: Mapping[str, str | None]
    ) -> None:
        """Sets what the claim says; earlier events that say otherwise are overruled."""
        for earlier, said in reviewed.said:
            if said != content:
                self.outcomes[earlier] = Outcome(standing="overruled", by=event)
        reviewed.said = [(earlier, said) for earlier, said in reviewed.said if said == content] + [(event, content)]
        reviewed.events.append(event)
        reviewed.review = review
        if content is not None:
            reviewed.claim = msgspec.structs.replace(reviewed.claim, **msgspec.structs.asdict(content), confidence=SURE)
            self.known |= known


def anchor_of(found: Analysis, claim: Claim) -> Anchor:
    """How an event means a claim that was found."""
    words = tuple(found.document.text[start:end] for start, end in claim.evidence)
    return Anchor(found.document.id, claim.evidence, words, content_of(claim))


def _claim(content: Content, spans: Spans) -> Claim:
    return Claim(**msgspec.structs.asdict(content), evidence=spans, confidence=SURE, why=BY_HAND)
