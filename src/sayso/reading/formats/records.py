"""Bytes -> the records of a table, one by one; a record that is too long or never ends does not stop the others."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Literal, NamedTuple

from sayso.reading.encoding import guess_charset
from sayso.reading.formats.base import LONGEST_ROW

_SAMPLE = 1 << 20


class Record(NamedTuple):
    """The cells of one record, the line (from 1) on which it begins, and what is wrong with it."""

    line: int
    cells: tuple[str, ...] = ()
    fault: Literal["", "too large", "csv"] = ""


class _TooLongError(Exception):
    """A line or record is longer than `LONGEST_ROW` characters."""


class _Lines:
    """The lines of a stream as text, of which those of the present record are kept, to be read again at need."""

    def __init__(self, stream: BinaryIO) -> None:
        charset = guess_charset(stream.read(_SAMPLE))
        stream.seek(0)
        self._text = io.TextIOWrapper(stream, encoding=charset, errors="replace", newline="")
        self._waiting: list[str] = []
        self._size = 0
        self.number = 0
        self.kept: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else self._text.readline(LONGEST_ROW)
        if not line:
            raise StopIteration
        self.number += 1
        self._size += len(line)
        if len(line) >= LONGEST_ROW and not line.endswith("\n"):
            while (rest := self._text.readline(_SAMPLE)) and not rest.endswith("\n"):
                pass
            raise _TooLongError
        if self._size > LONGEST_ROW:
            self._pass_quotation()
            raise _TooLongError
        self.kept.append(line)
        return line

    def begin(self) -> int:
        """Begins a new record; gives the number of its first line."""
        self.kept, self._size = [], 0
        return self.number + 1

    def read_again(self) -> None:
        """Puts back all lines of the present record but the first."""
        self.number -= len(self.kept) - 1
        self._waiting += reversed(self.kept[1:])

    def ended(self) -> bool:
        """Whether no line is left; reads none that it does not put back."""
        if not self._waiting and (line := self._text.readline(LONGEST_ROW)):
            self._waiting.append(line)
        return not self._waiting

    def _pass_quotation(self) -> None:
        """Goes to the line on which the quotation mark that is open is closed: one with an odd number of them."""
        while (line := self._text.readline(LONGEST_ROW)) and line.count('"') % 2 == 0:
            self.number += line.endswith("\n")
        self.number += 1


class Records:
    """The records of a table, in order. `quoting` as in the csv module."""

    def __init__(self, stream: BinaryIO, delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> None:
        self._lines = _Lines(stream)
        self._quoted = quoting != csv.QUOTE_NONE
        self._reader = csv.reader(self._lines, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[Record]:
        while not self._lines.ended():
            number = self._lines.begin()
            try:
                cells = self._next()
            except (_TooLongError, csv.Error):
                yield Record(number, fault="too large")
                continue
            if self._quoted and self._never_closed():
                self._lines.read_again()
                yield Record(number, fault="csv")
            else:
                yield Record(number, tuple(cells))

    def _next(self) -> list[str]:
        before = csv.field_size_limit(LONGEST_ROW)  # one for the whole process, so it is put back after each record
        try:
            return next(self._reader, [])
        finally:
            csv.field_size_limit(before)

    def _never_closed(self) -> bool:
        """Whether the record took all lines to the end of the file because of a quotation mark that is never closed."""
        kept = self._lines.kept
        return len(kept) > 1 and self._lines.ended() and sum(line.count('"') for line in kept) % 2 == 1
