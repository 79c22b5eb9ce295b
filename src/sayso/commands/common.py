"""What several commands share: their options, the streams they write to, and the project they work in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from sayso.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.claims.codebook import Codebook
    from sayso.progress import OnProgress, Progress
    from sayso.project import Project

PIPE_WIDTH = 100
"""Columns of laid-out text where standard output is no terminal and COLUMNS is not set."""

ProjectOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--project",
        "-p",
        envvar="SAYSO_PROJECT",
        metavar="DIR",
        help="The project's folder. Without it: the nearest folder, from here upwards, that holds a sayso.toml.",
    ),
]
ProcessesOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--processes", min=0, metavar="N", help="Documents analysed at the same time; 0 means one for each core."
    ),
]
SettingsOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--settings", metavar="DIR", help="Take codebook, actors and settings from this folder (a project's, say)."
    ),
]


def _confidence(given: str) -> float:
    """A number from 0 to 1, or 'high': what the judge of claims holds to be sure."""
    if given == "high":
        from sayso.claims.voting import load_judge

        return load_judge().high
    try:
        number = float(given)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise typer.BadParameter(f"'{given}' is neither a number from 0 to 1 nor the word 'high'.")
    return number


ConfidenceOption: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        parser=_confidence,
        metavar="0..1|high",
        help="Leave out what is less sure; 'high' leaves those of which about three in four are right. "
        "Default: as sayso.toml says.",
    ),
]
JsonOption: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


@contextmanager
def open_project(folder: Path | None) -> Iterator[Project]:
    """The project in or above this folder (None: the working folder), closed again at the end."""
    from sayso.project import Project

    with Project.open(folder or Path()) as project:
        yield project


def read_codebook(folder: Path | None) -> Codebook:
    """The codebook in a project's folder, or the one that comes with sayso where there is none."""
    from sayso.claims.codebook import load_codebook

    own = folder / "codebook.yaml" if folder else None
    return load_codebook(own if own and own.is_file() else None)


def stdout_console() -> Console:
    """Where data goes. In a pipe or file: no colour, and a fixed width unless COLUMNS is set."""
    import os

    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal and not os.environ.get("COLUMNS"):
        console.width = PIPE_WIDTH
    return console


def note(words: str) -> None:
    """A remark for the person at the terminal; data never goes this way."""
    print(words, file=sys.stderr)


def print_json(value: Any) -> None:  # noqa: ANN401 - anything that msgspec encodes
    """One JSON value, indented, on standard output."""
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def only_one(**flags: bool) -> str | None:
    """The name of the flag that is set; raises UsageError where several are."""
    chosen = [name for name, is_set in flags.items() if is_set]
    if len(chosen) > 1:
        raise UsageError(f"choose one of {', '.join(f'--{name}' for name in chosen)}.")
    return chosen[0] if chosen else None


def one_of(option: str, value: str | None, known: Sequence[str]) -> None:
    """Raises UsageError, with the nearest known value, where the value is none of the known ones."""
    if value is None or value in known:
        return
    import difflib

    near = difflib.get_close_matches(value, known, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else f"Known are {', '.join(known)}."
    raise UsageError(f"{option} '{value}' is unknown. {hint}")


@contextmanager
def progress_bar(doing: str, *, wanted: bool = True) -> Iterator[OnProgress | None]:
    """A callback that moves a bar on standard error; None where that is no terminal, or no bar is wanted."""
    if not (wanted and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _mover(bar, bar.add_task(doing, total=None))


def _mover(bar: Any, task: Any) -> Callable[[Progress], None]:  # noqa: ANN401 - rich is not imported at the top
    def move(progress: Progress) -> None:
        bar.update(task, completed=progress.done, total=progress.total)

    return move


def count(number: int, noun: str) -> str:
    """'1 document', '2,000 documents'."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
