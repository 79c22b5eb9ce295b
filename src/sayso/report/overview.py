"""The first page: what is in the project, what is said most, and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sayso.exports.sentences import statement_clause
from sayso.pages.views import view_statement
from sayso.pages.words import count
from sayso.pictures import bars, columns
from sayso.report.book import Book, Figure, Page
from sayso.report.disputes import dispute_views

_FEW = 8


def pages(book: Book) -> Iterator[Page]:
    """The overview."""
    skipped = book.project.skipped()
    values = {
        "status": book.status,
        "missing": sum(row.claims is None for row in book.documents),
        "statements": [view_statement(row, book.codebook) for row in book.by_inflation[:_FEW]],
        "bars": _bars(book),
        "disputes": dispute_views(book, book.disputes[:3]),
        "activity": _activity(book),
        "skipped": skipped[: book.limit],
        "skipped_left": len(skipped) - book.limit,
        "unresolved": book.project.count_unresolved()[:_FEW],
        "limit": book.limit,
    }
    yield Page("index.html", "overview.html", f"{book.status.name}: who says what", values)


def _bars(book: Book) -> Figure | None:
    rows = [row for row in book.by_documents if row.affirming][:_FEW]
    if not rows:
        return None
    drawn = [
        bars.Bar(statement_clause(row, book.codebook), row.affirming, row.independent, book.links.statement(row.id))
        for row in rows
    ]
    caption = "The statements in most documents: how many documents affirm them, and on how many sources these rest"
    return Figure(bars.draw(drawn, name=caption), caption, bars.table(drawn))


def _activity(book: Book) -> Figure | None:
    days = [row.published for row in book.documents if row.published]
    if not days:
        return None
    drawn = columns.by_period(Counter(days))
    undated = len(book.documents) - len(days)
    caption = "Documents by day of publication" + (f"; {count(undated, 'document')} without a day" if undated else "")
    return Figure(columns.draw(drawn, name=caption, what="documents"), caption, columns.table(drawn, what="documents"))
