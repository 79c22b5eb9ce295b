"""The documents to which the other pages lead."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.report.book import Book, Page
from sayso.report.links import anchor


def pages(book: Book) -> Iterator[Page]:
    """One page; it must be made last."""
    cited = book.links.cited
    rows = [(anchor("document", row.id), row) for row in book.documents if row.id in cited]
    values = {"documents": rows, "left": len(book.documents) - len(rows)}
    yield Page("documents.html", "documents.html", "Documents that this report cites", values)
