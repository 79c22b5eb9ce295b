"""The table beside each picture: it says the same, to those who cannot see the picture or want the numbers."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Linked(NamedTuple):
    """A cell that leads somewhere; `href` None leads nowhere."""

    words: str
    href: str | None


Cell: TypeAlias = str | int | float | Linked | None


class Table(NamedTuple):
    """A header and rows of as many cells; `numbers` are the places of the columns that hold numbers."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...] = ()
