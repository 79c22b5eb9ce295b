"""What people do to the actors of a project: each is one event at the end of the log, and holds at once.

What they say of claims (reviewing.py) is made, undone and listed here, too.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, TypeAlias
from uuid import uuid4

import msgspec
from sqlalchemy import Connection, select

from sayso.corpus.claim_settling import documents_touched, outcomes_of_claims, settle_claims
from sayso.corpus.corrections import Key, Outcome, fits, undone_by
from sayso.corpus.gathering import Gathered, Shown, gather_meant, replay_over, store, view
from sayso.corpus.identities import is_settled, settle
from sayso.corpus.statements import restate
from sayso.errors import UsageError
from sayso.storage import schema as t
from sayso.storage.claim_events import OF_CLAIM, document_of
from sayso.storage.corrections import (
    Body,
    Correction,
    Merge,
    Redo,
    Reference,
    Rename,
    Retype,
    Split,
    Undo,
    append,
    find_event,
    read_bodies,
    read_log,
    read_page,
)
from sayso.storage.database import Database
from sayso.storage.documents import find_document
from sayso.storage.keys import fold
from sayso.storage.naming import Meant, find_actor

_AT_ONCE = 500
Restated: TypeAlias = Callable[[Connection, Collection[int]], None]


class Rules(NamedTuple):
    """What a correction needs to know of the project: see Corrections."""

    min_confidence: float
    restated: Restated


class Corrected(msgspec.Struct, frozen=True, kw_only=True):
    """What a correction changed: appearances (actors of a document), the documents that they are in, their claims.

    `overruled` are the ids of earlier events that no longer have their effect. `conflict` says why the event itself
    (or the one that is redone) is kept in the log without an effect, None where it holds.
    """

    event: Correction
    appearances: int
    documents: int
    claims: int
    overruled: tuple[str, ...] = ()
    conflict: str | None = None


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An event of the log, and what became of it with the documents of today."""

    event: Correction
    outcome: Outcome


class Corrections:
    """The corrections of a project. Actors are meant by any of their names, or by their identity.

    Claims of less than `min_confidence` stay out of statements. `restated` is told which statements (keys) a correction
    changed, so that what rests on them is brought up to date with it.

    Every change takes `by`, who makes it (else the user of this computer), and `reason`, in words. Raises UsageError
    where a name means nobody or several, or where nothing would be changed.
    """

    def __init__(self, database: Database, min_confidence: float, restated: Restated) -> None:
        self._database = database
        self._rules = Rules(min_confidence, restated)

    def merge(self, names: Sequence[str], *, by: str | None = None, reason: str | None = None) -> Corrected:
        """These actors are one, shown as the first."""
        with self._database.writing() as connection:
            change = Change(connection, self._rules)
            actors = list(dict.fromkeys(map(change.find, names)))
            if len(actors) < 2:
                raise UsageError(f"{' and '.join(names)} are one actor already; name two or more to merge.")
            return change.make(Merge(tuple(Reference(*actor) for actor in actors)), by, reason)

    def split(
        self,
        name: str,
        *,
        documents: Iterable[str] = (),
        called: str | None = None,
        publisher: str | None = None,
        new_name: str | None = None,
        by: str | None = None,
        reason: str | None = None,
    ) -> Corrected:
        """Those appearances of an actor that meet the condition are another actor.

        The condition is one of `documents` (ids or their beginnings), `called` (a name by which they call the actor)
        and `publisher`. The new actor is shown as `new_name`, or as a name made from the condition.
        """
        with self._database.writing() as connection:
            ids = tuple(sorted({find_document(connection, prefix).id for prefix in documents}))
            if sum((bool(ids), called is not None, publisher is not None)) != 1:
                raise UsageError("Say by one of documents, a name, or a publisher who is another actor.")
            change = Change(connection, self._rules)
            actor = change.find(name)
            where = called if called is not None else f"{actor.name} ({publisher or ', '.join(i[:12] for i in ids)})"
            split = Split(Reference(*actor), new_name or where, documents=ids, called=called, publisher=publisher)
            change.check_split(actor, split)
            return change.make(split, by, reason)

    def rename(self, name: str, new_name: str, *, by: str | None = None, reason: str | None = None) -> Corrected:
        """The actor is shown as `new_name`."""
        with self._database.writing() as connection:
            change = Change(connection, self._rules)
            return change.make(Rename(Reference(*change.find(name)), _given(new_name, "name")), by, reason)

    def retype(self, name: str, new_type: str, *, by: str | None = None, reason: str | None = None) -> Corrected:
        """The actor is of this type, one of those in the registry ('armed_group') or another word."""
        with self._database.writing() as connection:
            change = Change(connection, self._rules)
            kind = "_".join(_given(new_type, "type").casefold().split())
            return change.make(Retype(Reference(*change.find(name)), kind), by, reason)

    def undo(self, event: str | None = None, *, by: str | None = None, reason: str | None = None) -> Corrected:
        """The correction with this id (or the beginning of it) does not hold; without one, the last that holds."""
        with self._database.writing() as connection:
            change = Change(connection, self._rules)
            undone = undone_by(change.log)
            holding = [e for e in change.log if e.id not in undone and not isinstance(e.body, Undo | Redo)]
            if event is None:
                if not holding:
                    raise UsageError("There is no correction to undo.")
                return change.make(Undo(holding[-1].id), by, reason)
            found = find_event(connection, event)
            if found not in {e.id for e in holding}:
                raise UsageError(f"{found[:8]} does not hold: it is undone, or an undo or redo itself; see: sayso log")
            return change.make(Undo(found), by, reason)

    def redo(self, event: str | None = None, *, by: str | None = None, reason: str | None = None) -> Corrected:
        """The undone correction with this id (or its undo) holds again; without one, what was undone last."""
        with self._database.writing() as connection:
            change = Change(connection, self._rules)
            undone = undone_by(change.log)
            undos = [e for e in change.log if e.id not in undone and isinstance(e.body, Undo)]
            if event is not None:
                found = find_event(connection, event)
                undos = [e for e in undos if found == e.id or undone.get(found) == e.id]
            if not undos:
                raise UsageError(
                    "There is no undone correction to redo." if event is None else f"{event} is not undone."
                )
            return change.make(Redo(undos[-1].id), by, reason)

    def entries(self, size: int, after: str | None = None) -> tuple[list[LogEntry], bool]:
        """So many events, the latest first, from behind `after` (an id) on; and whether there are more.

        Raises UsageError where there is no such event.
        """
        with self._database.reading() as connection:
            some, more = read_page(connection, size, None if after is None else find_event(connection, after))
            bodies = read_bodies(connection, [event.id for event in some]).values()
            documents = {document_of(body) for body in bodies if isinstance(body, OF_CLAIM)}
            log = read_log(connection, documents)
            outcomes = replay_over(gather_meant(connection, [event.body for event in log]), log).outcomes
            outcomes |= outcomes_of_claims(connection, log, documents)
        return [LogEntry(event=event, outcome=outcomes[event.id]) for event in some], more

    def log(self) -> list[LogEntry]:
        """All events in the order in which they were made, each with what became of it."""
        with self._database.reading() as connection:
            events = read_log(connection)
            if not events:
                return []
            outcomes = replay_over(gather_meant(connection, [event.body for event in events]), events).outcomes
            outcomes |= outcomes_of_claims(connection, events)
        return [LogEntry(event=event, outcome=outcomes[event.id]) for event in events]


