"""What stands beside a document, not in it: a sidecar file ('article.html' + 'article.json'), and the file's name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from sayso.errors import ReadingError
from sayso.model import Document
from sayso.reading.encoding import storable
from sayso.reading.identity import identify
from sayso.reading.metadata import FIELDS, LAST_RESORT, clean_author, iso_date, load_rules

SIDECAR, FILE_NAME = "sidecar JSON", "file name pattern"
_BESIDE = (".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".markdown", ".pdf", ".docx", ".rtf", ".eml")
_LARGEST = 1_000_000
_TEXTS = ("text", "html", "articleBody", "body", "content")
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


def is_sidecar(path: Path) -> bool:
    """Whether a file only tells about one beside it: a JSON object without a text, named like that one."""
    return path.suffix.lower() == ".json" and bool(_told_by(path)) and _object(path) is not None


def _told_by(path: Path) -> list[Path]:
    """The files of which this one could be the sidecar."""
    whole = path.with_suffix("")
    beside = [whole] if whole.suffix.lower() in _BESIDE else []
    beside += [path.with_suffix(suffix) for suffix in _BESIDE]
    return [file for file in beside if file.is_file()]


def _object(path: Path) -> dict[str, Any] | None:
    """The JSON object in a file; None where it holds anything else, or a text of its own."""
    try:
        if path.stat().st_size > _LARGEST:
            return None
        value = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and not any(value.get(name) for name in _TEXTS) else None


def read_sidecar(path: Path) -> dict[str, str | None]:
    """What the sidecar of a file says of it, field by field; None for what it says there is none of.

    Raises ReadingError ('fields') where a field holds no text.
    """
    if path.suffix.lower() not in _BESIDE:
        return {}
    for sidecar in (path.with_name(f"{path.name}.json"), path.with_suffix(".json")):
        if (told := _object(sidecar)) is not None:
            return _fields(told, str(sidecar))
    return {}


def _fields(told: Mapping[str, Any], source: str) -> dict[str, str | None]:
    fields: dict[str, str | None] = {}
    for name, spellings in load_rules().sidecar.items():
        if given := [spelling for spelling in spellings if spelling in told]:
            fields[name] = _value(name, told[given[0]], f"{source}: field '{given[0]}'")
    return fields


def _value(name: str, value: object, where: str) -> str | None:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "; ".join(value)
    if value is not None and not isinstance(value, str | int):
        raise ReadingError(f"{where} must be text, not {type(value).__name__}.", reason="fields")
    words = storable(str(value)).strip() if value is not None else ""
    if name == "published":
        return iso_date(words)
    return clean_author(words) if name == "author" else words or None


def with_given(
    document: Document, name: str, sidecar: Mapping[str, str | None], file_name: Mapping[str, str]
) -> Document:
    """The document with what its sidecar says in place of its own, and what its file's name says where it has nothing.

    An id that was made of the text and its source is made anew; `name` is the file's, without its folder.
    """
    fields: dict[str, str | None] = {
        field: value
        for field, value in file_name.items()
        if not getattr(document, field) or document.origins.get(field) == LAST_RESORT
    }
    origins = {**document.origins, **dict.fromkeys(fields, FILE_NAME), **dict.fromkeys(sidecar, SIDECAR)}
    fields |= sidecar
    if not fields:
        return document
    changed = msgspec.structs.replace(document, **fields, origins=_ordered(origins, fields))
    made = (identify(document.text, document.publisher, document.url, name), identify(document.text, name=name))
    if document.id not in made:
        return changed
    return msgspec.structs.replace(changed, id=identify(changed.text, changed.publisher, changed.url, name))


def _ordered(origins: Mapping[str, str], fields: Mapping[str, str | None]) -> dict[str, str]:
    return {field: origins[field] for field in FIELDS if field in origins and fields.get(field, "") is not None}
