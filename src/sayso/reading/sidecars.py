"""Sidecars: JSON that stands beside a document, in a folder or an archive, and tells what the document does not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from sayso.errors import ReadingError
from sayso.model import Document
from sayso.reading.encoding import storable
from sayso.reading.formats.base import Found, Skipped
from sayso.reading.given import with_given
from sayso.reading.metadata import clean_author, iso_date, load_rules

LARGEST = 1_000_000
"""Longer files (bytes) are no sidecars."""
_BESIDE = (".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".markdown", ".pdf", ".docx", ".rtf", ".eml", ".mhtml")
_MANY = (".jsonl", ".ndjson", ".csv", ".tsv", ".tab", ".mbox", ".rss", ".atom", ".xml", ".warc", ".zip", ".tar", ".gz")
_TEXTS = ("text", "html", "articleBody", "body", "content")


class Neighbours(Protocol):
    """The files that stand together in a folder or archive, by name; names of members have '/' between folders."""

    def holds(self, name: str) -> bool:
        """Whether there is such a file."""

    def content(self, name: str) -> bytes | None:
        """All bytes of a file; None where there is none, or it is longer than `LARGEST`."""


class Folder:
    """The files of one folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def holds(self, name: str) -> bool:
        """As in `Neighbours`."""
        return (self._path / name).is_file()

    def content(self, name: str) -> bytes | None:
        """As in `Neighbours`."""
        try:
            path = self._path / name
            return path.read_bytes() if path.stat().st_size <= LARGEST else None
        except OSError:
            return None


class Members:
    """The members of an archive: all names, and the contents of its JSON files."""

    def __init__(self, names: Iterable[str], contents: Mapping[str, bytes]) -> None:
        self._names, self._contents = frozenset(names), contents

    def holds(self, name: str) -> bool:
        """As in `Neighbours`."""
        return name in self._names

    def content(self, name: str) -> bytes | None:
        """As in `Neighbours`."""
        return self._contents.get(name)


def is_sidecar(name: str, beside: Neighbours) -> bool:
    """Whether a file only tells about one beside it: a JSON object without a text, named like that one."""
    path = PurePosixPath(name)
    if path.suffix.lower() != ".json":
        return False
    whole = path.with_suffix("")
    told = [whole] if whole.suffix.lower() in _BESIDE + _MANY else []
    told += [path.with_suffix(suffix) for suffix in _BESIDE + _MANY]
    return any(beside.holds(str(file)) for file in told) and _object(beside.content(name)) is not None


def with_sidecar(
    found: Found, name: str, source: str, beside: Neighbours, named: Mapping[str, str] | None = None
) -> Iterator[Document | Skipped]:
    """What a file holds, with what its sidecar and its own name (`named`) say; a faulty sidecar is listed first.

    Of a file that holds one document a sidecar tells better than the document itself; of one that holds several it
    only tells what they leave open. `name` is the file's among its neighbours, `source` names it in messages.
    """
    told: dict[str, str | None] = {}
    try:
        told = _read(name, source, beside)
    except ReadingError as error:
        yield Skipped(f"{source}:sidecar", error.reason, str(error))
    if not (told or named):
        yield from found
        return
    opening = list(islice(found, 2))
    alone = sum(isinstance(item, Document) for item in opening) < 2 and not name.lower().endswith(_MANY)
    for item in chain(opening, found):
        if isinstance(item, Document):
            yield with_given(item, PurePosixPath(name).name, told, named or {}, alone=alone)
        else:
            yield item


def _read(name: str, source: str, beside: Neighbours) -> dict[str, str | None]:
    """What the sidecar of a file says of it; None for what it says there is none of. Raises ReadingError ('fields')."""
    path = PurePosixPath(name)
    if path.suffix.lower() not in _BESIDE + _MANY:
        return {}
    for sidecar in (path.with_name(f"{path.name}.json"), path.with_suffix(".json")):
        if beside.holds(str(sidecar)) and (told := _object(beside.content(str(sidecar)))) is not None:
            return _fields(told, f"{source.removesuffix(path.name)}{sidecar.name}")
    return {}


def _object(raw: bytes | None) -> dict[str, Any] | None:
    """The JSON object in a file; None where it holds anything else, or a text of its own."""
    try:
        value = json.loads(raw or b"")
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and not any(value.get(name) for name in _TEXTS) else None


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
