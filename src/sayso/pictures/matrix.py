"""A matrix of statements and sources: who affirms what, who denies it, who is silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Literal, NamedTuple, TypeAlias

from sayso.pictures.signs import SIGNS
from sayso.pictures.svg import (
    FAINT,
    element,
    height_of,
    lines_of_text,
    link,
    picture,
    text,
    tick,
    title,
    width_of,
    wrap,
)
from sayso.pictures.tables import Linked, Table

Taken: TypeAlias = Literal["affirms", "denies", "both"]
"""How a source takes a statement; what is not there is silence."""
_LABEL, _CELL, _HEAD, _SIZE, _GAP = 240.0, 30.0, 190.0, 11.0, 8.0
_LEGEND = 360.0
_ANGLE = -45.0
_SLOPE = sqrt(0.5)


class Row(NamedTuple):
    """A statement, and how each source that speaks of it takes it, by the source's place among the columns."""

    words: str
    cells: Mapping[int, Taken]
    href: str | None = None


def draw(rows: Sequence[Row], sources: Sequence[str], *, name: str = "Who affirms and who denies what") -> str:
    """Statements below each other, sources beside each other; their names are turned, so that all can be read."""
    heads = [wrap(source, _HEAD, _SIZE) for source in sources]
    pitch = max(_CELL, *(height_of(len(lines), _SIZE) / _SLOPE + 4 for lines in heads)) if heads else _CELL
    longest = max((width_of(line, _SIZE) for lines in heads for line in lines), default=0)
    top = longest * _SLOPE + height_of(max(map(len, heads), default=1), _SIZE) * _SLOPE + _GAP
    width = _LABEL + len(sources) * pitch + longest * _SLOPE + _SIZE
    pieces, y = [_head(lines, _LABEL + (place + 0.5) * pitch, top - _GAP) for place, lines in enumerate(heads)], top
    for row in rows:
        lines = wrap(row.words, _LABEL - 14)
        high = max(_CELL, height_of(len(lines)) + 8)
        pieces.append(
            link(row.href, lines_of_text(_LABEL - 10, y + (high - height_of(len(lines))) / 2, lines, anchor="end"))
        )
        for place, source in enumerate(sources):
            pieces.append(_cell(row, place, source, (_LABEL + place * pitch, y, pitch, high)))
        y += high
    pieces += _legend(y + 8)
    told = f"{len(rows)} statements in rows, {len(sources)} sources in columns; an empty field is silence."
    return picture(max(width, _LABEL + _LEGEND), y + 34, name, told, pieces, linked=any(row.href for row in rows))


def table(rows: Sequence[Row], sources: Sequence[str]) -> Table:
    """The same in words."""
    words = {kind: SIGNS[kind].word for kind in ("affirms", "denies", "both")}
    return Table(
        ("statement", *sources),
        tuple(
            (Linked(row.words, row.href), *(words.get(row.cells.get(place, ""), "") for place in range(len(sources))))
            for row in rows
        ),
    )


def _head(lines: Sequence[str], x: float, y: float) -> str:
    """The name of a source from (x, y) upwards to the right; further lines stand to the right of the first."""
    step = height_of(1, _SIZE) / _SLOPE
    start = x - step * (len(lines) - 1) / 2 + _SIZE * 0.4
    return "".join(text(start + place * step, y, line, size=_SIZE, turned=_ANGLE) for place, line in enumerate(lines))


def _cell(row: Row, place: int, source: str, box: tuple[float, float, float, float]) -> str:
    x, y, width, height = box
    taken = row.cells.get(place)
    frame = {"x": x + 1, "y": y + 1, "width": width - 2, "height": height - 2, "stroke": FAINT}
    told = title(f"{source}: {SIGNS[taken or 'silent'].word}. {row.words}")
    if taken is None:
        return element("g", told, element("rect", class_="drawn-line", fill="none", **frame))  # type: ignore[arg-type]
    square = element("rect", class_=f"drawn-line {taken}-tint", fill="#ffffff", **frame)  # type: ignore[arg-type]
    return element("g", told, square, tick(x + width / 2, y + height / 2, taken))


def _legend(y: float) -> list[str]:
    pieces, x = [], _LABEL
    for kind in ("affirms", "denies", "both"):
        word = SIGNS[kind].word
        pieces += [tick(x + 7, y + 9, kind), text(x + 20, y + 13, word, dim=True)]
        x += 36 + width_of(word)
    return [*pieces, text(x, y + 13, "empty: silent", dim=True)]
