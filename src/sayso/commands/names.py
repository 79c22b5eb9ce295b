"""`sayso names`: who calls whom what, since when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.common import (
    JsonOption,
    ProjectOption,
    count,
    note,
    open_project,
    print_json,
    stdout_console,
)
from sayso.commands.listings import check_date
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.storage.names import MonthUse, NameRow, RivalNames

UNKNOWN = "(somebody quoted)"
_SHOWN = 4
LEGEND = "3/5: three of the five mentions in that month. -: has documents, but none names it. Blank: has no documents."


def names(
    *,
    actor: Annotated[
        str | None,
        typer.Option(metavar="ACTOR", help="Whose names, by any of them. Without it: who has rival names."),
    ] = None,
    holder: Annotated[str | None, typer.Option(metavar="ACTOR", help="Only what this one calls others.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Published from this day, month or year (2021-08) on.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Up to the end of this day, month or year.")] = None,
    by_month: Annotated[bool, typer.Option("--by-month", help="Count month by month, too.")] = False,
    every_form: Annotated[
        bool, typer.Option("--all", help="Also descriptions ('the group'), adjectives and capitals.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Print no more than this many.")] = None,
    as_json: JsonOption = False,
    project_folder: ProjectOption = None,
) -> None:
    """Show who calls an actor what, since when; without --actor, whom two or more call by different names."""
    from sayso.storage.names import NameFilter

    for option, day in (("--since", since), ("--until", until)):
        check_date(option, day)
    if by_month and actor is None and holder is None:
        raise UsageError("--by-month needs --actor or --holder: whose names, or who uses them.")
    wanted = NameFilter(actor=actor, holder=holder, since=since, until=until, every_form=every_form)
    rows: Sequence[NameRow | RivalNames]
    with open_project(project_folder) as project:
        if actor is None and holder is None:
            rows = rivals = project.rival_names(wanted)
        else:
            rows, rivals = project.names(wanted, by_month=by_month), []
        waiting = project.status().waiting if not rows else 0
    if as_json:
        print_json(rows[:limit])
    elif rivals:
        _print_rivals(rivals[:limit])
    elif rows:
        _print_names(rows[:limit], by_month=by_month)  # type: ignore[arg-type]
    if not rows:
        hint = f" {count(waiting, 'document')} still to analyse. Next: sayso run" if waiting else ""
        note(f"No names are found.{hint}")
    elif limit is not None and len(rows) > limit:
        note(f"{limit:,} of {len(rows):,} rows.")


def _print_rivals(rows: Sequence[RivalNames]) -> None:
    from sayso.exports.terminal import print_columns

    cells = []
    for row in rows:
        for place, name in enumerate(row.names):
            first = (row.actor, str(row.holders)) if place == 0 else ("", "")
            cells.append((*first, name.name, f"{name.uses:,}", _some(name.holders)))
    print_columns(stdout_console(), ("actor", "holders", "name", "uses", "preferred by"), cells)


def _some(holders: Sequence[str]) -> str:
    more = f" and {len(holders) - _SHOWN:,} more" if len(holders) > _SHOWN else ""
    return ", ".join(holders[:_SHOWN]) + more


def _print_names(rows: Sequence[NameRow], *, by_month: bool) -> None:
    from sayso.exports.terminal import print_columns

    console = stdout_console()
    header = ["name", "holder", "since", "until", "documents", "uses", "share", "remarks"]
    cells = [
        (r.name, r.holder or UNKNOWN, r.since or "", r.until or "", f"{r.documents:,}", f"{r.uses:,}", f"{r.share:.0%}",
         "; ".join(_remarks(r)))
        for r in rows
    ]  # fmt: skip
    several = len({r.actor for r in rows}) > 1
    if several:
        header.insert(0, "actor")
        cells = [(r.actor, *cell) for r, cell in zip(rows, cells, strict=True)]  # type: ignore[misc]
    print_columns(console, header, cells)
    if by_month:
        console.print()
        months = sorted({use.month for r in rows for use in r.months})
        print_columns(console, ("name", "holder", *months), [_by_month(r, months) for r in rows])
        note(LEGEND)


def _remarks(row: NameRow) -> Iterator[str]:
    if row.kind != "name":
        yield row.kind
    if row.distanced:
        yield f"{row.distanced:,} distanced"
    if row.used_by:
        yield f"used by: {row.used_by}"
    if row.stance:
        yield f"stance: {row.stance}"


def _by_month(row: NameRow, months: Sequence[str]) -> tuple[str, ...]:
    uses: dict[str, MonthUse] = {use.month: use for use in row.months}
    return row.name, row.holder or UNKNOWN, *(_share(uses.get(month)) for month in months)


def _share(use: MonthUse | None) -> str:
    if use is None:
        return ""
    return f"{use.uses}/{use.mentions}" if use.mentions else "-"
