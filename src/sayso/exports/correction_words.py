"""What a correction says, on one line."""

from __future__ import annotations

from sayso.storage.claim_events import Accept, Add, Change, Content, Reject
from sayso.storage.corrections import Correction, Merge, Redo, Rename, Retype, Split, Undo

NO_EFFECT = "It is kept in the log, but has no effect:"
"""Before the reason of a conflict."""


def event_words(event: Correction) -> str:
    """'merge: Lantern Front + Unsworn'."""
    match event.body:
        case Merge(actors=actors):
            return f"merge {' + '.join(actor.name for actor in actors)}"
        case Split(actor=actor, name=name):
            return f"split {name} from {actor.name}"
        case Rename(actor=actor, name=name):
            return f"rename {actor.name} to {name}"
        case Retype(actor=actor, type=kind):
            return f"retype {actor.name} to {kind}"
        case Undo(event=target) | Redo(event=target):
            return f"{event.kind} {target[:8]}"
        case Accept(claim=anchor) | Reject(claim=anchor):
            second = " (a second reading)" if event.body.blind else ""
            return f"{event.kind} {claim_words(event.body.content)} in {_short(anchor.document)}{second}"
        case Change(claim=anchor, content=content):
            second = " (a second reading)" if event.body.blind else ""
            return (
                f"change {claim_words(anchor.content)} to {claim_words(content)} in {_short(anchor.document)}{second}"
            )
        case Add(document=document, content=content):
            return f"add {claim_words(content)} in {_short(document)}"


def _short(document: str) -> str:
    """The beginning of an id that is a long hash; others are shown whole."""
    return document[:12] if len(document) >= 32 else document


def claim_words(content: Content) -> str:
    """'Karsk: Olvia not supports Front (possible)'."""
    denied = "not " if content.polarity == "denied" else ""
    how = f" ({content.modality})" if content.modality != "actual" else ""
    return f"{' > '.join(content.holder)}: {content.subject} {denied}{content.relation} {content.object}{how}"
