"""Questions about actors over all documents: who they are, what they are called, in how many claims they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, FromClause, and_, func, select, union

from sayso.storage import schema as t
from sayso.storage.keys import PART
from sayso.storage.rows import ActorRow
from sayso.storage.writing import UNKNOWN


@dataclass(slots=True)
class _Called:
    """How the documents call one actor. All counts are of documents; `names` are folded, `spellings` of each."""

    registries: Counter[str] = field(default_factory=Counter)
    keys: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    spellings: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def registry(self) -> str | None:
        """The most usual of their ids in the registry. Whoever was split off is not the one whom the registry knows."""
        return next(iter(_most(self.registries)), None)

    def spelt(self) -> dict[str, int]:
        """The names in their most usual spelling, the most usual first."""
        counts = Counter({_most(self.spellings[folded])[0]: number for folded, number in self.names.items()})
        return {name: counts[name] for name in _most(counts)}


def list_actors(connection: Connection, min_confidence: float) -> list[ActorRow]:
    """The actors in claims of at least this confidence, those in most claims first, then by name."""
    sure = and_(t.claims.c.confidence >= min_confidence, t.claims.c.reviewed.is_distinct_from("rejected"))
    held = t.claims.join(t.claim_holders)
    subjects = _claims(connection, t.claims, t.claims.c.subject, sure)
    objects = _claims(connection, t.claims, t.claims.c.object, sure)
    holders = _claims(connection, held, t.claim_holders.c.actor, sure)
    documents = _documents(connection, sure)
    called = _called(connection)
    usual = usual_names(connection)
    shown = _shown(connection)
    rows = [
        ActorRow(
            name=shown[identity][0] if identity in shown else usual.get(found.registry or "") or _most(found.keys)[0],
            registry=found.registry,
            type=shown[identity][1] if identity in shown else _most(found.types)[0],
            names=found.spelt(),
            as_subject=subjects[identity],
            as_object=objects[identity],
            as_holder=holders[identity],
            documents=documents[identity],
            identity=identity,
        )
        for identity, found in called.items()
        if identity in documents
    ]
    return sorted(
        rows, key=lambda a: (-(a.as_subject + a.as_object), -a.as_holder, a.name, a.registry or "", a.identity)
    )


def _claims(
    connection: Connection, source: FromClause, actor: ColumnElement[int], condition: ColumnElement[bool]
) -> Counter[str]:
    """In how many claims each identity stands in this role."""
    identity = t.actors.c.identity
    query = (
        select(identity, func.count(t.claims.c.key.distinct()))
        .select_from(source.join(t.actors, t.actors.c.key == actor))
        .where(condition)
        .group_by(identity)
    )
    return Counter(dict(connection.execute(query).all()))


def _documents(connection: Connection, condition: ColumnElement[bool]) -> Counter[str]:
    """In the claims of how many documents each identity stands, in any role."""
    holders = select(t.claim_holders.c.actor).select_from(t.claims.join(t.claim_holders)).where(condition)
    sides = [select(side.label("actor")).where(condition) for side in (t.claims.c.subject, t.claims.c.object)]
    present = union(*sides, holders).subquery()
    identity = t.actors.c.identity
    query = (
        select(identity, func.count(t.actors.c.document.distinct()))
        .where(t.actors.c.key.in_(select(present.c.actor)))
        .group_by(identity)
    )
    return Counter(dict(connection.execute(query).all()))


def _called(connection: Connection) -> dict[str, _Called]:
    a, n = t.actors.c, t.actor_names.c
    called: dict[str, _Called] = {}
    columns = (a.identity, a.registry, a.type, a.name)
    for identity, registry, kind, name, number in connection.execute(select(*columns, func.count()).group_by(*columns)):
        found = called.setdefault(identity, _Called())
        if registry is not None and not identity.startswith(PART):
            found.registries[registry] += number
        found.keys[name] += number
        found.types[kind] += number if kind != UNKNOWN else 0
    used, named = func.count(a.document.distinct()), t.actor_names.join(t.actors)
    names = select(a.identity, n.folded, used).select_from(named).group_by(a.identity, n.folded)
    for identity, folded, number in connection.execute(names):
        called[identity].names[folded] = number
    spellings = select(a.identity, n.folded, n.name, used).select_from(named).group_by(a.identity, n.folded, n.name)
    for identity, folded, name, number in connection.execute(spellings):
        called[identity].spellings[folded][name] = number
    return called


def _shown(connection: Connection) -> dict[str, tuple[str, str]]:
    """Name and type of each identity, where they were settled."""
    i = t.identities.c
    return {row.identity: (row.name, row.type) for row in connection.execute(select(i.identity, i.name, i.type))}


def usual_names(connection: Connection) -> dict[str, str]:
    """The usual name of each actor that the registry knows."""
    known = t.registry_names.c
    rows = connection.execute(select(known.registry, known.name).where(known.position == 0))
    return dict(rows.all())


def _most(counts: Counter[str]) -> list[str]:
    """The keys, the most frequent first, equals in alphabetical order."""
    return sorted(counts, key=lambda key: (-counts[key], key))
