"""Drift as pages show it: the shares of a series in words, and one of them over time."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.exports.drift_words import category
from sayso.findings.drift import Drift
from sayso.findings.series import Series, categories_of, shares_of
from sayso.pages.words import share
from sayso.pictures.share_line import Point

_YEARS = 3
"""Series that are longer than so many years are drawn by year, others by month."""


def shares_in_words(shares: Mapping[str, float]) -> list[tuple[str, str]]:
    """('hostile', '75 %') and so on, the largest first."""
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return [(category(name), share(value)) for name, value in ordered]


def risen(drift: Drift) -> str:
    """Whose share rose most, in words."""
    names = sorted(set(drift.before) | set(drift.after))
    name = max(names, key=lambda name: drift.after.get(name, 0) - drift.before.get(name, 0), default="")
    return category(name)


def risen_place(series: Series, place: int) -> int:
    """Which of the series' categories rose most from the document at `place` on."""
    categories = categories_of(series.counts)
    shares = [shares_of(counts, categories) for counts in series.counts]
    grown = [sum(column[place:]) / max(1, len(column) - place) - sum(column[:place]) / max(1, place)
             for column in zip(*shares, strict=True)]  # fmt: skip
    return grown.index(max(grown))


def points(series: Series, which: int) -> list[Point]:
    """The share of one category, by its place among all, in the documents of each month or year."""
    categories = categories_of(series.counts)
    first, last = int(series.days[0][:4]), int(series.days[-1][:4])
    length = 4 if last - first >= _YEARS else 7
    periods: dict[str, list[float]] = {}
    for when, counts in zip(series.days, series.counts, strict=True):
        periods.setdefault(when[:length], []).append(shares_of(counts, categories)[which])
    return [Point(period, sum(values), len(values)) for period, values in sorted(periods.items())]
