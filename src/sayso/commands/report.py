"""`sayso report`: the findings of a project as a folder of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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

    with open_project(project_folder) as project, _telling() as on_page:
        number = write_report(project, html, limit=limit, force=force, on_page=on_page)
    note(f"Written: {count(number, 'page')}. Open {html / 'index.html'} in a browser.")


@contextmanager
def _telling() -> Iterator[Callable[[str], None]]:
    """Shows on a terminal which page is being written; elsewhere nothing."""
    from rich.console import Console
    from rich.text import Text

    from sayso.exports.terminal import printable

    with Console(stderr=True).status("Looking for findings") as status:
        yield lambda title: status.update(Text(printable(f"Writing: {title}")))
