"""A share over time, with the interval in which it may well lie: how often a name is used, what is said of an actor."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from sayso.pictures.svg import EDGE, FAINT, SHADES, element, number, picture, text, title, width_of
from sayso.pictures.tables import Table

_LEFT, _PLOT, _TOP, _HIGH, _FOOT = 44.0, 760.0, 22.0, 180.0, 34.0
_Z = 1.96


class Point(NamedTuple):
    """A period ('2021-08'), in which `part` of `whole` are such."""

    period: str
    part: float
    whole: int


def interval(part: float, whole: int) -> tuple[float, float]:
    """Where the share may lie (95 %): E. B. Wilson, Probable inference (JASA 22, 1927). Nothing known is 0 to 1."""
    if whole <= 0:
        return 0.0, 1.0
    share, square = part / whole, _Z * _Z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = _Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    return max(0.0, middle - half), min(1.0, middle + half)


def draw(points: Sequence[Point], *, name: str, since: str | None = None) -> str:
    """The share as a line in the order of the points, the interval as a band; `since` is the period of a change."""
    step = (_PLOT - 20) / max(1, len(points) - 1) if len(points) > 1 else 0
    places = [(_LEFT + 10 + place * step, point) for place, point in enumerate(points)]
    bounds = [interval(point.part, point.whole) for point in points]
    pieces = list(_axis())
    if len(points) > 1:
        band = [(x, _y(low)) for (x, _), (low, _) in zip(places, bounds, strict=True)]
        band += [(x, _y(high)) for (x, _), (_, high) in reversed(list(zip(places, bounds, strict=True)))]
        pieces.append(element("polygon", points=_points(band), class_="drawn-band", fill="#e6eef9"))
    if since is not None:
        pieces += _change([x for x, point in places if point.period >= since[: len(point.period)]], since)
    line = _points([(x, _y(_share(point))) for x, point in places])
    blue = SHADES["neither"]
    pieces.append(element("polyline", points=line, fill="none", stroke=blue, stroke_width=2, class_="drawn-series"))
    for (x, point), (low, high) in zip(places, bounds, strict=True):
        told = f"{point.period}: {_share(point):.0%} of {point.whole}; probably {low:.0%} to {high:.0%}"
        pieces.append(
            element("circle", title(told), cx=x, cy=_y(_share(point)), r=3.5, class_="neither-fill", fill=blue)
        )
    pieces += _labels([(x, point.period) for x, point in places])
    return picture(_LEFT + _PLOT + 30, _TOP + _HIGH + _FOOT, name, _told(points), pieces)


def table(points: Sequence[Point]) -> Table:
    """The same in numbers."""
    rows = []
    for point in points:
        low, high = interval(point.part, point.whole)
        rows.append((point.period, f"{_share(point):.0%}", f"{low:.0%} to {high:.0%}", point.whole))
    return Table(("period", "share", "probably (95 %)", "of"), tuple(rows), (3,))


def _told(points: Sequence[Point]) -> str:
    if not points:
        return "There is nothing to show."
    first, last = points[0], points[-1]
    return f"From {_share(first):.0%} in {first.period} to {_share(last):.0%} in {last.period}."


def _share(point: Point) -> float:
    return point.part / point.whole if point.whole else 0.0


def _y(share: float) -> float:
    return _TOP + _HIGH * (1 - share)


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _axis() -> list[str]:
    pieces = []
    for share in (0.0, 0.5, 1.0):
        y = _y(share)
        pieces.append(element("line", x1=_LEFT, x2=_LEFT + _PLOT, y1=y, y2=y, stroke=FAINT, class_="drawn-line"))
        pieces.append(text(_LEFT - 6, y + 4, f"{share:.0%}", size=11, anchor="end", dim=True))
    return pieces


def _change(after: Sequence[float], since: str) -> list[str]:
    if not after:
        return []
    x = after[0]
    line = element("line", x1=x, x2=x, y1=_TOP, y2=_y(0), stroke=EDGE, stroke_dasharray="4 3", class_="drawn-edge")
    words, left = f"changed {since}", x > _LEFT + _PLOT / 2
    return [line, text(x + (-4 if left else 4), _TOP - 8, words, size=11, anchor="end" if left else "start", dim=True)]


def _labels(periods: Sequence[tuple[float, str]]) -> list[str]:
    """As many periods as can stand beside each other."""
    pieces, free = [], float("-inf")
    for x, words in periods:
        half = width_of(words, 11) / 2
        if x - half >= free:
            pieces.append(text(x, _y(0) + 20, words, size=11, anchor="middle", dim=True))
            free = x + half + 8
    return pieces
