"""`sayso statements`: what is claimed over all documents, and on how many independent sources it rests."""

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
    read_codebook,
    stdout_console,
)
from sayso.commands.conditions import (
    AboutOption,
    HolderOption,
    ObjectOption,
    RelationOption,
    SubjectOption,
    UntilOption,
)
from sayso.commands.listings import check_date

if TYPE_CHECKING:
    from sayso.claims.codebook import Codebook
    from sayso.storage.statements import StatementRow

LEGEND = (
    "independent: sources with a name on whose word it is affirmed, after reprints, self-citation and circles are "
    "folded. anonymous: sources without a name, counted apart. denied by: independent sources that deny it."
)


def statements(
    *,
    subject: SubjectOption = None,
    object_: ObjectOption = None,
    about: AboutOption = None,
    relation: RelationOption = None,
    holder: HolderOption = None,
    outlet: Annotated[str | None, typer.Option(metavar="ACTOR", help="Claimed in documents of this publisher.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Published from this day, month or year (2021-08) on.")
    ] = None,
    until: UntilOption = None,
    min_independent: Annotated[
        int, typer.Option(min=0, metavar="N", help="On the word of so many independent sources at least.")
    ] = 0,
    sort: Annotated[
        str, typer.Option(metavar="documents|independent|inflation", help="What the first have most of.")
    ] = "documents",
    roll_up: Annotated[
        bool, typer.Option("--roll-up", help="Count what is said of a part for the whole, as the registry has them.")
    ] = False,
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="Print no more than this many; 0 means all.")] = 50,
    as_json: JsonOption = False,
    project_folder: ProjectOption = None,
) -> None:
    """List statements: what is claimed over all documents, how often, and by how many independent sources."""
    from sayso.storage.statements import SORTS, StatementFilter

    one_of("--sort", sort, SORTS)
    for option, day in (("--since", since), ("--until", until)):
        check_date(option, day)
    with open_project(project_folder) as project:
        codebook = read_codebook(project.folder)
        one_of("--relation", relation, list(codebook.relations))
        wanted = StatementFilter(
            subject=subject, object=object_, about=about, relation=relation, holder=holder, outlet=outlet, since=since,
            until=until, min_independent=min_independent, sort=sort,  # type: ignore[arg-type]
        )  # fmt: skip
        found = project.statements(wanted, roll_up=roll_up, limit=limit + 1 if limit else None)
        asked = about or object_
        turned = project.identities(asked) if asked else []
        waiting = project.status().waiting if not found else 0
    shown = found[:limit] if limit else found
    if as_json:
        print_json([_as_row(row, codebook) for row in shown])
    elif shown:
        _print(shown, codebook, turned)
    if not found:
        hint = f" {count(waiting, 'document')} still to analyse. Next: sayso run" if waiting else ""
        note(f"No statements match.{hint}")
    elif len(found) > len(shown):
        note(f"The first {limit:,}; --limit 0 prints all.")


def _as_row(row: StatementRow, codebook: Codebook) -> dict[str, object]:
    import msgspec

    from sayso.exports.sentences import statement_clause

    words = {
        "sentence": statement_clause(row, codebook),
        "inverse_sentence": statement_clause(row, codebook, inverse=True),
    }
    return {**msgspec.to_builtins(row), **words}


def _print(rows: Sequence[StatementRow], codebook: Codebook, turned: Sequence[str]) -> None:
    from sayso.exports.sentences import statement_clause
    from sayso.exports.terminal import print_columns

    console = stdout_console()
    header = ("id", "statement", "documents", "independent", "anonymous", "denied by", "inflation", "first", "last")
    cells = []
    for row in rows:
        inverse = row.object_identity in turned and row.subject_identity not in turned
        numbers = (row.documents, row.independent, row.anonymous, row.denying)
        words = statement_clause(row, codebook, inverse=inverse)
        days = row.first_day or "undated", row.last_day or "undated"
        cells.append((row.id, words, *(f"{number:,}" for number in numbers), f"{row.inflation:.1f}", *days))
    print_columns(console, header, cells)
    if console.is_terminal:
        note(LEGEND)
