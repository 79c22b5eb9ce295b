"""Bytes -> the records of a web archive, in order; one whose stated length is wrong does not swallow the next.

Why not a library: fastwarc takes the stated length on trust, and so reads the next records as part of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Literal, NamedTuple

_CHUNK = 1 << 20
_HEADER = 1 << 16
_NEXT = re.compile(rb"\r?\n\r?\n(?=WARC/\d\.\d\r?\n[\w-]+:)")
_OVERLAP = 64


class WarcRecord(NamedTuple):
    """A record: its named fields in lower case, its content, and what is wrong with it."""

    fields: dict[str, str]
    content: bytes = b""
    fault: Literal["", "length", "truncated", "too large"] = ""


class _Source:
    """A stream to which bytes can be given back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._back = stream, b""

    def read(self, size: int) -> bytes:
        taken, self._back = self._back[:size], self._back[size:]
        return taken or self._stream.read(size)

    def readline(self) -> bytes:
        end = self._back.find(b"\n") + 1
        if end:
            line, self._back = self._back[:end], self._back[end:]
            return line
        line, self._back = self._back + self._stream.readline(_HEADER), b""
        return line

    def give_back(self, piece: bytes) -> None:
        self._back = piece + self._back


def records(stream: BinaryIO, largest: int) -> Iterator[WarcRecord]:
    """All records of an unpacked web archive; the content of those longer than `largest` bytes is not kept."""
    source = _Source(stream)
    while (line := source.readline()) and not line.startswith(b"WARC/"):
        pass
    while line:
        fields = _fields(source)
        content, whole, last = _content(source, fields.get("content-length", ""), largest)
        strange, line = _go_to_next(source, last)
        if whole is None:
            yield WarcRecord(fields, fault="truncated")
        elif strange or not whole:
            yield WarcRecord(fields, fault="length")
        else:
            yield WarcRecord(fields, content or b"", fault="too large" if content is None else "")


def _fields(source: _Source) -> dict[str, str]:
    found: dict[str, str] = {}
    size = 0
    while (line := source.readline()).strip() and size < _HEADER:
        size += len(line)
        name, _, value = line.decode("utf-8", "replace").partition(":")
        found[name.strip().lower()] = value.strip()
    return found


def _content(source: _Source, stated: str, largest: int) -> tuple[bytes | None, bool | None, bytes]:
    """The content of a record (None: too large to keep), whether it has the stated length (None: the file ends),
    and its last bytes."""
    if not stated.isdigit():
        return b"", False, b""
    rest, last = int(stated), b""
    kept: list[bytes] | None = [] if rest <= largest else None
    while rest:
        piece = source.read(min(rest, _CHUNK))
        if not piece:
            return b"", None, b""
        if found := _NEXT.search(last + piece):
            source.give_back((last + piece)[found.end() :])
            return b"", False, b""
        rest -= len(piece)
        last = (last + piece)[-_OVERLAP:]
        if kept is not None:
            kept.append(piece)
    return None if kept is None else b"".join(kept), True, last


def _go_to_next(source: _Source, last: bytes) -> tuple[bool, bytes]:
    """Whether anything but line ends stands before the next record, and that record's first line.

    `last` are the last bytes of the content, where the next record has begun if a few too many were stated.
    """
    line = source.readline()
    begun = last + line + source.readline() if line.strip() and not line.startswith(b"WARC/") else b""
    if found := _NEXT.search(begun):
        source.give_back(begun[found.end() :])
        return True, source.readline()
    source.give_back(begun[len(last) :] or line)
    strange = False
    while (line := source.readline()) and not line.startswith(b"WARC/"):
        strange = strange or bool(line.strip())
    return strange, line
