"""`sayso unresolved`: the words that could not be traced to an actor, and why."""

from __future__ import annotations

from collections.abc import Sequence
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
    stdout_console,
)

if TYPE_CHECKING:
    from sayso.storage.rows import UnresolvedCount, UnresolvedRow


def unresolved(
    reason: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only what has a reason with these words, such as 'pronoun'.")
    ] = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="A document, by the beginning of its id.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Print no more than this many.")] = None,
    project_folder: ProjectOption = None,
    as_json: JsonOption = False,
) -> None:
    """List sources and mentions that could not be traced to an actor: how often, why, and where they stand."""
    with open_project(project_folder) as project:
        if document is not None:
            document = project.find_document(document).id
        counts = project.count_unresolved(document=document)
        if reason is not None:
            counts = _having(reason, counts)
        wanted = None if reason is None else [c.reason for c in counts]
        rows = project.unresolved(reasons=wanted, document=document, limit=limit)
        waiting = project.status().waiting if not counts else 0
    total = sum(c.number for c in counts)
    if as_json:
        print_json(rows)
    elif rows:
        _print(counts, rows)
    if not rows:
        hint = f" {count(waiting, 'document')} still to analyse. Next: sayso run" if waiting else ""
        note(f"Nothing is unresolved.{hint}")
    elif len(rows) < total:
        note(f"{len(rows):,} of {total:,} unresolved.")


def _having(words: str, counts: Sequence[UnresolvedCount]) -> list[UnresolvedCount]:
    """Those whose reason holds the words, in any case. Raises UsageError where there are reasons, but none of these."""
    found = [c for c in counts if words.casefold() in c.reason.casefold()]
    if not found and counts:
        one_of("--reason", words, [c.reason for c in counts])
    return found


def _print(counts: Sequence[UnresolvedCount], rows: Sequence[UnresolvedRow]) -> None:
    from sayso.exports.terminal import print_columns, short_id

    console = stdout_console()
    often = [(c.reason, f"{c.number:,}", ", ".join(f"{words} {n:,}" for words, n in c.words.items())) for c in counts]
    print_columns(console, ("reason", "number", "most often"), often)
    console.print()
    cells = [(short_id(r.document), r.reason, r.words, r.quotation) for r in rows]
    print_columns(console, ("document", "reason", "words", "in the text"), cells)
