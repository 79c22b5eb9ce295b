"""`sayso export`: what a project holds, for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.commands.common import (
    ConfidenceOption,
    JsonOption,
    ProjectOption,
    note,
    one_of,
    open_project,
    print_json,
    read_codebook,
)
from sayso.commands.conditions import (
    MODALITIES,
    POLARITIES,
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
from sayso.commands.listings import check_date


def export(
    *,
    format_: Annotated[
        str | None, typer.Argument(metavar="FORMAT", help="csv, parquet, gexf ...; without it, all formats are listed.")
    ] = None,
    to: Annotated[Path | None, typer.Option(metavar="PATH", help="The file or folder to make.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    subject: SubjectOption = None,
    object_: ObjectOption = None,
    about: AboutOption = None,
    relation: RelationOption = None,
    holder: HolderOption = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day, month or year on.")] = None,
    until: UntilOption = None,
    polarity: PolarityOption = None,
    modality: ModalityOption = None,
    document: DocumentOption = None,
    min_confidence: ConfidenceOption = None,
    as_json: JsonOption = False,
    project_folder: ProjectOption = None,
) -> None:
    """Write claims and what belongs to them for another program, all or those that meet conditions as in `claims`."""
    from sayso.errors import UsageError
    from sayso.exports.formats import FORMATS
    from sayso.storage.rows import ClaimFilter

    if format_ is None:
        _list_formats(as_json)
        return
    one_of("FORMAT", format_, list(FORMATS))
    if to is None:
        raise UsageError(f"--to says where {FORMATS[format_].what} shall go.")
    one_of("--polarity", polarity, POLARITIES)
    one_of("--modality", modality, MODALITIES)
    for option, day in (("--since", since), ("--until", until)):
        check_date(option, day)
    with open_project(project_folder) as project:
        one_of("--relation", relation, list(read_codebook(project.folder).relations))
        if document is not None:
            document = project.find_document(document).id
        wanted = ClaimFilter(
            subject=subject, object=object_, about=about, relation=relation, holder=holder, since=since, until=until,
            polarity=polarity, modality=modality, document=document, min_confidence=min_confidence,  # type: ignore[arg-type]
        )  # fmt: skip
        project.export(format_, to, wanted, force=force)
    form = FORMATS[format_]
    if as_json:
        print_json({"format": format_, "path": str(to), "makes": form.what, "left_out": form.lost})
    note(f"Written: {to} ({form.what}).")
    note(f"Left out: {form.lost}")


def _list_formats(as_json: bool) -> None:
    from sayso.commands.common import stdout_console
    from sayso.exports.formats import FORMATS
    from sayso.exports.terminal import print_columns

    if as_json:
        print_json([{"format": name, "makes": form.what, "left_out": form.lost} for name, form in FORMATS.items()])
        return
    print_columns(stdout_console(), ("format", "makes"), [(name, found.what) for name, found in FORMATS.items()])
