"""Offices and governments that the text leaves to the reader's knowledge of the day and the place.

'The Kestrian president' is who held that office when the document was published; 'the president' and 'the government'
in a paper of Kestria that speaks of no other state are Kestria's. Only where the registry knows exactly one holder,
and the text gives the title to nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.actors.candidates import Candidate
from sayso.actors.definites import goes_on
from sayso.actors.links import Key, Links, is_bare_state
from sayso.actors.phrases import of_phrase, without_determiner
from sayso.actors.registry import Registry
from sayso.actors.voices import Voices
from sayso.model import Document

_MONTH = len("2020-01")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def join_offices(
    candidates: list[Candidate], links: Links, registry: Registry, voices: Voices, document: Document
) -> None:
    """Links each office whose state the words, or else the place of publication, tell to its holder on the day of
    publication, and bare governments to the state of that place. An office stays as it is where the document has no
    date, or only a year, or where its sentence tells of another year.
    """
    states = {c.head.index: c.name.known.entry.id for c in candidates if c.name and c.name.known and c.name.is_state}
    home = _home(document, registry, voices, set(states.values()))
    for candidate in candidates:
        key = links.keys[candidate.head.index]
        if key[0][0] != "nominal" or links.of(candidate) != key:
            continue
        if home is not None and is_bare_state(candidate, registry):
            links.keys[candidate.head.index] = (("registry", home),)
            continue
        owned = set(_owners(candidate, states)) or ({home} if home is not None and _is_bare(candidate) else set())
        office = _office(candidate)
        if office is not None and len(owned) == 1 and not _held(office, candidates) and _is_now(candidate, document):
            holder = _holder(owned.pop(), office, document.published or "", registry)
            links.keys[candidate.head.index] = (holder,) if holder else key


def _office(candidate: Candidate) -> str | None:
    """'President', 'prime minister', where the phrase is one person's title and nothing more than whose it is."""
    if candidate.type != "person" or candidate.name is not None or candidate.head.tag not in ("NN", "NNP"):
        return None
    words = without_determiner(candidate.phrase.tokens)
    if candidate.phrase.tokens[0].lower in ("a", "an", "any", "every", "no", "each"):
        return None
    title = [t for t in words if t.entity == "" and t.tag != "POS" and not (t.pos == "ADJ" and t.text[0].isupper())]
    return " ".join(t.lower for t in title) or None


def _held(office: str, candidates: list[Candidate]) -> bool:
    """Does the text give this title to a person by name?"""
    titles = (" ".join(t.lower for t in c.phrase.before) for c in candidates if c.name and c.type == "person")
    return any(title.endswith(office) for title in titles)


def _owners(candidate: Candidate, states: dict[int, str]) -> Iterator[str]:
    of = of_phrase(candidate.head)
    for token in [*candidate.phrase.before, *([of] if of is not None else [])]:
        if token.index in states:
            yield states[token.index]


def _is_bare(candidate: Candidate) -> bool:
    return candidate.phrase.tokens[0].lower == "the" and not goes_on(candidate)


def _is_now(candidate: Candidate, document: Document) -> bool:
    """Is the day known, and is this told of its year?"""
    day = document.published or ""
    years = {t.text for t in candidate.head.sentence.tokens if _YEAR.fullmatch(t.text)}
    return len(day) >= _MONTH and years <= {day[:4]}


def _home(document: Document, registry: Registry, voices: Voices, named: set[str]) -> str | None:
    """The state for which the document speaks, or in which its publisher is at home, where it names no other."""
    if voices.state is not None:
        return voices.state if named <= {voices.state} else None
    known = registry.lookup(document.publisher) if document.publisher else None
    home = known.entry.country if known is not None else None
    return home if home is not None and named == {home} else None


def _holder(state: str, office: str, day: str, registry: Registry) -> Key | None:
    held = {
        entry.id
        for entry in registry.entries.values()
        if any(term.id == state and term.office == office and term.holds(day) for term in entry.leads)
    }
    return ("registry", held.pop()) if len(held) == 1 else None
