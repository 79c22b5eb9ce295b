"""Statements: those in most documents, those with least behind them, and a page for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sayso.corpus.sources import SideRow, SourceRow, StatementSources, Told
from sayso.exports.sentences import as_shown, statement_clause
from sayso.exports.terminal_statement import TOLD, told_cells, way
from sayso.pages.views import ClaimView, StatementView, view_claim, view_statement
from sayso.pages.words import count, listed
from sayso.pictures import timeline, tree
from sayso.pictures.signs import SIGNS
from sayso.pictures.tables import Table
from sayso.report.book import SOURCES, Book, Figure, Page
from sayso.report.links import statement_page
from sayso.storage.statements import StatementRow
from sayso.storage.timelines import statement_days

_LANES, _NAMES = 12, 8
_DAYS = 200
"""Where there are more dated claims, months are counted and not days."""
_JOINED = {
    "self": "are one voice: one speaks through the other",
    "circles": "cite each other in a circle",
    "owner": "belong together",
}


class SourceView(NamedTuple):
    """A source with its claims in words; `copies` are claims in reprints of its documents."""

    row: SourceRow
    claims: list[ClaimView]
    copies: list[ClaimView]


class SideView(NamedTuple):
    """One side of a statement: the way from documents to sources in words, and the sources."""

    row: SideRow
    way: str
    joined: list[str]
    sources: list[SourceView]
    left: int


class Listed(NamedTuple):
    """A statement in a list, with the way from its documents to its independent sources, and its first claim."""

    statement: StatementView
    way: str
    example: ClaimView | None


class ToldView(NamedTuple):
    """Who makes a statement how often, as a table; `left` is less than 1 where nobody is left out."""

    caption: str
    table: Table
    left: int


def pages(book: Book) -> Iterator[Page]:
    """The list, then a page for each statement."""
    yield Page(
        "statements.html",
        "statements.html",
        "Statements",
        {
            "by_documents": _listed(book, book.by_documents),
            "by_inflation": _listed(book, book.by_inflation),
            "limit": book.limit,
        },
    )
    for found in book.details.values():
        yield _page(book, found)


def _listed(book: Book, rows: Iterable[StatementRow]) -> list[Listed]:
    found = [(row, book.details[row.id]) for row in rows]
    return [Listed(view_statement(row, book.codebook), _way(own), _example(book, own)) for row, own in found]


def _way(found: StatementSources) -> str:
    return next((way(side) for side in found.sides if side.side == "affirmed"), "")


def _example(book: Book, found: StatementSources) -> ClaimView | None:
    claims = (claim for side in found.sides for source in side.sources for claim in source.claims)
    first = next(claims, None)
    return view_claim(first, book.codebook) if first else None


def _page(book: Book, found: StatementSources) -> Page:
    row = found.statement
    values = {
        "statement": view_statement(row, book.codebook),
        "sides": [_side(book, side) for side in found.sides],
        "timeline": _timeline(book, row),
        "trees": [figure for side in found.sides if (figure := _tree(side))],
        "told": [
            _told(f"Claims by {which}", rows[: book.limit], len(rows) - book.limit)
            for which, rows in (
                ("source: the end of the chain", found.holders),
                ("outlet: the beginning of the chain", found.outlets),
            )
        ],
    }
    return Page(statement_page(row.id), "statement.html", statement_clause(row, book.codebook), values)


def _side(book: Book, side: SideRow) -> SideView:
    shown = [source for source in side.sources if source.claims][:SOURCES]
    groups = [(step.fold, group) for step in side.steps for group in step.joined]
    joined = [f"{listed(group, _NAMES)} {_JOINED[fold]}." for fold, group in groups[: book.limit]]
    return SideView(
        side, way(side), joined, [_source(book, source) for source in shown], len(side.sources) - len(shown)
    )


def _source(book: Book, source: SourceRow) -> SourceView:
    claims, copies = ([view_claim(c, book.codebook) for c in some] for some in (source.claims, source.copies))
    return SourceView(source, claims, copies)


def _timeline(book: Book, row: StatementRow) -> Figure | None:
    """A lane for each outlet that speaks of it most."""
    with book.project.reading() as connection:
        days = statement_days(connection, row.id)
    length = len("2021-08-19") if len(days) <= _DAYS else len("2021-08")
    numbers: Counter[tuple[str, str, str]] = Counter()
    for told in days:
        numbers[told.outlet, told.day[:length], told.side] += told.number
    lanes: dict[str, list[timeline.Mark]] = {}
    for (outlet, day, side), number in numbers.items():
        lanes.setdefault(outlet, []).append(timeline.Mark(day, side, count(number, "claim"), None, number))
    if not lanes:
        return None
    first = sorted(lanes, key=lambda name: (-sum(mark.number for mark in lanes[name]), name))[:_LANES]
    drawn = sorted((timeline.Lane(name, tuple(lanes[name])) for name in first), key=lambda lane: lane.marks[0].day)
    more = f"; {len(lanes) - len(drawn):,} more outlets are left out" if len(lanes) > len(drawn) else ""
    caption = f"Which outlet said it when, by day of publication{more}"
    return Figure(timeline.draw(drawn, name=caption), caption, timeline.table(drawn))


def _tree(side: SideRow) -> Figure | None:
    """From the sources of a side to the documents that carry their word."""
    stored = [as_shown(claim) for source in side.sources[:SOURCES] for claim in source.claims]
    chains = [
        tree.Chain(tuple(link.actor for link in claim.chain), claim.published or "undated", f"#claim-{claim.id}")
        for claim in stored
    ]
    if all(len(chain.holders) == 1 for chain in chains):
        return None
    branches = tree.tree_of(chains)
    caption = f"{SIGNS[side.side].word.capitalize()}: from the source, on the left, to those who carry its word"
    return Figure(tree.draw(branches, name=caption), caption, tree.table(branches))


def _told(caption: str, rows: Sequence[Told], left: int) -> ToldView:
    return ToldView(caption, Table(TOLD, tuple(told_cells(rows)), tuple(range(1, len(TOLD) - 2))), left)
