"""Which units are one actor: by spellings of one name, and by further names that documents themselves give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from sayso.corpus.likeness import alike, block, in_same_words, words_of
from sayso.corpus.units import NAME, Unit

_LONG = 7
"""A name of one word that is shorter has likes by chance."""


def spelled_alike(units: Mapping[str, Unit]) -> dict[str, str]:
    """Each anchor that is a spelling of another, with the first of those that are one with it.

    A name that is like two that are not like each other is left apart: so no chain joins unlike names, and all that
    are joined are alike in pairs, in whatever order the units come.
    """
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in _pairs(units.values()):
        if _one_by_spelling(one, other):
            near[one.anchor].add(other.anchor)
            near[other.anchor].add(one.anchor)
    torn = {a for a, others in near.items() if any(y not in near[x] for x, y in combinations(sorted(others), 2))}
    return {a: min({a, *near[a]} - torn) for a in near if a not in torn}


def _pairs(units: Iterable[Unit]) -> Iterable[tuple[Unit, Unit]]:
    blocks: dict[tuple[str, ...], dict[str, Unit]] = defaultdict(dict)
    for unit in units:
        for name in unit.names:
            blocks[block(name, unit.family)][unit.anchor] = unit
    pairs = {pair for same in blocks.values() if len(same) > 1 for pair in combinations(sorted(same), 2)}
    by_anchor = {anchor: unit for same in blocks.values() for anchor, unit in same.items()}
    return [(by_anchor[one], by_anchor[other]) for one, other in sorted(pairs)]


def _one_by_spelling(one: Unit, other: Unit) -> bool:
    if one.family != other.family or (one.known and other.known):
        return False
    return any(_names_agree(a, b, one, other) for a in sorted(one.names) for b in sorted(other.names))


def _names_agree(a: str, b: str, one: Unit, other: Unit) -> bool:
    """Whom one document names in both ways and keeps apart, it knows better, unless the ways hardly differ."""
    same = in_same_words(a, b, one.family)
    if not alike(a, b, one.family) or not (same or one.documents.isdisjoint(other.documents)):
        return False
    near = one.near(other)
    if one.family == "person":
        return near or not one.roles.isdisjoint(other.roles)
    words = words_of(a)
    if len(words) == 1 and not same:
        return near and one.family == "body" and len(words[0]) >= _LONG
    return near or len(words) > 2 or (same and not (one.known or other.known))


def named_otherwise(units: Mapping[str, Unit], same: Mapping[str, str]) -> dict[str, str]:
    """Each anchor whose name is a further name of exactly one other actor, as documents of that one say, with it.

    That is how 'the LF' of one document finds the 'Lantern Front (LF)' of others. Both must appear in one company.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for unit in units.values():
        if unit.family not in ("person", "people"):
            for alias in unit.aliases:
                owners[NAME + alias].add(same.get(unit.anchor, unit.anchor))
    in_registry = {same.get(anchor, anchor) for anchor, unit in units.items() if unit.known}
    joined: dict[str, str] = {}
    for anchor in sorted(units.keys() & owners.keys()):
        own = same.get(anchor, anchor)
        others = owners[anchor] - {own}
        if own in in_registry or len(others) != 1:
            continue
        owner = units[next(iter(others))]
        if _may_be_called(units[anchor], owner):
            joined[own] = owner.anchor
    return {anchor: owner for anchor, owner in joined.items() if owner not in joined or joined[owner] == anchor > owner}


def _may_be_called(unit: Unit, owner: Unit) -> bool:
    return (
        not unit.known
        and unit.family == owner.family
        and unit.documents.isdisjoint(owner.documents)
        and unit.near(owner)
    )
