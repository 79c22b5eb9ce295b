"""`sayso reprints`: which documents are copies. `sayso diff`: two documents side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.common import JsonOption, ProjectOption, count, note, open_project, print_json, stdout_console

if TYPE_CHECKING:
    from sayso.storage.families import FamilyRow, QuotationRow

DocumentArgument = Annotated[str, typer.Argument(metavar="DOCUMENT", help="A document's id, or its beginning.")]


def reprints(
    *,
    document: Annotated[
        str | None, typer.Option(metavar="DOCUMENT", help="Only what this document shares: its id, or its beginning.")
    ] = None,
    quotations: Annotated[
        bool, typer.Option("--quotations", help="List who quotes the same words instead, which makes nobody a copy.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Print no more than this many.")] = None,
    as_json: JsonOption = False,
    project_folder: ProjectOption = None,
) -> None:
    """Show which documents are one text or share a passage, which of them is the earliest, and what shows that."""
    rows: Sequence[FamilyRow | QuotationRow]
    with open_project(project_folder) as project:
        wanted = project.find_document(document).id if document else None
        rows = project.shared_quotations(wanted) if quotations else project.reprints(wanted)
        waiting = project.status().waiting if not rows else 0
    if as_json:
        print_json(rows[:limit])
    elif quotations:
        _print_quotations(rows[:limit])  # type: ignore[arg-type]
    else:
        _print_families(rows[:limit])  # type: ignore[arg-type]
    if not rows:
        hint = f" {count(waiting, 'document')} still to analyse. Next: sayso run" if waiting else ""
        note(f"No {'shared quotations' if quotations else 'reprints'} are found.{hint}")
    elif limit is not None and len(rows) > limit:
        note(f"{limit:,} of {len(rows):,} rows.")


def _print_families(families: Sequence[FamilyRow]) -> None:
    from sayso.exports.terminal import print_columns
    from sayso.exports.terminal_reprints import FAMILY_COLUMNS, count_members, family_heading, family_rows

    console = stdout_console()
    for family in families:
        console.print(family_heading(family), soft_wrap=True)
        print_columns(console, FAMILY_COLUMNS, list(family_rows(family)))
        console.print()
    if families and console.is_terminal:
        one, other = families[0].members[:2]
        members = count(count_members(families), "document")
        note(f"{len(families):,} families of {members}. Next: sayso diff {one.document.id} {other.document.id}")


def _print_quotations(rows: Sequence[QuotationRow]) -> None:
    from sayso.exports.terminal import print_columns
    from sayso.exports.terminal_reprints import QUOTATION_COLUMNS, quotation_rows

    if rows:
        print_columns(stdout_console(), QUOTATION_COLUMNS, list(quotation_rows(rows)))


def diff(
    document: DocumentArgument,
    other: DocumentArgument,
    as_json: JsonOption = False,
    project_folder: ProjectOption = None,
) -> None:
    """Show what two documents share, word for word, and what one changed, put in or left out."""
    with open_project(project_folder) as project:
        one, two = project.find_document(document), project.find_document(other)
        comparison = project.compare(one.id, two.id)
    if as_json:
        print_json(comparison)
        return
    from sayso.exports.terminal import print_lines
    from sayso.exports.terminal_reprints import MARKS, comparison_lines

    print_lines(stdout_console(), comparison_lines(comparison, one, two))
    note(MARKS if comparison.shared else "They share no stretch of text.")
