"""`sayso sources`, `sayso circles`: who agrees with whom, and who cites each other in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.common import (
    JsonOption,
    ProjectOption,
    note,
    open_project,
    print_json,
    read_codebook,
    stdout_console,
)
from sayso.commands.conditions import AboutOption, ObjectOption, RelationOption, SubjectOption, UntilOption
from sayso.commands.disputes import (
    LimitOption,
    SinceOption,
    make_filter,
    report,
)

if TYPE_CHECKING:
    from sayso.findings.agreement import Agreement


def sources(
    *,
    about: AboutOption = None,
    relation: RelationOption = None,
    among: Annotated[
        list[str] | None, typer.Option("--source", metavar="ACTOR", help="Compare these; give it several times.")
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[int, typer.Option(min=2, metavar="N", help="Compare the N sources that share most.")] = 12,
    as_json: JsonOption = False,
    project_folder: ProjectOption = None,
) -> None:
    """Show which sources affirm and deny the same, two by two, and how far that is more than chance."""
    with open_project(project_folder) as project:
        wanted = make_filter(project, about, None, None, relation, since, until)
        found = project.findings.agreement(wanted, among=among, most=limit)
        waiting = project.status().waiting
    if as_json:
        print_json(found)
    elif found.sources:
        _print_agreement(found)
    report(found.sources, len(found.sources), "No two sources speak of one statement.", waiting)


def _print_agreement(found: Agreement) -> None:
    from sayso.exports.terminal import print_columns

    console = stdout_console()
    rows = [(str(n), s.name, str(s.affirms), str(s.denies), str(s.both)) for n, s in enumerate(found.sources, 1)]
    print_columns(console, ("", "source", "affirms", "denies", "both"), rows)
    console.print()
    same = {frozenset((p.one_identity, p.other_identity)): f"{p.same}/{p.shared}" for p in found.pairs}
    numbers = [str(n) for n in range(1, len(found.sources) + 1)]
    cells = [
        (number, *(same.get(frozenset((row.identity, column.identity)), "") for column in found.sources))
        for number, row in zip(numbers, found.sources, strict=True)
    ]
    print_columns(console, ("", *numbers), cells)
    alpha = "not defined" if found.alpha is None else f"{found.alpha:.2f}"
    note(f"5/6: the same side in five of six statements. Krippendorff's alpha over {found.statements:,}: {alpha}.")


def circles(
    *,
    about: AboutOption = None,
    subject: SubjectOption = None,
    object_: ObjectOption = None,
    relation: RelationOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = 20,
    as_json: JsonOption = False,
    project_folder: ProjectOption = None,
) -> None:
    """List statements for which outlets cite each other, and whether anybody else stands behind them."""
    from sayso.exports.terminal import print_lines
    from sayso.exports.terminal_findings import circle_lines

    with open_project(project_folder) as project:
        wanted = make_filter(project, about, subject, object_, relation, since, until)
        found = project.findings.circles(wanted, limit=limit + 1)
        codebook, waiting = read_codebook(project.folder), project.status().waiting
    if as_json:
        print_json(found[:limit])
    else:
        lines = (line for circle in found[:limit] for line in circle_lines(circle, codebook))
        print_lines(stdout_console(), lines, indent=6)
    report(found, limit, "No circular citations are found.", waiting)
