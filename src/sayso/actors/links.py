"""Which candidates of one document mean the same actor. Kept apart where unsure: a wrong merge loses claims."""

from __future__ import annotations

from collections import defaultdict

from sayso.actors.candidates import Candidate
from sayso.actors.folding import fold
from sayso.actors.phrases import without_determiner
from sayso.model import Document

Key = tuple[str, str]
"""What an actor is grouped by: ('registry', id), ('people', id), ('name', folded) or ('nominal', folded)."""


def link(candidates: list[Candidate], document: Document) -> dict[int, tuple[Key, ...]]:
    """The actor keys of each candidate, by the index of its head token."""
    text = document.text
    keys = {c.head.index: _own_keys(c, text) for c in candidates}
    same: dict[Key, Key] = {}
    _join_surnames(candidates, keys, same)
    _join_acronyms(candidates, keys, same, text)
    _join_appositions(candidates, keys, same)
    return {index: tuple(dict.fromkeys(_root(k, same) for k in own)) for index, own in keys.items()}


def _own_keys(candidate: Candidate, text: str) -> tuple[Key, ...]:
    if candidate.states:
        return tuple(("registry", known.entry.id) for known in candidate.states)
    if candidate.name is not None:
        known = candidate.name.known
        if known is not None:
            return (("people" if known.form == "people" else "registry", known.entry.id),)
        core = candidate.phrase.core
        return (("name", fold(text[core[0].start : core[-1].end])),)
    tokens = without_determiner(candidate.phrase.tokens)
    return (("nominal", fold(text[tokens[0].start : tokens[-1].end])),)


def _root(key: Key, same: dict[Key, Key]) -> Key:
    while key in same:
        key = same[key]
    return key


def _merge(key: Key, into: Key, same: dict[Key, Key]) -> None:
    key, into = _root(key, same), _root(into, same)
    if key != into:
        same[key] = into


def _join_surnames(candidates: list[Candidate], keys: dict[int, tuple[Key, ...]], same: dict[Key, Key]) -> None:
    """'Sharif' is 'Shahbaz Sharif' where only one person of the document has that surname."""
    full: dict[str, set[Key]] = defaultdict(set)
    short: dict[str, set[Key]] = defaultdict(set)
    for c in candidates:
        if c.name is None or c.type != "person":
            continue
        key = keys[c.head.index][0]
        words = fold(" ".join(t.text for t in c.phrase.core)).split()
        if not words:
            continue
        (full if len(words) > 1 else short)[words[-1]].add(key)
    for surname, alone in sorted(short.items()):
        owners = full.get(surname, set())
        if len(owners) == 1:
            for key in sorted(alone):
                _merge(key, next(iter(owners)), same)


def _join_acronyms(
    candidates: list[Candidate], keys: dict[int, tuple[Key, ...]], same: dict[Key, Key], text: str
) -> None:
    """'Movement of the Free (MF)' and 'MF' are one."""
    by_start = {c.phrase.core[0].start: c for c in candidates if c.name}
    for c in candidates:
        end = c.phrase.end
        opened = text[end : end + 2] == " ("
        if c.name is None or not opened:
            continue
        other = by_start.get(end + 2)
        if other is None or text[other.phrase.core[-1].end : other.phrase.core[-1].end + 1] != ")":
            continue
        short = "".join(t.text for t in other.phrase.core)
        initials = [t.text[0] for t in c.phrase.core if t.text[0].isupper()]
        if len(short) > 1 and short.isupper() and short[0] in initials:
            _merge(keys[other.head.index][0], keys[c.head.index][0], same)


def _join_appositions(candidates: list[Candidate], keys: dict[int, tuple[Key, ...]], same: dict[Key, Key]) -> None:
    """'Shahbaz Sharif, the prime minister': the role belongs to the person."""
    by_head = {c.head.index: c for c in candidates}
    for c in candidates:
        if c.head.dep != "appos" or c.states:
            continue
        other = by_head.get(c.head.head.index)
        if other is None or other.type != c.type or (c.name is None) == (other.name is None):
            continue
        role, named = (c, other) if c.name is None else (other, c)
        _merge(keys[role.head.index][0], keys[named.head.index][0], same)
