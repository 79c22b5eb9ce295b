"""INCEpTION: for each document a UIMA CAS in XMI 1.x (.xmi), and TypeSystem.xml with the layers that they need.

Each kind of mark is a span layer of the project's own, with features for closed lists of values, a `note` for all
others, and `links`, whose roles are those of the marks. Offsets count UTF-16 code units, as Java does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from sayso.coding.file_names import FileNames
from sayso.coding.marking import blank, mark_row
from sayso.coding.marks import KINDS, Mark, MarkedText, choice_features
from sayso.coding.notes import write_note
from sayso.coding.units import Units
from sayso.coding.xmi_names import CAS, CUSTOM, DOCUMENT, KIND_PREFIX, LINK, PART, TYPES, XMI
from sayso.exports.source import Source

_TCAS = "http:///uima/tcas.ecore"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold."""


def write(source: Source, path: Path) -> None:
    """Writes the analyses of a project, to be corrected or compared."""
    write_inception((analysis.as_row() for analysis in source.analyses()), path)


def write_blank(source: Source, path: Path) -> None:
    """Writes the documents without what was found in them, to be coded afresh."""
    write_inception((blank(analysis.as_row()) for analysis in source.analyses()), path)


def write_inception(rows: Iterable[Mapping[str, Any]], folder: Path) -> None:
    """Writes rows of the file format into a folder that is there."""
    names = FileNames()
    for row in rows:
        (folder / f"{names.of(row)}.xmi").write_bytes(_bytes(_cas(mark_row(row))))
    (folder / "TypeSystem.xml").write_bytes(_bytes(_type_system()))


def _bytes(root: ET.Element) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def _cas(marked: MarkedText) -> ET.Element:
    """The text, its marks and the rest of its row. What XML cannot hold is U+FFFD in the text and named in the rest."""
    root = ET.Element("xmi:XMI", {"xmlns:xmi": XMI, "xmlns:cas": CAS, "xmlns:tcas": _TCAS, "xmlns:custom": CUSTOM})
    root.set("xmi:version", "2.0")
    ET.SubElement(root, "cas:NULL", {"xmi:id": "0"})
    writer = _Writer(root, marked)
    length = str(writer.units.of(len(marked.text)))
    language = str(marked.head.get("lang") or "x-unspecified")
    members = [writer.add("tcas:DocumentAnnotation", sofa="1", begin="0", end=length, language=language)]
    members += writer.marks()
    unwritable = [[found.start(), found[0]] for found in _NO_XML.finditer(marked.text)]
    head = json.dumps(marked.head | ({"unwritable": unwritable} if unwritable else {}), default=list)
    members.append(writer.add(f"custom:{DOCUMENT}", sofa="1", head=head))
    sofa = {"xmi:id": "1", "sofaNum": "1", "sofaID": "_InitialView", "mimeType": "text"}
    ET.SubElement(root, "cas:Sofa", sofa | {"sofaString": _writable(marked.text)})
    ET.SubElement(root, "cas:View", {"sofa": "1", "members": " ".join(members)})
    return root


class _Writer:
    """Writes feature structures, which refer to each other by number."""

    def __init__(self, root: ET.Element, marked: MarkedText) -> None:
        self._root, self._marked, self._last = root, marked, 1
        self.units = Units(marked.text)

    def add(self, type_: str, **features: str) -> str:
        """Writes one; gives its number."""
        self._last += 1
        written = {name: _writable(value) for name, value in features.items()}
        ET.SubElement(self._root, type_, {"xmi:id": str(self._last), **written})
        return str(self._last)

    def marks(self) -> Iterator[str]:
        """Writes all marks; gives the numbers of those that belong to the index: links do not."""
        numbers = {mark.id: str(self._last + place) for place, mark in enumerate(self._marked.marks, 1)}
        self._last += len(numbers)
        for mark in self._marked.marks:
            parts = [self._stretch(PART, span) for span in mark.spans[1:]]
            yield from parts
            targets = [*((role, numbers[target]) for role, target in mark.links), *(("Part", part) for part in parts)]
            links = [self.add(f"custom:{LINK}", role=role, target=target) for role, target in targets]
            features = dict(mark.features)
            chosen = {name: features.pop(name) for name in choice_features(mark.kind) if name in features}
            note = {"note": write_note(features)} if features else {}
            named = {"links": " ".join(links)} if links else {}
            element = {"xmi:id": numbers[mark.id], "sofa": "1", **self._offsets(mark), **chosen, **note, **named}
            written = {name: _writable(value) for name, value in element.items()}
            ET.SubElement(self._root, f"custom:{KIND_PREFIX}{mark.kind}", written)
            yield numbers[mark.id]

    def _stretch(self, type_: str, span: tuple[int, int]) -> str:
        begin, end = (str(self.units.of(offset)) for offset in span)
        return self.add(f"custom:{type_}", sofa="1", begin=begin, end=end)

    def _offsets(self, mark: Mark) -> dict[str, str]:
        start, end = mark.spans[0]
        return {"begin": str(self.units.of(start)), "end": str(self.units.of(end))}


def _writable(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _type_system() -> ET.Element:
    root = ET.Element("typeSystemDescription", {"xmlns": "http://uima.apache.org/resourceSpecifier"})
    types = ET.SubElement(root, "types")
    string = "uima.cas.String"
    _type(types, DOCUMENT, "uima.cas.AnnotationBase", {"head": string})
    _type(types, LINK, "uima.cas.TOP", {"role": string, "target": "uima.tcas.Annotation"})
    _type(types, PART, "uima.tcas.Annotation", {})
    for kind in KINDS:
        features = dict.fromkeys([*choice_features(kind), "note"], string)
        _type(types, f"{KIND_PREFIX}{kind}", "uima.tcas.Annotation", features | {"links": "uima.cas.FSArray"})
    ET.indent(root)
    return root


def _type(types: ET.Element, name: str, supertype: str, features: Mapping[str, str]) -> None:
    description = ET.SubElement(types, "typeDescription")
    ET.SubElement(description, "name").text = f"{TYPES}.{name}"
    ET.SubElement(description, "description")
    ET.SubElement(description, "supertypeName").text = supertype
    listed = ET.SubElement(description, "features") if features else None
    for feature, range_ in features.items():
        one = ET.SubElement(listed, "featureDescription")  # type: ignore[arg-type]
        ET.SubElement(one, "name").text = feature
        ET.SubElement(one, "description")
        ET.SubElement(one, "rangeTypeName").text = range_
        if range_ == "uima.cas.FSArray":
            ET.SubElement(one, "elementType").text = f"{TYPES}.{LINK}"
