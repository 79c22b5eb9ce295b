"""Drift: what outlets changed in what they say of an actor, with the words before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sayso.claims.codebook import Codebook
from sayso.exports.drift_words import about
from sayso.findings.drift import Drift
from sayso.findings.series import Series, list_series
from sayso.pages.drifting import points, risen, risen_place, shares_in_words
from sayso.pages.words import day
from sayso.pictures import share_line
from sayso.report.book import Book, Figure, Page


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
        "drifts": [_view(drift, series.get(place), book.codebook) for place, drift in enumerate(shown)],
        "left": len(found.found) - len(shown),
    }
    yield Page("drift.html", "drift.html", "Drift: what outlets changed", values)


def _view(drift: Drift, series: Series | None, codebook: Codebook) -> DriftView:
    words = about(drift.kind, drift.outlet, drift.actor, drift.relation, codebook)
    before, after = shares_in_words(drift.before), shares_in_words(drift.after)
    return DriftView(drift, words, before, after, _figure(drift, series) if series else None)


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
    drawn = points(series, risen_place(series, drift.documents_before))
    name = risen(drift)
    caption = f"Share of ‘{name}’ in the documents of {drift.outlet}, with the interval in which it probably lies"
    drawing = share_line.draw(drawn, name=caption, since=drift.first_after)
    return Figure(drawing, f"{caption}; the dashed line is {day(drift.first_after)}", share_line.table(drawn))
