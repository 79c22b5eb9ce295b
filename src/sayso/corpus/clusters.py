"""Which actors of different documents are one, decided from what each document shows of them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sayso.actors.folding import fold
from sayso.corpus.privacy import is_private
from sayso.model import Actor


class Appearance(msgspec.Struct, frozen=True, kw_only=True):
    """An actor as one document shows it: `key` is its key in `Analysis.actors`.

    `neighbours` are the registry ids and folded names of the other actors of the document.
    """

    document: str
    key: str
    actor: Actor
    publisher: str | None = None
    neighbours: frozenset[str] = frozenset()


def anchor(document: str, key: str, actor: Actor | None) -> str:
    """Who an actor is by its document alone: 'registry:ID', 'name:FOLDED', or 'document:ID/FOLDED'.

    The last is for whom nothing but this document knows: the only described ('the group') and private persons. No
    `actor` means a holder that is none, a publisher.
    """
    if actor is None:
        return f"name:{_folded(key)}"
    if actor.registry:
        return f"registry:{actor.registry}"
    if actor.form is not None or is_private(actor):
        return f"document:{document}/{_folded(key)}"
    return f"name:{_folded(actor.full or key)}"


def cluster(appearances: Iterable[Appearance]) -> dict[tuple[str, str], str]:
    """Who each actor is over all documents: (document, key) -> identity, which is the anchor of one of its members.

    Pure; the order of the appearances does not matter.
    """
    return {(a.document, a.key): anchor(a.document, a.key, a.actor) for a in appearances}


def _folded(name: str) -> str:
    return fold(name) or name
