"""A matrix: of statements and sources (who affirms what, who denies it), or of actors (who is friendly to whom)."""

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

Taken: TypeAlias = Literal["affirms", "denies", "both", "friendly", "hostile", "mixed", "neither", "denied"]
"""How a source takes a statement, or what is said from one actor to another; what is not there is silence."""
_TAKES: tuple[Taken, ...] = ("affirms", "denies", "both")
_LABEL, _CELL, _HEAD, _SIZE, _GAP = 240.0, 30.0, 190.0, 11.0, 8.0
_ANGLE = -45.0
_SLOPE = sqrt(0.5)


class Row(NamedTuple):
    """A statement, and how each source that speaks of it takes it, by the source's place among the columns.

    `hrefs` lead from cells to what they rest on, `told` is what a pointer that rests on them is told, beside the sign.
    """

    words: str
    cells: Mapping[int, Taken]
    href: str | None = None
    hrefs: Mapping[int, str] = {}
    told: Mapping[int, str] = {}


def draw(
    rows: Sequence[Row],
    sources: Sequence[str],
    *,
    name: str = "Who affirms and who denies what",
    told: str = "{rows} statements in rows, {columns} sources in columns; an empty field is silence.",
    kinds: Sequence[Taken] = _TAKES,
    empty: str = "silent",
) -> str:
    """Statements below each other, sources beside each other; their names are turned, so that all can be read.

    `kinds` are what the legend explains, `empty` what a field without a sign means.
    """
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
    legend, end = _legend(y + 8, kinds, empty)
    pieces += legend
    told = told.format(rows=len(rows), columns=len(sources))
    linked = any(row.href or row.hrefs for row in rows)
    return picture(max(width, end), y + 34, name, told, pieces, linked=linked)


def table(rows: Sequence[Row], sources: Sequence[str]) -> Table:
    """The same in words."""
    return Table(
        ("statement", *sources),
        tuple((Linked(row.words, row.href), *(_said(row, place) for place in range(len(sources)))) for row in rows),
    )


def _said(row: Row, place: int) -> Linked | str:
    words = SIGNS[row.cells[place]].word if place in row.cells else ""
    return Linked(words, row.hrefs[place]) if place in row.hrefs else words


def _head(lines: Sequence[str], x: float, y: float) -> str:
    """The name of a source from (x, y) upwards to the right; further lines stand to the right of the first."""
    step = height_of(1, _SIZE) / _SLOPE
    start = x - step * (len(lines) - 1) / 2 + _SIZE * 0.4
    return "".join(text(start + place * step, y, line, size=_SIZE, turned=_ANGLE) for place, line in enumerate(lines))


def _cell(row: Row, place: int, source: str, box: tuple[float, float, float, float]) -> str:
    x, y, width, height = box
    taken = row.cells.get(place)
    frame = {"x": x + 1, "y": y + 1, "width": width - 2, "height": height - 2, "stroke": FAINT}
    more = f" {row.told[place]}" if place in row.told else ""
    told = title(f"{source}: {SIGNS[taken or 'silent'].word}. {row.words}{more}")
    if taken is None:
        return element("g", told, element("rect", class_="drawn-line", fill="none", **frame))  # type: ignore[arg-type]
    square = element("rect", class_=f"drawn-line {taken}-tint", fill="#ffffff", **frame)  # type: ignore[arg-type]
    sign = _sign(x + width / 2, y + height / 2, taken)
    return link(row.hrefs.get(place), element("g", told, square, sign))


def _sign(x: float, y: float, kind: Taken) -> str:
    if kind in (*_TAKES, "denied"):
        return tick(x, y, kind)
    return text(x, y + 5, SIGNS[kind].mark, size=15, anchor="middle", weight="bold", shade=kind)


def _legend(y: float, kinds: Sequence[Taken], empty: str) -> tuple[list[str], float]:
    """The legend, and where it ends."""
    pieces, x = [], _LABEL
    for kind in kinds:
        word = SIGNS[kind].word
        pieces += [_sign(x + 7, y + 9, kind), text(x + 20, y + 13, word, dim=True)]
        x += 36 + width_of(word)
    words = f"empty: {empty}"
    return [*pieces, text(x, y + 13, words, dim=True)], x + width_of(words)
