"""When documents were analysed, and with what: a row for each run that had something to do."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, func, select, update

from sayso.storage import schema as t
from sayso.storage.database import free_keys, insert_rows


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """All runs with one fingerprint (see resources.py): from the start of the first to the end of the last, in UTC.

    `ended` is None where none came to its end. `runs`, `analysed` and `failed` are numbers, the last two of documents.
    """

    fingerprint: str
    version: str
    started: str
    ended: str | None
    runs: int
    analysed: int
    failed: int


def begin_run(connection: Connection, fingerprint: str, version: str) -> int:
    """Puts down that a run begins now, with this version of sayso; the key by which `end_run` knows it."""
    key = next(free_keys(connection, t.runs.c.key))
    insert_rows(connection, t.runs, [(key, _now(), None, version, fingerprint, 0, 0)])
    return key


def end_run(connection: Connection, key: int, *, analysed: int, failed: int) -> None:
    """Puts down that the run came to its end now, and how many documents were analysed and could not be."""
    values = {"ended": _now(), "analysed": analysed, "failed": failed}
    connection.execute(update(t.runs).where(t.runs.c.key == key).values(**values))


def list_made(connection: Connection) -> list[Made]:
    """The runs by fingerprint, in the order of their first starts."""
    r = t.runs.c
    query = select(
        r.fingerprint,
        func.min(r.version).label("version"),
        func.min(r.started).label("started"),
        func.max(r.ended).label("ended"),
        func.count().label("runs"),
        func.sum(r.analysed).label("analysed"),
        func.sum(r.failed).label("failed"),
    )
    rows = connection.execute(query.group_by(r.fingerprint).order_by(func.min(r.key)))
    return [Made(**row._mapping) for row in rows]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
