"""Bars: how many documents say something, and beside it on how many independent sources they rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sayso.pictures.svg import EDGE, SHADES, element, height_of, lines_of_text, link, picture, text, width_of, wrap
from sayso.pictures.tables import Linked, Table

_WIDTH, _BAR, _GAP, _TOP = 720.0, 11.0, 12.0, 30.0


class Bar(NamedTuple):
    """What is said, in how many documents, and on the word of how many independent sources."""

    words: str
    documents: int
    independent: int
    href: str | None = None


def draw(bars: Sequence[Bar], *, name: str = "Documents and independent sources") -> str:
    """Two bars for each: one for documents, and below it one for independent sources."""
    most = max((max(bar.documents, bar.independent) for bar in bars), default=0) or 1
    start = width_of(f"{most:,}", 11) + 8
    pieces, y = list(_legend()), _TOP
    for bar in bars:
        lines = wrap(bar.words, _WIDTH)
        pieces.append(link(bar.href, lines_of_text(0, y, lines)))
        y += height_of(len(lines)) + 3
        for value, kind, fill in (
            (bar.documents, "drawn-bar", EDGE),
            (bar.independent, "drawn-bar-strong", SHADES["neither"]),
        ):
            # The number stands first, so that it is seen where the page is narrow.
            pieces.append(text(start - 6, y + _BAR - 1.5, f"{value:,}", size=11, anchor="end"))
            long = max(value / most * (_WIDTH - start), 1)
            pieces.append(element("rect", x=start, y=y, width=long, height=_BAR, class_=kind, fill=fill))
            y += _BAR + 2
        y += _GAP
    told = f"For each of {len(bars)} statements a bar for its documents and one for its independent sources."
    return picture(_WIDTH, y, name, told, pieces, linked=any(bar.href for bar in bars))


def table(bars: Sequence[Bar]) -> Table:
    """The same in numbers."""
    rows = tuple((Linked(bar.words, bar.href), bar.documents, bar.independent) for bar in bars)
    return Table(("statement", "documents", "independent sources"), rows, (1, 2))


def _legend() -> list[str]:
    words = "documents"
    second = 34 + width_of(words)
    return [
        element("rect", x=0, y=4, width=12, height=_BAR, class_="drawn-bar", fill=EDGE),
        text(17, 14, words, dim=True),
        element("rect", x=second, y=4, width=12, height=_BAR, class_="drawn-bar-strong", fill=SHADES["neither"]),
        text(second + 17, 14, "independent sources", dim=True),
    ]
