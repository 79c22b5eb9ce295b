"""Sources: who put documents out, who agrees with whom, and who only cites each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.corpus.sources import Told
from sayso.exports.sentences import statement_clause
from sayso.findings.agreement import Agreement
from sayso.findings.circles import Circle
from sayso.pages.views import ClaimView
from sayso.pictures import matrix
from sayso.pictures.tables import Table
from sayso.report.book import Book, Figure, Page
from sayso.report.disputes import clause
from sayso.report.links import anchor

_STATEMENTS, _COLUMNS, _CLAIMS = 20, 14, 4


class CircleView(NamedTuple):
    """A circle with its statement in words, and the first claims of those who are in it."""

    row: Circle
    words: str
    href: str | None
    claims: list[ClaimView]


def pages(book: Book) -> Iterator[Page]:
    """One page."""
    agreement = book.project.findings.agreement()
    circles = book.project.findings.circles(limit=book.limit + 1)
    values = {
        "outlets": [(anchor("source", outlet.name), outlet) for outlet in book.outlets[: book.limit]],
        "left": len(book.outlets) - book.limit,
        "matrix": _matrix(book),
        "agreement": agreement,
        "pairs": _pairs(agreement),
        "circles": [_circle(book, circle) for circle in circles[: book.limit]],
        "more_circles": len(circles) > book.limit,
        "limit": book.limit,
    }
    yield Page("sources.html", "sources.html", "Sources and outlets", values)


def _matrix(book: Book) -> Figure | None:
    """The statements in most documents, and the outlets that speak of most of them."""
    found = [book.details[row.id] for row in book.by_documents[:_STATEMENTS]]
    number = Counter(told.name for one in found for told in one.outlets if told.affirmed or told.denied)
    outlets = [name for name, _ in sorted(number.items(), key=lambda item: (-item[1], item[0]))[:_COLUMNS]]
    if not outlets:
        return None
    place = {name: column for column, name in enumerate(outlets)}
    rows = []
    for one in found:
        cells = {place[told.name]: taken for told in one.outlets if told.name in place and (taken := _taken(told))}
        words = statement_clause(one.statement, book.codebook)
        rows.append(matrix.Row(words, cells, book.links.statement(one.statement.id)))
    caption = "Which outlets print that somebody affirms or denies the statements in most documents, on whosever word"
    return Figure(matrix.draw(rows, outlets, name=caption), caption, matrix.table(rows, outlets))


def _taken(told: Told) -> matrix.Taken | None:
    if told.affirmed and told.denied:
        return "both"
    return "affirms" if told.affirmed else "denies" if told.denied else None


def _pairs(agreement: Agreement) -> Table:
    """Two by two: '5/6' is the same side in five of six statements."""
    same = {frozenset((p.one_identity, p.other_identity)): f"{p.same}/{p.shared}" for p in agreement.pairs}
    rows: Sequence[tuple[str, ...]] = [
        (f"{n}. {row.name}", *(same.get(frozenset((row.identity, other.identity)), "") for other in agreement.sources))
        for n, row in enumerate(agreement.sources, 1)
    ]
    numbers = tuple(str(n) for n in range(1, len(agreement.sources) + 1))
    return Table(("source", *numbers), tuple(rows), tuple(range(1, len(numbers) + 1)))


def _circle(book: Book, circle: Circle) -> CircleView:
    words = clause(circle.subject, circle.relation, circle.object, book.codebook)
    inside = {name for group in circle.members for name in group}
    speakers = (speaker for speaker in circle.stand.speakers if not inside.isdisjoint(speaker.names))
    first = [claim for speaker in speakers for claim in speaker.claims][:_CLAIMS]
    return CircleView(circle, words, book.links.statement(circle.statement), book.claims(first))
