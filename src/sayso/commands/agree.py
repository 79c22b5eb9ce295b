"""`sayso agree`: how far coders agree with each other, or with sayso."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.commands.agree_reviewers import reviewers_among, reviewers_lines
from sayso.commands.common import JsonOption, ProjectOption, note, open_project, print_json, read_codebook
from sayso.commands.exits import SKIPPED
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.claims.codebook import Codebook
    from sayso.coding.marks import Fault
    from sayso.evaluation.differences import Difference


def agree(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="CODER CODER...",
            help="A file or folder of rows, a coder or reviewer of the project, or 'sayso' for what it found.",
        ),
    ],
    rows: Annotated[bool, typer.Option("--rows", help="List the claims in which they differ.")] = False,
    per_relation: Annotated[bool, typer.Option("--per-relation", help="Also print figures of each relation.")] = False,
    per_document: Annotated[bool, typer.Option("--per-document", help="Also print figures of each document.")] = False,
    project_folder: ProjectOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare what two or more coded in the same documents: F1, kappa and alpha, and where they differ.

    Of people who reviewed claims and coded nothing by hand, their verdicts on the same claims are compared.
    """
    from sayso.evaluation.agreement import agreement
    from sayso.evaluation.differences import differences

    if (reviewers := reviewers_among(names, project_folder)) is not None:
        print_json(reviewers) if as_json else _print(reviewers_lines(reviewers, rows))
        return
    faults: list[Fault] = []
    codings, codebook = _codings(names, project_folder, faults)
    if len(codings) < 2:
        raise UsageError("name two or more coders to compare.")
    figures = agreement(codings, codebook)
    if not figures["documents"]:
        raise UsageError(f"{', '.join(codings)}: no two of them coded the same document with the same text.")
    found = [difference for difference in differences(codings, codebook) if not difference.is_same] if rows else []
    if as_json:
        print_json(figures | ({"rows": found} if rows else {}))
    else:
        _print(_lines(figures, per_relation, per_document))
        _print(line for difference in found for line in _difference_lines(difference, codebook))
    for fault in faults:
        note(f"sayso: {fault}")
    if faults:
        raise typer.Exit(SKIPPED)


def _codings(
    names: Sequence[str], folder: Path | None, faults: list[Fault]
) -> tuple[dict[str, list[dict[str, Any]]], Codebook]:
    """Coder -> rows, in the order of the names; the project is opened only where a name is no file."""
    files = [name for name in names if Path(name).exists()]
    found = {coder: rows for name in files for coder, rows in _of_file(name, faults)}
    if len(files) == len(names):
        return found, read_codebook(folder)
    with open_project(folder) as project:
        kept = {name: project.codings.rows(name) for name in names if name not in (*files, "sayso")}
        if "sayso" in names:
            wanted = {row["id"] for rows in (*found.values(), *kept.values()) for row in rows}
            kept["sayso"] = project.codings.found(wanted)
        ordered = {name: kept[name] for name in names if name in kept}
        return found | ordered, read_codebook(project.folder)


def _of_file(name: str, faults: list[Fault]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The coders in a file: those whom its rows name where these are several, else one with the file's name."""
    from sayso.importing.gold import read_gold
    from sayso.importing.keeping import read_all

    coded = list(read_all(read_gold(Path(name)), faults))
    coders = list(dict.fromkeys(one.coder for one in coded))
    if len(coders) > 1:
        for coder in coders:
            yield coder or name, [one.row for one in coded if one.coder == coder]
    else:
        yield name, [one.row for one in coded]


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        print(line)


def _lines(figures: dict[str, Any], per_relation: bool, per_document: bool) -> Iterator[str]:
    for pair in figures["pairs"]:
        one, other = pair["coders"]
        yield f"{one} and {other}: {pair['documents']} documents, {pair['claims'][0]} and {pair['claims'][1]} claims"
        for level, value in pair["f1"].items():
            yield f"  F1 {level:<12}{_figure(value)}"
        yield f"  kappa          {_figure(pair['kappa'])}  (sentence x relation)"
        yield f"  alpha          {_figure(pair['alpha']['relations'])}  (relation of pairs that both relate)"
        yield f"  alpha          {_figure(pair['alpha']['words'])}  (words of evidence)"
        if per_relation:
            yield "  relation          F1    kappa  alpha of words  claims"
            for relation, of in pair["by_relation"].items():
                cells = (_figure(of[name]) for name in ("f1", "kappa", "alpha_words"))
                yield f"  {relation:<16}{'  '.join(cells)}           {of['claims'][0]} and {of['claims'][1]}"
        if per_document:
            yield "  document: F1 pair, directed, relation, strict"
            for document, of in pair["by_document"].items():
                cells = (_figure(of[level]) for level in ("pair", "directed", "relation", "strict"))
                yield f"  {document}: {'  '.join(cells)}"
    if len(figures["coders"]) > 2:
        alpha = figures["alpha"]
        yield f"all {len(figures['coders'])} coders: {figures['documents']} documents that two or more coded"
        yield f"  alpha          {_figure(alpha['relations'])}  (relation of pairs that two or more relate)"
        yield f"  alpha          {_figure(alpha['words'])}  (words of evidence)"


def _figure(value: float | None) -> str:
    return "  -  " if value is None else f"{value:5.3f}"


def _difference_lines(difference: Difference, codebook: Codebook) -> Iterator[str]:
    import msgspec

    from sayso.exports.sentences import sentence
    from sayso.model import Claim

    what = (
        f"differ in {', '.join(difference.differs)}" if difference.differs else f"only {next(iter(difference.claims))}"
    )
    yield f'{difference.document}: {what}: "{difference.quotation}"'
    for coder, claim in difference.claims.items():
        yield f"  {coder}: {sentence(msgspec.convert(claim, Claim), codebook)}"
