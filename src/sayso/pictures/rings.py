"""Places for actors on a ring: friends side by side, enemies across, and never two labels in one place.

A ring needs no simulation of forces: it is the same on every machine, and every label has its own line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple, TypeAlias

Weights: TypeAlias = Mapping[tuple[int, int], int]
"""How much two (by their places, the smaller first) belong together; less than 0: apart."""
_ROUNDS = 12


class Place(NamedTuple):
    """Where a node is, and on which side of it its label stands."""

    x: float
    y: float
    right: bool


def order(number: int, weights: Weights) -> list[int]:
    """The nodes 0 to `number` - 1 in the order of the ring: exchanged two by two as long as that brings friends closer.

    Whole numbers only, so that all machines agree.
    """
    ring = list(range(number))
    pull: list[dict[int, int]] = [{} for _ in range(number)]
    for (one, other), weight in weights.items():
        pull[one][other] = pull[other][one] = weight
    place = list(range(number))
    for _ in range(_ROUNDS):
        better = False
        for a in range(number):
            for b in range(a + 1, number):
                if _gain(ring[a], ring[b], place, pull) > 0:
                    ring[a], ring[b] = ring[b], ring[a]
                    place[ring[a]], place[ring[b]] = a, b
                    better = True
        if not better:
            break
    return ring


def _gain(one: int, other: int, place: Sequence[int], pull: Sequence[Mapping[int, int]]) -> int:
    """By how much shorter the way to friends (and longer to enemies) is when these two change places."""
    number = len(place)

    def cost(who: int, at: int, without: int) -> int:
        return sum(
            weight * min((at - place[friend]) % number, (place[friend] - at) % number)
            for friend, weight in pull[who].items()
            if friend != without
        )

    here, there = place[one], place[other]
    before = cost(one, here, other) + cost(other, there, one)
    return before - cost(one, there, other) - cost(other, here, one)


def places(ring: Sequence[int], centre: tuple[float, float], radii: tuple[float, float]) -> list[Place]:
    """Where each node is, by its number: half of the ring goes down the right side, the rest up the left one.

    On each side the heights are evenly spaced, so that labels beside the nodes have one line each.
    """
    found = [Place(0, 0, True)] * len(ring)
    right = (len(ring) + 1) // 2
    for side, some in ((True, ring[:right]), (False, list(reversed(ring[right:])))):
        for row, node in enumerate(some):
            height = 2 * (row + 0.5) / len(some) - 1
            out = sqrt(1 - height * height) * radii[0] * (1 if side else -1)
            found[node] = Place(centre[0] + out, centre[1] + height * radii[1], side)
    return found
