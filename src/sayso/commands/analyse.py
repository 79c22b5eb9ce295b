"""`sayso analyse`: files in, analyses out, without a project."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.common import (
    ProcessesOption,
    SettingsOption,
    note,
    progress_bar,
    read_codebook,
    stdout_console,
)
from sayso.commands.exits import SKIPPED

if TYPE_CHECKING:
    from sayso.claims.codebook import Codebook
    from sayso.model import Document
    from sayso.reading import ReadingOptions, Skipped
    from sayso.workers import Outcome


def analyse(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Files or folders; '-' reads JSON lines from standard input.")
    ],
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a document, one a line.")] = False,
    settings: SettingsOption = None,
    processes: ProcessesOption = None,
) -> None:
    """Analyse files without a project and print what was found, in the order of the files."""
    from sayso.resources import read_settings
    from sayso.running import ProjectAnalyse
    from sayso.workers import analyse_all

    skipped: list[str] = []
    options = read_settings(settings).reading
    outcomes = analyse_all(
        _documents(files, options, skipped), ProjectAnalyse(settings), 1 if processes is None else processes
    )
    _print(outcomes, skipped, None if as_jsonl else read_codebook(settings))
    for message in skipped:
        note(f"sayso: {message}")
    if skipped:
        raise typer.Exit(SKIPPED)


def _print(outcomes: Iterable[Outcome], skipped: list[str], codebook: Codebook | None) -> None:
    """Each outcome as it comes: as a line of JSON without a codebook, else in words; failures go into `skipped`."""
    from sayso.exports.tables import write_jsonl
    from sayso.exports.terminal import analysis_lines, print_lines
    from sayso.progress import Progress
    from sayso.workers import Failure

    console = stdout_console()
    with progress_bar("Analysing", wanted=not console.is_terminal) as moved:
        for done, outcome in enumerate(outcomes, start=1):
            if isinstance(outcome, Failure):
                skipped.append(f"{outcome.document_id}: {outcome.reason}: {outcome.message}")
            elif codebook is None:
                write_jsonl([outcome.as_row()], sys.stdout)
            else:
                print_lines(console, analysis_lines(outcome, codebook), indent=4)
            if moved:
                moved(Progress(done=done))


def _documents(files: Sequence[str], options: ReadingOptions, skipped: list[str]) -> Iterator[Document]:
    """The documents in the order of the files; what cannot be read goes into `skipped`."""
    from sayso.reading import Skipped, read_path

    for file in files:
        for found in _standard_input() if file == "-" else read_path(Path(file), options):
            if isinstance(found, Skipped):
                skipped.append(found.message)
            else:
                yield found


def _standard_input() -> Iterator[Document | Skipped]:
    from sayso.errors import ReadingError
    from sayso.reading import Skipped, read_row
    from sayso.reading.rows import parse_row

    for number, line in enumerate(sys.stdin.buffer, start=1):
        where = f"standard input:{number}"
        if line.strip():
            try:
                yield read_row(parse_row(line, where), where)
            except ReadingError as error:
                yield Skipped(where, error.reason, str(error))
