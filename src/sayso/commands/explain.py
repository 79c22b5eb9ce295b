"""`sayso explain`: why a claim is there."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.commands.common import JsonOption, ProjectOption, open_project, print_json, read_codebook, stdout_console


def explain(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim's id, or its beginning: see sayso claims.")],
    project_folder: ProjectOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show why a claim is there: the sentence with its parts marked, whose word it is, what matched, and when."""
    from sayso.exports import explanation

    with open_project(project_folder) as project:
        stored = project.claim(claim)
        analysis, codebook = project.analysis(stored.document_id), read_codebook(project.folder)
    explained = explanation.explain(stored, analysis, codebook)
    if as_json:
        print_json(explained)
        return
    from sayso.exports.terminal import print_lines
    from sayso.exports.terminal_explain import explanation_lines

    print_lines(stdout_console(), explanation_lines(explained, analysis.document, codebook), indent=2)
