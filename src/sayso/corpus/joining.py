"""Which units are one actor: by spellings of one name, and by further names that documents themselves give."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from sayso.corpus.companies import Companies, Unit
from sayso.corpus.likeness import alike, block, in_same_words, words_of
from sayso.corpus.units import NAME

_LONG = 7
"""A name of one word that is shorter has likes by chance."""


def spelled_alike(companies: Companies) -> dict[str, str]:
    """Each anchor that is a spelling of another, with the first of those that are one with it.

    A name that is like two that are not like each other is left apart: so no chain joins unlike names, and all that
    are joined are alike in pairs, in whatever order the units come.
    """
    near: dict[str, set[str]] = defaultdict(set)
    for same in _blocks(list(companies.units.values())):
        for one, other in combinations(same, 2):
            if _one_by_spelling(one, other, companies):
                near[one.anchor].add(other.anchor)
                near[other.anchor].add(one.anchor)
    torn = {a for a, others in near.items() if any(y not in near[x] for x, y in combinations(sorted(others), 2))}
    return {a: min({a, *near[a]} - torn) for a in near if a not in torn}


def _blocks(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Those units together, two or more, that have names of one block: first by numbers, which take little memory."""
    import numpy as np

    hashes, owners = array("q"), array("q")
    for number, unit in enumerate(units):
        for name in unit.names:
            hashes.append(hash(block(name, unit.family)))
            owners.append(number)
    if not hashes:
        return
    order = np.argsort(hashes, kind="stable")
    ends = np.flatnonzero(np.diff(np.asarray(hashes)[order])) + 1
    starts = np.concatenate([[0], ends])
    for start, number in zip(starts.tolist(), np.diff([*starts, len(order)]).tolist(), strict=True):
        if number > 1:
            yield from _of_one_block(units[owners[place]] for place in order[start : start + number].tolist())


def _of_one_block(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    blocks: dict[tuple[str, ...], dict[str, Unit]] = defaultdict(dict)
    for unit in units:
        for name in unit.names:
            blocks[block(name, unit.family)][unit.anchor] = unit
    for same in blocks.values():
        if len(same) > 1:
            yield [same[anchor] for anchor in sorted(same)]


def _one_by_spelling(one: Unit, other: Unit, companies: Companies) -> bool:
    if one.family != other.family or (one.known and other.known):
        return False
    return any(_names_agree(a, b, one, other, companies) for a in one.names for b in other.names)


def _names_agree(a: str, b: str, one: Unit, other: Unit, companies: Companies) -> bool:
    """Whom one document names in both ways and keeps apart, it knows better, unless the ways hardly differ."""
    if not alike(a, b, one.family):
        return False
    same = in_same_words(a, b, one.family)
    if not same and companies.are_in_one_document(one, other):
        return False
    if one.family == "person":
        return not one.roles.isdisjoint(other.roles) or companies.are_near(one, other)
    words = words_of(a)
    if len(words) == 1 and not same:
        return one.family == "body" and len(words[0]) >= _LONG and companies.are_near(one, other)
    return len(words) > 2 or (same and not (one.known or other.known)) or companies.are_near(one, other)


def named_otherwise(companies: Companies, same: Mapping[str, str]) -> dict[str, str]:
    """Each anchor whose name is a further name of exactly one other actor, as documents of that one say, with it.

    That is how 'the LF' of one document finds the 'Lantern Front (LF)' of others. Both must appear in one company.
    """
    units = companies.units
    owners: dict[str, set[str]] = defaultdict(set)
    for unit in units.values():
        if unit.family not in ("person", "people"):
            for alias in unit.aliases:
                if NAME + alias in units:
                    owners[NAME + alias].add(same.get(unit.anchor, unit.anchor))
    in_registry = {same.get(anchor, anchor) for anchor, unit in units.items() if unit.known}
    joined: dict[str, str] = {}
    for anchor in sorted(owners):
        own = same.get(anchor, anchor)
        others = owners[anchor] - {own}
        if own in in_registry or len(others) != 1:
            continue
        owner = units[next(iter(others))]
        if _may_be_called(units[anchor], owner, companies):
            joined[own] = owner.anchor
    return {anchor: owner for anchor, owner in joined.items() if owner not in joined or joined[owner] == anchor > owner}


def _may_be_called(unit: Unit, owner: Unit, companies: Companies) -> bool:
    return (
        not unit.known
        and unit.family == owner.family
        and not companies.are_in_one_document(unit, owner)
        and companies.are_near(unit, owner)
    )
