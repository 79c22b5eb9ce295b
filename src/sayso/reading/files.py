"""Files and folders -> documents, one after the other; what cannot be read is listed, never raised."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from sayso.errors import ReadingError
from sayso.model import Document
from sayso.reading.encoding import decode, refuse_binary
from sayso.reading.foreign import language_of
from sayso.reading.identity import identify
from sayso.reading.plain import read_head
from sayso.reading.rows import as_row, parse_row, read_row

TEXT, PAGE, OBJECTS, LINES = "text", "page", "json", "jsonl"
FORMATS = {".txt": TEXT, ".md": TEXT, ".markdown": TEXT, ".html": PAGE, ".htm": PAGE, ".xhtml": PAGE}
FORMATS |= {".json": OBJECTS, ".jsonl": LINES, ".ndjson": LINES}
LARGEST = 200_000_000
"""Files beyond this size (bytes) are skipped, except JSON lines, which are read one by one."""
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.DOTALL)


class Skipped(msgspec.Struct, frozen=True):
    """An input that was not read: `source` (the path, with ':LINE' or ':ITEM' for a row), `reason` (a short word for
    machines), `message` (what happened and what to do)."""

    source: str
    reason: str
    message: str


def read_path(path: Path) -> Iterator[Document | Skipped]:
    """The documents of one file, or of all files below a folder, in sorted order; hidden files are left out.

    Formats: .txt, .md, .html, .json (one object or a list) and .jsonl; what a file is called is not trusted where its
    content says otherwise. Everything that cannot be read comes as `Skipped` in its place. Reasons: 'missing',
    'permission', 'unknown format', 'empty', 'binary', 'encoding', 'json', 'fields', 'passages', 'no text',
    'too large', 'unreadable'.
    """
    if not path.is_dir():
        yield from _read_file(path)
        return
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if not hidden and not file.is_dir():
            yield from _read_file(file)


def _read_file(path: Path) -> Iterator[Document | Skipped]:
    try:
        yield from _documents(path)
    except ReadingError as error:
        yield Skipped(str(path), error.reason, str(error))
    except FileNotFoundError:
        yield Skipped(str(path), "missing", f"{path}: there is no such file or folder.")
    except PermissionError:
        yield Skipped(str(path), "permission", f"{path} may not be read: change its permissions.")
    except OSError as error:
        yield Skipped(str(path), "unreadable", f"{path} cannot be read: {error.strerror}.")


def _documents(path: Path) -> Iterator[Document | Skipped]:
    kind = FORMATS.get(path.suffix.lower()) if path.is_file() or not path.exists() else None
    if kind is None and path.exists():
        known = ", ".join(sorted(FORMATS))
        raise ReadingError(f"{path}: unknown format; known are {known}.", reason="unknown format")
    if kind == LINES:
        yield from _read_lines(path)
        return
    if path.stat().st_size > LARGEST:
        raise ReadingError(f"{path} is larger than {LARGEST // 10**6} MB: cut it up.", reason="too large")
    text = decode(path.read_bytes(), str(path))
    if kind == OBJECTS:
        yield from _read_objects(text, str(path))
    elif kind == PAGE or _PAGE.match(text):
        yield _read_page(text, path)
    else:
        yield _read_text(text, path)


def _read_text(text: str, path: Path) -> Document:
    if not text.strip():
        raise ReadingError(f"{path} is empty.", reason="empty")
    head = read_head(text)
    return Document(
        id=identify(text, name=path.name),
        text=text,
        title=head.title,
        author=head.author,
        published=head.published,
        speaker=head.speaker,
        lang=language_of(text),
    )


def _read_page(text: str, path: Path) -> Document:
    from sayso.reading.pages import read_page

    page = read_page(text, str(path))
    return msgspec.structs.replace(page, id=identify(page.text, page.publisher, page.url, path.name))


def _read_objects(text: str, source: str) -> Iterator[Document | Skipped]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        if not _holds_object(text.lstrip().partition("\n")[0]):
            raise ReadingError(f"{source} is not JSON ({error}).", reason="json") from error
        yield from _read_rows(enumerate(text.split("\n"), start=1), source)
        return
    if isinstance(content, dict):
        yield read_row(content, source)
        return
    yield from _read_rows(enumerate(content if isinstance(content, list) else [content], start=1), source)


def _holds_object(line: str) -> bool:
    """Whether a line is a whole JSON object: then the file holds JSON lines, whatever it is called."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _read_lines(path: Path) -> Iterator[Document | Skipped]:
    with path.open("rb") as file:
        first = file.peek()
        if not first:
            raise ReadingError(f"{path} is empty.", reason="empty")
        refuse_binary(first, str(path))
        yield from _read_rows(enumerate(file, start=1), str(path))


def _read_rows(rows: Iterable[tuple[int, object]], source: str) -> Iterator[Document | Skipped]:
    """The documents of numbered rows: JSON texts, of which blank ones are passed over, or values."""
    for number, row in rows:
        where = f"{source}:{number}"
        if isinstance(row, str | bytes) and not row.strip():
            continue
        try:
            yield read_row(parse_row(row, where) if isinstance(row, str | bytes) else as_row(row, where), where)
        except ReadingError as error:
            yield Skipped(where, error.reason, str(error))
