"""INCEpTION's UIMA CAS XMI -> rows: .xmi files, and .zip archives that hold them, as INCEpTION exports both.

In the folder of a whole exported project, who coded is read from the path (`annotation/DOCUMENT/CODER.zip`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import msgspec

from sayso.coding.marks import KINDS, Coded, Fault, Mark, MarkedText, choice_features
from sayso.coding.notes import read_note
from sayso.coding.units import Units
from sayso.coding.unmarking import unmark
from sayso.coding.xmi_names import CAS, CUSTOM, DOCUMENT, KIND_PREFIX, XMI
from sayso.errors import UsageError
from sayso.model import Span

_ID = f"{{{XMI}}}id"
_LARGEST = 512 * 1024 * 1024
"""Bytes of one .xmi in an archive; more is taken for a bomb."""


def read_inception(path: Path) -> Iterator[Coded | Fault]:
    """The documents of a folder (and of folders in it), an .xmi or a .zip, in the order of names.

    Raises UsageError where there is nothing to read.
    """
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder.")
    files = (
        sorted(f for f in path.rglob("*") if f.suffix in (".xmi", ".zip") and f.is_file()) if path.is_dir() else [path]
    )
    if not files:
        raise UsageError(f"{path}: holds no .xmi files. Export from INCEpTION as UIMA CAS XMI (XML 1.0).")
    for file in files:
        for name, data in _xmis(file):
            if isinstance(data, Fault):
                yield data
            else:
                yield from _document(name, data, file)


def _xmis(file: Path) -> Iterator[tuple[str, bytes | Fault]]:
    if file.suffix != ".zip":
        yield str(file), file.read_bytes()
        return
    try:
        with zipfile.ZipFile(file) as archive:
            for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
                name = f"{file}/{entry.filename}"
                if entry.filename.endswith(".xmi"):
                    large = entry.file_size > _LARGEST
                    yield name, Fault(name, None, "is too large") if large else archive.read(entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        yield str(file), Fault(str(file), None, f"cannot be read: {error}")


def _document(name: str, data: bytes, file: Path) -> Iterator[Coded | Fault]:
    try:
        cas = _Cas(ET.parse(io.BytesIO(data)).getroot())
        head = msgspec.json.decode(cas.head or "{}", type=dict[str, Any])
    except ET.ParseError as error:
        yield Fault(name, error.position[0], f"is no XML: {error}")
        return
    except (msgspec.DecodeError, _NoCasError) as error:
        yield Fault(name, None, f"cannot be read: {error}")
        return
    head.setdefault("id", Path(name).stem)
    text = _restored(cas.text, head.pop("unwritable", []))
    row, faults = unmark(MarkedText(text=text, head=head, marks=tuple(cas.marks())), name)
    yield from (Fault(name, None, reason) for reason in cas.faults)
    yield from faults
    yield Coded(row=row, coder=_coder(file))


def _restored(text: str, unwritable: list[tuple[int, str]]) -> str:
    """The text with the characters that XML could not hold."""
    characters = list(text)
    for at, character in unwritable:
        if at < len(characters) and characters[at] == "\ufffd":
            characters[at] = character
    return "".join(characters)


def _coder(file: Path) -> str | None:
    parents = [folder.name for folder in file.parents]
    return file.stem if len(parents) > 1 and parents[1] in ("annotation", "curation") else None


class _NoCasError(ValueError):
    """XML that is no UIMA CAS with one text."""


class _Cas:
    """The text and the feature structures of one CAS, by number."""

    def __init__(self, root: ET.Element) -> None:
        sofas = [element for element in root if element.tag == f"{{{CAS}}}Sofa"]
        if not sofas:
            raise _NoCasError("it holds no text (cas:Sofa)")
        self.text = sofas[0].get("sofaString", "")
        self.faults: list[str] = []
        self._units = Units(self.text)
        self._by_id = {element.get(_ID, ""): element for element in root}
        self._root = root
        self.head = next((e.get("head") for e in root if e.tag == f"{{{CUSTOM}}}{DOCUMENT}"), None)

    def marks(self) -> Iterator[Mark]:
        """In the order of the file."""
        kinds = {f"{{{CUSTOM}}}{KIND_PREFIX}{kind}": kind for kind in KINDS}
        for element in self._root:
            if (kind := kinds.get(element.tag)) is None:
                continue
            links = list(self._links(element))
            parts = [self._by_id[target] for role, target in links if role == "Part" and target in self._by_id]
            spans = [self._span(part) for part in (element, *parts)]
            if not all(spans):
                self.faults.append(f"{kind} {element.get(_ID)}: its offsets are no stretch of the text")
                continue
            features = read_note(element.get("note", ""))
            features |= {name: element.attrib[name] for name in choice_features(kind) if element.get(name)}
            yield Mark(
                id=element.get(_ID, ""),
                kind=kind,
                spans=tuple(span for span in spans if span),
                features=features,
                links=tuple((role, target) for role, target in links if role != "Part"),
            )

    def _links(self, element: ET.Element) -> Iterator[tuple[str, str]]:
        for number in element.get("links", "").split():
            found, inside = self._by_id.get(number), [number]
            if found is not None and found.tag == f"{{{CAS}}}FSArray":
                inside = found.get("elements", "").split()
            for link in (self._by_id[one] for one in inside if one in self._by_id):
                if role := link.get("role"):
                    yield role, link.get("target", "")

    def _span(self, element: ET.Element) -> Span | None:
        try:
            offsets = [self._units.characters(int(element.get(name, ""))) for name in ("begin", "end")]
        except ValueError:
            return None
        start, end = offsets
        return (start, end) if start is not None and end is not None and start < end else None
