"""What people corrected about an actor, in words, and whether it holds."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from sayso.corpus.corrections import undone_by
from sayso.storage.corrections import (
    Body,
    Correction,
    Merge,
    Rename,
    Retype,
    Split,
    Undo,
    read_log,
    references,
)
from sayso.storage.keys import PART


class LogLine(msgspec.Struct, frozen=True, kw_only=True):
    """A correction: `made_at` is a time in UTC (ISO 8601), `undone` says that it does not hold.

    `actors` are those whom it names, and of a split the new one: (name, identity).
    """

    id: str
    kind: str
    words: str
    actors: list[tuple[str, str]]
    by: str
    made_at: str
    reason: str | None
    undone: bool


def log_of(connection: Connection, identity: str | None) -> list[LogLine]:
    """The merges, splits, renames and retypes about an actor (None: about anybody), the latest first."""
    log = read_log(connection, ())
    undone = undone_by(log)
    return [
        LogLine(
            id=event.id,
            kind=event.kind,
            words=words,
            actors=_actors(event),
            by=event.author,
            made_at=event.made_at,
            reason=event.reason,
            undone=event.id in undone,
        )
        for event in reversed(log)
        if (words := in_words(event.body)) and (identity is None or any(identity == who for _, who in _actors(event)))
    ]


def in_words(body: Body) -> str:
    """'Lantern Front and Unsworn are one'; '' for what is no correction of an actor."""
    match body:
        case Merge(actors=actors):
            return f"{' and '.join(actor.name for actor in actors)} are one"
        case Split(actor=actor, name=name) as split:
            where = f"called {split.called}" if split.called else f"put out by {split.publisher}"
            where = f"in {len(split.documents):,} documents" if split.documents else where
            return f"{name} is another than {actor.name}, where it is {where}"
        case Rename(actor=actor, name=name):
            return f"{actor.name} is shown as {name}"
        case Retype(actor=actor, type=kind):
            return f"{actor.name} is of the type {kind.replace('_', ' ')}"
        case _:
            return ""


def _actors(event: Correction) -> list[tuple[str, str]]:
    named = [(reference.name, reference.identity) for reference in references(event.body)]
    return [*named, (event.body.name, PART + event.id)] if isinstance(event.body, Split) else named


def actor_of(connection: Connection, event: str) -> str | None:
    """Whom a correction is about first: an identity; of an undo or redo, that of what it undid."""
    by_id = {one.id: one for one in read_log(connection, ())}
    found = by_id.get(event)
    while found is not None and not references(found.body):
        found = by_id.get(found.body.event) if isinstance(found.body, Undo) else None
    return references(found.body)[0].identity if found else None


def merged_into(connection: Connection, identity: str) -> str | None:
    """The identity that an actor has since it was merged into another; None where it was not."""
    log = read_log(connection, ())
    undone, found = undone_by(log), identity
    for event in log:
        if event.id not in undone and isinstance(event.body, Merge):
            first, *others = (reference.identity for reference in event.body.actors)
            found = first if found in others else found
    return found if found != identity else None
