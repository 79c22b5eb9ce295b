"""Structural balance: do friends of friends appear as friends, and enemies of friends as enemies?

F. Heider, Attitudes and cognitive organization (Journal of Psychology 21, 1946); D. Cartwright and F. Harary,
Structural balance: a generalization of Heider's theory (Psychological Review 63, 1956): three actors are in balance
where the product of their three signs is positive. J. A. Davis, Clustering and structural balance in graphs (Human
Relations 20, 1967): in weak balance, three who are all enemies are balanced, too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

import msgspec

from sayso.findings.networks import Edge, Pair

_SHOWN = 10


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
            one, other = sorted((edge.subject_identity, edge.object_identity))
            strength[one, other] += edge.balance
    signs = {pair: number > 0 for pair, number in strength.items() if number}
    return _balance(signs, len(strength) - len(signs), names)


def _balance(signs: Mapping[Pair, bool], undecided: int, names: Mapping[str, str]) -> Balance:
    number, tense = Counter[int](), list[Triad]()
    for triad in _triads(signs):
        friendly = tuple(signs[pair] for pair in combinations(triad, 2))
        number[sum(friendly)] += 1
        if sum(friendly) in (0, 2) and len(tense) < _SHOWN:
            tense.append(_shown(triad, signs, names))
    total, friends = number.total(), sum(signs.values())
    share = friends / len(signs) if signs else 0.0
    return Balance(
        friendly=friends,
        hostile=len(signs) - friends,
        undecided=undecided,
        all_friendly=number[3],
        two_friendly=number[2],
        one_friendly=number[1],
        none_friendly=number[0],
        balanced=round((number[3] + number[1]) / total, 3) if total else None,
        weakly_balanced=round((number[3] + number[1] + number[0]) / total, 3) if total else None,
        expected=round(share**3 + 3 * share * (1 - share) ** 2, 3) if total else None,
        tense=tuple(tense),
    )


def _triads(pairs: Iterable[Pair]) -> Iterable[tuple[str, str, str]]:
    """All threes of which each two are a pair, each once and in order."""
    above: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        above[one].add(other)
    for one in sorted(above):
        for other in sorted(above[one]):
            for third in sorted(above[one] & above.get(other, set())):
                yield one, other, third


def _shown(triad: tuple[str, str, str], signs: Mapping[Pair, bool], names: Mapping[str, str]) -> Triad:
    one, other, third = sorted(triad, key=lambda identity: (names[identity], identity))
    friendly = [signs[min(pair), max(pair)] for pair in ((one, other), (one, third), (other, third))]
    return Triad(
        actors=(names[one], names[other], names[third]), friendly=(friendly[0], friendly[1], friendly[2])
    )  # fmt: skip
