"""The nouns that name actors by role or kind ('militia', 'officials'), read from nominals.yaml."""

from __future__ import annotations

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


class NominalsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """nominals.yaml as it stands."""

    kinds: dict[str, Kind]
    titles: list[str]
    not_alone: list[str] = []
    apart: list[str] = []
    own: list[str] = []
    peoples: list[str] = []


@dataclass(frozen=True, slots=True)
class Nominals:
    """Head lemma -> actor type; lemmas that merge with their state; titles; heads that need a modifier."""

    types: dict[str, str]
    of_state: frozenset[str]
    titles: frozenset[str]
    not_alone: frozenset[str]
    apart: frozenset[str]
    own: frozenset[str]
    peoples: frozenset[str]

    def type_of(self, token: Token) -> str | None:
        """The actor type that this word names as a head noun, if it names one."""
        return self.types.get(token.lemma) or self.types.get(token.lower)


def load_nominals(path: Path | None = None) -> Nominals:
    """The nouns of a file like nominals.yaml, or of the one that comes with sayso.

    Raises DataFileError where the file does not hold what it must.
    """
    file = read_data(path or Path(str(resources.files("sayso") / "data" / "nominals.yaml")), NominalsFile)
    types: dict[str, str] = {}
    for name, kind in file.kinds.items():
        for head in kind.heads:
            types.setdefault(head, "government" if name in ("forces", "officials") else name)
    merging = frozenset(head for kind in file.kinds.values() if kind.of_state for head in kind.heads)
    lists = (file.titles, file.not_alone, file.apart, file.own, file.peoples)
    return Nominals(types, merging, *map(frozenset, lists))
