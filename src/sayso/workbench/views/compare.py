"""Compare: which sources affirm and which deny the same statements, and how far they agree."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from sayso.findings.agreement import SOURCES, Agreement, compare_sources
from sayso.findings.keeping import AGREEMENT
from sayso.findings.standoffs import list_standoffs
from sayso.pictures.tables import Cell, Table
from sayso.storage.browsing_statements import StatementsWanted, list_statements_page
from sayso.storage.kept import is_outdated, read_kept
from sayso.storage.oppositions import FindingFilter
from sayso.storage.statements import StatementFilter, StatementRow
from sayso.storage.tallies import LOOKED, Speaker, TallyFilter, number_of_claims
from sayso.workbench.desk import Desk
from sayso.workbench.figures import Figure
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Day, Name
from sayso.workbench.views.choices import Choices, choices
from sayso.workbench.views.periods import Period, periods, window
from sayso.workbench.views.stances import stances

Chosen: TypeAlias = Literal["disputed", "documents"]
ROWS = 20


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which statements to compare (those that are disputed most, or in most documents), and whom: those who put claims
    out (`outlet`), or those on whose word they stand (`source`).
    """

    about: Name | None = None
    relation: Name | None = None
    by: Speaker = "outlet"
    sort: Chosen = "disputed"
    period: Day | None = None
    since: Day | None = None
    until: Day | None = None


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """The matrix of some statements, None where nobody takes a side; `left` are not looked at, since their claims are
    too many. `agreement` is over all statements that meet the conditions, None where these are too many.

    `outdated`: the agreement is from before the last correction. `pairs` has for each two sources on how many
    statements they take the same side, of those on which both take one.
    """

    figure: Figure | None
    statements: int
    left: int
    agreement: Agreement | None
    pairs: Table | None
    outdated: bool
    since: str | None
    until: str | None
    periods: list[Period]
    choices: Choices


def show(desk: Desk, asked: Asked) -> Compared:
    """Raises UsageError where nobody is called as asked."""
    offered = choices(desk, asked.relation)
    since, until = window(asked)
    wanted = TallyFilter(about=asked.about, relation=asked.relation, since=since, until=until)
    rows = _statements(desk, asked)
    who = "outlets print that somebody affirms or denies" if asked.by == "outlet" else "sources affirm or deny"
    drawn = stances(desk, rows, wanted, asked.by, f"Which {who} what: an empty field is silence")
    found = _agreement(desk, wanted)
    return Compared(
        figure=drawn.figure,
        statements=drawn.shown,
        left=drawn.left,
        agreement=found,
        outdated=wanted == TallyFilter() and is_outdated(desk.connection, AGREEMENT),
        pairs=pairs_of(found) if found and found.sources else None,
        since=since,
        until=until,
        periods=periods(desk),
        choices=offered,
    )


def _statements(desk: Desk, asked: Asked) -> list[StatementRow]:
    """The first of them in the order asked for; where few are disputed, others follow."""
    found: dict[str, StatementRow] = {}
    if asked.sort == "disputed":
        about = FindingFilter(about=asked.about, relation=asked.relation)
        for standoff in list_standoffs(desk.connection, about, ROWS).rows:
            found |= {row.id: row for row in (standoff.one, standoff.other) if row is not None}
    conditions = StatementFilter(about=asked.about, relation=asked.relation)
    others = list_statements_page(desk.connection, StatementsWanted(filter=conditions), ROWS).rows
    found |= {row.id: row for row in others if row.id not in found}
    return list(found.values())[:ROWS]


def _agreement(desk: Desk, wanted: TallyFilter) -> Agreement | None:
    """As a run left it, or looked for where that is soon done."""
    if wanted == TallyFilter() and (kept := read_kept(desk.connection, AGREEMENT, Agreement, outdated=True)):
        return kept[0]
    if number_of_claims(desk.connection, wanted) > LOOKED:
        return None
    same = FindingFilter(about=wanted.about, relation=wanted.relation, since=wanted.since, until=wanted.until)
    return compare_sources(desk.connection, same, most=SOURCES)


def pairs_of(found: Agreement) -> Table:
    """Sources in rows and columns; '5/6' is the same side in five of six statements."""
    same = {frozenset((p.one_identity, p.other_identity)): f"{p.same}/{p.shared}" for p in found.pairs}
    numbers = tuple(str(number) for number in range(1, len(found.sources) + 1))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            f"{number}. {row.name}", row.affirms, row.denies, row.both,
            *(same.get(frozenset((row.identity, other.identity)), "") for other in found.sources),
        )
        for number, row in zip(numbers, found.sources, strict=True)
    )  # fmt: skip
    return Table(("source", "affirms", "denies", "says both", *numbers), rows, tuple(range(1, len(numbers) + 4)))


VIEW = View(
    path="/compare",
    template="compare/page.html",
    asked=Asked,
    show=show,
    section="Compare",
    opens=True,
    drawing=lambda page: page.figure,
)
