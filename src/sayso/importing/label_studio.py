"""Label Studio's JSON -> rows: one for each annotation of each task, with the one who completed it as coder.

Where a file holds no annotation at all, as one that sayso wrote, predictions are read in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from sayso.coding.marks import KINDS, Coded, Fault, Mark, MarkedText
from sayso.coding.notes import read_note
from sayso.coding.units import Units
from sayso.coding.unmarking import unmark
from sayso.errors import UsageError
from sayso.model import Span

_PART = "Part"


class _Value(msgspec.Struct):
    start: int | None = None
    end: int | None = None
    text: str | list[str] | None = None
    labels: list[str] = []
    choices: list[str] = []


class _Result(msgspec.Struct):
    type: str
    id: str | None = None
    from_name: str | None = None
    value: _Value = msgspec.field(default_factory=_Value)
    from_id: str | None = None
    to_id: str | None = None
    labels: list[str] | None = None


class _Annotation(msgspec.Struct):
    result: list[_Result] = []
    completed_by: Any = None
    was_cancelled: bool = False


class _Task(msgspec.Struct):
    data: dict[str, Any]
    id: int | str | None = None
    annotations: list[_Annotation] = []
    predictions: list[Any] = []


def read_label_studio(path: Path) -> Iterator[Coded | Fault]:
    """The tasks of a .json file as Label Studio exports it ('JSON', not 'JSON-MIN'), or of all in a folder.

    Raises UsageError where there is nothing to read.
    """
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder.")
    files = sorted(path.rglob("*.json")) if path.is_dir() else [path]
    if not files:
        raise UsageError(f"{path}: holds no .json files.")
    for file in files:
        yield from _file(file)


def _file(path: Path) -> Iterator[Coded | Fault]:
    try:
        raw = msgspec.json.decode(path.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        yield Fault(str(path), None, f"cannot be read: {error}")
        return
    tasks: list[tuple[int, _Task]] = []
    for number, task in enumerate(raw if isinstance(raw, list) else [raw], 1):
        try:
            tasks.append((number, msgspec.convert(task, _Task)))
        except msgspec.ValidationError as error:
            yield Fault(str(path), None, f"task {number}: {error}. Export it as JSON, not as JSON-MIN or CSV")
    by_hand = any(task.annotations for _, task in tasks)
    for number, task in tasks:
        try:
            given = task.annotations if by_hand else _predicted(task)
        except msgspec.ValidationError as error:
            yield Fault(str(path), None, f"task {number}: {error}")
            continue
        for annotation in given:
            if not annotation.was_cancelled:
                yield from _coded(annotation, task, number, str(path))


def _predicted(task: _Task) -> list[_Annotation]:
    """The first prediction; an empty one where there is none, for then nothing was found."""
    return [msgspec.convert(given, _Annotation) for given in task.predictions[:1]] or [_Annotation()]


def _coded(annotation: _Annotation, task: _Task, number: int, file: str) -> Iterator[Coded | Fault]:
    text, head = task.data.get("text"), task.data.get("head")
    if not isinstance(text, str):
        yield Fault(file, None, f"task {number}: its data have no text")
        return
    if not isinstance(head, dict):
        head = {name: value for name, value in task.data.items() if name != "text"}
        head.setdefault("id", str(task.id or number))
    regions = _Regions(text, annotation.result)
    row, faults = unmark(MarkedText(text=text, head=head, marks=tuple(regions.marks())), file)
    yield from (Fault(file, None, f"task {number}: {reason}") for reason in regions.faults)
    yield from (Fault(file, None, f"task {number}: {fault.reason}") for fault in faults)
    yield Coded(row=row, coder=_coder(annotation.completed_by))


def _coder(completed_by: object) -> str | None:
    if isinstance(completed_by, Mapping):
        completed_by = completed_by.get("email") or completed_by.get("id")
    return None if completed_by is None else str(completed_by)


class _Regions:
    """The entries of one result, which speak of regions by id."""

    def __init__(self, text: str, result: Sequence[_Result]) -> None:
        self._text, self._units, self.faults = text, Units(text), list[str]()
        self._regions: dict[str, tuple[str, Span]] = {}
        self._features: dict[str, dict[str, str]] = {}
        self._links: dict[str, list[tuple[str, str]]] = {}
        for entry in result:
            self._take(entry)

    def marks(self) -> Iterator[Mark]:
        """In the order of the file. Parts go into the mark that they are parts of."""
        parts = {target for links in self._links.values() for role, target in links if role == _PART}
        for id_, (kind, span) in self._regions.items():
            if kind == _PART:
                if id_ not in parts:
                    self.faults.append(f"'{self._text[slice(*span)]}' is a part of nothing")
                continue
            links = [(role, target) for role, target in self._links.get(id_, []) if target in self._regions]
            more = [self._regions[target][1] for role, target in links if role == _PART]
            yield Mark(
                id=id_,
                kind=kind,  # type: ignore[arg-type]
                spans=(span, *more),
                features=self._features.get(id_, {}),
                links=tuple((role, target) for role, target in links if role != _PART),
            )

    def _take(self, entry: _Result) -> None:
        features = self._features.setdefault(entry.id or "", {})
        match entry.type:
            case "labels" if entry.id and entry.value.labels:
                self._region(entry.id, entry.value)
            case "choices" if entry.from_name and entry.value.choices:
                features[entry.from_name] = entry.value.choices[0]
            case "textarea" if entry.from_name == "note" and entry.value.text:
                words = entry.value.text
                features.update(read_note(words if isinstance(words, str) else " | ".join(words)))
            case "relation" if entry.from_id and entry.to_id:
                if not entry.labels:
                    self.faults.append("a relation without a label")
                links = self._links.setdefault(entry.from_id, [])
                links += [(role, entry.to_id) for role in entry.labels or []]

    def _region(self, id_: str, value: _Value) -> None:
        kind, words = value.labels[0], value.text if isinstance(value.text, str) else None
        if kind not in (*KINDS, _PART):
            self.faults.append(f"the label '{kind}' is none of {', '.join(KINDS)}")
            return
        if value.start is None or value.end is None or (span := self._span(value.start, value.end, words)) is None:
            self.faults.append(f"the text has no '{words}' from {value.start} to {value.end}")
            return
        self._regions[id_] = (kind, span)

    def _span(self, start: int, end: int, words: str | None) -> Span | None:
        """The span in characters. Versions before 2022 count UTF-16 units: then the words show it."""
        units = self._units.characters(start), self._units.characters(end)
        for first, last in ((start, end), units):
            if first is None or last is None or not 0 <= first < last <= len(self._text):
                continue
            if words is None or _plain(self._text[first:last]) == _plain(words):
                return first, last
        return None


def _plain(words: str) -> str:
    """Line ends as browsers show them do not count."""
    return "".join(words.replace("\\n", "\n").split())
