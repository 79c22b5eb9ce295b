"""`sayso show`: one document with its claims in the margin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.common import (
    ConfidenceOption,
    ProjectOption,
    note,
    open_project,
    print_json,
    read_codebook,
    stdout_console,
)
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.model import Analysis
    from sayso.project import Project


def show(
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="The document's id, or its beginning: see sayso documents.")
    ],
    project_folder: ProjectOption = None,
    min_confidence: ConfidenceOption = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole analysis as one JSON object, offsets included.")
    ] = False,
) -> None:
    """Show a document with its claims in the margin, beside the paragraph that holds them."""
    from sayso.storage.rows import ClaimFilter

    with open_project(project_folder) as project:
        analysis = _analysis(project, document)
        wanted = ClaimFilter(document=analysis.document.id, min_confidence=min_confidence)
        claims = [stored for stored in project.claims(wanted) if stored.document_id == analysis.document.id]
        codebook = read_codebook(project.folder)
    if as_json:
        print_json(analysis.as_row())
        return
    from sayso.exports.terminal import print_lines
    from sayso.exports.terminal_show import document_lines

    console = stdout_console()
    print_lines(console, document_lines(analysis.document, claims, analysis.labels, codebook, console))
    if claims and console.is_terminal:
        note(f"Next: sayso explain {claims[0].id[:8]}")


def _analysis(project: Project, prefix: str) -> Analysis:
    """What was found in the document; a document that waits for its analysis is shown bare."""
    from sayso.model import Analysis

    document = project.find_document(prefix)
    try:
        return project.analysis(document.id)
    except UsageError:
        note("This document is not analysed yet. Next: sayso run")
        return Analysis(document=document)
