"""The log of corrections: what people changed by hand, as events that are added and never altered.

An event names actors by references that hold in every run and on every machine, never by rows of the database; claims
by their words (claim_events.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import Connection, select

from sayso.errors import UsageError
from sayso.storage import schema as t
from sayso.storage.claim_events import OF_CLAIM, Accept, Add, Change, Reject
from sayso.storage.database import free_keys, insert_rows, portions
from sayso.storage.documents import begins, only


class Reference(msgspec.Struct, frozen=True):
    """An actor as an event means it: its identity at that time, and what it was shown as.

    `identity` is an anchor ('registry:ID', 'name:FOLDED', 'document:ID/FOLDED') or 'split:EVENT'. Where no document has
    that any more (the registry was changed), those that are called `name` are meant.
    """

    identity: str
    name: str


class Merge(msgspec.Struct, frozen=True, tag_field="kind", tag="merge"):
    """These actors are one, shown as the first."""

    actors: tuple[Reference, ...]


class Split(msgspec.Struct, frozen=True, tag_field="kind", tag="split"):
    """Those appearances of an actor that meet the condition are another actor, shown as `name`.

    One condition is set: `documents` (whole ids), `called` (a name that the document uses for it), or `publisher`.
    """

    actor: Reference
    name: str
    documents: tuple[str, ...] = ()
    called: str | None = None
    publisher: str | None = None


class Rename(msgspec.Struct, frozen=True, tag_field="kind", tag="rename"):
    """The actor is shown as `name`."""

    actor: Reference
    name: str


class Retype(msgspec.Struct, frozen=True, tag_field="kind", tag="retype"):
    """The actor is of this type."""

    actor: Reference
    type: str


class Undo(msgspec.Struct, frozen=True, tag_field="kind", tag="undo"):
    """The event with the id `event` does not hold."""

    event: str


class Redo(msgspec.Struct, frozen=True, tag_field="kind", tag="redo"):
    """The undo with the id `event` does not hold."""

    event: str


Body: TypeAlias = Merge | Split | Rename | Retype | Accept | Reject | Change | Add | Undo | Redo
"""What an event says. A further kind of correction is a further struct here, and a place where it is replayed."""


def references(body: Body) -> tuple[Reference, ...]:
    """The actors that an event names."""
    match body:
        case Merge():
            return body.actors
        case Split() | Rename() | Retype():
            return (body.actor,)
    return ()


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One event of the log. `id` says nothing of its content; `made_at` is a time in UTC (ISO 8601)."""

    id: str
    made_at: str
    author: str
    reason: str | None = None
    body: Body

    @property
    def kind(self) -> str:
        """'merge', 'split', 'rename', 'retype', 'accept', 'reject', 'change', 'add', 'undo' or 'redo'."""
        return str(self.body.__struct_config__.tag)


_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Body] = msgspec.json.Decoder(Body)
_ID = t.corrections.c.id
_EVENTS = select(_ID, *(t.corrections.c[name] for name in ("made_at", "author", "reason", "kind", "body")))


def append(connection: Connection, event: Correction) -> None:
    """Adds an event at the end of the log."""
    place = next(free_keys(connection, t.corrections.c.place))
    body = _encoder.encode(event.body).decode()
    row = (place, event.id, event.made_at, event.author, event.reason, event.kind, body)
    insert_rows(connection, t.corrections, [row])


class _Where(msgspec.Struct):
    """Of an event about a claim the document alone: much faster to read than all that it says."""

    document: str = ""
    claim: _Where | None = None


_where: msgspec.json.Decoder[_Where] = msgspec.json.Decoder(_Where)
_OF_CLAIM = frozenset(str(kind.__struct_config__.tag) for kind in OF_CLAIM)


def read_log(connection: Connection, documents: Collection[str] | None = None) -> list[Correction]:
    """All events, in the order in which they were made; with `documents` (ids), of those about claims only theirs."""
    rows: Iterable[Any] = connection.execute(_EVENTS.order_by(t.corrections.c.place))
    if documents is not None:
        rows = (row for row in rows if row.kind not in _OF_CLAIM or _document(row.body) in documents)
    return list(map(_event, rows))


def read_page(connection: Connection, size: int, after: str | None = None) -> tuple[list[Correction], bool]:
    """So many events, the latest first, from behind the event with this whole id on; and whether there are more."""
    c = t.corrections.c
    query = _EVENTS.order_by(c.place.desc()).limit(size + 1)
    if after is not None:
        query = query.where(c.place < select(c.place).where(c.id == after).scalar_subquery())
    found = list(map(_event, connection.execute(query)))
    return found[:size], len(found) > size


def read_bodies(connection: Connection, ids: Collection[str]) -> dict[str, Body]:
    """What these events (whole ids) say, and those that they undo or redo."""
    found: dict[str, Body] = {}
    while missing := set(ids) - found.keys():
        for some in portions(missing):
            found |= {row.id: _decoder.decode(row.body) for row in connection.execute(_EVENTS.where(_ID.in_(some)))}
        ids = {body.event for body in found.values() if isinstance(body, Undo | Redo)} - missing
    return found


def read_event(connection: Connection, prefix: str) -> Correction:
    """The one event whose id is, or begins with, `prefix`. Raises UsageError where none or several do."""
    return _event(connection.execute(_EVENTS.where(_ID.in_([find_event(connection, prefix)]))).one())


def _event(row: Any) -> Correction:  # noqa: ANN401 - a row of _EVENTS
    body = _decoder.decode(row.body)
    return Correction(id=row.id, made_at=row.made_at, author=row.author, reason=row.reason, body=body)


def _document(body: str) -> str:
    where = _where.decode(body)
    return where.claim.document if where.claim else where.document


def find_event(connection: Connection, prefix: str) -> str:
    """The id of the one event whose id is, or begins with, `prefix`. Raises UsageError where none or several do."""
    if not prefix:
        raise UsageError("An empty id fits every correction; see: sayso log")
    c = t.corrections.c
    return only("correction", prefix, list(connection.scalars(select(c.id).where(begins(c.id, prefix)).order_by(c.id))))
