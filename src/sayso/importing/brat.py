"""brat's standoff files -> rows: each .txt with its .ann, and the .json of an export where it lies beside them.

Events are claims (of the type of their relation), labels and attributions; a relation between two marks of actors is a
claim, too, whose evidence reaches from the one to the other. What stands in an equivalence class is one actor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from sayso.coding.fragments import fragments, joined, read_spans
from sayso.coding.marks import KINDS, Coded, Fault, Kind, Mark, MarkedText
from sayso.coding.notes import read_note
from sayso.coding.unmarking import unmark
from sayso.errors import UsageError
from sayso.model import Span

_STRETCH = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t(.*))?", re.DOTALL)
_EVENT = re.compile(r"(\S+?):(\S+)((?: +\S+:\S+)*) *")
_RELATION = re.compile(r"(\S+) Arg1:(\S+) Arg2:(\S+)\s*")
_ATTRIBUTE = re.compile(r"(\S+) (\S+)(?: (.*?))?\s*")
_NOTE = re.compile(r"(\S+) (\S+)\t(.*)", re.DOTALL)
_PARTS_OF_EVENTS = ("Source", "Cue", "Actor")


def read_brat(path: Path) -> Iterator[Coded | Fault]:
    """The documents of a folder (and of folders in it), or of one .txt or .ann file, in the order of names.

    Raises UsageError where there is nothing to read.
    """
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder.")
    texts = sorted(path.rglob("*.txt")) if path.is_dir() else [path.with_suffix(".txt")]
    lone = sorted(ann for ann in path.rglob("*.ann") if not ann.with_suffix(".txt").exists()) if path.is_dir() else []
    if not texts and not lone:
        raise UsageError(f"{path}: holds no .txt files. Give a folder with NAME.txt and NAME.ann.")
    for ann in lone:
        yield Fault(str(ann), None, "there is no .txt file beside it")
    for text in texts:
        yield from _document(text)


def _document(path: Path) -> Iterator[Coded | Fault]:
    ann, head = path.with_suffix(".ann"), path.with_suffix(".json")
    file = path
    try:
        text = path.read_bytes().decode("utf-8")
        file = ann
        lines = ann.read_bytes().decode("utf-8").split("\n")
        file = head
        fields: dict[str, Any] = {"id": path.stem}
        if head.is_file():
            fields = msgspec.json.decode(head.read_bytes(), type=dict[str, Any])
    except FileNotFoundError:
        yield Fault(str(file), None, "is not there")
    except (UnicodeDecodeError, msgspec.DecodeError) as error:
        yield Fault(str(file), None, f"cannot be read: {error}")
    else:
        standoff = _Standoff(text)
        for number, line in enumerate(lines, 1):
            if line.strip():
                standoff.take(number, line.removesuffix("\r"))
        row, faults = unmark(MarkedText(text=text, head=fields, marks=tuple(standoff.marks())), str(ann))
        yield from (Fault(str(ann), place, reason) for place, reason in standoff.faults)
        yield from faults
        yield Coded(row=row)


@dataclass
class _Annotation:
    """A line of an .ann file: a stretch, event or relation, and what other lines say of it."""

    place: int
    type: str
    links: list[tuple[str, str]] = field(default_factory=list)
    pieces: tuple[Span, ...] = ()
    features: dict[str, str] = field(default_factory=dict)


class _Standoff:
    """The lines of one .ann file, taken one by one, and then the marks that they make."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.faults: list[tuple[int | None, str]] = []
        self._found: dict[str, _Annotation] = {}
        self._said: list[tuple[int, str, dict[str, str]]] = []
        self._same: list[list[str]] = []

    def take(self, place: int, line: str) -> None:
        id_, _, rest = line.partition("\t")
        try:
            match id_[:1]:
                case "T":
                    self._found[id_] = self._stretch(place, rest)
                case "E":
                    self._found[id_] = _event(place, rest)
                case "R":
                    self._found[id_] = _relation(place, rest)
                case "A" | "M":
                    name, target, value = _parts(_ATTRIBUTE, rest)
                    self._said.append((place, target, {name.lower(): value or "yes"}))
                case "#":
                    _, target, note = _parts(_NOTE, rest)
                    self._said.append((place, target, read_note(note)))
                case "*":
                    self._same.append(rest.split()[1:])
                case "N":  # what a mark is in a knowledge base has no place in a row
                    pass
                case _:
                    raise _UnreadError("is no line of brat")
        except _UnreadError as unread:
            self.faults.append((place, str(unread)))

    def marks(self) -> Iterator[Mark]:
        """In the order of the file; the trigger of an event is no mark of its own."""
        for place, target, features in self._said:
            if target in self._found:
                self._found[target].features.update(features)
            else:
                self.faults.append((place, f"says something of {target}, which is not there"))
        self._unite()
        triggers = {found.links[0][1] for id_, found in self._found.items() if id_[0] == "E"}
        for id_, found in self._found.items():
            if id_ in triggers:
                continue
            try:
                yield self._mark(id_, found)
            except _UnreadError as unread:
                self.faults.append((found.place, str(unread)))

    def _mark(self, id_: str, found: _Annotation) -> Mark:
        kind: Kind = found.type if found.type in KINDS else "Claim"
        if id_[0] == "T" and kind not in _PARTS_OF_EVENTS:
            raise _UnreadError(f"{id_}: a {found.type} that is the trigger of no event")
        pieces, links = found.pieces, found.links
        if id_[0] == "E":
            pieces, links = self._stretches(id_, links[:1]), links[1:]
        elif id_[0] == "R":
            pieces = self._between(self._stretches(id_, links))
        if missing := [target for _, target in links if target not in self._found]:
            raise _UnreadError(f"{id_}: {', '.join(missing)} is not there")
        features = dict(found.features)
        if kind == "Claim":
            features.setdefault("relation", "" if found.type == "Claim" else found.type)
        spans = joined(self._text, pieces)
        said = read_spans(features.pop("spans", ""))
        if said and fragments(self._text, said) == pieces:
            spans = said
        return Mark(id=id_, kind=kind, spans=spans, features=features, links=tuple(links), place=found.place)

    def _stretches(self, id_: str, links: list[tuple[str, str]]) -> tuple[Span, ...]:
        targets = [self._found.get(target) for _, target in links]
        if not all(target and target.pieces for target in targets):
            raise _UnreadError(f"{id_}: {', '.join(target for _, target in links)}: no such stretch of text")
        return tuple(sorted({piece for target in targets if target for piece in target.pieces}))

    def _between(self, pieces: tuple[Span, ...]) -> tuple[Span, ...]:
        """From the first to the last where they stand in one line, else the pieces themselves."""
        whole = fragments(self._text, [(pieces[0][0], pieces[-1][1])])
        return whole if len(whole) == 1 else pieces

    def _unite(self) -> None:
        """Marks of one equivalence class mean the actor that one of them names, else the words of the first."""
        for ids in self._same:
            marks = [self._found[id_] for id_ in ids if id_ in self._found and self._found[id_].type == "Actor"]
            said = [found.features["actor"] for found in marks if "actor" in found.features]
            if marks and marks[0].pieces:
                first = " ".join(self._text[start:end] for start, end in marks[0].pieces)
                for found in marks:
                    found.features.setdefault("actor", said[0] if said else first)

    def _stretch(self, place: int, rest: str) -> _Annotation:
        type_, offsets, words = _parts(_STRETCH, rest)
        pairs = [pair.split(" ") for pair in offsets.split(";")]
        pieces = tuple((int(start), int(end)) for start, end in pairs)
        if not all(start < end <= len(self._text) for start, end in pieces):
            raise _UnreadError(f"{offsets} is no stretch of a text of {len(self._text)} characters")
        there = " ".join(self._text[start:end] for start, end in pieces)
        if words is not None and words.split() != there.split():
            raise _UnreadError(f"the text has '{there}' at {offsets}, and not '{words}': was it changed?")
        return _Annotation(place, type_, pieces=pieces)


class _UnreadError(ValueError):
    """A line that cannot be read; the message says why."""


def _event(place: int, rest: str) -> _Annotation:
    type_, trigger, arguments = _parts(_EVENT, rest)
    links = [tuple(argument.rsplit(":", 1)) for argument in arguments.split()]
    return _Annotation(place, type_, links=[("", trigger), *((role, target) for role, target in links)])


def _relation(place: int, rest: str) -> _Annotation:
    type_, subject, object_ = _parts(_RELATION, rest)
    return _Annotation(place, type_, links=[("Subject", subject), ("Object", object_)])


def _parts(pattern: re.Pattern[str], rest: str) -> tuple[Any, ...]:
    found = pattern.fullmatch(rest)
    if not found:
        raise _UnreadError(f"cannot be read: '{rest}'")
    return found.groups()
