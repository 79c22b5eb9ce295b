"""`sayso report`: the findings of a project as a folder of pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.commands.common import ProjectOption, count, note, open_project


def report(
    *,
    html: Annotated[Path, typer.Option("--html", metavar="FOLDER", help="The folder to make.")],
    limit: Annotated[
        int, typer.Option(min=1, max=1000, metavar="N", help="Show so many rows in each list; the rest is told.")
    ] = 30,
    force: Annotated[bool, typer.Option("--force", help="Replace a report that is there.")] = False,
    project_folder: ProjectOption = None,
) -> None:
    """Write a report to read, print and pass on: a folder of pages that opens from the disk, without a network."""
    from sayso.report.writing import write_report

    with open_project(project_folder) as project:
        number = write_report(project, html, limit=limit, force=force)
    note(f"Written: {count(number, 'page')}. Open {html / 'index.html'} in a browser.")
