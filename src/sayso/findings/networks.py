"""Who does what to whom, according to whom: signed directed networks of actors, by period and by source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection

from sayso.corpus.independence import Owners, count
from sayso.findings.stands import heard
from sayso.storage.edges import LENGTHS, EdgeFilter, Period, Sum, statements_of, sum_edges
from sayso.storage.name_counts import shown_names
from sayso.storage.naming import identities_named
from sayso.storage.registry_links import read_owners
from sayso.storage.relations import Valence
from sayso.storage.voices import Voice, read_voices

Pair: TypeAlias = tuple[str, str]
_Drawn: TypeAlias = tuple[str, str, str, Valence]
"""Period, subject, object and valence."""


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """What is claimed from `subject` to `object` (shown names, and identities).

    `friendly`, `hostile` and `neither` count claims of a fact by the valence of their relation, `denied` all denials.
    `friendly_sources` and `hostile_sources` are the named independent sources behind the first two.
    """

    subject: str
    object: str
    subject_identity: str
    object_identity: str
    friendly: int
    hostile: int
    neither: int
    denied: int
    friendly_sources: int
    hostile_sources: int

    @property
    def balance(self) -> int:
        """Friendly less hostile sources."""
        return self.friendly_sources - self.hostile_sources


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """An actor in a network: how many claims of a fact have it as subject, and as object."""

    name: str
    identity: str
    out: int
    into: int


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """The network of a period ('2021', '2021-08'; None: of all time), those with most claims first."""

    period: str | None = None
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def list_networks(
    connection: Connection, wanted: EdgeFilter, *, by: Period | None = None, limit: int | None = None
) -> list[Network]:
    """The network of the claims that are wanted: one, or one for each period in which there are any, in their order.

    `limit` keeps the edges with most claims of each. Statements that go both ways have one direction, in the order of
    identities. Raises UsageError where nobody is called as asked.
    """
    sums = sum_edges(connection, wanted, by)
    drawn = [(period, _strongest(some, limit)) for period, some in groupby(sums, key=lambda row: row.period)]
    sources = _sources(connection, wanted, {(period, pair) for period, edges in drawn for pair in edges}, by)
    shown = shown_names(connection, {identity for _, edges in drawn for pair in edges for identity in pair})
    return [
        _network(period, [_edge(period, pair, rows, sources, shown) for pair, rows in edges.items()])
        for period, edges in drawn
    ]


def _strongest(sums: Iterable[Sum], limit: int | None) -> dict[Pair, list[Sum]]:
    """The sums of each pair, those with most claims first."""
    edges: dict[Pair, list[Sum]] = defaultdict(list)
    for row in sums:
        edges[row.subject, row.object].append(row)
    weight = {pair: sum(row.affirmed + row.denied for row in rows) for pair, rows in edges.items()}
    return {pair: edges[pair] for pair in sorted(edges, key=lambda pair: (-weight[pair], pair))[:limit]}


def _sources(
    connection: Connection, wanted: EdgeFilter, drawn: set[tuple[str, Pair]], by: Period | None
) -> dict[_Drawn, int]:
    """How many named independent sources say what is friendly and what is hostile."""
    pairs = {pair for _, pair in drawn}
    statements = {
        key: (subject, object_, valence)
        for key, (subject, object_, valence) in statements_of(connection, wanted).items()
        if valence != "0" and (subject, object_) in pairs
    }
    length, is_wanted = LENGTHS[by] if by else 0, _condition(connection, wanted)
    voices: dict[_Drawn, list[Voice]] = defaultdict(list)
    for key, some in read_voices(connection, set(statements)):
        if key not in statements:
            continue
        for voice in heard(filter(is_wanted, some), "affirmed"):
            voices[(voice.day or "")[:length], *statements[key]].append(voice)
    owners: Owners = read_owners(connection)
    return {edge: count(some, owners=owners).named for edge, some in voices.items() if (edge[0], edge[1:3]) in drawn}


def _condition(connection: Connection, wanted: EdgeFilter) -> Callable[[Voice], bool]:
    """The conditions on single claims, as `edges.conditions` has them."""
    holders, outlets = (
        set(identities_named(connection, name)) if name else None for name in (wanted.holder, wanted.outlet)
    )

    def holds(voice: Voice) -> bool:
        return (
            (holders is None or not holders.isdisjoint(voice.holders))
            and (outlets is None or voice.holders[0] in outlets)
            and (wanted.since is None or (voice.day or "") >= wanted.since)
            and (wanted.until is None or (voice.day or "~~") <= wanted.until + "~")
        )

    return holds


def _edge(
    period: str, pair: Pair, rows: Sequence[Sum], sources: Mapping[_Drawn, int], shown: Mapping[str, str]
) -> Edge:
    subject, object_ = pair
    affirmed = {row.valence: row.affirmed for row in rows}
    return Edge(
        subject=shown.get(subject, subject),
        object=shown.get(object_, object_),
        subject_identity=subject,
        object_identity=object_,
        friendly=affirmed.get("+", 0),
        hostile=affirmed.get("-", 0),
        neither=affirmed.get("0", 0),
        denied=sum(row.denied for row in rows),
        friendly_sources=sources.get((period, *pair, "+"), 0),
        hostile_sources=sources.get((period, *pair, "-"), 0),
    )


def _network(period: str, edges: Sequence[Edge]) -> Network:
    names: dict[str, str] = {}
    out, into = Counter[str](), Counter[str]()
    for edge in edges:
        names |= {edge.subject_identity: edge.subject, edge.object_identity: edge.object}
        claims = edge.friendly + edge.hostile + edge.neither
        out[edge.subject_identity] += claims
        into[edge.object_identity] += claims
    nodes = (Node(name=name, identity=who, out=out[who], into=into[who]) for who, name in names.items())
    ordered = sorted(nodes, key=lambda node: (-node.out - node.into, node.name, node.identity))
    return Network(period=period or None, nodes=tuple(ordered), edges=tuple(edges))
