"""What a document shows of one actor: by what it is known, its full name, a person's roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.actors.candidates import Candidate
from sayso.actors.folding import fold
from sayso.actors.links import Key
from sayso.actors.nominals import Roles
from sayso.actors.registry import Registry
from sayso.actors.voices import READER_KEY
from sayso.language import Token
from sayso.model import Actor, Document, Form


@dataclass(frozen=True, slots=True)
class Shown:
    """An actor of a document by its key, with its mentions, names and type."""

    key: Key
    group: list[Candidate]
    names: tuple[str, ...]
    type: str

    def actor(self, label: str, document: Document, registry: Registry) -> Actor:
        """The actor as it goes into the analysis under this label."""
        if self.key[0] == "registry":
            return Actor(type=self.type, names=self.names, registry=self.key[1])
        full = self._full_name(document.text, registry)
        roles = () if self.type != "person" else self._roles(registry.roles) or self._own_word(document)
        form = self._form(document)
        return Actor(type=self.type, names=self.names, form=form, full=full if full != label else None, roles=roles)

    def _form(self, document: Document) -> Form | None:
        """Whom a page shows only as the author of a comment is a voice, and so is whoever wrote what nobody signed."""
        signed = document.speaker or document.publisher or document.author
        if self.key == READER_KEY or (self.key[0] == "voice" and not signed):
            return "voice"
        commenters = {fold(p.speaker) for p in document.passages if p.voice == "comment" and p.speaker}
        if fold(self.key[1]) in commenters and all(_in_comment(c) for c in self.group):
            return "voice"
        return "description" if self.key[0] == "nominal" else None

    def _full_name(self, text: str, registry: Registry) -> str | None:
        """The proper name that the text uses most, without titles; one of several words before a single word."""
        if self.key[0] == "people":
            return f"{registry.entries[self.key[1]].name} people"
        cores = [c.phrase.core for c in self.group if c.name is not None and c.name.form_of is None]
        several = [core for core in cores if len(core) > 1] or cores
        count = Counter(" ".join(text[core[0].start : core[-1].end].split()) for core in several)
        return min(count, key=lambda name: (-count[name], -len(name), name), default=None)

    def _roles(self, roles: Roles) -> tuple[str, ...]:
        """The roles that the article gives a person, the most frequent first. What comments say does not count."""
        named = [c for c in self.group if c.name is not None and not _in_comment(c)]
        found = (role for c in named for token in _beside(c) if (role := _role(token, roles)))
        count = Counter(found)
        return tuple(sorted(count, key=lambda role: (-count[role], role)))

    def _own_word(self, document: Document) -> tuple[str, ...]:
        """The role of a person who has signed the document, or for whom it speaks."""
        names = {fold(name) for name in (self.key[1], *self.names)}
        signed = {"author": document.author, "speaker": document.speaker}
        return tuple(role for role, name in signed.items() if name and fold(name) in names)


def _beside(named: Candidate) -> Iterator[Token]:
    """The words that may give a person a role: 'General Doe', 'Doe, the minister', 'Doe is a senator'."""
    before = named.phrase.before
    owned = max((i for i, t in enumerate(before) if t.tag == "POS"), default=-1)
    yield from before[owned + 1 :]
    if named.role is not None:
        yield named.role
    head = named.head
    if head.dep == "appos":
        yield head.head
    yield from head.childs("appos")
    if head.dep == "nsubj" and head.head.lemma == "be" and not head.head.childs("neg"):
        yield from (t for t in head.head.childs("attr") if all(c.lower != "no" for c in t.children))


def _role(token: Token, roles: Roles) -> str | None:
    if token.lower in roles.lists.address:
        return None
    if token.lower in roles.lists.titles:
        return token.lower
    return token.lemma.lower() if token.pos != "ADJ" and roles.type_of(token) == "person" else None


def _in_comment(candidate: Candidate) -> bool:
    return candidate.head.sentence.passage.voice == "comment"
