"""`sayso codebook`: looks a codebook over, tries it on a sentence, and says why a claim is there or is not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.common import (
    JsonOption,
    ProjectOption,
    count,
    note,
    one_of,
    open_project,
    print_json,
    read_codebook,
    stdout_console,
)
from sayso.commands.exits import FAILED
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.claims.codebook_check import Finding
    from sayso.claims.tracing import TracingFinder
    from sayso.claims.why_not import WhyNot
    from sayso.evaluation.frames import FrameCount
    from sayso.model import Analysis

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

    folder = _project(None) if path is None else path if path.is_dir() else None
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


@app.command("test")
def trial(
    sentence: Annotated[
        str, typer.Argument(metavar="SENTENCE", help="The words to try; '-' reads them from standard input.")
    ],
    project_folder: ProjectOption = None,
    as_json: JsonOption = False,
) -> None:
    """Analyse a sentence and show what the codebook makes of it: actors, attributions, claims, and what nearly fired.

    Codebook, actors and settings are those of the project given, or of the one here or above; else sayso's own.
    """
    from sayso.claims.verdicts import Verdicts

    folder = _project(project_folder)
    analysis, finder = _trace(sentence, folder)
    tried = Verdicts(finder).all(0, len(analysis.document.text))
    if as_json:
        print_json({**analysis.as_row(), "tried": tried})
        return
    from sayso.exports.terminal import print_lines
    from sayso.exports.terminal_codebook import trial_lines

    print_lines(stdout_console(), trial_lines(analysis, tried, read_codebook(folder)), indent=4)


@app.command("why-not")
def why_not(
    asked: Annotated[
        str,
        typer.Argument(
            metavar="CLAIM|SENTENCE", help="The id of a claim of the project; or a sentence, '-' for stdin."
        ),
    ],
    first: Annotated[str | None, typer.Argument(metavar="[A]", help="With a sentence: the one actor.")] = None,
    second: Annotated[str | None, typer.Argument(metavar="[B]", help="With a sentence: the other actor.")] = None,
    relation: Annotated[
        str | None, typer.Option("--relation", metavar="NAME", help="Ask about this relation alone.")
    ] = None,
    project_folder: ProjectOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what was found between two actors in a sentence, what nearly was, and what is in the way.

    With the id of a claim alone: why it is what it is, and which frames were its rivals.
    """
    from sayso.exports.terminal import print_lines
    from sayso.exports.terminal_codebook import why_not_lines

    if (first is None) != (second is None):
        raise UsageError("give a sentence and two actors, or the id of a claim alone.")
    folder = _project(project_folder)
    codebook = read_codebook(folder)
    one_of("--relation", relation, list(codebook.relations))
    if first is None or second is None:
        answer, analysis = _about_claim(asked, project_folder, relation)
    else:
        answer, analysis = _about_sentence(asked, folder, (first, second), relation)
    if as_json:
        print_json(answer)
        return
    print_lines(stdout_console(), why_not_lines(answer, analysis, codebook), indent=4)


def _about_claim(claim: str, project_folder: Path | None, relation: str | None) -> tuple[WhyNot, Analysis]:
    """Analyses the claim's document afresh, with the codebook as it stands now."""
    from sayso.analysis import trace
    from sayso.claims.why_not import why_not as ask
    from sayso.resources import load_resources

    with open_project(project_folder) as project:
        stored = project.claim(claim)
        document, settings, folder = project.find_document(stored.document_id), project.settings, project.folder
    analysis, finder = trace(document, load_resources(folder))
    told, least = stored.claim, settings.claims.min_confidence
    actors = (told.subject, told.object)
    answer = ask(finder, analysis, *actors, within=told.evidence[0], relation=relation, least=least)
    if all((c.subject, c.relation, c.object) != (told.subject, told.relation, told.object) for c in answer.claims):
        note(f"With the codebook as it stands, '{told.relation}' is not found here any more. Next: sayso run")
    return answer, analysis


def _about_sentence(
    sentence: str, folder: Path | None, actors: tuple[str, str], relation: str | None
) -> tuple[WhyNot, Analysis]:
    from sayso.claims.why_not import why_not as ask
    from sayso.resources import read_settings

    analysis, finder = _trace(sentence, folder)
    least = read_settings(folder).claims.min_confidence
    return ask(finder, analysis, *actors, relation=relation, least=least), analysis


def _trace(sentence: str, folder: Path | None) -> tuple[Analysis, TracingFinder]:
    """The sentence as a document of its own, and the engine that has read it."""
    from sayso.analysis import trace
    from sayso.reading import read_row
    from sayso.resources import load_resources

    text = sys.stdin.read() if sentence == "-" else sentence
    return trace(read_row({"text": text}, "the sentence"), load_resources(folder))


def _project(folder: Path | None) -> Path | None:
    """The project's folder: in or above the one given, or the one here; None for none."""
    start = (folder or Path()).absolute()
    found = next((path for path in (start, *start.parents) if (path / SETTINGS_FILE).is_file()), None)
    return found or folder
