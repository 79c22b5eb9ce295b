"""`sayso explain`: why a claim is there, and on whose word a statement rests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.common import (
    JsonOption,
    ProjectOption,
    one_of,
    open_project,
    print_json,
    read_codebook,
    stdout_console,
)
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.project import Project

_STATEMENT = "S"
"""The ids of statements begin with it, those of claims never."""


def explain(
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="CLAIM|STATEMENT", help="An id, or its beginning: see sayso claims and sayso statements."
        ),
    ],
    project_folder: ProjectOption = None,
    without: Annotated[
        list[str] | None,
        typer.Option(metavar="FOLD", help="Of a statement: do not fold reprints, self, speaker or circles."),
    ] = None,
    owners: Annotated[
        bool, typer.Option("--owners", help="Of a statement: count all outlets of one owner as one, too.")
    ] = False,
    whole: Annotated[bool, typer.Option("--all", help="Of a statement: show every claim, not the first few.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show why a claim is there, or how many independent sources a statement has and how they were counted.

    Of a claim: the sentence with its parts marked, whose word it is, what matched, and when. Of a statement: the way
    from documents to independent sources, fold by fold, and each source with its chains down to the words.
    """
    with open_project(project_folder) as project:
        if wanted.startswith(_STATEMENT):
            _explain_statement(project, wanted, without or [], owners=owners, whole=whole, as_json=as_json)
        elif without or owners or whole:
            raise UsageError("--without, --owners and --all are for statements, whose ids begin with S.")
        else:
            _explain_claim(project, wanted, as_json=as_json)


def _explain_claim(project: Project, prefix: str, *, as_json: bool) -> None:
    from sayso.exports import explanation

    stored = project.claim(prefix)
    analysis, codebook = project.analysis(stored.document_id), read_codebook(project.folder)
    explained = explanation.explain(stored, analysis, codebook)
    if as_json:
        print_json(explained)
        return
    from sayso.exports.terminal import print_lines
    from sayso.exports.terminal_explain import explanation_lines

    print_lines(stdout_console(), explanation_lines(explained, analysis.document, codebook), indent=2)


def _explain_statement(
    project: Project, prefix: str, without: list[str], *, owners: bool, whole: bool, as_json: bool
) -> None:
    from sayso.corpus.independence import FOLDS, USUAL
    from sayso.corpus.sources import MOST

    for name in without:
        one_of("--without", name, FOLDS)
    folds = [name for name in FOLDS if name not in without and (name in USUAL or owners)]
    found = project.statement(prefix, folds=folds, most=None if whole else MOST)
    if as_json:
        print_json(found)
        return
    from sayso.exports.terminal import print_columns, print_lines
    from sayso.exports.terminal_statement import TOLD, statement_lines, told_cells

    console = stdout_console()
    print_lines(console, statement_lines(found, read_codebook(project.folder)), indent=5)
    for title, rows in (("By holder, at the end of the chain", found.holders), ("By outlet", found.outlets)):
        if rows:
            console.print(f"\n{title}", style="bold")
            print_columns(console, TOLD, told_cells(rows))
