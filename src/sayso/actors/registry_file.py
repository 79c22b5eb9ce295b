"""actors.yaml as it stands, and what it says once the shipped file that it extends and pycountry are put in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec

from sayso.datafiles import fault, read_data

Form: TypeAlias = Literal["name", "adjective", "people", "capital"]
Stance: TypeAlias = Literal["own", "supportive", "opposed"]
Ownership: TypeAlias = Literal["state", "public", "private", "nonprofit", "movement"]


class UsedName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name of which there is more to say: who uses it and how they stand to the actor; that others have it too
    (`ambiguous`: it means this actor only where the document speaks of it or of its parents otherwise); that it is
    also a word (`ordinary`: not found at the beginning of a sentence).
    """

    name: str
    used_by: list[str] = []
    stance: Stance | None = None
    ambiguous: bool = False
    ordinary: bool = False


class Term(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from", "until": "to", "office": "as"}
):
    """A relation to the actor `id` between two days, months or years (ISO, both included; None: open); `office` is the
    title under which a person leads it ('prime minister').
    """

    id: str
    since: Any = None
    until: Any = None
    office: str | None = None

    def holds(self, day: str) -> bool:
        """Is this so on a day, month or year? On the days of its beginning and its end it is."""
        began = self.since is None or self.since[: len(day)] <= day[: len(self.since)]
        return bool(began and (self.until is None or day[: len(self.until)] <= self.until[: len(day)]))


Terms: TypeAlias = str | Term | list[str | Term] | None


class EntryRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An actor as a file has it. Where it changes one of the shipped file, only `id` and what is new stands there."""

    id: str
    name: str | None = None
    type: str | None = None
    names: list[str | UsedName] = []
    part_of: Terms = None
    leads: Terms = None
    country: str | None = None
    ownership: Ownership | None = None
    owned_by: str | None = None
    wikidata: str | None = None


class Entry(msgspec.Struct, frozen=True):
    """An actor of the registry.

    `parents` are what it belongs or belonged to, `leads` what it leads or led, each with its time; `part_of` is the id
    of the last parent. `country`, `owned_by` (ids) and `ownership` tell of outlets.
    """

    id: str
    name: str
    type: str
    names: list[str | UsedName] = []
    parents: tuple[Term, ...] = ()
    leads: tuple[Term, ...] = ()
    country: str | None = None
    ownership: Ownership | None = None
    owned_by: str | None = None
    wikidata: str | None = None

    @property
    def part_of(self) -> str | None:
        """The id of the body that it belongs to, or belonged to last."""
        return self.parents[-1].id if self.parents else None

    def spellings(self) -> list[str]:
        """All its names, the usual one first."""
        return list(dict.fromkeys([self.name, *(n if isinstance(n, str) else n.name for n in self.names)]))

    def related(self) -> Iterator[tuple[str, str]]:
        """(the key of the file, the id there) for every other actor that it names."""
        yield from (("part_of", term.id) for term in self.parents)
        yield from (("leads", term.id) for term in self.leads)
        yield from ((key, other) for key in ("country", "owned_by") if (other := getattr(self, key)))


class StateRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state in actors.yaml: what pycountry does not know of it."""

    name: str
    adjectives: list[str] = []
    people: list[str] = []
    capitals: list[str] = []
    names: list[str | UsedName] = []


class RegistryFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """actors.yaml as it stands. With `extends: sayso` it adds to the shipped file, and `without` lists ids to drop."""

    extends: Literal["sayso"] | None = None
    without: list[str] = []
    capital_only: frozenset[str] = frozenset()
    states: dict[str, StateRow] = {}
    actors: list[EntryRow] = []


