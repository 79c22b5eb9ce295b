"""The job that says who is one over all documents: clustered, corrected, named, and stored where it is new.

It is made anew each time, from what all documents show and the log says, so that no state can go astray. Only what is
written, and what of a document is read, is confined to where something changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from sayso.corpus.clustering import put_clusters
from sayso.corpus.gathering import gather_meant, replay_over
from sayso.corpus.naming import Given, identities_to_name, put_names
from sayso.storage import schema as t
from sayso.storage.actors import usual_names
from sayso.storage.corrections import Correction, read_log
from sayso.storage.database import update_rows
from sayso.storage.kept import keep, read_kept
from sayso.storage.voices import release_claims

SETTLED = "who is one"
"""Under this name (storage/kept.py) a run keeps that it settled who is one and no later run was broken off: each
correction keeps it up to date, so that a run in which no document waits need not read all of them again."""
_LAST = "who is one: last time"


class _Last(msgspec.Struct, frozen=True):
    """What all names rest on: the number of rows, the registry's names and the log (hashes), whom the log names."""

    rows: int
    names: str
    log: str
    given: tuple[str, ...]


class _Identities(NamedTuple):
    """What the log gives; and of all rows that are somebody else now, the identities before and now."""

    given: Given
    changed: set[str]


def settle(connection: Connection, *, anew: bool = True) -> None:
    """Brings the identities in the database up to date with documents, registry and log.

    Not `anew`: the documents are as they were, so that clusters are made only where some are missing.
    """
    put = put_clusters(connection) if anew or not is_settled(connection) else None
    log, usual = read_log(connection), usual_names(connection)
    given, changed = _put_identities(connection, log)
    named = given.names.keys() | given.types.keys()
    now = _Last(put.rows if put else 0, _hash(sorted(usual.items())), _hash([e.id for e in log]), tuple(sorted(named)))
    last = next(iter(read_kept(connection, _LAST, _Last) or ()), None)
    if put is None or last is None or last != _Last(put.known, now.names, now.log, last.given):
        put_names(connection, given, usual)
    else:
        new = identities_to_name(connection, put.new, given, usual)
        put_names(connection, given, usual, changed | new | named | set(last.given))
    if put:
        keep(connection, _LAST, [now])


def is_settled(connection: Connection) -> bool:
    """Has every actor been looked at together with all others?"""
    a = t.actors.c
    return connection.execute(select(a.key).where(a.cluster.is_(None)).limit(1)).first() is None


def _put_identities(connection: Connection, log: Sequence[Correction]) -> _Identities:
    """Who is one after all corrections: only those whom these are about are other than their cluster says."""
    a = t.actors.c
    gathered = gather_meant(connection, [event.body for event in log])
    replayed = replay_over(gathered, log)
    meant = {gathered.keys[key]: identity for key, identity in replayed.identities.items()}
    before = {key: gathered.stored[key][0] for key in meant}
    others = select(a.key, a.identity, a.cluster).where(a.identity != a.cluster)
    for key, identity, cluster in connection.execute(others):
        before.setdefault(key, identity)
        meant.setdefault(key, cluster)
    rows = [(now, key) for key, now in meant.items() if before[key] != now]
    update_rows(connection, [a.identity], rows)
    release_claims(connection, actors=[key for _, key in rows])
    return _Identities(
        Given(replayed.names, replayed.types), {now for now, _ in rows} | {before[key] for _, key in rows}
    )


def _hash(told: Collection[object]) -> str:
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()
