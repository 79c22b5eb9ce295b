"""Who an actor is by its document alone: the anchor, and the names that may be names elsewhere."""

from __future__ import annotations

import msgspec

from sayso.actors.folding import fold
from sayso.actors.voices import READER
from sayso.corpus.likeness import is_full_name, is_generic, words_of
from sayso.corpus.privacy import is_private
from sayso.corpus.wordlists import word_lists
from sayso.model import Actor

REGISTRY, NAME, DOCUMENT = "registry:", "name:", "document:"


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


def is_proper(name: str) -> bool:
    """Is every word written as in a name? ('the Lantern Front', not 'armed groups' or 'Orlund-based rebels')."""
    words = [w for w in name.split() if w.lower() not in word_lists().lists.dropped]
    return bool(words) and all(w[0].isupper() or w[0].isdigit() for w in words) and not is_generic(name)
