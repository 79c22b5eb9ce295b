"""JSON rows -> Document: the fields that a row gives are kept exactly, what it leaves out is read from its text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from sayso.errors import ReadingError
from sayso.model import Document, Passage
from sayso.reading.encoding import storable
from sayso.reading.foreign import language_of
from sayso.reading.identity import identify
from sayso.reading.metadata import FIELDS, iso_date, office_of
from sayso.reading.plain import read_head

_TEXT_FIELDS = ("title", "publisher", "author", "speaker", "url", "lang")


def parse_row(line: str | bytes, source: str) -> dict[str, Any]:
    """One JSON object. Raises ReadingError ('json', 'encoding')."""
    try:
        row = json.loads(line)
    except UnicodeDecodeError as error:
        raise ReadingError(f"{source} is not in UTF-8: save the file as UTF-8.", reason="encoding") from error
    except (ValueError, RecursionError) as error:
        raise ReadingError(f"{source} is not JSON ({error}): mend or delete it.", reason="json") from error
    return as_row(row, source)


def as_row(value: object, source: str) -> dict[str, Any]:
    """The value, which must be a JSON object. Raises ReadingError ('json')."""
    if not isinstance(value, dict):
        raise ReadingError(f"{source} is not a JSON object with a field 'text' or 'html'.", reason="json")
    return value


def read_row(row: Mapping[str, Any], source: str, origin: str = "row") -> Document:
    """The document in a JSON row with `text` or `html` and optional `id`, `title`, `publisher`, `author`, `speaker`,
    `published` (or `date`), `url`, `lang`, `passages`, `origins`.

    `text` is never changed, so that offsets hold, and the fields of the row are kept as they are; `null` means
    'there is none'. Fields that the row does not have are read from the text or page where they stand there; an id is
    made of the text and its publisher or URL (see `identify`).
    `source` names the row in messages, `origin` is where its fields come from.
    Raises ReadingError ('json', 'empty', 'fields', 'passages').
    """
    fields = {name: _string(row, name, source) for name in _TEXT_FIELDS if name in row}
    published = row.get("published", row.get("date"))
    if published is not None:
        fields["published"] = iso_date(str(published))
    elif "published" in row or "date" in row:
        fields["published"] = None
    text = _string(row, "text", source)
    if text is None and row.get("html"):
        return _from_page(row, fields, source, origin)
    if not (text or "").strip():
        raise ReadingError(f"{source} has no text: its field 'text' is missing or empty.", reason="empty")
    text = storable(text or "")
    head = read_head(text, fields.get("title"))
    found, origins = head.fields(), dict(head.origins)
    if lang := language_of(text):
        found["lang"], origins["lang"] = lang, "text"
    if "speaker" not in found and (speaker := office_of(fields.get("publisher"))):
        found["speaker"], origins["speaker"] = speaker, "publisher"
    values: dict[str, Any] = {**found, **fields}
    document = Document(id="", text=text, passages=_passages(row, len(text), source), **values)
    origins |= dict.fromkeys(fields, origin)
    return _identified(_with_origins(document, origins, row, source), row)


def _from_page(row: Mapping[str, Any], fields: dict[str, str | None], source: str, origin: str) -> Document:
    from sayso.reading.pages import read_page

    page = read_page(str(row["html"]), source, url=fields.get("url"))
    document = msgspec.structs.replace(page, **fields)
    origins = page.origins | dict.fromkeys(fields, origin)
    return _identified(_with_origins(document, origins, row, source), row)


def _with_origins(document: Document, found: dict[str, str], row: Mapping[str, Any], source: str) -> Document:
    """The document with the origins of the fields that it has: those that the row itself states go before `found`."""
    try:
        stated = msgspec.convert(row.get("origins") or {}, dict[str, str])
    except msgspec.ValidationError as error:
        raise ReadingError(f"{source}: field 'origins': {error}.", reason="fields") from error
    origins = found | {name: stated[name] for name in stated if row.get(name)}
    known = {name: origins[name] for name in FIELDS if name in origins and getattr(document, name)}
    return msgspec.structs.replace(document, origins=known)


def _identified(document: Document, row: Mapping[str, Any]) -> Document:
    given = row.get("id")
    key = str(given) if given not in (None, "") else identify(document.text, document.publisher, document.url)
    return msgspec.structs.replace(document, id=key)


def _string(row: Mapping[str, Any], name: str, source: str) -> str | None:
    value = row.get(name)
    if value is None or isinstance(value, str):
        return storable(value) if value else None
    raise ReadingError(f"{source}: field '{name}' must be text, not {type(value).__name__}.", reason="fields")


def _passages(row: Mapping[str, Any], length: int, source: str) -> tuple[Passage, ...]:
    try:
        passages = msgspec.convert(row.get("passages") or (), tuple[Passage, ...])
    except msgspec.ValidationError as error:
        raise ReadingError(f"{source}: field 'passages': {error}.", reason="passages") from error
    if not _in_order(passages, length):
        message = f"{source}: field 'passages' must be in order, apart, and inside the text's {length} characters."
        raise ReadingError(message, reason="passages")
    return passages


def _in_order(passages: Iterable[Passage], length: int) -> bool:
    at = 0
    for passage in passages:
        if not at <= passage.start < passage.end <= length:
            return False
        at = passage.end
    return True
