"""brat: for each document a text (.txt), its marks (.ann) and its other fields (.json); and brat's two .conf files.

Claims are events of the type of their relation, with the evidence as trigger. Offsets count Unicode characters, as in
brat. A mark that goes over the end of a line is cut there, which brat needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from sayso.claims.codebook import Codebook
from sayso.coding.file_names import FileNames
from sayso.coding.fragments import fragments, joined, written
from sayso.coding.marking import blank, mark_row
from sayso.coding.marks import CHOICES, KINDS, ROLES, Kind, Mark, MarkedText, inside
from sayso.coding.notes import write_note
from sayso.exports.source import Source
from sayso.model import Span

EVENTS: tuple[Kind, ...] = ("Claim", "Label", "Attribution")
"""The kinds of mark that are events; the others are plain stretches of text."""

_TYPE = re.compile(r"[A-Za-z0-9_-]+")
_COLOURS = {"+": "#b8e0c8", "-": "#f4c4bc", "0": "#d5dbe8"}
"""Background of claims by the valence of their relation; each is named, too, so that nothing hangs on the colour."""


def write(source: Source, path: Path) -> None:
    """Writes the analyses of a project, to be corrected or compared."""
    write_brat((analysis.as_row() for analysis in source.analyses()), path, source.codebook)


def write_blank(source: Source, path: Path) -> None:
    """Writes the documents without what was found in them, to be coded afresh."""
    write_brat((blank(analysis.as_row()) for analysis in source.analyses()), path, source.codebook)


def write_brat(rows: Iterable[Mapping[str, Any]], folder: Path, codebook: Codebook) -> None:
    """Writes rows of the file format into a folder that is there."""
    names = FileNames()
    for row in rows:
        name = names.of(row)
        marked = mark_row(row, _placeable)
        _put(folder / f"{name}.txt", marked.text)
        _put(folder / f"{name}.ann", "".join(f"{line}\n" for line in _lines(marked)))
        _put(folder / f"{name}.json", json.dumps(marked.head, ensure_ascii=False, indent=1, default=list) + "\n")
    _put(folder / "annotation.conf", "\n".join(_annotation_conf(codebook)) + "\n")
    _put(folder / "visual.conf", "\n".join(_visual_conf(codebook)) + "\n")


def _put(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


def _placeable(text: str, spans: Sequence[Span]) -> bool:
    return inside(text, spans) and bool(fragments(text, spans))


def _lines(marked: MarkedText) -> Iterator[str]:
    """The lines of an .ann file: all stretches first, then the events that link them, each with what belongs to it."""
    notes, attributes = count(1), count(1)
    stretches = {mark.id: f"T{number}" for number, mark in enumerate(marked.marks, 1)}
    events = (mark for mark in marked.marks if mark.kind in EVENTS)
    names = stretches | {mark.id: f"E{number}" for number, mark in enumerate(events, 1)}
    for mark in marked.marks:
        pieces = fragments(marked.text, mark.spans)
        words = " ".join(marked.text[start:end] for start, end in pieces)
        yield f"{stretches[mark.id]}\t{_type(mark)} {';'.join(f'{a} {b}' for a, b in pieces)}\t{words}"
    for mark in marked.marks:
        if mark.kind in EVENTS:
            links = (f" {role}:{names[target]}" for role, target in mark.links)
            yield f"{names[mark.id]}\t{_type(mark)}:{stretches[mark.id]}{''.join(links)}"
        features = dict(_features(mark, marked.text))
        for name in CHOICES:
            if CHOICES[name][0] == mark.kind and name in features:
                yield f"A{next(attributes)}\t{name.capitalize()} {names[mark.id]} {features.pop(name)}"
        if features:
            yield f"#{next(notes)}\tAnnotatorNotes {names[mark.id]}\t{write_note(features)}"


def _features(mark: Mark, text: str) -> Iterator[tuple[str, str]]:
    """The features that the type does not say; with the spans where fragments alone would not give them again."""
    type_ = _type(mark)
    yield from ((name, value) for name, value in mark.features.items() if name != "relation" or type_ == mark.kind)
    if joined(text, fragments(text, mark.spans)) != mark.spans:
        yield "spans", written(mark.spans)


def _type(mark: Mark) -> str:
    relation = mark.features.get("relation", "")
    return relation if mark.kind == "Claim" and _is_type(relation) else mark.kind


def _is_type(relation: str) -> bool:
    return bool(_TYPE.fullmatch(relation)) and relation not in KINDS


def _annotation_conf(codebook: Codebook) -> Iterator[str]:
    def arguments(kind: Kind) -> str:
        return ", ".join(f"{role}{_HOW_OFTEN.get(role, '')}:{_TARGETS.get(role, 'Actor')}" for role in _roles(kind))

    yield from ("[entities]", "Actor", "Source", "Cue", "", "[relations]", "", "[events]")
    yield from (f"{relation}\t{arguments('Claim')}" for relation in codebook.relations if _is_type(relation))
    yield from (f"{kind}\t{arguments(kind)}" for kind in EVENTS)
    yield from ("", "[attributes]")
    for name, (kind, values) in CHOICES.items():
        bearers = "|".join(codebook.relations) if kind == "Claim" else kind
        yield f"{name.capitalize()}\tArg:{bearers}, Value:{'|'.join(values)}"


def _roles(kind: Kind) -> list[str]:
    """Without the numbers of those that may come more than once: brat gives them itself."""
    return [role for role in ROLES[kind] if not role[-1].isdigit()]


_HOW_OFTEN = {"Holder": "*", "Source": "?", "Cue": "?", "Parent": "?"}
_TARGETS = {"Source": "Source", "Cue": "Cue", "Parent": "Attribution"}


def _visual_conf(codebook: Codebook) -> Iterator[str]:
    yield "[labels]"
    yield from (f"{name} | {name.replace('_', ' ')}" for name in codebook.relations)
    yield from (f"{role} | {role}" for role in sorted({role for kind in EVENTS for role in _roles(kind)}))
    yield from ("", "[drawing]", "SPAN_DEFAULT fgColor:black, bgColor:#eeeeee, borderColor:darken")
    for name, relation in codebook.relations.items():
        yield f"{name} bgColor:{_COLOURS[str(relation.valence)]}"
