"""Bars: how many documents say something, and beside it on how many independent sources they rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sayso.pictures.svg import EDGE, SHADES, element, height_of, lines_of_text, link, picture, text, width_of, wrap
from sayso.pictures.tables import Linked, Table

_LABEL, _PLOT, _BAR, _GAP, _TOP = 330.0, 520.0, 11.0, 14.0, 28.0


class Bar(NamedTuple):
    """What is said, in how many documents, and on the word of how many independent sources."""

    words: str
    documents: int
    independent: int
    href: str | None = None


def draw(bars: Sequence[Bar], *, name: str = "Documents and independent sources") -> str:
    """Two bars for each: one for documents, and below it one for independent sources."""
    most = max((max(bar.documents, bar.independent) for bar in bars), default=0) or 1
    widest = width_of(f"{most:,}") + 8
    pieces, y = list(_legend()), _TOP
    for bar in bars:
        lines = wrap(bar.words, _LABEL - 16)
        room = max(height_of(len(lines)), 2 * _BAR + 2)
        pieces.append(link(bar.href, lines_of_text(0, y + (room - height_of(len(lines))) / 2, lines)))
        start = y + (room - 2 * _BAR - 2) / 2
        for place, (value, kind, fill) in enumerate(
            ((bar.documents, "drawn-bar", EDGE), (bar.independent, "drawn-bar-strong", SHADES["neither"]))
        ):
            long, top = value / most * (_PLOT - widest), start + place * (_BAR + 2)
            pieces.append(element("rect", x=_LABEL, y=top, width=max(long, 1), height=_BAR, class_=kind, fill=fill))
            pieces.append(text(_LABEL + long + 6, top + _BAR - 1.5, f"{value:,}", size=11))
        y += room + _GAP
    told = f"For each of {len(bars)} statements a bar for its documents and one for its independent sources."
    return picture(_LABEL + _PLOT, y, name, told, pieces, linked=any(bar.href for bar in bars))


def table(bars: Sequence[Bar]) -> Table:
    """The same in numbers."""
    rows = tuple((Linked(bar.words, bar.href), bar.documents, bar.independent) for bar in bars)
    return Table(("statement", "documents", "independent sources"), rows, (1, 2))


def _legend() -> list[str]:
    words, second = "documents", _LABEL + 34 + width_of("documents")
    return [
        element("rect", x=_LABEL, y=4, width=12, height=_BAR, class_="drawn-bar", fill=EDGE),
        text(_LABEL + 17, 14, words, dim=True),
        element("rect", x=second, y=4, width=12, height=_BAR, class_="drawn-bar-strong", fill=SHADES["neither"]),
        text(second + 17, 14, "independent sources", dim=True),
    ]
