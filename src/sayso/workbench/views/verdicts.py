"""What is said of a claim in the workbench: accept, reject, change, add by hand; and the state that pages show."""

from __future__ import annotations

from typing import Annotated

import msgspec

from sayso.corpus.claim_settling import review_document
from sayso.corpus.correcting import Corrected
from sayso.corpus.corrections import Outcome
from sayso.corpus.reviewing import Reading
from sayso.errors import UsageError
from sayso.exports.correction_words import NO_EFFECT
from sayso.model import Modality, Polarity
from sayso.storage.claim_events import OF_CLAIM, Content, content_of
from sayso.storage.corrections import Correction, read_log
from sayso.storage.documents import find_document
from sayso.workbench.addresses import Addresses, within
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import Action, Done
from sayso.workbench.parameters import Count, Name
from sayso.workbench.views.choices import Relation, choices

Words = Annotated[str, msgspec.Meta(max_length=5_000, description="words of at most 5,000 characters")]
APART = ">"
"""Between the holders of a chain in a form, outermost first."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was said of the claim; `content` is how the claim reads by it, None where it is rejected."""

    id: str
    kind: str
    content: Content | None
    by: str
    made_at: str
    reason: str | None
    outcome: Outcome
    undoable: bool


class State(msgspec.Struct, frozen=True, kw_only=True):
    """A claim in review: as it reads now, as it was found (None where it was added), what was said, latest first."""

    review: str | None
    content: Content
    found: Content | None
    said: tuple[Said, ...]
    relations: list[Relation]


def state_of(desk: Desk, claim: str, document: str) -> State | None:
    """What people said of a claim (whole ids); None where it is not there any more."""
    log = read_log(desk.connection, [document])
    reviewed = review_document(desk.connection, log, document)
    one = next((one for one in reviewed.replayed.claims if one.id == claim), None) if reviewed else None
    if reviewed is None or one is None:
        return None
    own = {e.id: e for e in log if isinstance(e.body, OF_CLAIM)}
    return State(
        review=one.review,
        content=content_of(one.claim),
        found=None if one.anchor.added else one.anchor.content,
        said=tuple(_said(desk, own[id_], reviewed.replayed.outcomes[id_]) for id_ in reversed(one.events)),
        relations=choices(desk, None).relations,
    )


def _said(desk: Desk, event: Correction, outcome: Outcome) -> Said:
    return Said(
        id=event.id,
        kind=event.kind,
        content=None if event.kind == "reject" else getattr(event.body, "content", None),
        by=event.author,
        made_at=event.made_at,
        reason=event.reason,
        outcome=outcome,
        undoable=may_undo(desk, event),
    )


def may_undo(desk: Desk, event: Correction) -> bool:
    """One's own corrections; those of others only as an editor."""
    return desk.visitor.may("editor") or (desk.visitor.may("coder") and event.author == desk.visitor.name)


class VerdictAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Which claim, why, and where to go on: `to` is an address of this server. `second` is a second reading."""

    claim: str
    reason: Words | None = None
    to: Words | None = None
    second: bool = False


class ChangeAsked(VerdictAsked, frozen=True, kw_only=True):
    """What the claim is to say; empty fields leave it as it is. `holder` has '>' between those in a chain."""

    holder: Words | None = None
    subject: Name | None = None
    relation: Name | None = None
    object: Name | None = None
    polarity: Polarity | None = None
    modality: Modality | None = None


class AddAsked(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that was not found. Its words stand from `start` to `end`, or are `words`, as they are in the text."""

    document: str
    subject: Name
    relation: Name
    object: Name
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    holder: Words | None = None
    words: Words | None = None
    start: Count | None = None
    end: Count | None = None
    reason: Words | None = None


def accept(desk: Desk, asked: VerdictAsked) -> Done:
    """The claim is right."""
    made = desk.project.reviews.accept(asked.claim, blind=asked.second, by=desk.visitor.name, reason=asked.reason)
    return _done(asked, "Accepted.", made)


def reject(desk: Desk, asked: VerdictAsked) -> Done:
    """The text does not claim it."""
    made = desk.project.reviews.reject(asked.claim, blind=asked.second, by=desk.visitor.name, reason=asked.reason)
    return _done(asked, "Rejected.", made)


def change(desk: Desk, asked: ChangeAsked) -> Done:
    """The text claims something else."""
    made = desk.project.reviews.change(
        asked.claim, _reading(asked), blind=asked.second, by=desk.visitor.name, reason=asked.reason
    )
    return _done(asked, "Changed.", made)


def add(desk: Desk, asked: AddAsked) -> Done:
    """A claim by hand."""
    document = find_document(desk.connection, asked.document)
    if asked.start is not None and asked.end is not None:
        span = (asked.start, asked.end)
    elif asked.words:
        span = desk.project.reviews.quoted(document.id, asked.words)
    else:
        raise UsageError("Choose the words of the text that claim it.")
    made = desk.project.reviews.add(document.id, [span], _reading(asked), by=desk.visitor.name, reason=asked.reason)
    words = _conflict(made) or "Added. The claim stands in the margin beside its words."
    return Done(to=Addresses().document(document.id), words=words)


def _reading(asked: ChangeAsked | AddAsked) -> Reading:
    holder = [name.strip() for name in (asked.holder or "").split(APART) if name.strip()]
    return Reading(
        holder=holder or None,
        subject=asked.subject,
        relation=asked.relation,
        object=asked.object,
        polarity=asked.polarity,
        modality=asked.modality,
    )


def _done(asked: VerdictAsked, words: str, made: Corrected) -> Done:
    second = " It is kept for the comparison, and changes nothing." if asked.second else " It can be undone in the log."
    return Done(to=within(asked.to, Addresses().claim(asked.claim)), words=_conflict(made) or words + second)


def _conflict(made: Corrected) -> str | None:
    return f"{NO_EFFECT} {made.conflict}. It can be undone in the log." if made.conflict else None


ACTIONS = (
    Action(path="/claims/add", asked=AddAsked, do=add),
    Action(path="/claims/{claim}/accept", asked=VerdictAsked, do=accept),
    Action(path="/claims/{claim}/reject", asked=VerdictAsked, do=reject),
    Action(path="/claims/{claim}/change", asked=ChangeAsked, do=change),
)
