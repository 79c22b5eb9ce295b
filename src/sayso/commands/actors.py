"""`sayso actors` lists the actors of all claims, and corrects who they are; `check` looks for slips in a registry."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sayso.commands import corrections, listings
from sayso.commands.common import JsonOption, ProjectOption, note, print_json
from sayso.commands.exits import FAILED

REGISTRY_FILE, SETTINGS_FILE = "actors.yaml", "sayso.toml"

app = typer.Typer(invoke_without_command=True)
app.command("merge")(corrections.merge)
app.command("split")(corrections.split)
app.command("rename")(corrections.rename)
app.command("retype")(corrections.retype)


@app.callback()
def actors(context: typer.Context, project_folder: ProjectOption = None, as_json: JsonOption = False) -> None:
    """List the actors of all claims, those in most claims first."""
    if context.invoked_subcommand is not None:
        return
    listings.actors(project_folder, as_json)


@app.command("check")
def check(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PATH]",
            help="A project's folder or a registry file. Without it: the project here or above, else the shipped file.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a registry: parents that are not there, two actors of one name, names that are ordinary words.

    Exit code 0 where there is nothing to tell, 1 otherwise.
    """
    from sayso.actors.registry import check_file

    findings = check_file(_registry_of(path))
    if as_json:
        print_json(findings)
    else:
        sys.stdout.writelines(f"{finding.says}\n" for finding in findings)
        note("Nothing to tell." if not findings else f"{len(findings):,} things to look at.")
    if findings:
        raise typer.Exit(FAILED)


def _registry_of(path: Path | None) -> Path | None:
    """The file itself, the project's own registry, or None for the shipped one."""
    if path is None:
        here = Path().absolute()
        path = next((folder for folder in (here, *here.parents) if (folder / SETTINGS_FILE).is_file()), None)
    if path is None or not path.is_dir():
        return path
    own = path / REGISTRY_FILE
    return own if own.exists() else None