class Change:
    """One event in the making. Only those whom it, or an earlier event, is about are looked at."""

    def __init__(self, connection: Connection, rules: Rules) -> None:
        self.log = read_log(connection)
        self.connection = connection
        self._connection, self._rules = connection, rules
        # An interrupted run, or an older version, may have left it otherwise.
        if not is_settled(connection):
            settle(connection, anew=False)

    def find(self, name: str) -> Meant:
        return find_actor(self._connection, name)

    def check_split(self, actor: Meant, split: Split) -> None:
        """Raises UsageError where nobody, or all of the actor, would be split off."""
        gathered, shown = self._before(split)
        own = [a for a in gathered.appearances if shown[a.document, a.key].identity == actor.identity]
        number = sum(fits(appearance, split) for appearance in own)
        if not number:
            raise UsageError(f"No document that has {actor.name} fits; nothing was changed.")
        if number == len(own):
            raise UsageError(f"All documents that have {actor.name} fit; to give it another name: sayso actors rename")

    def _before(self, body: Body) -> tuple[Gathered, dict[Key, Shown]]:
        """Those whom the events are about, and as whom they are shown before this one."""
        gathered = gather_meant(self._connection, [*(event.body for event in self.log), body])
        return gathered, view(gathered, replay_over(gathered, self.log))

    def make(self, body: Body, by: str | None, reason: str | None) -> Corrected:
        """Adds the event, and stores what it changes."""
        event = Correction(
            id=uuid4().hex,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            author=by or getpass.getuser(),
            reason=reason,
            body=body,
        )
        log = [*self.log, event]
        gathered, before = self._before(body)
        after = replay_over(gathered, log)
        shown = view(gathered, after)
        append(self._connection, event)
        store(self._connection, gathered, shown)
        claims, outcomes = self._settle_claims(body, log)
        self._rules.restated(self._connection, restate(self._connection, self._rules.min_confidence))
        changed = [key for key, found in shown.items() if found != before[key]]
        outcomes = after.outcomes | outcomes
        overruled = [e for e, outcome in outcomes.items() if outcome.by == event.id and e != _target(body)]
        own = outcomes.get(_target(body) or event.id)
        return Corrected(
            event=event,
            appearances=len(changed),
            documents=len({document for document, _ in changed}),
            claims=_count_claims(self._connection, [gathered.keys[key] for key in changed]) + claims,
            overruled=tuple(overruled),
            conflict=own.note if own and own.standing == "conflict" else None,
        )

    def _settle_claims(self, body: Body, log: list[Correction]) -> tuple[int, dict[str, Outcome]]:
        """Brings the claims up to date that the event is about: how many changed, and what became of each event."""
        if not (documents := documents_touched(body, log)):
            return 0, {}
        settled = settle_claims(self._connection, log, documents)
        if settled.has_new_actors:
            settle(self._connection, anew=False)
        return settled.claims, outcomes_of_claims(self._connection, log, documents)


def _target(body: Body) -> str | None:
    return body.event if isinstance(body, Undo | Redo) else None


def _given(value: str, what: str) -> str:
    if not fold(value).strip():
        raise UsageError(f"An empty {what} cannot be shown.")
    return value.strip()


def _count_claims(connection: Connection, actors: Sequence[int]) -> int:
    """The number of claims in which these actors stand, in any role."""
    c, h = t.claims.c, t.claim_holders.c
    found: set[int] = set()
    for start in range(0, len(actors), _AT_ONCE):
        some = actors[start : start + _AT_ONCE]
        found.update(connection.scalars(select(c.key).where(c.subject.in_(some) | c.object.in_(some))))
        found.update(connection.scalars(select(h.claim).where(h.actor.in_(some))))
    return len(found)
