"""Structural balance: do friends of friends appear as friends, and enemies of friends as enemies?

F. Heider, Attitudes and cognitive organization (Journal of Psychology 21, 1946); D. Cartwright and F. Harary,
Structural balance: a generalization of Heider's theory (Psychological Review 63, 1956): three actors are in balance
where the product of their three signs is positive. J. A. Davis, Clustering and structural balance in graphs (Human
Relations 20, 1967): in weak balance, three who are all enemies are balanced, too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection

from sayso.findings.networks import Edge, Pair
from sayso.storage.name_counts import shown_names
from sayso.storage.stances import read_leanings

_SHOWN = 10
Threesome: TypeAlias = tuple[str, str, str]
"""Identities, in order."""


class Triad(msgspec.Struct, frozen=True, kw_only=True):
    """Three actors that are all related, in the order of their names, and whether each two are friendly: the first and
    second, the first and third, the second and third.
    """

    actors: tuple[str, str, str]
    friendly: tuple[bool, bool, bool]


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of triads by their friendly pairs: `all_friendly` and `one_friendly` are balanced, `two_friendly` and
    `none_friendly` are not (the latter is, in weak balance).

    `friendly` and `hostile` count pairs of actors, `undecided` those with as many friendly as hostile sources, which
    are in no triad. `balanced` is the share of balanced triads (0 to 1), `expected` what it would be if the same signs
    were dealt out to the pairs at random; None where there are no triads. `tense` are unbalanced triads.
    """

    friendly: int
    hostile: int
    undecided: int
    all_friendly: int
    two_friendly: int
    one_friendly: int
    none_friendly: int
    balanced: float | None = None
    weakly_balanced: float | None = None
    expected: float | None = None
    tense: tuple[Triad, ...] = ()


def count_balance(edges: Iterable[Edge]) -> Balance:
    """The balance of a network, taken without directions.

    The sign of a pair is that of all its friendly less all its hostile named independent sources, in both directions.
    """
    edges = list(edges)
    names = {i: n for e in edges for i, n in ((e.subject_identity, e.subject), (e.object_identity, e.object))}
    strength: Counter[Pair] = Counter()
    for edge in edges:
        if edge.friendly_sources or edge.hostile_sources:
            strength[_pair(edge.subject_identity, edge.object_identity)] += edge.balance
    return _balance(strength, lambda _: names)


def balance_of(connection: Connection) -> Balance:
    """The balance of the network of all claims, by the leanings that are kept of it: what `count_balance` gives."""
    strength: Counter[Pair] = Counter()
    for (subject, object_, valence), sources in read_leanings(connection):
        strength[_pair(subject, object_)] += sources if valence == "+" else -sources
    return _balance(strength, partial(shown_names, connection))


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _balance(strength: Mapping[Pair, int], names: Callable[[Iterable[str]], Mapping[str, str]]) -> Balance:
    signs = {pair: number > 0 for pair, number in strength.items() if number}
    number, tense = Counter[int](), list[Threesome]()
    for triad in _triads(signs):
        one, other, third = triad
        friendly = signs[one, other] + signs[one, third] + signs[other, third]
        number[friendly] += 1
        if friendly in (0, 2) and len(tense) < _SHOWN:
            tense.append(triad)
    shown = names({identity for triad in tense for identity in triad})
    total, friends = number.total(), sum(signs.values())
    share = friends / len(signs) if signs else 0.0
    return Balance(
        friendly=friends,
        hostile=len(signs) - friends,
        undecided=len(strength) - len(signs),
        all_friendly=number[3],
        two_friendly=number[2],
        one_friendly=number[1],
        none_friendly=number[0],
        balanced=round((number[3] + number[1]) / total, 3) if total else None,
        weakly_balanced=round((number[3] + number[1] + number[0]) / total, 3) if total else None,
        expected=round(share**3 + 3 * share * (1 - share) ** 2, 3) if total else None,
        tense=tuple(_shown(triad, signs, shown) for triad in tense),
    )


def _triads(pairs: Iterable[Pair]) -> Iterable[Threesome]:
    """All threes of which each two are a pair, each once and in order."""
    above: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        above[one].add(other)
    for one in sorted(above):
        for other in sorted(above[one]):
            for third in sorted(above[one] & above.get(other, set())):
                yield one, other, third


def _shown(triad: Threesome, signs: Mapping[Pair, bool], names: Mapping[str, str]) -> Triad:
    one, other, third = sorted(triad, key=lambda identity: (names[identity], identity))
    friendly = [signs[min(pair), max(pair)] for pair in ((one, other), (one, third), (other, third))]
    return Triad(
        actors=(names[one], names[other], names[third]), friendly=(friendly[0], friendly[1], friendly[2])
    )  # fmt: skip