class Known(NamedTuple):
    """A name that the registry knows: whose, and which form of it ('Afghan' is the adjective of Afghanistan)."""

    entry: Entry
    form: Form
    spelling: str
    ambiguous: bool = False
    ordinary: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file and the one it extends say: entries by id, and each name with its form."""

    path: Path
    entries: dict[str, Entry]
    known: list[Known]
    capital_only: frozenset[str]


def shipped_path() -> Path:
    """The registry that comes with sayso."""
    return Path(str(resources.files("sayso") / "data" / "actors.yaml"))


def read_contents(path: Path | None = None) -> Contents:
    """The content of a registry file, by default of the shipped one. Raises DataFileError where it is faulty."""
    path = path or shipped_path()
    file = read_data(path, RegistryFile)
    base = read_data(shipped_path(), RegistryFile) if file.extends else RegistryFile()
    _check_rows(path, file, {row.id for row in base.actors}, {*base.states, *(row.id for row in base.actors)})
    known = [k for k in _states(_merged_states(base.states, file.states)) if k.entry.id not in file.without]
    entries = {k.entry.id: k.entry for k in known}
    for index, row in enumerate(file.actors):
        if row.id in entries:
            raise fault(path, ("actors", index), f"the id '{row.id}' stands twice: it is a state's.")
    for row in _merged_rows(base.actors, file.actors):
        if row.id not in file.without:
            entries[row.id] = _entry(row, frozenset(file.without))
            known += _names_of(entries[row.id])
    return Contents(path, entries, known, base.capital_only | file.capital_only)


def _check_rows(path: Path, file: RegistryFile, shipped: set[str], droppable: set[str]) -> None:
    seen: set[str] = set()
    for index, row in enumerate(file.actors):
        if row.id in seen:
            raise fault(path, ("actors", index), f"the id '{row.id}' stands twice.")
        seen.add(row.id)
        for key in ("name", "type"):
            if getattr(row, key) is None and row.id not in shipped:
                raise fault(path, ("actors", index), f"'{row.id}' has no {key}.")
    for index, gone in enumerate(file.without):
        if gone not in droppable:
            raise fault(path, ("without", index), f"the shipped registry has no '{gone}' to leave out.")


def _merged_rows(base: list[EntryRow], own: list[EntryRow]) -> Iterable[EntryRow]:
    """The rows of both; of two with one id, what the own one says counts, and its names are added."""
    rows = {row.id: row for row in base}
    for row in own:
        rows[row.id] = _merged(rows[row.id], row) if row.id in rows else row
    return rows.values()


def _merged(old: EntryRow, row: EntryRow) -> EntryRow:
    said = {f: value for f in row.__struct_fields__ if (value := getattr(row, f)) not in (None, [])}
    respelled = {n if isinstance(n, str) else n.name for n in row.names}
    kept = [n for n in old.names if (n if isinstance(n, str) else n.name) not in respelled]
    usual = [old.name] if row.name and old.name and row.name != old.name else []
    return msgspec.structs.replace(old, **(said | {"names": [*row.names, *usual, *kept]}))


def _merged_states(base: dict[str, StateRow], own: dict[str, StateRow]) -> dict[str, StateRow]:
    rows = dict(base)
    for code, row in own.items():
        old = rows.get(code, StateRow(row.name))
        lists: dict[str, Any] = {f: [*getattr(old, f), *getattr(row, f)] for f in ("adjectives", "people", "capitals")}
        rows[code] = StateRow(row.name, names=[*old.names, *row.names, old.name], **lists)
    return rows


def _entry(row: EntryRow, without: frozenset[str]) -> Entry:
    parents, leads = (tuple(t for t in _terms(terms) if t.id not in without) for terms in (row.part_of, row.leads))
    country, owner = (None if other in without else other for other in (row.country, row.owned_by))
    name, kind = row.name or row.id, row.type or ""
    return Entry(row.id, name, kind, row.names, parents, leads, country, row.ownership, owner, row.wikidata)


def _terms(terms: Terms) -> Iterator[Term]:
    """YAML reads 2017 as a number and 2017-01-20 as a date; both are ISO dates here."""
    for term in terms if isinstance(terms, list) else [terms] if terms is not None else []:
        if isinstance(term, str):
            yield Term(term)
        else:
            since, until = (None if day is None else str(day) for day in (term.since, term.until))
            yield Term(term.id, since, until, term.office)


def _names_of(entry: Entry) -> Iterator[Known]:
    """Each spelling once; where one stands twice ('name', and again under 'names'), with what is said there."""
    used = {entry.name: UsedName(entry.name)}
    for name in entry.names:
        if isinstance(name, UsedName):
            used[name.name] = name
        else:
            used.setdefault(name, UsedName(name))
    yield from (Known(entry, "name", name.name, name.ambiguous, name.ordinary) for name in used.values())


def _states(rows: dict[str, StateRow]) -> Iterator[Known]:
    """Every name of every state: those of the file, and those that pycountry has besides."""
    formal = _formal_names() if rows else {}
    for code, row in rows.items():
        entry = Entry(id=code, name=row.name, type="state", names=[*row.names, *formal.pop(code, ())])
        yield from _names_of(entry)
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
