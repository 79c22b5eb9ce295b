"""Names: whom two or more call by different names, who calls them what, and the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.errors import UsageError
from sayso.report.book import Book, Page
from sayso.storage.name_places import earliest_uses
from sayso.storage.names import NameFilter, NameRow, RivalNames
from sayso.storage.quotes import Quote, quote_names

_ACTORS, _ROWS, _HOLDERS = 15, 24, 4
"""So many actors, so many uses of each, and so many holders of one name: each use costs a look into its text."""


class UseView(NamedTuple):
    """A name as one holder uses it, with the words of the earliest document that has it so."""

    row: NameRow
    quote: Quote | None


class NamedView(NamedTuple):
    """An actor with the names that it is given."""

    rival: RivalNames
    uses: list[UseView]
    left: int


def pages(book: Book) -> Iterator[Page]:
    """One page."""
    rivals = book.project.rival_names(NameFilter())
    most = min(_ACTORS, book.limit)
    values = {"actors": [_named(book, rival) for rival in rivals[:most]], "left": len(rivals) - most}
    yield Page("names.html", "names.html", "Names: who calls whom what", values)


def _named(book: Book, rival: RivalNames) -> NamedView:
    rows = [row for row in book.project.names(NameFilter(actor=rival.actor)) if row.actor == rival.actor]
    number: Counter[str] = Counter()
    shown: list[NameRow] = []
    for row in rows:
        number[row.name] += 1
        if number[row.name] <= _HOLDERS and len(shown) < _ROWS:
            shown.append(row)
    return NamedView(rival, [UseView(row, _quote(book, row)) for row in shown], len(rows) - len(shown))


def _quote(book: Book, row: NameRow) -> Quote | None:
    """None for those who are quoted and not known."""
    if row.holder is None:
        return None
    actors, holders = _identities(book, row.actor), _identities(book, row.holder)
    with book.project.reading() as connection:
        for document, actor, holder in earliest_uses(connection, actors, row.name, holders, 1):
            return next(iter(quote_names(connection, holder, actor, row.name, [document])), None)
    return None


def _identities(book: Book, name: str) -> Sequence[str]:
    try:
        return book.project.identities(name)
    except UsageError:  # readers are a holder, and no actor that could be asked for
        return ()
