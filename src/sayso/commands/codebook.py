"""`sayso codebook`: looks a codebook over, tries it on a sentence, and says why a claim is there or is not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.common import JsonOption, count, note, print_json
from sayso.commands.exits import FAILED

if TYPE_CHECKING:
    from sayso.claims.codebook_check import Finding
    from sayso.evaluation.frames import FrameCount

CODEBOOK_FILE, SETTINGS_FILE = "codebook.yaml", "sayso.toml"

app = typer.Typer(
    no_args_is_help=True, help="Check a codebook, try it on a sentence, and ask why a claim is not there."
)


@app.command("check")
def check(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PATH]",
            help="A project's folder or a codebook file. Without it: the project here or above, else the shipped file.",
        ),
    ] = None,
    on: Annotated[
        Path | None,
        typer.Option(
            "--on",
            metavar="PATH",
            help="Annotated documents, a folder of .json or a .jsonl file: print how often each frame fires, and how "
            "often rightly.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a codebook: all faults at once, frames that never fire, words no text gives, relations that do not fit.

    Exit code 0 where there is nothing to tell, 1 otherwise.
    """
    from sayso.claims.codebook_check import check_file
    from sayso.language import Dictionary
    from sayso.resources import read_settings

    folder = _folder(path)
    file = path if path and not path.is_dir() else folder / CODEBOOK_FILE if folder else None
    file = file if file and (file == path or file.exists()) else None
    findings = check_file(file, Dictionary(read_settings(folder).language.model))
    faulty = any(finding.kind == "fault" for finding in findings)
    counts = _count(on, folder, file) if on and not faulty else []
    if as_json:
        print_json({"findings": findings, "frames": counts} if on else findings)
    else:
        _print(findings, counts)
        if on and faulty:
            note("No frames were counted: put the faults right first.")
    if findings:
        raise typer.Exit(FAILED)


def _folder(path: Path | None) -> Path | None:
    """The project meant: the folder given, or without a path the one here or above; None for none."""
    if path is not None:
        return path if path.is_dir() else None
    here = Path().absolute()
    return next((folder for folder in (here, *here.parents) if (folder / SETTINGS_FILE).is_file()), None)


def _count(on: Path, folder: Path | None, file: Path | None) -> list[FrameCount]:
    from dataclasses import replace

    from sayso.claims import load_codebook
    from sayso.evaluation.frames import count_frames
    from sayso.evaluation.rows import read_rows, require
    from sayso.resources import load_resources

    rows = read_rows(on)
    require(rows, ("id", "text", "actors", "claims"), on)
    return count_frames(rows, replace(load_resources(folder), codebook=load_codebook(file)))


def _print(findings: list[Finding], counts: list[FrameCount]) -> None:
    for finding in findings:
        line = f"line {finding.line}: " if finding.line else ""
        sys.stdout.write(f"{line}{finding.key}: {finding.says}\n")
    if counts:
        from sayso.evaluation.frames import lines

        sys.stdout.writelines(f"{line}\n" for line in lines(counts))
    note("Nothing to tell." if not findings else f"{count(len(findings), 'thing')} to look at.")
