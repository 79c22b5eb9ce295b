"""The network of the main actors, or of one actor's neighbours, as a page draws it: in bounded time in any project."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection

from sayso.findings.networks import Edge, Network, Node
from sayso.storage.naming import identities_named
from sayso.storage.relations import Valence
from sayso.storage.tallies import TallyFilter, as_many_as_can_be, gather, tally
from sayso.storage.ties import Tie, first, main_actors, neighbours, read_ties, settled_names, ties_among

MOST = 30
"""So many actors can be read in a picture."""
_Sums: TypeAlias = dict[tuple[str, str], Counter[str]]
_WORDS: dict[Valence, str] = {"+": "friendly", "-": "hostile", "0": "neither"}


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A network; `is_whole` is false where only the statements in most documents were looked at."""

    network: Network
    is_whole: bool


def map_network(connection: Connection, wanted: TallyFilter, most: int = MOST) -> Drawn:
    """The actors in most claims (with `about`, this one and those in most claims with it), and what is claimed among
    them. Edges count claims, and no sources: for these all voices would have to be read.

    Raises UsageError where nobody is called as asked.
    """
    actors, is_whole = _actors(connection, wanted, most)
    ties = ties_among(connection, actors, wanted.relation)
    sums, all_looked_at = _sums(connection, ties, wanted)
    return Drawn(network=_network(connection, sums), is_whole=is_whole and all_looked_at)


def _actors(connection: Connection, wanted: TallyFilter, most: int) -> tuple[list[str], bool]:
    """Whom to draw. Periods and confidence do not choose, so that the same are seen in each period."""
    own = identities_named(connection, wanted.about) if wanted.about else []
    if wanted.holder is None and wanted.outlet is None:
        if own:
            return neighbours(connection, own, most, wanted.relation), True
        return main_actors(connection, most, wanted.relation), True
    pool = gather(connection, wanted)
    spoken = msgspec.structs.replace(wanted, since=None, until=None, confidence=0.0)
    numbers: Counter[int] = Counter()
    for row in tally(connection, pool, spoken, by_statement=True):
        numbers[row.statement] += row.number
    actors: Counter[str] = Counter()
    for key, tie in read_ties(connection, numbers).items():
        actors[tie.subject] += numbers[key]
        actors[tie.object] += numbers[key]
    others = first({who: number for who, number in actors.items() if who not in own}, most - len(own))
    return [*own, *others], pool.is_whole


def _sums(connection: Connection, ties: list[Tie], wanted: TallyFilter) -> tuple[_Sums, bool]:
    """Claims by the two actors, and by valence or 'denied'."""
    sums: _Sums = defaultdict(Counter)
    if not wanted.is_of_claims:
        for tie in ties:
            sums[tie.subject, tie.object] += Counter({_WORDS[tie.valence]: tie.affirmed, "denied": tie.denied})
        return sums, True
    pool = as_many_as_can_be([(tie.key, tie.claims) for tie in ties])
    by_key = {tie.key: tie for tie in ties}
    for row in tally(connection, pool, wanted, by_statement=True):
        tie = by_key[row.statement]
        if row.side in ("affirmed", "denied"):
            sums[tie.subject, tie.object][_WORDS[tie.valence] if row.side == "affirmed" else "denied"] += row.number
    return sums, pool.is_whole


def _network(connection: Connection, sums: _Sums) -> Network:
    pairs = sorted((pair for pair, some in sums.items() if some.total()), key=lambda p: (-sums[p].total(), p))
    names = settled_names(connection, {who for pair in pairs for who in pair})
    edges = tuple(_edge(pair, sums[pair], names) for pair in pairs)
    out, into = Counter[str](), Counter[str]()
    for edge in edges:
        claims = edge.friendly + edge.hostile + edge.neither
        out[edge.subject_identity] += claims
        into[edge.object_identity] += claims
    drawn = {who for pair in pairs for who in pair}
    nodes = [Node(name=names.get(who, who), identity=who, out=out[who], into=into[who]) for who in drawn]
    nodes.sort(key=lambda node: (-node.out - node.into, node.name, node.identity))
    return Network(nodes=tuple(nodes), edges=edges)


def _edge(pair: tuple[str, str], numbers: Counter[str], names: dict[str, str]) -> Edge:
    one, other = pair
    return Edge(
        subject=names.get(one, one), object=names.get(other, other), subject_identity=one, object_identity=other,
        friendly=numbers["friendly"], hostile=numbers["hostile"], neither=numbers["neither"], denied=numbers["denied"],
        friendly_sources=0, hostile_sources=0,
    )  # fmt: skip
