"""The nouns that name actors by role or kind ('militia', 'officials'), and other word lists of nominals.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import msgspec

from sayso.datafiles import read_data
from sayso.language import Token


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Heads of one actor type. With `of_state`, 'the French army' means France."""

    heads: list[str]
    of_state: bool = False


class Nominals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """nominals.yaml, which says what each list is for. All words are in small letters."""

    kinds: dict[str, Kind]
    titles: frozenset[str] = frozenset()
    not_alone: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    official: frozenset[str] = frozenset()
    generic: dict[str, list[str]] = msgspec.field(default_factory=dict)
    armed: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    figures_of_one: frozenset[str] = frozenset()
    below: frozenset[str] = frozenset()
    address: frozenset[str] = frozenset()
    hostile: frozenset[str] = frozenset()
    given_names: frozenset[str] = frozenset()
    peoples: frozenset[str] = frozenset()
    male: frozenset[str] = frozenset()
    female: frozenset[str] = frozenset()
    anybody: frozenset[str] = frozenset()
    quantities: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    second_names: frozenset[str] = frozenset()
    it_does: frozenset[str] = frozenset()
    done_to_it: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    collections: frozenset[str] = frozenset()
    capitalised: frozenset[str] = frozenset()
    calls_as: frozenset[str] = frozenset()
    country_endings: frozenset[str] = frozenset()
    adjective_endings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Roles:
    """The word lists, the actor types of heads ready for look-up, and the weights of `sayso.actors.salience`."""

    lists: Nominals
    types: dict[str, str]
    of_state: frozenset[str]
    says_second_name: re.Pattern[str]
    salience: dict[str, float]

    def type_of(self, token: Token) -> str | None:
        """The actor type that this word names as a head noun, if it names one."""
        found = self._of_compound(token) or self.types.get(token.lemma) or self.types.get(token.lower)
        if found is None and token.tag == "NNPS":
            return self.types.get(_singular(token.lower))
        return found

    def is_compound(self, token: Token) -> bool:
        """Is it with the word before it that this word names an actor ('intelligence service')?"""
        return self._of_compound(token) is not None

    def _of_compound(self, token: Token) -> str | None:
        """The type of 'intelligence service', where 'service' alone would be none."""
        before = next((c for c in token.children if c.index == token.index - 1), None)
        return self.types.get(f"{before.lower} {token.lemma}") if before is not None else None

    def is_of_state(self, token: Token) -> bool:
        """Does this head, with a country in front, mean the country ('French troops')?"""
        return token.lemma in self.of_state or token.lower in self.of_state


def _singular(plural: str) -> str:
    """The parser leaves capitalised plurals as they are ('Powers', 'Parties')."""
    return plural[:-3] + "y" if plural.endswith("ies") else plural.removesuffix("s")


def load_roles(path: Path | None = None) -> Roles:
    """The nouns of a file like nominals.yaml, or of the one that comes with sayso.

    Raises DataFileError where the file does not hold what it must.
    """
    lists = read_data(path or Path(str(resources.files("sayso") / "data" / "nominals.yaml")), Nominals)
    types: dict[str, str] = {}
    for name, kind in lists.kinds.items():
        for head in kind.heads:
            types.setdefault(head, name)
    of_state = frozenset(head for kind in lists.kinds.values() if kind.of_state for head in kind.heads)
    weights = read_data(Path(str(resources.files("sayso") / "data" / "pronouns.yaml")), dict[str, float])
    return Roles(lists, types, of_state, _any_of(lists.second_names), weights)


def _any_of(wordings: frozenset[str]) -> re.Pattern[str]:
    """Matches any of these wordings; '*' stands for one to three words."""
    return re.compile("|".join(re.escape(w).replace(r"\*", r"\S+(?: \S+){0,2}") for w in sorted(wordings)) or r"(?!)")
