"""A timeline: a lane for each source, a sign each time that it speaks; where that is dense, periods with numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

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

_PERIODS = (1, 3, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)
"""How long a period may be, in months."""
SIDES = ("affirmed", "denied", "possible", "intended")
_LABEL, _PLOT, _LANE, _NEAR, _TOP, _FOOT, _SIZE = 200.0, 780.0, 26.0, 13.0, 26.0, 46.0, 11.0
_EDGE = 34.0
"""Room for the half of a day's label."""
_MOST_DEEP = 3
"""So many signs stand above each other in a lane; more make periods of it."""
_MONTH = 365.25 / 12


class Mark(NamedTuple):
    """Something said on a day (ISO, at least its year), `number` times, in the way of one of SIDES."""

    day: str
    side: str
    words: str = ""
    href: str | None = None
    number: int = 1


class Lane(NamedTuple):
    """A source and what it said when."""

    name: str
    marks: tuple[Mark, ...]
    href: str | None = None


PeriodLink: TypeAlias = Callable[[Lane, str, str, str], str | None]
"""Where that leads which a source said in one way from one month to another (both included, '2024-02')."""


class _Placed(NamedTuple):
    mark: Mark
    x: float
    level: int


def draw(lanes: Sequence[Lane], *, name: str = "Who said it when", period_href: PeriodLink | None = None) -> str:
    """Lanes below each other on one axis of days, in the order given; `period_href` makes links of periods."""
    days = sorted(_ordinal(mark.day) for lane in lanes for mark in lane.marks)
    if not days:
        return picture(_LABEL + _PLOT, 40, name, "Nothing is dated.", [text(0, 24, "Nothing is dated.", dim=True)])
    first, last = days[0], max(days[-1], days[0] + 1)
    placed = [list(_place(lane.marks, first, last)) for lane in lanes]
    dense = any(mark.number > _MOST_DEEP for lane in lanes for mark in lane.marks)
    if dense or max(p.level for some in placed for p in some) >= _MOST_DEEP:
        months = _period(first, last)
        first, last = _start(months, first), _start(months, last, after=1)
        placed = [list(_bins(lane, months, (first, last), period_href)) for lane in lanes]
    pieces, y = [], _TOP
    for lane, some in zip(lanes, placed, strict=True):
        lines = wrap(lane.name, _LABEL - 14)
        high = max(_LANE * (1 + max((p.level for p in some), default=0)), height_of(len(lines)) + 8)
        pieces.append(link(lane.href, lines_of_text(0, y + (high - height_of(len(lines))) / 2, lines)))
        pieces += [_sign(p, y + high - _LANE / 2 - p.level * _LANE) for p in some]
        y += high
        pieces.append(element("line", x1=0, x2=_LABEL + _PLOT, y1=y, y2=y, stroke=FAINT, class_="drawn-line"))
    pieces += [*_axis(first, last, y), *_legend({p.mark.side for some in placed for p in some}, y + 28)]
    told = f"{len(lanes)} sources from {_iso(days[0])} to {_iso(days[-1])}."
    linked = any(lane.href for lane in lanes) or any(p.mark.href for some in placed for p in some)
    return picture(_LABEL + _PLOT + _EDGE, y + _FOOT, name, told, pieces, linked=linked)


def table(lanes: Sequence[Lane]) -> Table:
    """The same as rows, by day."""
    found = [(mark, lane.name) for lane in lanes for mark in lane.marks]
    found.sort(key=lambda item: item[0].day)
    rows = tuple((Linked(m.day, m.href), name, SIGNS[m.side].word, m.number, m.words) for m, name in found)
    return Table(("day", "source", "how", "times", "where"), rows, (3,))


def _place(marks: Iterable[Mark], first: int, last: int) -> Iterator[_Placed]:
    """The marks in their order, each as often as it was made; one that would touch another stands above it."""
    ends: list[float] = []
    one_by_one = (m._replace(number=1) for m in marks for _ in range(min(m.number, _MOST_DEEP)))
    for mark in sorted(one_by_one, key=lambda mark: (mark.day, mark.side, mark.words)):
        x = _x(_ordinal(mark.day), first, last)
        level = next((level for level, end in enumerate(ends) if x - end >= _NEAR), len(ends))
        ends[level : level + 1] = [x]
        yield _Placed(mark, x, level)


