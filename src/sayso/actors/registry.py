"""The registry: the actors that a project knows, as data, and the search for their names in a text.

`actors.yaml` lists states (their formal names come from pycountry) and all other actors. Names are found longest first
at word boundaries; a word that is written with a capital in the registry must have one in the text, and a name in
capitals ('US', 'WHO') is found in capitals alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec

from sayso.actors.folding import fold, plain, plain_same_length
from sayso.actors.nominals import Roles, load_roles
from sayso.datafiles import read_data
from sayso.errors import DataFileError

Form: TypeAlias = Literal["name", "adjective", "people", "capital"]

_WORD = re.compile(r"\w+")
_GAP = re.compile(r"[ \-\u2010-\u2014.'’/&,]{1,3}")
_OFTEN_SMALL = frozenset(["state", "armed_group", "people", "alliance"])
_END = ""
"""The key under which a node of the search tree keeps the names that end there."""


class UsedName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name that only some use, and who they are."""

    name: str
    used_by: list[str] = []


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An actor of the registry. `part_of` and `leads` are ids of other entries."""

    id: str
    name: str
    type: str
    names: list[str | UsedName] = []
    part_of: str | None = None
    leads: str | None = None

    def spellings(self) -> list[str]:
        """All its names, the usual one first."""
        return [self.name, *(n if isinstance(n, str) else n.name for n in self.names)]


class StateRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state in actors.yaml: what pycountry does not know of it."""

    name: str
    adjectives: list[str] = []
    people: list[str] = []
    capitals: list[str] = []
    names: list[str] = []


class RegistryFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """actors.yaml as it stands."""

    capital_only: frozenset[str] = frozenset()
    states: dict[str, StateRow] = {}
    actors: list[Entry] = []


class Known(NamedTuple):
    """A name that the registry knows: whose, and which form of it ('Afghan' is the adjective of Afghanistan)."""

    entry: Entry
    form: Form
    spelling: str

    def may_be_small(self, capital_only: frozenset[str]) -> bool:
        """May it stand in small letters? Readers write 'pakistan' and 'isis', but 'turkey' is a bird."""
        word = self.spelling.lower()
        plainly_named = self.entry.type in _OFTEN_SMALL and self.form != "capital"
        return plainly_named and len(word) > 3 and word.isalpha() and word not in capital_only


class Match(NamedTuple):
    """A name of the registry in a text, at these character offsets."""

    start: int
    end: int
    known: Known


