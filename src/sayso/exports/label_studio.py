"""Label Studio: tasks.json with all marks as predictions, and labeling.xml, the labeling configuration that fits.

A region is one stretch; further stretches of the same mark are regions 'Part' with a relation 'Part' from the first.
Offsets count Unicode characters, as Label Studio has done since 2022. Features with a list of values are choices of a
region, all others stand in its note.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from sayso.claims.codebook import Codebook
from sayso.coding.marking import blank, mark_row
from sayso.coding.marks import CHOICES, KINDS, ROLES, Mark, MarkedText, choice_features
from sayso.coding.notes import write_note
from sayso.exports.source import Source

PART = "Part"
_COLOURS = {
    "Actor": "#4c78a8", "Claim": "#f2a541", "Label": "#c44e52", "Attribution": "#72b7b2", "Source": "#9d755d",
    "Cue": "#b279a2", PART: "#9c9c9c",
}  # fmt: skip


def write(source: Source, path: Path) -> None:
    """Writes the analyses of a project, to be corrected or compared."""
    write_label_studio((analysis.as_row() for analysis in source.analyses()), path, source.codebook)


def write_blank(source: Source, path: Path) -> None:
    """Writes the documents without what was found in them, to be coded afresh."""
    write_label_studio((blank(analysis.as_row()) for analysis in source.analyses()), path, source.codebook)


def write_label_studio(rows: Iterable[Mapping[str, Any]], folder: Path, codebook: Codebook) -> None:
    """Writes rows of the file format into a folder that is there."""
    with (folder / "tasks.json").open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("[")
        for number, row in enumerate(rows):
            stream.write(",\n" if number else "\n")
            json.dump(_task(mark_row(row)), stream, ensure_ascii=False, default=list)
        stream.write("\n]\n")
    (folder / "labeling.xml").write_text(_configuration(codebook), encoding="utf-8", newline="\n")


def _task(marked: MarkedText) -> dict[str, Any]:
    result = [piece for mark in marked.marks for piece in _result(mark, marked.text)]
    shown = " · ".join(str(marked.head[name]) for name in ("title", "publisher", "published") if marked.head.get(name))
    data = {"text": marked.text, "about": shown, "head": marked.head}
    return {"data": data, "predictions": [{"model_version": "sayso", "result": result}] if result else []}


def _result(mark: Mark, text: str) -> Iterator[dict[str, Any]]:
    """A region, its parts, its choices and note, and its relations."""
    names = [mark.id, *(f"{mark.id}.{number}" for number in range(2, len(mark.spans) + 1))]
    for name, (start, end) in zip(names, mark.spans, strict=True):
        label = mark.kind if name == mark.id else PART
        value = {"start": start, "end": end, "text": text[start:end], "labels": [label]}
        yield {"id": name, "from_name": "kind", "to_name": "text", "type": "labels", "value": value}
    features = dict(mark.features)
    where = {"start": mark.spans[0][0], "end": mark.spans[0][1], "text": text[slice(*mark.spans[0])]}
    for name in choice_features(mark.kind):
        if name in features:
            value = where | {"choices": [features.pop(name)]}
            yield {"id": mark.id, "from_name": name, "to_name": "text", "type": "choices", "value": value}
    if features:
        value = where | {"text": [write_note(features)]}
        yield {"id": mark.id, "from_name": "note", "to_name": "text", "type": "textarea", "value": value}
    for role, target in (*mark.links, *((PART, name) for name in names[1:])):
        yield {"type": "relation", "from_id": mark.id, "to_id": target, "direction": "right", "labels": [role]}


def _configuration(codebook: Codebook) -> str:
    view = ET.Element("View")
    ET.SubElement(view, "Header", value="$about")
    relations = ET.SubElement(view, "Relations")
    for role in (*dict.fromkeys(role for roles in ROLES.values() for role in roles), PART):
        ET.SubElement(relations, "Relation", value=role)
    labels = ET.SubElement(view, "Labels", name="kind", toName="text")
    for kind in (*KINDS, PART):
        ET.SubElement(labels, "Label", value=kind, background=_COLOURS[kind])
    ET.SubElement(view, "Text", name="text", value="$text", granularity="word")
    choices = {"relation": ("Claim", tuple(codebook.relations)), **CHOICES}
    for name, (kind, values) in choices.items():
        _choices(view, name, kind, values)
    ET.SubElement(
        view, "TextArea", name="note", toName="text", perRegion="true", editable="true", maxSubmissions="1",
        placeholder="actor = ... | when = ... | holder = ...",
    )  # fmt: skip
    ET.indent(view)
    return ET.tostring(view, encoding="unicode") + "\n"


def _choices(view: ET.Element, name: str, kind: str, values: Iterable[str]) -> None:
    where = {"perRegion": "true", "visibleWhen": "region-selected", "whenTagName": "kind", "whenLabelValue": kind}
    box = ET.SubElement(view, "View", where)
    ET.SubElement(box, "Header", value=name, size="6")
    own = {"name": name, "toName": "text", "choice": "single", "showInline": "true", "perRegion": "true"}
    choices = ET.SubElement(box, "Choices", own)
    for value in values:
        ET.SubElement(choices, "Choice", value=value)
