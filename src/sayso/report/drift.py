"""Drift: what outlets changed in what they say of an actor, with the words before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sayso.findings.drift import Drift
from sayso.findings.series import Series, categories_of, list_series, shares_of
from sayso.pages.words import day, share
from sayso.pictures import share_line
from sayso.report.book import Book, Figure, Page

_ABOUT = {
    "answers": "who is said to stand in '{relation}' to {actor}",
    "does": "what {actor} is said to do",
    "undergoes": "what is said to be done to {actor}",
    "names": "what it calls {actor}",
    "tone": "the tone of what it calls {actor}",
}
_CATEGORIES = {"+": "friendly", "-": "hostile", "0": "neutral"}
_YEARS = 3
"""Series that are longer than so many years are drawn by year, others by month."""


class DriftView(NamedTuple):
    """A drift in words: what changed, the shares before and after, and the share that rose, over time."""

    row: Drift
    words: str
    before: list[tuple[str, str]]
    after: list[tuple[str, str]]
    figure: Figure | None


def pages(book: Book) -> Iterator[Page]:
    """One page."""
    found = book.project.findings.drift()
    shown = found.found[: book.limit]
    series = _series(book, shown)
    values = {
        "found": found,
        "drifts": [_view(drift, series.get(place)) for place, drift in enumerate(shown)],
        "left": len(found.found) - len(shown),
    }
    yield Page("drift.html", "drift.html", "Drift: what outlets changed", values)


def _view(drift: Drift, series: Series | None) -> DriftView:
    about = _ABOUT[drift.kind].format(actor=drift.actor, relation=(drift.relation or "").replace("_", " "))
    before, after = _shares(drift.before), _shares(drift.after)
    return DriftView(drift, f"{drift.outlet}: {about}", before, after, _figure(drift, series) if series else None)


def _shares(shares: dict[str, float]) -> list[tuple[str, str]]:
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return [(_CATEGORIES.get(name, name), share(value)) for name, value in ordered]


def _series(book: Book, drifts: Iterable[Drift]) -> dict[int, Series]:
    """The series of these drifts, by their places; only the kinds that drift are read."""
    meant = [(set(book.project.identities(d.outlet)), set(book.project.identities(d.actor)), d) for d in drifts]
    found: dict[int, Series] = {}
    with book.project.reading() as connection:
        for kind in dict.fromkeys(drift.kind for *_, drift in meant):
            for series in list_series(connection, kind):
                for place, (outlets, actors, drift) in enumerate(meant):
                    same = series.kind == drift.kind and series.relation == (drift.relation or "")
                    if same and series.outlet in outlets and series.actor in actors:
                        found[place] = series
    return found


def _figure(drift: Drift, series: Series) -> Figure:
    categories, place = categories_of(series.counts), drift.documents_before
    shares = [shares_of(counts, categories) for counts in series.counts]
    grown = [sum(column[place:]) / max(1, len(column) - place) - sum(column[:place]) / max(1, place)
             for column in zip(*shares, strict=True)]  # fmt: skip
    rose = grown.index(max(grown))
    first, last = int(series.days[0][:4]), int(series.days[-1][:4])
    length = 4 if last - first >= _YEARS else 7
    periods: dict[str, list[float]] = {}
    for when, row in zip(series.days, shares, strict=True):
        periods.setdefault(when[:length], []).append(row[rose])
    points = [share_line.Point(period, sum(values), len(values)) for period, values in sorted(periods.items())]
    name = _risen(drift)
    caption = f"Share of ‘{name}’ in the documents of {drift.outlet}, with the interval in which it probably lies"
    drawing = share_line.draw(points, name=caption, since=drift.first_after)
    return Figure(drawing, f"{caption}; the dashed line is {day(drift.first_after)}", share_line.table(points))


def _risen(drift: Drift) -> str:
    names = sorted(set(drift.before) | set(drift.after))
    name = max(names, key=lambda name: drift.after.get(name, 0) - drift.before.get(name, 0), default="")
    return _CATEGORIES.get(name, name)
