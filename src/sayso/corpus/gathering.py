"""Those appearances that corrections are about, with who they are; and how these are shown and stored after them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, select

from sayso.corpus.appearing import NOBODY, decode_actors
from sayso.corpus.clusters import Appearance
from sayso.corpus.corrections import Key, Replayed, replay
from sayso.model import Actor
from sayso.storage import schema as t
from sayso.storage.actors import usual_names
from sayso.storage.corrections import Body, Correction, references
from sayso.storage.database import insert_rows, portions, update_rows
from sayso.storage.keys import PART, fold
from sayso.storage.voices import release_claims
from sayso.storage.writing import UNKNOWN


class Shown(NamedTuple):
    """Who an appearance is: the identity, and the name and type that this is shown with."""

    identity: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """All appearances and who they are without corrections.

    `keys` are those of their rows in the table of actors, `stored` what stands there (identity, cluster) by key, and
    `usual` the registry's names by its ids. `whole` says that these are all there are.
    """

    appearances: list[Appearance]
    clusters: dict[Key, str]
    keys: dict[Key, int]
    stored: dict[int, tuple[str, str | None]]
    usual: dict[str, str]
    whole: bool = True


def gather(connection: Connection) -> Gathered:
    """Reads who appears in which document, and who is one without corrections; all at once, so for few documents."""
    d, a = t.documents.c, t.actors.c
    names: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    stored: dict[int, tuple[str, str | None]] = {}
    for key, document, name, *found_before in connection.execute(
        select(a.key, a.document, a.name, a.identity, a.cluster).order_by(a.key)
    ):
        names[document].append((key, name))
        stored[key] = tuple(found_before)
    appearances: list[Appearance] = []
    keys: dict[Key, int] = {}
    columns = (d.key, d.id, d.publisher, t.analyses.c.payload)
    for document, document_id, publisher, payload in connection.execute(
        select(*columns).select_from(t.documents.join(t.analyses)).order_by(d.id)
    ):
        found = decode_actors(payload)
        keys |= {(document_id, name): key for key, name in names[document]}
        appearances += [
            Appearance(document=document_id, key=name, actor=found.get(name, NOBODY), publisher=publisher)
            for _, name in names[document]
        ]
    clusters = {key: str(stored[row][1]) for key, row in keys.items()}
    return Gathered(appearances, clusters, keys, stored, usual_names(connection))


def gather_meant(connection: Connection, events: Iterable[Body]) -> Gathered:
    """The appearances that these events are about: nobody else can be another, or be shown otherwise, for them.

    All appearances, where an event means somebody whom no document has under that identity: then it goes by names.
    """
    meant = {actor.identity for body in events for actor in references(body)}
    meant = {identity for identity in meant if not identity.startswith(PART)}
    a, n, d = t.actors.c, t.actor_names.c, t.documents.c
    columns = (a.key, a.name, a.type, a.identity, a.cluster, d.id, d.publisher)
    rows: list[Any] = []
    names: defaultdict[int, list[str]] = defaultdict(list)
    for some in portions(meant):
        ours = t.actors.join(t.documents, d.key == a.document)
        rows += connection.execute(select(*columns).select_from(ours).where(a.cluster.in_(some))).all()
        called = select(n.actor, n.name).join(t.actors, a.key == n.actor).where(a.cluster.in_(some))
        for actor, name in connection.execute(called.order_by(n.actor, n.position)):
            names[actor].append(name)
    if meant - {row.cluster for row in rows}:
        return gather(connection)
    rows.sort(key=lambda row: (row.id, row.key))
    appearances = [
        Appearance(
            document=r.id, key=r.name, actor=Actor(type=r.type, names=tuple(names[r.key])), publisher=r.publisher
        )
        for r in rows
    ]
    return Gathered(
        appearances,
        clusters={(row.id, row.name): row.cluster for row in rows},
        keys={(row.id, row.name): row.key for row in rows},
        stored={row.key: (row.identity, row.cluster) for row in rows},
        usual=usual_names(connection),
        whole=False,
    )


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
            replayed.names.get(identity)
            or gathered.usual.get(identity.removeprefix("registry:"))
            or most_usual(counts),
            replayed.types.get(identity) or most_usual(types[identity]),
        )
        for identity, counts in names.items()
    }
    return {key: shown[identity] for key, identity in replayed.identities.items()}


def most_usual(counts: Counter[str]) -> str:
    """The most frequent, of equals the first in the alphabet."""
    return min(counts, key=lambda value: (-counts[value], value))


def store(connection: Connection, gathered: Gathered, shown: dict[Key, Shown]) -> None:
    """Writes what is new of it: who each row of actors is, and what each identity is shown as."""
    a, i = t.actors.c, t.identities.c
    identities = {identity for identity, _ in gathered.stored.values()} | {found.identity for found in shown.values()}
    wanted = {gathered.keys[key]: (found.identity, gathered.clusters[key]) for key, found in shown.items()}
    changed = [(*found, key) for key, found in wanted.items() if gathered.stored[key] != found]
    if changed:
        update_rows(connection, [a.identity, a.cluster], changed)
        others = [key for key, (now, _) in wanted.items() if gathered.stored[key][0] != now]
        release_claims(connection, actors=others)
        gathered.stored.update(wanted)
    rows = {(found.identity, found.name, fold(found.name), found.type) for found in shown.values()}
    query = select(i.identity, i.name, i.folded, i.type)
    queries = [query] if gathered.whole else [query.where(i.identity.in_(some)) for some in portions(identities)]
    before = {tuple(row) for some in queries for row in connection.execute(some)}
    gone = [{"old": identity} for identity, *_ in sorted(before - rows)]
    if gone:
        connection.execute(delete(t.identities).where(i.identity == bindparam("old")), gone)
    insert_rows(connection, t.identities, sorted(rows - before))
