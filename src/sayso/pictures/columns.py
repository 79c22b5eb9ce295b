"""Columns over time: how many there were in each period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sayso.pictures.svg import EDGE, FAINT, element, picture, text, title, width_of
from sayso.pictures.tables import Table

_LEFT, _PLOT, _TOP, _HIGH, _FOOT, _SIZE, _MOST = 60.0, 860.0, 12.0, 150.0, 30.0, 11.0, 72


class Column(NamedTuple):
    """A period ('2021', '2021-08'), and how many there were."""

    period: str
    number: int


def by_period(days: Mapping[str, int]) -> list[Column]:
    """Numbers by ISO date summed up by month, or by year or more where there are too many months; none is left out."""
    months = Counter[int]()
    for day, number in days.items():
        year, month = (*day.split("-"), "1")[:2]
        months[int(year) * 12 + int(month) - 1] += number
    if not months:
        return []
    first, last = min(months), max(months)
    step = next(step for step in (1, 12, 60, 120, 1200, 12000) if (last - first) // step < _MOST)
    summed = Counter[int]()
    for when, number in months.items():
        summed[when // step * step] += number
    return [Column(_name(when, step), summed[when]) for when in range(first // step * step, last + 1, step)]


def draw(columns: Sequence[Column], *, name: str, what: str) -> str:
    """A column for each period, in the order given; `what` is counted."""
    most = max((column.number for column in columns), default=0) or 1
    pitch = min(_PLOT / max(1, len(columns)), 60.0)
    foot = _TOP + _HIGH
    pieces = []
    for value in (0, most):
        y = foot - value / most * _HIGH
        pieces.append(element("line", x1=_LEFT, x2=_LEFT + _PLOT, y1=y, y2=y, stroke=FAINT, class_="drawn-line"))
        pieces.append(text(_LEFT - 6, y + 4, f"{value:,}", size=_SIZE, anchor="end", dim=True))
    free = float("-inf")
    for place, column in enumerate(columns):
        x, high = _LEFT + place * pitch, column.number / most * _HIGH
        told = title(f"{column.period}: {column.number:,} {what}")
        frame = {"x": x + pitch * 0.1, "y": foot - high, "width": pitch * 0.8, "height": high}
        pieces.append(element("rect", told, class_="drawn-bar", fill=EDGE, **frame))
        middle, half = x + pitch / 2, width_of(column.period, _SIZE) / 2
        if middle - half >= free:
            pieces.append(text(middle, foot + 18, column.period, size=_SIZE, anchor="middle", dim=True))
            free = middle + half + 8
    total = sum(column.number for column in columns)
    told = f"{total:,} {what} from {columns[0].period} to {columns[-1].period}." if columns else "There is nothing."
    return picture(_LEFT + _PLOT + 24, foot + _FOOT, name, told, pieces)


def table(columns: Sequence[Column], *, what: str) -> Table:
    """The same in numbers; periods without any are left out."""
    return Table(("period", what), tuple((column.period, column.number) for column in columns if column.number), (1,))


def _name(month: int, step: int) -> str:
    when = date(max(1, month // 12), month % 12 + 1, 1)
    return f"{when.year:04}-{when.month:02}" if step < 12 else f"{when.year:04}"
