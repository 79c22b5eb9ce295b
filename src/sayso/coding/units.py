"""Offsets in UTF-16 code units, as Java and JavaScript count, and in characters, as sayso does."""

from __future__ import annotations

from bisect import bisect_right


class Units:
    """Turns offsets of one text into the other count. A character beyond U+FFFF is two units."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._wide = [at for at, character in enumerate(text) if ord(character) > 0xFFFF]
        self._behind = [at + number for number, at in enumerate(self._wide, 1)]

    def of(self, offset: int) -> int:
        """Characters to units."""
        return offset + bisect_right(self._wide, offset - 1)

    def characters(self, units: int) -> int | None:
        """Units to characters; None inside a character, or beyond the text."""
        offset = units - bisect_right(self._behind, units - 1)
        return offset if units >= 0 and offset <= self._length and self.of(offset) == units else None
