"""The word lists of one_actor.yaml, ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from sayso.actors.nominals import load_roles
from sayso.datafiles import read_data

_BODY = "body"


class Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """one_actor.yaml, which says what each list is for. All words are in small letters."""

    public_roles: frozenset[str]
    publishers: int
    families: dict[str, frozenset[str]]
    generic: frozenset[str]
    dropped: frozenset[str]
    same: dict[str, str]
    short_names: dict[str, str]
    particles: frozenset[str]


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists, with all generic words, the nouns for bodies ('front'), and the family of each actor type."""

    lists: Lists
    generic: frozenset[str]
    bodies: frozenset[str]
    family: dict[str, str]

    def family_of(self, actor_type: str) -> str:
        """What an actor of this type may be called elsewhere: 'person', 'people', 'place', else 'body'."""
        return self.family.get(actor_type, _BODY)


@cache
def word_lists() -> WordLists:
    """The lists that come with sayso; read once. Raises DataFileError where the file does not hold what it must."""
    lists = read_data(Path(str(resources.files("sayso") / "data" / "one_actor.yaml")), Lists)
    roles = load_roles()
    nouns = {*roles.types, *roles.lists.bodies, *roles.lists.titles}
    words = {word for phrase in nouns for word in phrase.split()}
    family = {kind: name for name, kinds in lists.families.items() for kind in kinds}
    bodies = {noun for noun, kind in roles.types.items() if family.get(kind, _BODY) == _BODY} | roles.lists.bodies
    return WordLists(lists, lists.generic | words | {f"{word}s" for word in words}, frozenset(bodies), family)
