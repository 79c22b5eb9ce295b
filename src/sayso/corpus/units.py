"""What is compared: all appearances of one anchor together, with their names, documents and company."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from sayso.actors.folding import fold
from sayso.actors.voices import READER
from sayso.corpus.likeness import is_full_name, is_generic, words_of
from sayso.corpus.privacy import is_private
from sayso.corpus.wordlists import word_lists
from sayso.model import Actor

REGISTRY, NAME, DOCUMENT = "registry:", "name:", "document:"
_COMMON, _FEW = 0.05, 3
"""In more than this share of the documents, and in more than so few, a neighbour tells nothing."""


class Appearance(msgspec.Struct, frozen=True, kw_only=True):
    """An actor as one document shows it: `key` is its key in `Analysis.actors`.

    `neighbours` are the registry ids and folded names of the other actors of the document.
    """

    document: str
    key: str
    actor: Actor
    publisher: str | None = None
    neighbours: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Its fullest proper name."""
        return self.actor.full or self.key


@dataclass(slots=True)
class Unit:
    """The appearances of one anchor. `names` are what it is called in full, an actor of the registry its usual name
    there; `aliases` are folded further names that documents give it. The registry's own have none: it lists them.
    """

    anchor: str
    family: str
    names: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)
    neighbours: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)

    @property
    def known(self) -> bool:
        """Does the registry know it?"""
        return self.anchor.startswith(REGISTRY)

    def near(self, other: Unit) -> bool:
        """Do both appear with one publisher, or beside one other actor that few documents name?"""
        return not (self.publishers.isdisjoint(other.publishers) and self.neighbours.isdisjoint(other.neighbours))


def anchor(document: str, key: str, actor: Actor | None) -> str:
    """Who an actor is by its document alone: 'registry:ID', 'name:FOLDED', or 'document:ID/FOLDED'.

    The last is for whom nothing but this document tells from others: whom it only describes ('the group'), whom it
    calls by words that mean another body elsewhere ('the Front'), persons by surname alone, private persons and
    readers, and holders of whom there are only words: an actor without names. No `actor` at all means a publisher.
    """
    if actor is None:
        return NAME + folded(key) if key != READER else bound(document, key)
    if actor.registry:
        return REGISTRY + actor.registry
    name = actor.full or key
    described = actor.form is not None or not actor.names
    if described or is_private(actor) or not _tells_apart(name, actor.type):
        return bound(document, key)
    return NAME + folded(name)


def bound(document: str, key: str) -> str:
    """The anchor of whom nothing but this document tells from others."""
    return f"{DOCUMENT}{document}/{folded(key)}"


def _tells_apart(name: str, actor_type: str) -> bool:
    if actor_type == "person":
        return is_full_name(name)
    known_otherwise = actor_type == "outlet" or (actor_type == "people" and len(words_of(name)) > 1)
    return known_otherwise or not is_generic(name)


def folded(name: str) -> str:
    """A name as it is compared; what folds to nothing stays as it is."""
    return fold(name) or name


def telling_neighbours(appearances: Iterable[Appearance]) -> frozenset[str]:
    """The neighbours that few documents name, so that to share one means something."""
    by_document: dict[str, set[str]] = defaultdict(set)
    for appearance in appearances:
        by_document[appearance.document] |= appearance.neighbours
    count = Counter(name for names in by_document.values() for name in names)
    most = max(_FEW, _COMMON * len(by_document))
    return frozenset(name for name, documents in count.items() if documents <= most)


def gather(appearances: Iterable[tuple[Appearance, str]], telling: frozenset[str]) -> dict[str, Unit]:
    """The units of all appearances that more than their own document tells from others, by anchor."""
    units: dict[str, Unit] = {}
    families: dict[str, Counter[str]] = defaultdict(Counter)
    called: dict[str, set[str]] = defaultdict(set)
    for appearance, place in appearances:
        unit = units.get(place) or units.setdefault(place, Unit(place, ""))
        families[place][word_lists().family_of(appearance.actor.type)] += 1
        unit.documents.add(appearance.document)
        unit.roles.update(appearance.actor.roles)
        unit.neighbours |= appearance.neighbours & telling
        if appearance.publisher:
            unit.publishers.add(folded(appearance.publisher))
        called[place] |= {name for name in appearance.actor.names if is_proper(name)}
        unit.names.add(appearance.actor.names[0] if unit.known and appearance.actor.names else appearance.name)
    for place, unit in units.items():
        unit.family = min(families[place], key=lambda name: (-families[place][name], name))
        if not unit.known:
            unit.aliases = {folded(name) for name in called[place] if not _within(name, unit.names)}
    return units


def _within(alias: str, names: Iterable[str]) -> bool:
    """Has the alias only words of a name, or all of them? 'Airborne Division' is no name for the 82nd alone."""
    words = set(words_of(alias))
    return any(words <= set(words_of(name)) or words >= set(words_of(name)) for name in names)


def is_proper(name: str) -> bool:
    """Is every word written as in a name? ('the Lantern Front', not 'armed groups' or 'Orlund-based rebels')."""
    words = [w for w in name.split() if w.lower() not in word_lists().lists.dropped]
    return bool(words) and all(w[0].isupper() or w[0].isdigit() for w in words) and not is_generic(name)
