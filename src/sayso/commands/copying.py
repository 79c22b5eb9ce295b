"""`sayso copy-to`: a project moves from a laptop to a server, or back."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.commands.common import JsonOption, ProjectOption, count, note, open_project, print_json, progress_bar


def copy_to(
    target: Annotated[
        str,
        typer.Argument(
            metavar="TARGET",
            help="An empty PostgreSQL database (postgresql://ann@db.example.org/press), or a folder to make.",
        ),
    ],
    project_folder: ProjectOption = None,
    as_json: JsonOption = False,
) -> None:
    """Copy the project, with all that people corrected and coded in it, to a PostgreSQL database or a new folder.

    All rows arrive, or none. The project itself stays as it is.
    """
    from sayso.settings import is_url

    with open_project(project_folder) as project:
        with progress_bar("Copying") as moved:
            copied = project.copy_to(target, on_progress=moved)
        if as_json:
            print_json(copied)
            return
        for name, rows in copied.rows.items():
            print(f"{name:<20}{rows:>14,}")
        print(f"Copied {count(sum(copied.rows.values()), 'row')} to {copied.target}; counted on both sides.")
        if is_url(target):
            note("To work with it there, put the address into sayso.toml: url under [storage]")
