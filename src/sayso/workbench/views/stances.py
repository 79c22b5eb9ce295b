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


def stances(
    desk: Desk, statements: Sequence[StatementRow], wanted: TallyFilter, by: Speaker, caption: str
) -> Figure | None:
    """The matrix of these statements, in this order; None where nobody with a name speaks of them."""
    ids = keys_of(desk.connection, {row.id for row in statements})
    counted = tally(desk.connection, pool_of(desk.connection, ids), wanted, by_statement=True, speaker=by)
    sides = {ids[key]: some for key, some in sides_of(counted).items()}
    numbers = Counter(speaker for some in sides.values() for speaker in some)
    columns = first(numbers, COLUMNS)
    if not columns:
        return None
    names = settled_names(desk.connection, columns) if by == "source" else {name: name for name in columns}
    rows = [_row(desk, row, sides.get(row.id, {}), columns, wanted, by) for row in statements]
    shown = [names.get(column, column) for column in columns]
    return Figure(matrix.draw(rows, shown, name=caption), caption, matrix.table(rows, shown))


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
