"""Which actors of different documents are one, decided from what each document shows of them.

Precision goes first: two actors stay apart unless the registry, or their names and company, say that they are one.
How it is decided, and why: docs/explanation/who-is-one.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from sayso.corpus.joining import named_otherwise, spelled_alike
from sayso.corpus.likeness import is_full_name
from sayso.corpus.privacy import in_public_role, is_publicly_known
from sayso.corpus.short_names import in_full
from sayso.corpus.units import DOCUMENT, NAME, REGISTRY, Appearance, anchor, bound, folded, gather, telling_neighbours
from sayso.corpus.wordlists import word_lists

__all__ = ["Appearance", "anchor", "cluster"]

_SHARE_OF_PERSONS = 0.25
"""A name that is a person's in this share of its documents is a person's in all: the parser errs about rare names."""


def cluster(appearances: Iterable[Appearance]) -> dict[tuple[str, str], str]:
    """Who each actor is over all documents: (document, key) -> identity, which is the anchor of one of its members.

    An identity is the registry's anchor where it has one, else the most frequent anchor, of several the first by
    alphabet. Pure; the order of the appearances does not matter.
    """
    everyone = sorted(appearances, key=lambda a: (a.document, a.key))
    telling = telling_neighbours(everyone)
    anchors = _anchors(everyone, telling)
    units = gather(((a, place) for a, place in zip(everyone, anchors, strict=True) if _goes_on(place)), telling)
    same = spelled_alike(units)
    otherwise = named_otherwise(units, same)
    roots = [otherwise.get(root := same.get(place, place), root) for place in anchors]
    roots = in_full(everyone, roots, telling)
    identities = _identities(roots, anchors)
    return {(a.document, a.key): identities[root] for a, root in zip(everyone, roots, strict=True)}


def _goes_on(place: str) -> bool:
    """Does the anchor hold beyond its document?"""
    return not place.startswith(DOCUMENT)


def _identities(roots: list[str], anchors: list[str]) -> dict[str, str]:
    """The anchor that names each cluster: one of the registry, else the most frequent that holds beyond a document."""
    members: dict[str, Counter[str]] = defaultdict(Counter)
    for root, place in zip(roots, anchors, strict=True):
        members[root][place] += 1
    return {
        root: min(count, key=lambda a: (not a.startswith(REGISTRY), not _goes_on(a), -count[a], a))
        for root, count in members.items()
    }


def _anchors(everyone: list[Appearance], telling: frozenset[str]) -> list[str]:
    """The anchor of each appearance, in the light of who is a person and publicly known in other documents."""
    people = _People(everyone, telling)
    return [people.anchor(appearance) for appearance in everyone]


class _People:
    """The full names of persons over all documents, and which of them are public."""

    def __init__(self, everyone: list[Appearance], telling: frozenset[str]) -> None:
        named = [(a, folded(a.name)) for a in everyone if a.actor.registry is None and is_full_name(a.name)]
        persons = Counter(name for a, name in named if a.actor.type == "person")
        all_types = Counter(name for _, name in named)
        self._persons = {name for name, count in persons.items() if count >= _SHARE_OF_PERSONS * all_types[name]}
        self._surnames = {name.split()[-1] for name in self._persons}
        self._company: dict[str, set[str]] = defaultdict(set)
        publishers: dict[str, set[str]] = defaultdict(set)
        for a, name in named:
            if a.publisher:
                publishers[name].add(folded(a.publisher))
            if in_public_role(a.actor):
                self._company[name] |= a.neighbours & telling
        self._known = {n for n in self._persons if is_publicly_known(len(publishers[n]), n in self._company)}

    def anchor(self, a: Appearance) -> str:
        """Its anchor. A name that elsewhere is a person's is no body's here; a public name holds in its company."""
        publisher = not a.actor.names and a.publisher is not None and folded(a.key) == folded(a.publisher)
        own, name = anchor(a.document, a.key, None if publisher else a.actor), folded(a.name)
        if own.startswith(REGISTRY) or a.actor.form is not None or not self._is_person(name, a.actor.type):
            return own
        if a.actor.type == "person" and _goes_on(own):
            return own
        in_company = name in self._known and not self._company[name].isdisjoint(a.neighbours)
        return NAME + name if in_company else bound(a.document, a.key)

    def _is_person(self, name: str, actor_type: str) -> bool:
        """Is it a person's full name, or a surname that the parser took for a body?"""
        surname = name in self._surnames and word_lists().family_of(actor_type) == "body" and actor_type != "outlet"
        return name in self._persons or surname
