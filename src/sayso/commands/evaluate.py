"""`sayso evaluate`: how good the analysis is, measured against documents that people annotated."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, get_args

import typer

from sayso.commands.common import ConfidenceOption, JsonOption, ProcessesOption, SettingsOption, one_of, print_json


def evaluate(
    *,
    kind: Annotated[str, typer.Argument(metavar="claims|attribution|dates|relations|actors", help="What to measure.")],
    gold: Annotated[
        Path, typer.Option("--gold", metavar="PATH", help="Annotated documents: a folder of .json, or a .jsonl file.")
    ],
    per_relation: Annotated[
        bool, typer.Option("--per-relation", help="Also print the figures of each relation, class or kind.")
    ] = False,
    min_confidence: ConfidenceOption = None,
    settings: SettingsOption = None,
    processes: ProcessesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Analyse annotated documents afresh and print precision, recall and F1 against the annotation."""
    from sayso import evaluation
    from sayso.resources import load_resources

    one_of("KIND", kind, get_args(evaluation.Kind))
    count = (processes or os.cpu_count() or 1) if processes is not None else 1
    report = evaluation.evaluate(
        kind,  # type: ignore[arg-type]
        gold,
        load_resources(settings),
        processes=count,
        min_confidence=min_confidence or 0.0,
    )
    if as_json:
        print_json(report.figures)
        return
    for line in report.lines(details=per_relation):
        print(line)
