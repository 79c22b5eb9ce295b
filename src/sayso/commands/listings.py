"""`sayso claims`, `actors`, `documents`: lists of what a project holds, for people and for other programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.commands.common import (
    ConfidenceOption,
    JsonOption,
    ProjectOption,
    note,
    one_of,
    only_one,
    open_project,
    print_json,
    read_codebook,
    stdout_console,
)
from sayso.commands.conditions import (
    MODALITIES,
    POLARITIES,
    REVIEWS,
    AboutOption,
    DocumentOption,
    HolderOption,
    ModalityOption,
    ObjectOption,
    PolarityOption,
    RelationOption,
    SubjectOption,
    UntilOption,
)

if TYPE_CHECKING:
    from sayso.claims.codebook import Codebook
    from sayso.storage.rows import ClaimFilter, StoredClaim


def claims(
    *,
    subject: SubjectOption = None,
    object_: ObjectOption = None,
    about: AboutOption = None,
    relation: RelationOption = None,
    holder: HolderOption = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="From this day, month or year (2021-08) on.")
    ] = None,
    until: UntilOption = None,
    polarity: PolarityOption = None,
    modality: ModalityOption = None,
    document: DocumentOption = None,
    min_confidence: ConfidenceOption = None,
    reviewed: Annotated[
        str | None,
        typer.Option(metavar="|".join(REVIEWS), help="Accepted, changed or added by hand; not reviewed; rejected."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Print no more than this many.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a CSV table, one row a claim.")] = False,
    project_folder: ProjectOption = None,
) -> None:
    """List claims: who says it, what it says, and the words of the text that show it."""
    from sayso.storage.rows import ClaimFilter

    form = only_one(json=as_json, jsonl=as_jsonl, csv=as_csv)
    one_of("--polarity", polarity, POLARITIES)
    one_of("--modality", modality, MODALITIES)
    one_of("--reviewed", reviewed, REVIEWS)
    for option, day in (("--since", since), ("--until", until)):
        check_date(option, day)
    with open_project(project_folder) as project:
        codebook = read_codebook(project.folder)
        one_of("--relation", relation, list(codebook.relations))
        if document is not None:
            document = project.find_document(document).id
        wanted = ClaimFilter(
            subject=subject, object=object_, about=about, relation=relation, holder=holder, since=since, until=until,
            polarity=polarity, modality=modality, document=document, min_confidence=min_confidence,  # type: ignore[arg-type]
            reviewed=reviewed,  # type: ignore[arg-type]
        )  # fmt: skip
        found = project.claims(wanted)
        waiting = project.status().waiting if not found else 0
    _print_claims(found[:limit], form, codebook, wanted)
    if not found:
        note(
            "No claims match." + (f" {waiting:,} documents wait for their analysis. Next: sayso run" if waiting else "")
        )
    elif limit is not None and len(found) > limit:
        note(f"{limit:,} of {len(found):,} claims.")


def actors(project_folder: ProjectOption = None, as_json: JsonOption = False) -> None:
    """List the actors of all claims, those in most claims first."""
    with open_project(project_folder) as project:
        rows = project.actors()
    header = ("actor", "type", "subject", "object", "holder", "documents", "names")
    cells = [
        (a.name, a.type, str(a.as_subject), str(a.as_object), str(a.as_holder), str(a.documents), ", ".join(a.names))
        for a in rows
    ]
    _print_rows(rows, header, cells, as_json)


def documents(project_folder: ProjectOption = None, as_json: JsonOption = False) -> None:
    """List the documents with the number of claims in each, by day of publication."""
    from sayso.exports.terminal import short_id

    with open_project(project_folder) as project:
        rows = project.documents()
    header = ("document", "published", "claims", "characters", "publisher", "title")
    cells = [
        (
            short_id(d.id),
            d.published or "undated",
            "waiting" if d.claims is None else str(d.claims),
            str(d.characters),
            d.publisher or d.author or "unknown",
            d.title or "",
        )
        for d in rows
    ]
    _print_rows(rows, header, cells, as_json)


def check_date(option: str, day: str | None) -> None:
    """Raises UsageError where this is no day, month or year."""
    from datetime import date

    from sayso.errors import UsageError

    if day is None:
        return
    parts = day.split("-")
    try:
        date(*map(int, [*parts, "1", "1"][:3]))
    except (ValueError, TypeError):
        parts = []
    if [len(part) for part in parts] != [4, 2, 2][: len(parts)] or not parts:
        raise UsageError(f"{option} '{day}' is no date: write 2021, 2021-08 or 2021-08-19.")


def _print_claims(found: Sequence[StoredClaim], form: str | None, codebook: Codebook, wanted: ClaimFilter) -> None:
    from sayso.exports import rows, tables

    if form == "csv":
        cells = (rows.claim_cells(stored, codebook) for stored in found)
        tables.write_csv(cells, rows.CLAIM_COLUMNS, sys.stdout)
    elif form is not None:
        write = tables.write_json if form == "json" else tables.write_jsonl
        write((rows.claim_row(stored, codebook) for stored in found), sys.stdout)
    elif found:
        from sayso.exports.sentences import as_shown
        from sayso.exports.terminal import SIGN_LEGEND, claim_entry, print_lines

        console, asked = stdout_console(), (wanted.about or wanted.object or "").casefold()
        if console.is_terminal:
            note(SIGN_LEGEND)
        for stored in found:
            claim = as_shown(stored).claim
            turned = claim.object if asked in (claim.object.casefold(), stored.claim.object.casefold()) else None
            print_lines(console, claim_entry(stored, codebook, about=turned), indent=10)


def _print_rows(rows: Sequence[Any], header: Sequence[str], cells: Sequence[Sequence[str]], as_json: bool) -> None:
    if as_json:
        print_json(rows)
    elif not rows:
        note("There are none yet. Next: sayso status")
    else:
        from sayso.exports.terminal import print_columns

        print_columns(stdout_console(), header, cells)