def _bins(lane: Lane, months: int, axis: tuple[int, int], period_href: PeriodLink | None) -> Iterator[_Placed]:
    """One mark for each period and side, each side on its own level."""
    numbers: Counter[tuple[int, str]] = Counter()
    for mark in lane.marks:
        numbers[_start(months, _ordinal(mark.day)), mark.side] += mark.number
    levels = [side for side in SIDES if any(side == own for _, own in numbers)]
    for (start, side), number in sorted(numbers.items()):
        end = _start(months, start, after=1)
        x = (_x(start, *axis) + _x(end, *axis)) / 2
        day = _iso(start)[: 4 if months >= 12 else 7]
        href = period_href(lane, side, _iso(start)[:7], _iso(end - 1)[:7]) if period_href else None
        yield _Placed(Mark(day, side, f"{number:,} times", href, number), x, levels.index(side))


def _sign(placed: _Placed, y: float) -> str:
    mark = placed.mark
    told = title(f"{mark.day}: {SIGNS[mark.side].word}. {mark.words}")
    if mark.number == 1:
        return link(mark.href, element("g", told, tick(placed.x, y, mark.side)))
    words = f"{mark.number}" if mark.number < 1000 else f"{min(mark.number // 1000, 999)}k"
    sign = tick(placed.x, y - 6, mark.side, 3.5)
    return link(mark.href, element("g", told, sign, text(placed.x, y + 10, words, size=10, anchor="middle")))


def _period(first: int, last: int) -> int:
    """The shortest period (in months) of which so many fit beside each other that each has room for its number."""
    most = (_PLOT - 20) / (width_of("999k", 10) + 2)
    return next((months for months in _PERIODS if (last - first) / _MONTH / months + 2 <= most), _PERIODS[-1])


def _start(months: int, day: int, *, after: int = 0) -> int:
    """The first day of the period in which the day lies, or of that so many periods later."""
    when = date.fromordinal(day)
    month = ((when.year * 12 + when.month - 1) // months + after) * months
    return date(min(max(month // 12, 1), date.max.year), month % 12 + 1, 1).toordinal()


def _x(day: int, first: int, last: int) -> float:
    return _LABEL + 10 + (day - first) / max(1, last - first) * (_PLOT - 20)


def _axis(first: int, last: int, y: float) -> Iterator[str]:
    """Years or months, as many as can stand beside each other."""
    yield element("line", x1=_LABEL, x2=_LABEL + _PLOT, y1=y, y2=y, stroke=FAINT, class_="drawn-line")
    free = float("-inf")
    for day, words in _ticks(first, last):
        x, half = _x(day, first, last), width_of(words, _SIZE) / 2
        if x - half >= free and x >= _LABEL:
            yield element("line", x1=x, x2=x, y1=y, y2=y + 4, stroke=FAINT, class_="drawn-line")
            yield text(x, y + 17, words, size=_SIZE, anchor="middle", dim=True)
            free = x + half + 8


def _ticks(first: int, last: int) -> Iterator[tuple[int, str]]:
    start, end = date.fromordinal(first), date.fromordinal(last)
    if last - first > 3 * 365:
        yield from ((date(year, 1, 1).toordinal(), str(year)) for year in range(start.year, end.year + 1))
    elif last - first > 60:
        months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
        yield from ((date(m // 12, m % 12 + 1, 1).toordinal(), f"{m // 12}-{m % 12 + 1:02}") for m in months)
    else:
        yield from ((day, _iso(day)) for day in range(first, last + 1))


def _legend(sides: set[str], y: float) -> Iterator[str]:
    x = _LABEL
    for side in (side for side in SIDES if side in sides):
        word = SIGNS[side].word
        yield tick(x + 7, y + 6, side)
        yield text(x + 20, y + 10, word, dim=True)
        x += 36 + width_of(word)


def _ordinal(day: str) -> int:
    """An ISO date as a number of days; what is left out is the first of its kind."""
    year, month, number = (*day.split("-"), "1", "1")[:3]
    return date(max(1, int(year)), int(month), int(number)).toordinal()


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
