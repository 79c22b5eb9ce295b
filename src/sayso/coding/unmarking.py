"""Marks on a text -> a row of the file format, and what is wrong with marks that mean nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from typing import Any, TypeAlias

import msgspec

from sayso.actors.folding import fold
from sayso.coding.anchors import names_of
from sayso.coding.marking import LISTS, numbered, voice
from sayso.coding.marks import CHOICES, Fault, Mark, MarkedText
from sayso.model import Attribution, Claim, Label, Naming

Shape: TypeAlias = type[Attribution] | type[Claim] | type[Label] | type[Naming]


class WrongMarkError(ValueError):
    """A mark that means nothing; the message says why."""


def unmark(marked: MarkedText, file: str) -> tuple[dict[str, Any], list[Fault]]:
    """The row that the marks make, and the marks that had to be left out. `file` is named in the faults.

    Marks of actors without `form` are no entries of `mentions`: their words become names of the actor.
    """
    reading = _Unmarking(marked)
    lists = {
        "mentions": reading.read("Actor", reading.mention, Naming),
        "attributions": reading.read("Attribution", reading.attribution, Attribution),
        "claims": reading.read("Claim", reading.claim, Claim),
        "labels": reading.read("Label", reading.label, Label),
    }
    unplaced: Mapping[str, list[list[Any]]] = marked.head.get("unplaced") or {}
    for name, left in unplaced.items():
        for index, item in left:
            lists[name].insert(index, item)
    kept = {name: found for name, found in lists.items() if found or name in unplaced or name in ("claims", "labels")}
    head = {name: value for name, value in marked.head.items() if name not in ("unplaced", "actors")}
    row = {
        **head,
        "text": marked.text,
        "actors": reading.actors,
        **{name: kept[name] for name in LISTS if name in kept},
    }
    return row, [Fault(file, place, reason) for place, reason in reading.faults]


class _Unmarking:
    def __init__(self, marked: MarkedText) -> None:
        self._text, self._head, self._marks = marked.text, marked.head, marked.marks
        self._by_id = {mark.id: mark for mark in marked.marks}
        self.actors: dict[str, Any] = dict(marked.head.get("actors") or {})
        self.faults: list[tuple[int | None, str]] = []
        self._keys = {mark.id: self._meant(mark) for mark in marked.marks if mark.kind == "Actor"}
        self._name_actors()
        self._attribution_ids = dict(_free_ids(mark for mark in marked.marks if mark.kind == "Attribution"))

    def read(self, kind: str, make: Callable[[Mark], Any], shape: Shape) -> list[Any]:
        """The items that the marks of a kind make; those that cannot be one become faults."""
        made = []
        for mark in self._marks:
            if mark.kind != kind:
                continue
            try:
                self._check(mark)
                if (item := make(mark)) is not None:
                    msgspec.convert(item, shape)
                    made.append(item)
            except (WrongMarkError, msgspec.ValidationError) as error:
                self.faults.append((mark.place, f"{kind} '{self._words(mark)}': {error}"))
        return made

    def mention(self, mark: Mark) -> list[Any] | None:
        if "form" not in mark.features:
            return None
        actors = [key for key in self._keys[mark.id] if key]
        holder, distanced = mark.features.get("holder"), "distanced" in mark.features
        return [*mark.spans[0], mark.features["form"], actors, holder, distanced]

    def attribution(self, mark: Mark) -> dict[str, Any]:
        parents = [self._attribution_ids[target] for target in mark.linked("Parent") if target in self._attribution_ids]
        given = mark.features
        return {
            "id": self._attribution_ids[mark.id],
            "parent": parents[0] if parents else given.get("parent"),
            "kind": given.get("manner", "speech"),
            "holder": self._actor(mark, "holder", None),
            "unresolved": given.get("unresolved"),
            "standing": given.get("standing", "named"),
            "stance": given.get("stance", "neutral"),
            "source": self._parts(mark, "Source"),
            "cue": self._parts(mark, "Cue"),
            "content": _spans(mark),
        }

    def claim(self, mark: Mark) -> dict[str, Any]:
        given = mark.features
        if not given.get("relation"):
            raise WrongMarkError("has no relation")
        found: dict[str, Any] = {
            "holder": self._chain(mark),
            "subject": self._actor(mark, "subject"),
            "relation": given["relation"],
            "object": self._actor(mark, "object"),
            "polarity": given.get("polarity", "affirmed"),
            "modality": given.get("modality", "actual"),
            "when": given.get("when"),
            "evidence": _spans(mark),
        }
        if "confidence" in given:
            found["confidence"] = _number(given["confidence"])
        return found | {name: given[name] for name in ("where", "why") if name in given}

    def label(self, mark: Mark) -> dict[str, Any]:
        if "tone" not in mark.features:
            raise WrongMarkError("has no tone")
        words = self._text[slice(*mark.spans[0])]
        return {
            "holder": self._chain(mark),
            "actor": self._actor(mark, "actor"),
            "label": mark.features.get("label", words),
            "tone": mark.features["tone"],
            "evidence": _spans(mark),
        }

    def _meant(self, mark: Mark) -> list[str]:
        """The keys of the actors that a mark means: as it says, or the one with these words for a name."""
        said = list(_numbered(mark.features, "actor"))
        return said or [self._named(self._words(mark))]

    def _named(self, words: str) -> str:
        if words in self.actors:
            return words
        for same in (str, fold):
            known = [key for key, actor in self.actors.items() if same(words) in map(same, (key, *names_of(actor)))]
            if len(known) == 1:
                return known[0]
        return words

    def _name_actors(self) -> None:
        """Gives actors the names that a coder marked, and makes those that are not there yet."""
        plain = all(not isinstance(actor, Mapping) for actor in self.actors.values())
        for mark in self._marks:
            keys = self._keys.get(mark.id, [])
            if "form" in mark.features or len(keys) != 1:
                continue
            words, key = self._words(mark), keys[0]
            actor = self.actors.get(key, [] if plain else {"type": "unknown", "names": []})
            if words not in names_of(actor):
                names = [*names_of(actor), words]
                self.actors[key] = {**actor, "names": names} if isinstance(actor, Mapping) else names

    def _actor(self, mark: Mark, feature: str, *otherwise: str | None) -> str | None:
        """The actor in a role, by a link or by its key; where there is none, what `otherwise` says.

        Raises WrongMarkError where that says nothing.
        """
        for target in mark.linked(feature.capitalize()):
            if len(keys := self._keys.get(target, [])) == 1:
                return keys[0]
            raise WrongMarkError(f"its {feature} is no mark of one actor")
        if feature in mark.features:
            return mark.features[feature]
        if otherwise:
            return otherwise[0]
        raise WrongMarkError(f"has no {feature}")

    def _chain(self, mark: Mark) -> list[str]:
        outermost = voice(self._head, mark.spans)
        chain = [self._actor(mark, "holder", outermost)]
        for place in count(1):
            key = self._actor(mark, numbered("holder", place), None)
            if key is None:
                return [holder for holder in chain if holder]
            chain.append(key)
        raise AssertionError("count() has no end")

    def _parts(self, mark: Mark, role: str) -> list[list[int]]:
        parts = [self._by_id[target] for target in mark.linked(role) if target in self._by_id]
        return [span for part in parts for span in _spans(part)]

    def _words(self, mark: Mark) -> str:
        return " ".join(self._text[start:end] for start, end in mark.spans)

    def _check(self, mark: Mark) -> None:
        for feature, value in mark.features.items():
            kind, values = CHOICES.get(feature, (None, ()))
            if kind == mark.kind and value not in values:
                raise WrongMarkError(f"{feature} '{value}' is none of {', '.join(values)}")


def _spans(mark: Mark) -> list[list[int]]:
    return [[start, end] for start, end in mark.spans]


def _numbered(features: Mapping[str, str], name: str) -> Iterator[str]:
    """The values of 'actor', 'actor2', 'actor3' ... up to the first that is not there."""
    for place in count():
        if (feature := numbered(name, place)) not in features:
            return
        yield features[feature]


def _free_ids(marks: Iterable[Mark]) -> Iterator[tuple[str, str]]:
    """Mark -> the id of its attribution: its own where it has one that is not taken, else the next that is free."""
    taken: set[str] = set()
    marks = list(marks)
    own = {mark.features.get("id") for mark in marks}
    free = (name for number in count(1) if (name := f"a{number}") not in own)
    for mark in marks:
        said = mark.features.get("id")
        chosen = said if said and said not in taken else next(free)
        taken.add(chosen)
        yield mark.id, chosen


def _number(words: str) -> float:
    try:
        return float(words)
    except ValueError as error:
        raise WrongMarkError(f"confidence '{words}' is no number") from error
