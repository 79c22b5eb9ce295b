"""`sayso users`: who may open the workbench from another machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.commands.common import JsonOption, ProjectOption, note, one_of, open_project, print_json, stdout_console

app = typer.Typer(help="Say who may use the workbench over a network, and what they may do.", no_args_is_help=True)


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What their corrections are signed with.")],
    role: Annotated[
        str,
        typer.Option(
            metavar="reader|coder|editor",
            help="A reader looks, a coder also judges claims, an editor also corrects actors.",
        ),
    ] = "reader",
    password_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Take the password from its first line; default: ask for it.")
    ] = None,
    project_folder: ProjectOption = None,
) -> None:
    """Let somebody in."""
    from datetime import UTC, datetime

    from sayso.storage.users import ROLES, add_user

    one_of("--role", role, ROLES)
    with open_project(project_folder) as project:
        if password_file is not None:
            password = next(iter(password_file.read_text(encoding="utf-8").splitlines()), "")
        else:
            password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        added = datetime.now(UTC).isoformat(timespec="seconds")
        with project.writing() as connection:
            add_user(connection, name, role, password, added)  # type: ignore[arg-type]
    print(f"{name} may use the workbench as {role}.")


@app.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As in the list.")], project_folder: ProjectOption = None
) -> None:
    """Let somebody in no more."""
    from sayso.storage.users import remove_user

    with open_project(project_folder) as project, project.writing() as connection:
        remove_user(connection, name)
    print(f"{name} may use the workbench no more.")


@app.command("list")
def list_(project_folder: ProjectOption = None, as_json: JsonOption = False) -> None:
    """List those who may use the workbench over a network."""
    from sayso.storage.users import list_users

    with open_project(project_folder) as project, project.reading() as connection:
        found = list_users(connection)
    if as_json:
        print_json(found)
    elif found:
        from sayso.exports.terminal import print_columns

        print_columns(stdout_console(), ("name", "role", "added"), [(u.name, u.role, u.added) for u in found])
    else:
        note("There are none yet. Next: sayso users add NAME")