@dataclass(slots=True)
class Registry:
    """Entries by id, and their names ready for search; with them the nouns that name actors by role."""

    entries: dict[str, Entry]
    known: list[Known]
    roles: Roles
    capital_only: frozenset[str] = frozenset()
    _tree: dict[str, Any] = field(init=False, default_factory=dict)
    _folded: dict[str, list[Known]] = field(init=False, default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for known in self.known:
            words = _WORD.findall(plain(known.spelling).lower())
            node = self._tree
            for word in words:
                node = node.setdefault(word, {})
            node.setdefault(_END, []).append(known)
            self._folded[fold(known.spelling)].append(known)

    def lookup(self, name: str) -> Known | None:
        """What the registry knows under this name, whatever its case; None for nothing."""
        found = self._folded.get(fold(name))
        return found[0] if found else None

    def find(self, text: str) -> Iterator[Match]:
        """The names of the registry in a text, in order, longest first, without overlap."""
        flat = plain_same_length(text)
        words = [(m.start(), m.end(), m[0].lower()) for m in _WORD.finditer(flat)]
        at = 0
        while at < len(words):
            if words[at][2] in self._tree and (hit := self._longest(flat, words, at)):
                match, at = hit
                yield match
            else:
                at += 1

    def _longest(self, text: str, words: list[tuple[int, int, str]], at: int) -> tuple[Match, int] | None:
        node, i, best = self._tree, at, None
        while i < len(words) and words[i][2] in node:
            if i > at and not _GAP.fullmatch(text, words[i - 1][1], words[i][0]):
                break
            node = node[words[i][2]]
            i += 1
            start, end = words[at][0], words[i - 1][1]
            known = next((k for k in node.get(_END, ()) if self._is_written_so(k, text[start:end])), None)
            if known:
                best = Match(start, end, known), i
        return best

    def _is_written_so(self, known: Known, found: str) -> bool:
        return _same_case(known.spelling, found) or (found.islower() and known.may_be_small(self.capital_only))


def _same_case(spelling: str, found: str) -> bool:
    """Has `found` the capitals that `spelling` has? 'PAKISTAN' is 'Pakistan', but 'who' is not 'WHO'."""
    for ours, theirs in zip(_WORD.findall(plain(spelling)), _WORD.findall(found), strict=True):
        if ours.isupper() and len(ours) > 1 and not theirs.isupper():
            return False
        if ours[0].isupper() and not theirs[0].isupper():
            return False
    return True


def load_registry(path: Path | None = None) -> Registry:
    """The registry of a project, or the one that comes with sayso.

    Raises DataFileError where the file does not hold what it must, an id stands twice, `part_of` or `leads` names an
    id that is not there, or `part_of` goes in a circle.
    """
    path = path or Path(str(resources.files("sayso") / "data" / "actors.yaml"))
    file = read_data(path, RegistryFile)
    known = list(_states(file.states))
    entries = {k.entry.id: k.entry for k in known}
    for entry in file.actors:
        if entry.id in entries:
            raise DataFileError(f"{path}: the id '{entry.id}' stands twice.", path=str(path), key=entry.id)
        entries[entry.id] = entry
        known += [Known(entry, "name", n) for n in dict.fromkeys(entry.spellings())]
    for entry in file.actors:
        _check_relations(entry, entries, path)
    return Registry(entries, known, load_roles(), file.capital_only)


def _check_relations(entry: Entry, entries: dict[str, Entry], path: Path) -> None:
    for relation in ("part_of", "leads"):
        other = getattr(entry, relation)
        if other is not None and other not in entries:
            message = f"{path}: '{entry.id}' has {relation}: {other}, but no actor or state has that id."
            raise DataFileError(message, path=str(path), key=f"{entry.id}.{relation}")
    above, whole = [entry.id], entry
    while whole.part_of in entries:
        whole = entries[whole.part_of]
        above.append(whole.id)
        if above.count(whole.id) > 1:
            message = f"{path}: part_of goes in a circle: {' > '.join(above)}."
            raise DataFileError(message, path=str(path), key=f"{entry.id}.part_of")


def _states(rows: dict[str, StateRow]) -> Iterator[Known]:
    """Every name of every state: those of the file, and those that pycountry has besides."""
    formal = _formal_names() if rows else {}
    for code, row in rows.items():
        entry = Entry(id=code, name=row.name, type="state", names=[*row.names, *formal.pop(code, ())])
        yield from (Known(entry, "name", n) for n in dict.fromkeys(entry.spellings()))
        yield from (Known(entry, "adjective", n) for n in row.adjectives)
        yield from (Known(entry, "people", n) for n in row.people)
        yield from (Known(entry, "capital", n) for n in row.capitals)
    for code, names in formal.items():
        entry = Entry(id=code, name=names[-1], type="state" if len(names) > 1 else "region", names=[*names])
        yield from (Known(entry, "name", n) for n in dict.fromkeys(names))


def _formal_names() -> dict[str, list[str]]:
    """The names of states and territories by ISO 3166 code, as they stand in a text ('Islamic Republic of Iran')."""
    import pycountry

    names = {}
    for country in pycountry.countries:
        given = (getattr(country, key, None) for key in ("official_name", "common_name", "name"))
        names[country.alpha_2] = [re.sub(r"^the ", "", n) for n in given if n and "," not in n and "(" not in n]
    return {code: own for code, own in names.items() if own}


def check_registry(registry: Registry) -> list[str]:
    """Clashes: one line for each spelling under which two different actors are known."""
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    for known in registry.known:
        owners[plain(known.spelling)].setdefault(known.entry.id, known.form)
    return [
        f"'{spelling}' names " + " and ".join(f"{owner} ({form})" for owner, form in sorted(found.items())) + "."
        for spelling, found in sorted(owners.items())
        if len(found) > 1
    ]
