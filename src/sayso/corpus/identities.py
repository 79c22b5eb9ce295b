"""The job that says who is one over all documents: appearances from the database, clustered, corrected, stored.

It is made anew each time, from what the documents show and the log says, so that no state can go astray.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, delete, select, update

from sayso.corpus.clusters import Appearance, cluster
from sayso.corpus.corrections import Key, Replayed, replay
from sayso.model import Actor
from sayso.storage import schema as t
from sayso.storage.actors import usual_names
from sayso.storage.corrections import Correction, read_log
from sayso.storage.database import insert_rows
from sayso.storage.keys import fold
from sayso.storage.writing import UNKNOWN


class Shown(NamedTuple):
    """Who an appearance is: the identity, and the name and type that this is shown with."""

    identity: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """All appearances, not yet corrected; `keys` of their rows in the table of actors, `usual` names by registry id."""

    appearances: list[Appearance]
    keys: dict[Key, int]
    clusters: dict[Key, str]
    usual: dict[str, str]


class _Payload(msgspec.Struct, frozen=True):
    """What of a stored analysis is needed: the actors with all that the document shows of them."""

    actors: dict[str, Actor] = {}


_decoder = msgspec.json.Decoder(_Payload)


def settle(connection: Connection) -> None:
    """Brings the identities in the database up to date with documents, registry and log."""
    gathered = gather(connection)
    store(connection, gathered, view(gathered, replay_over(gathered, read_log(connection))))


def gather(connection: Connection) -> Gathered:
    """Reads who appears in which document, and clusters them."""
    d, a = t.documents.c, t.actors.c
    names: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for key, document, name in connection.execute(select(a.key, a.document, a.name)):
        names[document].append((key, name))
    appearances: list[Appearance] = []
    keys: dict[Key, int] = {}
    columns = (d.key, d.id, d.publisher, t.analyses.c.payload)
    for document, document_id, publisher, payload in connection.execute(
        select(*columns).select_from(t.documents.join(t.analyses)).order_by(d.id)
    ):
        found = _decoder.decode(payload).actors
        keys |= {(document_id, name): key for key, name in names[document]}
        actors = {name: found.get(name, Actor(type=UNKNOWN, names=())) for _, name in names[document]}
        appearances += _appearances(document_id, publisher, actors)
    return Gathered(appearances, keys, cluster(appearances), usual_names(connection))


def _appearances(document: str, publisher: str | None, actors: dict[str, Actor]) -> Iterable[Appearance]:
    marks = {name: actor.registry or fold(name) for name, actor in actors.items()}
    everyone = Counter(marks.values())
    for name, actor in actors.items():
        others = frozenset(mark for mark in everyone if mark != marks[name] or everyone[mark] > 1)
        yield Appearance(document=document, key=name, actor=actor, publisher=publisher, neighbours=others)


def replay_over(gathered: Gathered, log: Sequence[Correction]) -> Replayed:
    """The log, replayed over these appearances."""
    return replay(log, gathered.appearances, gathered.clusters)


def view(gathered: Gathered, replayed: Replayed) -> dict[Key, Shown]:
    """Who every appearance is shown as.

    That is what corrections say, else the registry's usual name or the most usual name and type of the documents.
    """
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for appearance in gathered.appearances:
        identity = replayed.identities[appearance.document, appearance.key]
        names[identity][appearance.key] += 1
        types[identity][appearance.actor.type] += appearance.actor.type != UNKNOWN
    shown = {
        identity: Shown(
            identity,
            replayed.names.get(identity) or gathered.usual.get(identity.removeprefix("registry:")) or _most(counts),
            replayed.types.get(identity) or _most(types[identity]),
        )
        for identity, counts in names.items()
    }
    return {key: shown[identity] for key, identity in replayed.identities.items()}


def _most(counts: Counter[str]) -> str:
    """The most frequent, of equals the first in the alphabet."""
    return min(counts, key=lambda value: (-counts[value], value))


def store(connection: Connection, gathered: Gathered, shown: dict[Key, Shown]) -> None:
    """Writes what is new of it: the identity of each row of actors, and what each identity is shown as."""
    a, i = t.actors.c, t.identities.c
    wanted = {gathered.keys[key]: found.identity for key, found in shown.items()}
    stored = dict(connection.execute(select(a.key, a.identity)).all())
    changed = [{"row": key, "now": identity} for key, identity in wanted.items() if stored[key] != identity]
    if changed:
        query = update(t.actors).where(a.key == bindparam("row")).values(identity=bindparam("now"))
        connection.execute(query, changed)
    rows = {(found.identity, found.name, fold(found.name), found.type) for found in shown.values()}
    before = {tuple(row) for row in connection.execute(select(i.identity, i.name, i.folded, i.type))}
    gone = [{"old": identity} for identity, *_ in sorted(before - rows)]
    if gone:
        connection.execute(delete(t.identities).where(i.identity == bindparam("old")), gone)
    insert_rows(connection, t.identities, sorted(rows - before))
