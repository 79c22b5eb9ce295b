"""E-mail: single messages (.eml), mailboxes (.mbox), and pages that a browser saved as one file (.mhtml)."""

from __future__ import annotations

import email
import io
import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.policy import default
from email.utils import parseaddr

import msgspec

from sayso.errors import ReadingError
from sayso.model import Document
from sayso.reading.encoding import decode, storable
from sayso.reading.formats.base import Found, Input, Skipped, numbered_lines
from sayso.reading.formats.markup import text_of_markup
from sayso.reading.formats.registry import read_input
from sayso.reading.formats.texts import page_of
from sayso.reading.identity import identify
from sayso.reading.metadata import clean_author, iso_date
from sayso.reading.rows import read_row

_LARGEST = 50_000_000
_HEADER = re.compile(
    r"(?:from|to|cc|subject|date|received|return-path|message-id|mime-version|delivered-to|content-type|reply-to|sender"
    r"|x-[\w-]+|list-[\w-]+|snapshot-content-location|dkim-signature|authentication-results|in-reply-to|references"
    r"|content-transfer-encoding|user-agent|thread-[\w-]+|importance|arc-[\w-]+|received-spf|bcc):",
    re.IGNORECASE,
)
_TELLING = re.compile(r"^(?:received|message-id|mime-version|return-path|from|snapshot-content-location):", re.I | re.M)
_POSTMARK = re.compile(rb"From \S+.*\d{4}\s*$")
_POSTMARK_HEAD = re.compile(r"From \S+[^\n]*\d{4}\r?\n[\w-]+:")
_MARKS = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)


class MailReader:
    """One message: subject, sender, date and text, and its attachments as files of their own."""

    name = "mail"

    def detects(self, file: Input) -> bool:
        """By a head of mail fields, with at least three that mails have and one that nothing else has."""
        head = re.split(r"\r?\n\r?\n", file.opening, maxsplit=1)[0]
        lines = [line for line in head.splitlines() if line[:1] not in (" ", "\t")]
        known = sum(bool(_HEADER.match(line)) for line in lines)
        return known >= 3 and known * 2 >= len(lines) and bool(_TELLING.search(head))

    def read(self, file: Input) -> Found:
        """The message's document, then those of its attachments. Raises ReadingError ('no text', 'too large')."""
        yield from _message(file.whole(_LARGEST), file)


class MboxReader:
    """A mailbox: messages one after the other, each after a line 'From ...'; read one by one."""

    name = "mbox"

    def detects(self, file: Input) -> bool:
        """By its first line, and a mail field after it."""
        return bool(_POSTMARK_HEAD.match(file.opening))

    def read(self, file: Input) -> Found:
        """What each message holds, numbered from 1."""
        for number, raw in enumerate(_messages(file), start=1):
            inner = file.inner(str(number), io.BytesIO(raw or b""))
            if raw is None:
                yield Skipped(inner.source, "too large", f"{inner.source} is larger than {_LARGEST // 10**6} MB.")
                continue
            try:
                yield from _message(raw, inner)
            except ReadingError as error:
                yield Skipped(inner.source, error.reason, str(error))


def _messages(file: Input) -> Iterator[bytes | None]:
    """The bytes of each message; None for one that is too large."""
    kept: list[bytes] = []
    size, blank, begun = 0, True, False
    for _, line in numbered_lines(file.stream):
        if blank and line and _POSTMARK.match(line):
            if begun:
                yield b"".join(kept) if size <= _LARGEST else None
            kept, size, begun = [], 0, True
            continue
        blank = line is not None and not line.strip()
        size += _LARGEST + 1 if line is None else len(line)
        if size <= _LARGEST and line:
            kept.append(re.sub(rb"^>(>*From )", rb"\1", line))
        elif size > _LARGEST:
            kept = []
    if begun:
        yield b"".join(kept) if size <= _LARGEST else None


def _message(raw: bytes, file: Input) -> Found:
    message = email.message_from_bytes(raw, policy=default)
    attached = [part for part in message.walk() if part.get_content_disposition() == "attachment"]
    try:
        yield _document(message, file)
    except ReadingError as error:
        yield Skipped(file.source, error.reason, str(error))
    for number, part in enumerate(attached, start=1):
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            name = part.get_filename() or f"attachment {number}"
            yield from read_input(file.inner(name, io.BytesIO(content), deeper=1))


def _document(message: EmailMessage, file: Input) -> Document:
    page = _field(message, "Snapshot-Content-Location")
    part = message.get_body(preferencelist=("html", "plain") if page else ("plain", "html"))
    if part is None:
        raise ReadingError(f"{file.source} is a mail without text.", reason="no text")
    text = _content(part, file.source)
    if page:
        return page_of(text, file, page)
    if part.get_content_subtype() == "html":
        text = text_of_markup(text)
    if not text.strip():
        raise ReadingError(f"{file.source} is a mail without text.", reason="no text")
    title = _MARKS.sub("", _field(message, "Subject") or "") or None
    name, address = parseaddr(_field(message, "From") or "")
    row = {"text": text, "title": title, "author": clean_author(name) or address or None}
    document = read_row({**row, "published": iso_date(_field(message, "Date") or "")}, file.source, "mail header")
    return msgspec.structs.replace(document, id=identify(document.text, name=address or file.name))


def _field(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, IndexError, AttributeError, LookupError):  # the parser of fields stumbles over damaged ones
        return None
    return storable(" ".join(str(value).split())) or None if value is not None else None


def _content(part: MIMEPart, source: str) -> str:
    """The text of a part, in the character set that it states or, where that is none or wrong, in the likeliest."""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes) or not raw.strip():
        return ""
    try:
        text = raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = decode(raw, source)
    return storable(text.replace("\r\n", "\n"))
