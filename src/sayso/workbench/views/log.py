"""The log: every correction with who made it, when and why, whether it holds, and undo and redo."""

from __future__ import annotations

import msgspec

from sayso.corpus.correcting import LogEntry
from sayso.corpus.corrections import Outcome
from sayso.errors import UsageError
from sayso.exports.correction_words import NO_EFFECT, event_words
from sayso.storage.claim_events import OF_CLAIM, document_of
from sayso.storage.corrections import Correction, Redo, Undo, read_event
from sayso.workbench.addresses import within
from sayso.workbench.desk import Desk
from sayso.workbench.errors import ForbiddenError
from sayso.workbench.kinds import Action, Done, View
from sayso.workbench.parameters import Name
from sayso.workbench.views.verdicts import may_undo

SIZE = 50


class Asked(msgspec.Struct, frozen=True):
    """Behind which event the page begins."""

    after: Name | None = None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A correction. `can` is 'undo' or 'redo' where the visitor may do that; `document` is what a claim stands in."""

    id: str
    kind: str
    words: str
    by: str
    made_at: str
    reason: str | None
    outcome: Outcome
    document: str | None
    can: str | None


class LogPage(msgspec.Struct, frozen=True):
    """A page of the log, the latest first."""

    lines: list[Line]
    after: str | None


def show(desk: Desk, asked: Asked) -> LogPage:
    """Raises UsageError where there is no such event."""
    entries, more = desk.project.corrections.entries(SIZE, asked.after)
    return LogPage([_line(desk, entry) for entry in entries], entries[-1].event.id if more else None)


def _line(desk: Desk, entry: LogEntry) -> Line:
    event = entry.event
    return Line(
        id=event.id,
        kind=event.kind,
        words=event_words(event),
        by=event.author,
        made_at=event.made_at,
        reason=event.reason,
        outcome=entry.outcome,
        document=document_of(event.body) if isinstance(event.body, OF_CLAIM) else None,
        can=_can(desk, event, entry.outcome),
    )


def _can(desk: Desk, event: Correction, outcome: Outcome) -> str | None:
    if isinstance(event.body, Undo | Redo) or not may_undo(desk, event):
        return None
    return "redo" if outcome.standing == "undone" else "undo"


class EventAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Which correction, by its id; why; and the address of this server to go on at."""

    event: str
    reason: Name | None = None
    to: Name | None = None


def undo(desk: Desk, asked: EventAsked) -> Done:
    """Raises ForbiddenError where it is another's, and the visitor no editor."""
    _check(desk, asked)
    desk.project.corrections.undo(asked.event, by=desk.visitor.name, reason=asked.reason)
    return _done(asked, "Undone. It stays in the log, and can be redone.")


def redo(desk: Desk, asked: EventAsked) -> Done:
    """Raises ForbiddenError where it is another's, and the visitor no editor."""
    _check(desk, asked)
    made = desk.project.corrections.redo(asked.event, by=desk.visitor.name, reason=asked.reason)
    return _done(asked, f"{NO_EFFECT} {made.conflict}." if made.conflict else "It holds again.")


def _check(desk: Desk, asked: EventAsked) -> None:
    event = read_event(desk.connection, asked.event)
    if isinstance(event.body, Undo):
        raise UsageError("Redo the correction itself, and not its undo.")
    if not may_undo(desk, event):
        raise ForbiddenError("Only editors undo and redo what others corrected.")


def _done(asked: EventAsked, words: str) -> Done:
    return Done(to=within(asked.to, "/log"), words=words)


VIEW = View(path="/log", template="log/page.html", asked=Asked, show=show, section="Log", opens=True)
ACTIONS = (
    Action(path="/log/{event}/undo", asked=EventAsked, do=undo),
    Action(path="/log/{event}/redo", asked=EventAsked, do=redo),
)
