"""Review: one claim at a time, by keys alone; a second reading without sight of the first; how far readers agree."""

from __future__ import annotations

import re

import msgspec

from sayso.corpus.claim_settling import review_document
from sayso.corpus.readings import left_for
from sayso.findings.reviewers import Reviewers, compare_reviewers
from sayso.pages.views import ClaimView, view_claim
from sayso.storage.browsing_documents import find_claims
from sayso.storage.chains import chain
from sayso.storage.claim_events import Anchor, Content
from sayso.storage.claims import find_claim
from sayso.storage.corrections import Correction, read_log
from sayso.storage.review_queue import Queued, QueueOrder, next_unreviewed
from sayso.storage.rows import StoredClaim
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Name
from sayso.workbench.views.choices import Choices, choices

_LINES = re.compile(r"\s*\n\s*")
AROUND = 260
"""So many characters of the text are shown on both sides of the evidence."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What to review, and what was passed over last; `second` asks for a second reading."""

    order: QueueOrder = "uncertain"
    relation: Name | None = None
    second: bool = False
    after: Name | None = None


class Words(msgspec.Struct, frozen=True):
    """The first evidence with the text around it."""

    before: str
    evidence: str
    behind: str


class ReviewPage(msgspec.Struct, frozen=True, kw_only=True):
    """The claim to review, None where none is left. `content` is what it says, with the document's own names.

    `number` counts what waits, None where that is too many to count.
    """

    claim: ClaimView | None
    content: Content | None
    words: Words | None
    number: int | None
    choices: Choices


def show(desk: Desk, asked: Asked) -> ReviewPage:
    """Raises UsageError where the codebook has no such relation."""
    offered = choices(desk, asked.relation)
    queued, stored = _second(desk, asked) if asked.second else _first(desk, asked)
    claim = stored.claim if stored else None
    return ReviewPage(
        claim=view_claim(stored, desk.codebook) if stored else None,
        content=Content(claim.holder, claim.subject, claim.relation, claim.object, claim.polarity, claim.modality)
        if claim
        else None,
        words=_words(desk, stored) if stored else None,
        number=queued.number,
        choices=offered,
    )


def _first(desk: Desk, asked: Asked) -> tuple[Queued, StoredClaim | None]:
    queued = next_unreviewed(desk.connection, asked.order, relation=asked.relation, least=desk.least, after=asked.after)
    return queued, find_claim(desk.connection, queued.claim) if queued.claim else None


def _second(desk: Desk, asked: Asked) -> tuple[Queued, StoredClaim | None]:
    """What others judged, as it was found, so that nothing tells what they said of it."""
    log = read_log(desk.connection)
    left = [a for a in left_for(desk.visitor.name, log) if asked.relation in (None, a.content.relation)]
    found: StoredClaim | None = None
    passed = asked.after is None
    for anchor in left:
        found = _as_found(desk, log, anchor)
        if found is not None and passed:
            return Queued(found.id, len(left)), found
        passed = passed or (found is not None and found.id == asked.after)
    return Queued(None, len(left)), None


def _as_found(desk: Desk, log: list[Correction], anchor: Anchor) -> StoredClaim | None:
    reviewed = review_document(desk.connection, log, anchor.document)
    one = next((one for one in reviewed.replayed.claims if one.anchor == anchor), None) if reviewed else None
    stored = next((s for s in find_claims(desk.connection, anchor.document) if one and s.id == one.id), None)
    if reviewed is None or stored is None:
        return None
    kept = reviewed.stored.kept.uncorrected
    claim = msgspec.structs.replace(stored.claim, **msgspec.structs.asdict(anchor.content))
    own = chain(reviewed.stored.kept.document.text, claim, kept.attributions, kept.actors)
    return msgspec.structs.replace(stored, claim=claim, chain=own, reviewed=None)


def _words(desk: Desk, stored: StoredClaim) -> Words | None:
    reviewed = review_document(desk.connection, [], stored.document_id)
    if reviewed is None or not stored.claim.evidence:
        return None
    text = reviewed.stored.kept.document.text
    start, end = min(stored.claim.evidence)
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    before, behind = text[first:start], text[end:last]
    cut = "… " + before.partition(" ")[2] if first else before
    rest = behind.rpartition(" ")[0] + " …" if last < len(text) else behind
    return Words(*(_LINES.sub("\n", part) for part in (cut, text[start:end], rest)))


class AgreementAsked(msgspec.Struct, frozen=True):
    """Nothing is asked."""


def show_agreement(desk: Desk, _asked: AgreementAsked) -> Reviewers:
    """From the last verdict of each reader on each claim."""
    return compare_reviewers(read_log(desk.connection))


VIEW = View(
    path="/review", template="review/page.html", asked=Asked, show=show, section="Review", opens=True, needs="reader"
)
AGREEMENT = View(
    path="/review/agreement", template="review/agreement.html", asked=AgreementAsked, show=show_agreement,
    section="Review",
)  # fmt: skip
