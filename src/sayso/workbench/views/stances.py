"""A matrix of statements and those who speak of them: who affirms, who denies, who is silent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sayso.exports.sentences import statement_clause
from sayso.pictures import matrix
from sayso.storage.statements import StatementRow
from sayso.storage.tallies import Counted, Speaker, TallyFilter, keys_of, pool_of, tally
from sayso.storage.ties import first, settled_names
from sayso.workbench.addresses import Addresses
from sayso.workbench.desk import Desk
from sayso.workbench.figures import Figure
from sayso.workbench.parameters import address

COLUMNS = 14
"""So many sources stand beside each other, those who speak of most of the statements."""


class Stances(NamedTuple):
    """The matrix, None where nobody with a name takes a side. `shown` statements are in it; `left` are not, since their
    claims are too many to be looked through as well.
    """

    figure: Figure | None
    shown: int
    left: int


class Sides(NamedTuple):
    """How many claims affirm a statement as a fact, and how many deny it."""

    affirmed: int
    denied: int

    @property
    def taken(self) -> matrix.Taken:
        """What this is for a statement."""
        return "both" if self.affirmed and self.denied else "affirms" if self.affirmed else "denies"


def sides_of(rows: Iterable[Counted]) -> dict[int, dict[str, Sides]]:
    """Who takes which side, by statement (key) and speaker; what is called possible or intended takes none."""
    numbers: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        numbers[row.statement, row.speaker][row.side] += row.number
    found: dict[int, dict[str, Sides]] = defaultdict(dict)
    for (statement, speaker), some in numbers.items():
        if some["affirmed"] or some["denied"]:
            found[statement][speaker] = Sides(some["affirmed"], some["denied"])
    return found


def stances(desk: Desk, statements: Sequence[StatementRow], wanted: TallyFilter, by: Speaker, caption: str) -> Stances:
    """The matrix of these statements, in this order."""
    ids = keys_of(desk.connection, {row.id for row in statements})
    pool = pool_of(desk.connection, ids)
    looked = {ids[key] for key in pool.keys}
    shown = [row for row in statements if row.id in looked]
    counted = tally(desk.connection, pool, wanted, by_statement=True, speaker=by)
    sides = {ids[key]: some for key, some in sides_of(counted).items()}
    columns = first(Counter(speaker for some in sides.values() for speaker in some), COLUMNS)
    left = len(statements) - len(shown)
    if not columns:
        return Stances(None, len(shown), left)
    known = settled_names(desk.connection, columns) if by == "source" else {}
    names = [known.get(column, column) for column in columns]
    rows = [_row(desk, row, sides.get(row.id, {}), columns, wanted, by) for row in shown]
    figure = Figure(matrix.draw(rows, names, name=caption), caption, matrix.table(rows, names))
    return Stances(figure, len(shown), left)


def _row(
    desk: Desk, row: StatementRow, sides: Mapping[str, Sides], columns: Sequence[str], wanted: TallyFilter, by: Speaker
) -> matrix.Row:
    place = {speaker: number for number, speaker in enumerate(columns)}
    own = {place[speaker]: taken for speaker, taken in sides.items() if speaker in place}
    hrefs = {column: _claims(row, wanted, by, columns[column]) for column in own}
    return matrix.Row(
        statement_clause(row, desk.codebook),
        {column: sides.taken for column, sides in own.items()},
        Addresses().statement(row.id),
        hrefs,
        {column: f"({sides.affirmed:,} affirm, {sides.denied:,} deny)" for column, sides in own.items()},
    )


def _claims(row: StatementRow, wanted: TallyFilter, by: Speaker, speaker: str) -> str:
    who = {"outlet": speaker if by == "outlet" else None, "holder": speaker if by == "source" else None}
    return address("/claims", None, statement=row.id, since=wanted.since, until=wanted.until, **who)
