"""Web archives (WARC): the pages in them, one by one."""

from __future__ import annotations

import io
import re
import zlib
from email.parser import BytesHeaderParser

from sayso.errors import ReadingError
from sayso.model import Document
from sayso.reading.encoding import decode
from sayso.reading.extract import LARGEST_PAGE
from sayso.reading.formats.base import Found, Input, Skipped
from sayso.reading.formats.registry import read_input
from sayso.reading.formats.texts import page_of
from sayso.reading.formats.warc_records import WarcRecord, records
from sayso.reading.rows import read_row

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_FILES = {"application/pdf": ".pdf"}
_KINDS = frozenset({"response", "resource", "conversion"})
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]*\r?\n")
_ANY_ZLIB = 47
_FAULTS = {
    "length": "{} has another length than it states: it was left out.",
    "truncated": "{} ends too early: the file is cut off.",
    "too large": f"{{}} is larger than {LARGEST_PAGE // 10**6} MB.",
}


class WarcReader:
    """A web archive; read record by record, whatever its size."""

    name = "warc"

    def detects(self, file: Input) -> bool:
        """By its first line."""
        return file.head.startswith(b"WARC/")

    def read(self, file: Input) -> Found:
        """A document for each page, text and PDF file that a server gave; what else it holds is passed over."""
        for number, record in enumerate(records(file.stream, LARGEST_PAGE), start=1):
            url = record.fields.get("warc-target-uri", "").strip("<>")
            where = f"{file.source}:{url or number}"
            wanted = record.fields.get("warc-type", "").lower() in _KINDS
            if record.fault and (wanted or record.fault != "too large"):
                yield Skipped(where, record.fault, _FAULTS[record.fault].format(where))
            elif wanted:
                try:
                    yield from _documents(record, url, file, where)
                except ReadingError as error:
                    yield Skipped(where, error.reason, str(error))


def _documents(record: WarcRecord, url: str, file: Input, where: str) -> Found:
    kind, charset, content = _answer(record, where)
    inner = file.inner(url, io.BytesIO(content))
    if kind in _PAGES:
        yield page_of(_text(content, charset, where), inner, url or None)
    elif kind in _FILES:
        inner.name += _FILES[kind]
        yield from read_input(inner)
    elif kind == "text/plain":
        yield _plain(_text(content, charset, where), url, where)


def _plain(text: str, url: str, where: str) -> Document:
    return read_row({"text": text, "url": url or None}, where)


def _answer(record: WarcRecord, where: str) -> tuple[str, str | None, bytes]:
    """The kind of content (empty for what is no successful answer), its stated character set, and the content."""
    stated = record.fields.get("content-type", "")
    if not stated.lower().startswith("application/http"):
        return stated.partition(";")[0].strip().lower(), None, record.content
    head, gap, content = record.content.partition(b"\r\n\r\n")
    if not gap:
        head, gap, content = record.content.partition(b"\n\n")
    status, _, lines = head.partition(b"\n")
    if not re.match(rb"HTTP/\S+ 200\b", status):
        return "", None, b""
    fields = BytesHeaderParser().parsebytes(lines + b"\n\n")
    if "chunked" in str(fields.get("Transfer-Encoding", "")).lower():
        content = _without_chunks(content)
    content = _unpacked(content, str(fields.get("Content-Encoding", "")).lower(), where)
    return fields.get_content_type(), fields.get_content_charset(), content


def _without_chunks(content: bytes) -> bytes:
    """The content without the sizes of its chunks; unchanged where it has none, as some crawlers store it."""
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK.match(content, at):
        size = int(found[1], 16)
        if not size:
            break
        pieces.append(content[found.end() : found.end() + size])
        at = content.find(b"\n", found.end() + size) + 1
        if not at:
            break
    return b"".join(pieces) or content


def _unpacked(content: bytes, packing: str, where: str) -> bytes:
    if packing in ("", "identity") or content.lstrip().startswith(b"<"):  # some crawlers store it unpacked
        return content
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise ReadingError(f"{where} is packed in a way that sayso does not know ({packing}).", reason="unknown format")
    unpacker = zlib.decompressobj(_ANY_ZLIB if packing != "deflate" or content[:1] == b"\x78" else -15)
    try:
        plain = unpacker.decompress(content, LARGEST_PAGE)
    except zlib.error as error:
        raise ReadingError(f"{where} is damaged ({error}).", reason="damaged") from error
    if unpacker.unconsumed_tail:
        raise ReadingError(f"{where} is larger than {LARGEST_PAGE // 10**6} MB.", reason="too large")
    return plain


def _text(content: bytes, charset: str | None, where: str) -> str:
    """The text, in the character set that the server states; else as for a file."""
    try:
        if charset and charset.lower() not in ("utf-8", "iso-8859-1", "latin1", "us-ascii"):
            return content.decode(charset).replace("\0", "\ufffd")
    except (LookupError, UnicodeDecodeError):
        pass
    return decode(content, where)
