"""Streams inside other streams: bounded, and such that they can be read from the beginning again."""

from __future__ import annotations

import gzip
import io
import lzma
import tempfile
import zipfile
import zlib
from typing import BinaryIO, Protocol, cast

from sayso.errors import ReadingError
from sayso.reading.formats.base import Budget

_IN_MEMORY = 16_000_000
_CHUNK = 1 << 20
_HIGHEST_RATIO = 200
_HARMLESS = 50_000_000
"""What unpacks to no more than this is no bomb, however well it was packed."""


class Unpacking(Protocol):
    """A stream that unpacks what it reads."""

    def read1(self, size: int, /) -> bytes: ...

    def seek(self, offset: int, whence: int = 0, /) -> int: ...

    def tell(self) -> int: ...


class Guarded(io.RawIOBase):
    """An unpacking stream that stops bombs: ReadingError ('bomb') once it gives more than `_HIGHEST_RATIO` times what
    it was packed in, or more than the budget has left. `packed` is the size in bytes of what is unpacked.

    Where the packed data are damaged or cut off, the stream ends there, and `fault` holds the error: so what comes
    before is not lost."""

    def __init__(self, stream: Unpacking, packed: int, budget: Budget, source: str) -> None:
        super().__init__()
        self._stream, self._budget, self._source = stream, budget, source
        self._most = max(packed * _HIGHEST_RATIO, _HARMLESS)
        self._furthest = 0
        self.fault: Exception | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            piece = b"" if self.fault else self._stream.read1(len(buffer))
        except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile) as error:
            self.fault, piece = error, b""
        buffer[: len(piece)] = piece
        at = self._stream.tell()
        if at > self._furthest:
            self._budget.spend(at - self._furthest, self._source)
            self._furthest = at
        if at > self._most:
            raise ReadingError(f"{self._source} unpacks to far too much for its size.", reason="bomb")
        return len(piece)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        at = self.tell()
        if whence == io.SEEK_END:
            while self.read(_CHUNK):
                pass
            at = self.tell()
        wanted = offset if whence == io.SEEK_SET else at + offset
        while (rest := wanted - self.tell()) > 0 and self.read(min(rest, _CHUNK)):  # forward: what is passed counts
            pass
        if wanted < self.tell():
            self.fault = None
            self._stream.seek(max(wanted, 0))
        return self.tell()

    def tell(self) -> int:
        return self._stream.tell()


def guarded(stream: Unpacking, packed: int, budget: Budget, source: str) -> BinaryIO:
    """The stream, buffered, with a guard against bombs."""
    return cast("BinaryIO", io.BufferedReader(Guarded(stream, packed, budget, source), buffer_size=_CHUNK))


def spooled(stream: BinaryIO) -> BinaryIO:
    """A copy of what is left of a stream, in memory or, where it is long, in a temporary file that goes when closed."""
    copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        while piece := stream.read(_CHUNK):
            copy.write(piece)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return cast("BinaryIO", copy)
