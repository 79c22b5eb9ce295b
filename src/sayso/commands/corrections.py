"""`sayso actors merge`, `split`, `rename`, `retype`, and `sayso undo`, `redo`, `log`: what people correct."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from sayso.commands.common import JsonOption, ProjectOption, count, note, open_project, print_json, stdout_console
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.corpus.correcting import Corrected, LogEntry

ReasonOption: TypeAlias = Annotated[str | None, typer.Option("--reason", metavar="WORDS", help="Why, for the log.")]
ByOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--by", envvar="SAYSO_BY", metavar="NAME", help="Who says so. Default: the user of this computer."),
]
ActorArgument: TypeAlias = Annotated[str, typer.Argument(metavar="ACTOR", help="Any name of the actor.")]
EventArgument: TypeAlias = Annotated[
    str | None,
    typer.Argument(metavar="[EVENT]", help="A correction, by the beginning of its id; without it, the last."),
]


def merge(
    names: Annotated[list[str], typer.Argument(metavar="ACTOR ACTOR...", help="Two or more, by any of their names.")],
    reason: ReasonOption = None,
    by: ByOption = None,
    project_folder: ProjectOption = None,
) -> None:
    """Say that actors are one, shown as the first: in these documents, and in those that are added later."""
    if len(names) < 2:
        raise UsageError("Name two or more actors to merge.")
    with open_project(project_folder) as project:
        tell(project.corrections.merge(names, by=by, reason=reason))


def split(
    name: ActorArgument,
    document: Annotated[
        list[str] | None,
        typer.Option("--document", metavar="ID", help="In this document it is another; may be given several times."),
    ] = None,
    called: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Where a document calls it so, it is another.")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option("--publisher", metavar="NAME", help="In what this publisher brings, it is another.")
    ] = None,
    new_name: Annotated[str | None, typer.Option("--as", metavar="NAME", help="What the other is shown as.")] = None,
    reason: ReasonOption = None,
    by: ByOption = None,
    project_folder: ProjectOption = None,
) -> None:
    """Say that an actor is two: in some documents another than in the rest."""
    with open_project(project_folder) as project:
        tell(
            project.corrections.split(
                name,
                documents=document or (),
                called=called,
                publisher=publisher,
                new_name=new_name,
                by=by,
                reason=reason,
            )
        )


def rename(
    name: ActorArgument,
    new_name: Annotated[str, typer.Argument(metavar="NAME", help="What it is to be shown as.")],
    reason: ReasonOption = None,
    by: ByOption = None,
    project_folder: ProjectOption = None,
) -> None:
    """Show an actor under another name. It is still found by all names that it has."""
    with open_project(project_folder) as project:
        tell(project.corrections.rename(name, new_name, by=by, reason=reason))


def retype(
    name: ActorArgument,
    new_type: Annotated[str, typer.Argument(metavar="TYPE", help="As in the registry: 'state', 'armed_group' ...")],
    reason: ReasonOption = None,
    by: ByOption = None,
    project_folder: ProjectOption = None,
) -> None:
    """Say of which type an actor is."""
    with open_project(project_folder) as project:
        tell(project.corrections.retype(name, new_type, by=by, reason=reason))


def undo(
    event: EventArgument = None, reason: ReasonOption = None, by: ByOption = None, project_folder: ProjectOption = None
) -> None:
    """Take a correction back. It stays in the log, and can be redone."""
    with open_project(project_folder) as project:
        tell(project.corrections.undo(event, by=by, reason=reason))


def redo(
    event: EventArgument = None, reason: ReasonOption = None, by: ByOption = None, project_folder: ProjectOption = None
) -> None:
    """Make a correction hold again that was taken back."""
    with open_project(project_folder) as project:
        tell(project.corrections.redo(event, by=by, reason=reason))


def log(project_folder: ProjectOption = None, as_json: JsonOption = False) -> None:
    """List all corrections: who made them, when and why, and whether they hold."""
    with open_project(project_folder) as project:
        entries = project.corrections.log()
    if as_json:
        print_json(entries)
    elif not entries:
        note("Nothing was corrected yet. Next: sayso correct, or sayso actors merge")
    else:
        from sayso.exports.terminal import print_columns

        header = ("event", "made at", "by", "what", "stands", "reason")
        print_columns(stdout_console(), header, list(map(_cells, entries)))


def tell(corrected: Corrected) -> None:
    """One line on what was changed; on standard error, which earlier corrections have lost their effect."""
    from sayso.exports.correction_words import NO_EFFECT, event_words
    from sayso.exports.terminal import SHORT_ID, printable

    changed = (
        f"{count(corrected.appearances, 'appearance')} in {count(corrected.documents, 'document')}, "
        f"{count(corrected.claims, 'claim')} changed."
        if corrected.appearances
        else f"{count(corrected.claims, 'claim')} changed."
        if corrected.claims
        else "Nothing looks different."
    )
    sys.stdout.write(f"{corrected.event.id[:SHORT_ID]}  {printable(event_words(corrected.event))}: {changed}\n")
    if corrected.conflict:
        note(f"{NO_EFFECT} {corrected.conflict}")
    for event in corrected.overruled:
        note(f"This overrules {event[:SHORT_ID]}; see: sayso log")


def _cells(entry: LogEntry) -> tuple[str, ...]:
    from sayso.exports.correction_words import event_words
    from sayso.exports.terminal import SHORT_ID

    event, outcome = entry.event, entry.outcome
    by = f" by {outcome.by[:SHORT_ID]}" if outcome.by else ""
    stands = f"{outcome.standing}{by}" + (f" ({outcome.note})" if outcome.note else "")
    made_at = event.made_at[:16].replace("T", " ")
    return event.id[:SHORT_ID], made_at, event.author, event_words(event), stands, event.reason or ""
