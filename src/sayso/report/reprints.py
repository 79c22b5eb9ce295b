"""Reprints: which documents are one text, which of them is the earliest known, and what shows that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sayso.exports.sentences import quotation
from sayso.report.book import Book, Page
from sayso.storage.families import FamilyRow, MemberRow, QuotationRow

_MEMBERS = 12
_QUOTED = 160


class MemberView(NamedTuple):
    """A document in a family, and the beginning of the words that it shares."""

    row: MemberRow
    words: str


class FamilyView(NamedTuple):
    """A family with the first of its members."""

    row: FamilyRow
    members: list[MemberView]
    left: int


def pages(book: Book) -> Iterator[Page]:
    """One page."""
    families = book.project.reprints()
    quotations = book.project.shared_quotations()
    values = {
        "families": [_family(book, family) for family in families[: book.limit]],
        "left": len(families) - book.limit,
        "quotations": [(row, _words(row)) for row in quotations[: book.limit]],
        "left_quotations": len(quotations) - book.limit,
    }
    yield Page("reprints.html", "reprints.html", "Reprints", values)


def _family(book: Book, family: FamilyRow) -> FamilyView:
    shown = family.members[:_MEMBERS]
    return FamilyView(family, [_member(book, member) for member in shown], len(family.members) - len(shown))


def _member(book: Book, member: MemberRow) -> MemberView:
    text = book.project.find_document(member.document.id).text
    spans = [(start, end) for start, end, *_ in member.spans[:1]]
    return MemberView(member, quotation(text, spans, limit=_QUOTED))


def _words(row: QuotationRow) -> str:
    first = row.quoted[0] if row.quoted else ""
    return quotation(first, [(0, len(first))], limit=_QUOTED)
