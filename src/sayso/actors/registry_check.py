"""What is wrong, or goes wrong easily, in a registry: relations that cannot be, and names that mean two things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec

from sayso.actors.folding import fold, plain
from sayso.actors.registry_file import Contents, Entry, Known, Term
from sayso.datafiles import read_data

Kind = Literal["unknown_actor", "circle", "wrong_time", "wrong_id", "same_name", "ordinary_word"]

_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
_WIKIDATA = re.compile(r"Q[1-9]\d*")


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong: the ids of the actors concerned, the key or name, and a sentence for the user."""

    kind: Kind
    actors: tuple[str, ...]
    key: str
    says: str


class OrdinaryWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """ordinary_words.yaml: words in small letters that a text has without naming anybody."""

    words: frozenset[str]


def faults(contents: Contents) -> Iterator[Finding]:
    """What no registry may have: each of these stops the file from being loaded."""
    for entry in contents.entries.values():
        yield from _relations(entry, contents.entries)
        for key, terms in (("part_of", entry.parents), ("leads", entry.leads)):
            yield from (finding for term in terms for finding in _times(entry, key, term))
        if entry.wikidata is not None and not _WIKIDATA.fullmatch(entry.wikidata):
            says = f"'{entry.id}' has wikidata: {entry.wikidata}, but such an id is a Q and a number."
            yield Finding("wrong_id", (entry.id,), f"{entry.id}.wikidata", says)


def clashes(contents: Contents) -> Iterator[Finding]:
    """What may be meant, but is often a slip: a name of two actors, of which the first is found, and a name that is
    an ordinary word. `ambiguous` and `ordinary` on the name say that it is meant.
    """
    yield from same_names(contents.known)
    words = read_data(Path(str(resources.files("sayso") / "data" / "ordinary_words.yaml")), OrdinaryWords).words
    for known in contents.known:
        if _is_word(known, words, contents.capital_only):
            says = f"'{known.spelling}' ({known.entry.id}) is an ordinary word as well."
            yield Finding("ordinary_word", (known.entry.id,), known.spelling, says)


def same_names(names: list[Known]) -> Iterator[Finding]:
    """The names under which two actors are known, but for those that are `ambiguous` for all of them."""
    owners: dict[str, dict[str, Known]] = defaultdict(dict)
    for known in names:
        owners[plain(known.spelling)].setdefault(known.entry.id, known)
    for spelling, found in sorted(owners.items()):
        if len(found) > 1 and not all(known.ambiguous for known in found.values()):
            named = " and ".join(f"{owner} ({known.form})" for owner, known in sorted(found.items()))
            yield Finding("same_name", tuple(sorted(found)), spelling, f"'{spelling}' names {named}.")


def _relations(entry: Entry, entries: dict[str, Entry]) -> Iterator[Finding]:
    for key, other in entry.related():
        if other not in entries:
            says = f"'{entry.id}' has {key}: {other}, but no actor or state has that id."
            yield Finding("unknown_actor", (entry.id,), f"{entry.id}.{key}", says)
    if circle := _circle(entry, entries):
        says = f"part_of goes in a circle: {' > '.join(circle)}."
        yield Finding("circle", tuple(circle), f"{entry.id}.part_of", says)


def _circle(entry: Entry, entries: dict[str, Entry]) -> list[str] | None:
    """The way through parents that leads back to where it began, if there is one."""
    ways = [[entry.id]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for term in entries[way[-1]].parents:
            if term.id == entry.id:
                return [*way, term.id]
            if term.id in entries and term.id not in seen:
                seen.add(term.id)
                ways.append([*way, term.id])
    return None


def _times(entry: Entry, key: str, term: Term) -> Iterator[Finding]:
    for name, day in (("from", term.since), ("to", term.until)):
        if day is not None and not _is_day(day):
            says = f"'{entry.id}' has {key} {name}: {day}, but that is no date: write 2021, 2021-08 or 2021-08-19."
            yield Finding("wrong_time", (entry.id,), f"{entry.id}.{key}", says)
    # '~' sorts after every digit and '-': '2017~' is the end of 2017.
    if term.since is not None and term.until is not None and term.since > term.until + "~":
        says = f"'{entry.id}' has {key} from {term.since}, which is after its end, {term.until}."
        yield Finding("wrong_time", (entry.id,), f"{entry.id}.{key}", says)


def _is_day(day: str) -> bool:
    if not _DAY.fullmatch(day):
        return False
    try:
        date.fromisoformat(day + "-01-01"[: 10 - len(day)] if len(day) < 7 else day + "-01"[: 10 - len(day)])
    except ValueError:
        return False
    return True


def _is_word(known: Known, words: frozenset[str], capital_only: frozenset[str]) -> bool:
    """Could a text have the word and not mean the actor? A name in capitals and one listed in capital_only are safe."""
    name = known.spelling
    if known.ordinary or known.form != "name" or known.entry.type in ("state", "region") or name.isupper():
        return False
    bare = fold(name)
    return bare in words and bare not in capital_only and (name.islower() or bare == name.lower())
