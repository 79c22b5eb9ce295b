"""`sayso import`: coding by hand, from the programs in which it was made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.common import ProjectOption, count, note, one_of, open_project
from sayso.commands.exits import SKIPPED
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.coding.marks import Fault


def import_coding(
    format_: Annotated[
        str | None, typer.Argument(metavar="FORMAT", help="gold, brat, inception ...; without it, all are listed.")
    ] = None,
    path: Annotated[Path | None, typer.Argument(metavar="PATH", help="The file or folder to read.")] = None,
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write rows of the file format here, and keep nothing.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file that is there.")] = False,
    coder: Annotated[str | None, typer.Option(metavar="NAME", help="Who coded. Default: whom the files name.")] = None,
    project_folder: ProjectOption = None,
) -> None:
    """Keep documents that people coded by hand in the project, to be compared, or turn them into rows."""
    from sayso.importing.formats import READERS, read_coding

    if format_ is None:
        from sayso.commands.common import stdout_console
        from sayso.exports.terminal import print_columns

        print_columns(stdout_console(), ("format", "reads"), [(name, found.what) for name, found in READERS.items()])
        return
    one_of("FORMAT", format_, list(READERS))
    if path is None:
        raise UsageError(f"name what to read: {READERS[format_].what}.")
    if to is not None:
        _finish(_write(format_, path, to, coder, force))
        return
    with open_project(project_folder) as project:
        kept = project.codings.keep(read_coding(format_, path), coder)
    for who, number in sorted(kept.documents.items()):
        print(f"Kept {count(number, 'document')} coded by {who}.")
    if kept.documents:
        print(f"Next: sayso agree {sorted(kept.documents)[0]} sayso")
    _finish(kept.faults)


def _write(format_: str, path: Path, to: Path, coder: str | None, force: bool) -> list[Fault]:
    """Writes what was read as JSON lines; gives what was left out."""
    from sayso.exports.tables import write_jsonl
    from sayso.exports.targets import whole_file
    from sayso.importing.formats import read_coding
    from sayso.importing.keeping import read_all

    faults: list[Fault] = []
    found = read_all(read_coding(format_, path), faults)
    rows = [coded.row | ({"coder": who} if (who := coder or coded.coder) else {}) for coded in found]
    with whole_file(to, force=force) as part, part.open("w", encoding="utf-8", newline="\n") as stream:
        write_jsonl(rows, stream)
    note(f"Written: {to} ({count(len(rows), 'document')}).")
    return faults


def _finish(faults: Sequence[Fault]) -> None:
    for fault in faults:
        note(f"sayso: {fault}")
    if faults:
        note(f"{count(len(faults), 'thing')} could not be read and {'was' if len(faults) == 1 else 'were'} left out.")
        raise typer.Exit(SKIPPED)
