"""What every reader of a format gets and gives: an input, the documents in it, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import PurePath
from typing import BinaryIO, Protocol, TypeAlias

import msgspec

from sayso.errors import ReadingError
from sayso.model import Document
from sayso.reading.encoding import decode, opening

HEAD = 65_536
"""Bytes at the start of an input by which its format is told."""
LARGEST = 200_000_000
"""Inputs beyond this size (bytes) are refused by readers that need the whole in memory."""
LONGEST_ROW = 20_000_000
"""Longer rows (bytes) of a table or of JSON lines are skipped."""
_CHUNK = 1 << 20


class Skipped(msgspec.Struct, frozen=True):
    """An input that was not read: `source` (the path, with ':LINE', ':ITEM' or ':MEMBER' for a part of a file),
    `reason` (a short word for machines), `message` (what happened and what to do)."""

    source: str
    reason: str
    message: str


Found: TypeAlias = Iterator[Document | Skipped]


class Budget:
    """What all archives inside one file may still give, together: bytes and members."""

    def __init__(self, size: int = 20_000_000_000, members: int = 100_000) -> None:
        self.size, self.members = size, members

    def spend(self, size: int, source: str) -> None:
        """Raises ReadingError ('bomb') where more has been unpacked than any honest archive holds."""
        self.size -= size
        if self.size < 0:
            raise ReadingError(f"{source} unpacks to more than sayso reads from one file: cut it up.", reason="bomb")

    def count(self, source: str) -> None:
        """Takes one member off. Raises ReadingError ('bomb') where an archive has more than any honest one."""
        self.members -= 1
        if self.members < 0:
            raise ReadingError(f"{source} holds more files than sayso reads from one archive.", reason="bomb")


class Input:
    """One file, or one member of an archive, attachment of a mail, or record of a web archive.

    `source` names it in messages; `name` is its file name without folders; `stream` can be read and sought, and
    stands at its beginning when `Reader.read` is called; `depth` counts the archives that it lies in, `unpacked` says
    that it was packed as one file; `columns` is the project's map of table columns (field of a document -> column).
    """

    def __init__(
        self,
        source: str,
        stream: BinaryIO,
        *,
        name: str | None = None,
        depth: int = 0,
        budget: Budget | None = None,
        columns: Mapping[str, str] | None = None,
        unpacked: bool = False,
    ) -> None:
        self.source, self.stream, self.depth, self.is_unpacked = source, stream, depth, unpacked
        self.name = PurePath(source).name if name is None else name
        self.budget = budget or Budget()
        self.columns = columns or {}

    @property
    def suffix(self) -> str:
        """The end of the name in lower case, as '.txt'; a name is a hint, never a proof."""
        return PurePath(self.name).suffix.lower()

    @cached_property
    def head(self) -> bytes:
        """The first bytes (`HEAD` of them, or fewer)."""
        self.stream.seek(0)
        found = self.stream.read(HEAD)
        self.stream.seek(0)
        return found

    @cached_property
    def opening(self) -> str:
        """The first bytes as text, as far as they are text: to tell a format by, not to be read."""
        return opening(self.head)

    def inner(self, name: str, stream: BinaryIO, *, deeper: int = 0) -> Input:
        """A part of this input that is a file of its own; `deeper` is 1 for the members of an archive."""
        return Input(
            f"{self.source}:{name}",
            stream,
            name=PurePath(name).name,
            depth=self.depth + deeper,
            budget=self.budget,
            columns=self.columns,
        )

    def unpacked(self, name: str, stream: BinaryIO) -> Input:
        """What this input, a packed file, holds."""
        return Input(
            self.source,
            stream,
            name=name,
            depth=self.depth,
            budget=self.budget,
            columns=self.columns,
            unpacked=True,
        )

    def whole(self, limit: int = LARGEST) -> bytes:
        """All bytes. Raises ReadingError ('too large')."""
        pieces, size = [], 0
        while piece := self.stream.read(_CHUNK):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise ReadingError(f"{self.source} is larger than {limit // 10**6} MB: cut it up.", reason="too large")
        self.check()
        return b"".join(pieces)

    def check(self) -> None:
        """Raises what ended the stream too early, where it unpacks something damaged (EOFError, zlib.error...)."""
        if fault := getattr(getattr(self.stream, "raw", None), "fault", None):
            raise fault

    def text(self, limit: int = LARGEST) -> str:
        """All of it as text. Raises ReadingError ('empty', 'binary', 'too large')."""
        return decode(self.whole(limit), self.source)


class Reader(Protocol):
    """A format. `name` is what messages and `sayso.readers` call it."""

    name: str

    def detects(self, file: Input) -> bool:
        """Whether this reader reads the input, told by its content. It may read the stream, which is then rewound."""

    def read(self, file: Input) -> Found:
        """The documents, in order, with `Skipped` for parts that cannot be read.

        Raises ReadingError where nothing, or nothing more, can be read.
        """


def numbered_lines(stream: BinaryIO, longest: int = LONGEST_ROW) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a stream with their numbers (from 1); None for a line that is longer than `longest` bytes."""
    number = 0
    while line := stream.readline(longest):
        number += 1
        if len(line) < longest or line.endswith(b"\n"):
            yield number, line
            continue
        while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
            pass
        yield number, None


def too_long(source: str) -> Skipped:
    """The entry for a row that `numbered_lines` gives as None."""
    return Skipped(source, "too large", f"{source} is longer than {LONGEST_ROW // 10**6} MB: cut it up.")
