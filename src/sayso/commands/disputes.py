"""`sayso disputes`, `sayso answers`: who contradicts whom, and who answers one question differently."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from sayso.commands.common import (
    JsonOption,
    ProjectOption,
    count,
    note,
    one_of,
    open_project,
    print_json,
    read_codebook,
    stdout_console,
)
from sayso.commands.conditions import AboutOption, ObjectOption, RelationOption, SubjectOption, UntilOption
from sayso.commands.listings import check_date

if TYPE_CHECKING:
    from rich.text import Text

    from sayso.findings.disputes import DisputeKind
    from sayso.project import Project
    from sayso.storage.oppositions import FindingFilter

_KINDS = ("denied", "incompatible")
SinceOption: TypeAlias = Annotated[
    str | None, typer.Option(metavar="DATE", help="Count what was published from this day, month or year on.")
]
LimitOption: TypeAlias = Annotated[int, typer.Option(min=1, metavar="N", help="Show no more than this many.")]


def disputes(
    *,
    about: AboutOption = None,
    subject: SubjectOption = None,
    object_: ObjectOption = None,
    relation: RelationOption = None,
    kind: Annotated[
        str | None, typer.Option(metavar="|".join(_KINDS), help="Only what is denied, or what cannot both be true.")
    ] = None,
    within: Annotated[
        int, typer.Option(min=0, metavar="DAYS", help="How far apart in time incompatible claims may be.")
    ] = 365,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = 20,
    as_json: JsonOption = False,
    project_folder: ProjectOption = None,
) -> None:
    """List what some affirm and others deny, or what cannot be true together, with the sources on each side."""
    from sayso.exports.terminal_findings import dispute_lines

    one_of("--kind", kind, _KINDS)
    kinds: tuple[DisputeKind, ...] = (kind,) if kind else _KINDS  # type: ignore[assignment]
    with open_project(project_folder) as project:
        wanted = make_filter(project, about, subject, object_, relation, since, until)
        found = project.findings.disputes(wanted, kinds=kinds, within=within, limit=limit + 1)
        codebook, waiting = read_codebook(project.folder), project.status().waiting
    if as_json:
        print_json(found[:limit])
    else:
        _print(line for dispute in found[:limit] for line in dispute_lines(dispute, codebook))
    report(found, limit, "No disputes are found.", waiting)


def answers(
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
    """List questions to which sources give rival answers ('who controls X?'), with those who give each.

    Without --relation: where the codebook says that only one answer can be true. With it: any relation.
    """
    from sayso.exports.terminal_findings import question_lines

    with open_project(project_folder) as project:
        wanted = make_filter(project, about, subject, object_, relation, since, until)
        found = project.findings.answers(wanted, limit=limit + 1)
        codebook, waiting = read_codebook(project.folder), project.status().waiting
    if as_json:
        print_json(found[:limit])
    else:
        _print(line for question in found[:limit] for line in question_lines(question, codebook))
    report(found, limit, "No rival answers are found.", waiting)


def make_filter(
    project: Project,
    about: str | None,
    subject: str | None,
    object_: str | None,
    relation: str | None,
    since: str | None,
    until: str | None,
) -> FindingFilter:
    """The conditions of a command line. Raises UsageError where a date or relation cannot be one."""
    from sayso.storage.oppositions import FindingFilter

    for option, day in (("--since", since), ("--until", until)):
        check_date(option, day)
    one_of("--relation", relation, list(read_codebook(project.folder).relations))
    return FindingFilter(
        about=about, subject=subject, object=object_, relation=relation, since=since, until=until
    )  # fmt: skip


def report(found: Sequence[object], limit: int, nothing: str, waiting: int) -> None:
    """Says on standard error that there is nothing, or more than is shown."""
    if not found:
        hint = f" {count(waiting, 'document')} still to analyse. Next: sayso run" if waiting else ""
        note(f"{nothing}{hint}")
    elif len(found) > limit:
        note(f"The first {limit:,}. There are more: --limit")


def _print(lines: Iterable[Text]) -> None:
    from sayso.exports.terminal import print_lines

    print_lines(stdout_console(), lines, indent=6)
