"""Whose words a sentence is before any attribution, and which state such a voice means by 'our country'."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.actors.registry import Registry
from sayso.language import Parsed
from sayso.model import Document

READER = "reader"
"""The voice of every comment."""
READER_KEY = ("reader", READER)


@dataclass(frozen=True, slots=True)
class Voices:
    """`by_sentence` gives the voice of each sentence. `state` is the registry id of the state for which the document's
    own voice speaks; `is_state` says that the voice is that state, and not one of its senators. `type` is the actor
    type of a voice that no registry knows, where the metadata tell it.
    """

    own: str
    by_sentence: list[str]
    state: str | None
    is_state: bool
    type: str | None = None


def voice_of(document: Document) -> str:
    """The outermost holder of what the document itself says."""
    return document.speaker or document.publisher or document.author or "the document"


def find_voices(parsed: Parsed, registry: Registry) -> Voices:
    """The voices of a document."""
    document = parsed.document
    own = voice_of(document)
    by_sentence = [READER if s.passage.voice == "comment" else own for s in parsed.sentences]
    state = _state_of(own, registry)
    if state is not None:
        return Voices(own, by_sentence, state, is_state=True)
    kind = None if document.speaker else "outlet" if document.publisher else "person" if document.author else None
    return Voices(own, by_sentence, _home(document, registry), is_state=False, type=kind)


def _home(document: Document, registry: Registry) -> str | None:
    """The state of a speaker whose words an official body of that state publishes."""
    publisher = document.publisher or ""
    official = not registry.roles.lists.official.isdisjoint(publisher.lower().split())
    return _inside(publisher, registry) if document.speaker and official else None


def _state_of(name: str, registry: Registry) -> str | None:
    known = registry.lookup(name)
    return known.entry.id if known and known.form == "name" and known.entry.type == "state" else None


def _inside(name: str, registry: Registry) -> str | None:
    """The state to which a body named in these words belongs ('Office of US Senator Doe')."""
    for match in registry.find(name):
        entry = match.known.entry
        while entry.part_of is not None:
            entry = registry.entries[entry.part_of]
        if entry.type == "state":
            return entry.id
    return None
