"""What the name of a file says of a document, and how that and a sidecar join what the document says itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from sayso.model import Document
from sayso.reading.identity import identify
from sayso.reading.metadata import FIELDS, LAST_RESORT, load_rules

SIDECAR, FILE_NAME = "sidecar JSON", "file name pattern"
_PAGES = (".html", ".htm", ".xhtml")
_DAY = r"(?:1[5-9]|20)\d{2}(?:-?(?:0[1-9]|1[0-2])(?:-?(?:0[1-9]|[12]\d|3[01]))?)?"
_PART = re.compile(r"\{(\w*)\}")


class FileNames:
    """A pattern for file names: fields in braces, and what stands between them, to the letter.

    '{published}_{publisher}_{title}' reads 2021-05-03_The-Ledger_Bridge-falls.txt; '{}' is anything; with '/' in it the
    pattern is tried on the names of the folders above the file as well. The ending of the name is left aside; '_' and
    '-' inside a value mean blanks, but for a `published`, which is a day, month or year ('2021-05-03', '20210503').
    """

    def __init__(self, pattern: str) -> None:
        """Raises ValueError, with words that go on after the name of the setting."""
        names = _PART.findall(pattern)
        if unknown := [name for name in names if name and name not in FIELDS]:
            raise ValueError(f"knows no field '{unknown[0]}'; known are {', '.join(FIELDS)}.")
        if twice := [name for name in names if name and names.count(name) > 1]:
            raise ValueError(f"has '{{{twice[0]}}}' twice.")
        if re.search(r"[{}]", _PART.sub("", pattern)):
            raise ValueError("has a brace without its partner.")
        if "}{" in pattern:
            raise ValueError("has two fields with nothing between them that parts them.")
        if pattern and not any(names):
            raise ValueError("names no field, such as '{title}'.")
        self._depth = pattern.count("/") + 1
        self._pattern = re.compile(_expression(pattern)) if pattern else None

    def read(self, path: Path) -> dict[str, str]:
        """The fields that the name of a file gives; none where the pattern does not fit the whole name."""
        names = [*path.parts[:-1], path.stem][-self._depth :]
        found = self._pattern.fullmatch("/".join(names)) if self._pattern else None
        if not found:
            return {}
        values = {name: value if name == "published" else _spaced(value) for name, value in found.groupdict().items()}
        if day := values.get("published"):
            values["published"] = day if "-" in day else "-".join(x for x in (day[:4], day[4:6], day[6:]) if x)
        return {name: value for name, value in values.items() if value}


def _expression(pattern: str) -> str:
    pieces: list[str] = []
    for number, piece in enumerate(_PART.split(pattern)):
        if number % 2 == 0:
            pieces.append(re.escape(piece))
        elif piece == "published":
            pieces.append(f"(?P<published>{_DAY})")
        else:
            pieces.append(f"(?P<{piece}>[^/]+?)" if piece else "[^/]*?")
    return "".join(pieces)


def _spaced(value: str) -> str:
    return " ".join(re.sub(r"[_-]+" if " " not in value else r"_+", " ", value).split())


def is_folder_of_page(folder: Path) -> bool:
    """Whether a browser saved the folder with the pictures and scripts of a page that stands beside it."""
    named = load_rules().page_folder.fullmatch(folder.name)
    return named is not None and any(folder.with_name(named["page"] + ending).is_file() for ending in _PAGES)


def with_given(
    document: Document,
    name: str,
    sidecar: Mapping[str, str | None],
    file_name: Mapping[str, str],
    *,
    alone: bool = True,
) -> Document:
    """The document with what its sidecar says in place of its own, and what its file's name says where it has nothing.

    Where it is not `alone` in its file, the sidecar too only says what the document leaves open.
    An id that was made of the text and its source is made anew; `name` is the file's, without its folder.
    """

    def is_open(field: str) -> bool:
        return not getattr(document, field) or document.origins.get(field) == LAST_RESORT

    fields: dict[str, str | None] = {field: value for field, value in file_name.items() if is_open(field)}
    sidecar = sidecar if alone else {field: value for field, value in sidecar.items() if is_open(field)}
    origins = {**document.origins, **dict.fromkeys(fields, FILE_NAME), **dict.fromkeys(sidecar, SIDECAR)}
    fields |= sidecar
    if not fields:
        return document
    changed = msgspec.structs.replace(document, **fields, origins=_ordered(origins, fields))
    if document.id == identify(document.text, document.publisher, document.url):
        return msgspec.structs.replace(changed, id=identify(changed.text, changed.publisher, changed.url))
    if document.id not in (identify(document.text, name=name), identify(document.text, document.publisher, name=name)):
        return changed
    return msgspec.structs.replace(changed, id=identify(changed.text, changed.publisher, changed.url, name))


def _ordered(origins: Mapping[str, str], fields: Mapping[str, str | None]) -> dict[str, str]:
    return {field: origins[field] for field in FIELDS if field in origins and fields.get(field, "") is not None}
