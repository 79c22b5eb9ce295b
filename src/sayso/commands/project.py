"""`sayso init`, `add`, `status`, `run`: a project from its first file to its claims."""

from __future__ import annotations

from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.cluster import AddressOption, FromOption, OnOption, ShardsOption, engine_for
from sayso.commands.common import (
    JsonOption,
    ProcessesOption,
    ProjectOption,
    count,
    note,
    open_project,
    print_json,
    progress_bar,
    stdout_console,
)
from sayso.commands.exits import SKIPPED
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.project import Project
    from sayso.storage.rows import Status


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make the project in.")],
    storage: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help="Keep documents and claims in this empty PostgreSQL database, as "
            "postgresql://ann@db.example.org/press; the password comes from PGPASSWORD or ~/.pgpass.",
        ),
    ] = "",
) -> None:
    """Make a project: a folder with settings, codebook, actors and a database."""
    from sayso.project import Project

    with Project.init(folder, storage=storage) as project:
        print(f"Made a project in {folder}{f', with its database at {project.location}' if storage else ''}.")
        print(f"Next: sayso add FILES --project {folder}")


def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders with files in them.")],
    project_folder: ProjectOption = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what would be read, and where each field stands; store nothing.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Read files and folders into the project. What is there already is left as it is."""
    if as_json and not preview:
        raise UsageError("--json goes with --preview only.")
    with open_project(project_folder) as project:
        if preview:
            _print_preview(project, paths, as_json)
            return
        with progress_bar("Reading") as moved:
            added = project.add(paths, on_progress=moved)
        print(f"Added {count(added.added, 'document')}; {added.known:,} were there already; {added.skipped:,} skipped.")
        if project.status().waiting:
            print("Next: sayso run")
        if added.skipped:
            note("What was skipped, and why: sayso status --skipped")
            raise typer.Exit(SKIPPED)


def _print_preview(project: Project, paths: list[Path], as_json: bool) -> None:
    from sayso.exports.preview import preview, preview_lines

    skipped, rows = False, []
    for file, items in groupby(project.preview(paths), key=itemgetter(0)):
        opening = list(islice(items, 2))
        for number, (_, found) in enumerate(chain(opening, items), 1):
            shown = preview(file, found, number if len(opening) > 1 else None)
            skipped = skipped or bool(shown.skipped)
            if as_json:
                rows.append(shown)
            else:
                print("\n".join(preview_lines(shown)))
    if as_json:
        print_json(rows)
    if skipped:
        raise typer.Exit(SKIPPED)


def run(
    project_folder: ProjectOption = None,
    processes: ProcessesOption = None,
    on: OnOption = None,
    address: AddressOption = None,
    sources: FromOption = None,
    shards: ShardsOption = None,
) -> None:
    """Analyse the documents that are new, or were analysed with another codebook, registry or version."""
    with open_project(project_folder) as project:
        with engine_for(project, on, address, shards, sources) as engine, progress_bar("Analysing") as moved:
            ran = project.run(processes=processes, on_progress=moved, engine=engine)
        status = project.status()
        print(f"Analysed {count(ran.analysed, 'document')}; {ran.unchanged:,} unchanged; {ran.failed:,} failed.")
        print(f"The project holds {count(status.claims, 'claim')}.")
        print(_next_step(status))
        if ran.failed:
            note("What failed, and why: sayso status --skipped")
            raise typer.Exit(SKIPPED)


def status(
    project_folder: ProjectOption = None,
    skipped: Annotated[
        bool, typer.Option("--skipped", help="List the files and documents that are not in the results, and why.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what the project holds and what is still to do."""
    with open_project(project_folder) as project:
        if skipped:
            _print_skipped(project, as_json)
            return
        status = project.status()
        if as_json:
            print_json(status)
            return
        for name, value in _status_lines(status):
            print(f"{name:<12}{value}")
        print(_next_step(status))


def _status_lines(status: Status) -> list[tuple[str, str]]:
    days = f", published {status.first} to {status.last}" if status.first else ""
    return [
        ("Project", f"{status.name} ({status.folder})"),
        ("Storage", status.storage),
        ("Documents", f"{status.documents:,} by {count(status.publishers, 'publisher')}{days}"),
        ("Analysed", f"{status.analysed:,}; {status.waiting:,} waiting, {status.failed:,} failed"),
        ("Unreadable", count(status.unreadable, "file")),
        ("Claims", f"{status.claims:,} about {count(status.actors, 'actor')}"),
    ]


def _next_step(status: Status) -> str:
    if not status.documents:
        return "Next: sayso add FILES"
    if status.waiting:
        return "Next: sayso run"
    return "Next: sayso claims" if status.claims else "No claims were found. Next: sayso show DOCUMENT"


def _print_skipped(project: Project, as_json: bool) -> None:
    rows = project.skipped()
    if as_json:
        print_json(rows)
    elif not rows:
        note("Nothing was skipped.")
    else:
        from sayso.exports.terminal import print_columns

        cells = [(row.stage, row.reason, row.source, row.message) for row in rows]
        print_columns(stdout_console(), ("stage", "reason", "source", "message"), cells)
