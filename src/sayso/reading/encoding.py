"""Bytes -> text: byte order marks, declared character sets, UTF-8, and what to do with bytes that are none of these."""

from __future__ import annotations

import codecs
import re

from sayso.errors import ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536
_UNREADABLE = re.compile("[\0\ud800-\udfff]")


def decode(raw: bytes, source: str) -> str:
    """The text of a file's bytes.

    In order: byte order mark, a character set that the file declares, UTF-8. Text that claims or seems to be UTF-8
    but is damaged is read with U+FFFD for each damaged sequence; text in no UTF-8 at all is taken as Windows-1252.
    Raises ReadingError: 'empty', or 'binary' for what is not text.
    """
    if not raw.strip():
        raise ReadingError(f"{source} is empty.", reason="empty")
    for mark, charset in _MARKS:
        if raw.startswith(mark):
            return storable(raw[len(mark) :].decode(charset, errors="replace"))
    refuse_binary(raw, source)
    return storable(_declared(raw) or _guessed(raw))


def opening(raw: bytes) -> str:
    """The text of a file's first bytes, with U+FFFD for what is not text: to tell a format by, not to be read."""
    for mark, charset in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(charset, errors="replace")
    return raw.decode("utf-8", errors="replace")


def guess_charset(sample: bytes) -> str:
    """The character set of a long file by its first bytes: a byte order mark, UTF-8, else Windows-1252."""
    for mark, charset in _MARKS:
        if sample.startswith(mark):
            return {"utf-8": "utf-8-sig"}.get(charset, charset[:6].rstrip("-"))
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "cp1252" if storable(_guessed(sample)).count("\ufffd") == 0 else "utf-8"
    return "utf-8"


def refuse_binary(raw: bytes, source: str) -> None:
    """Raises ReadingError ('binary') where the first bytes of a file hold more control characters than text does."""
    sample = raw[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > len(sample) / 1000:
        message = f"{source} holds binary data, not text: convert it to text or HTML first."
        raise ReadingError(message, reason="binary")


def storable(text: str) -> str:
    """The text with U+FFFD, one for one, for what no store can hold (NUL, lone surrogates): offsets stay the same."""
    return _UNREADABLE.sub("\ufffd", text)


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:4096])
    if not found:
        return None
    try:
        charset = codecs.lookup(found[1].decode("ascii")).name
        return raw.decode("cp1252" if charset == "iso8859-1" else charset)
    except (LookupError, ValueError):  # an unknown name, or bytes that are not what the file declares
        return None


def _guessed(raw: bytes) -> str:
    """UTF-8; damaged UTF-8 where at least half of what is beyond ASCII is sound; else Windows-1252."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", errors="replace")
    sound = sum(len(run) for run in re.findall("[\u0080-\ufffc]+", text))
    if sound >= text.count("\ufffd"):
        return text
    return raw.decode("cp1252", errors="replace")
