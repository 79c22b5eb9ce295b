"""`sayso drift`: what outlets changed in what they say of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.commands.common import (
    JsonOption,
    ProjectOption,
    note,
    one_of,
    open_project,
    print_json,
    read_codebook,
    stdout_console,
)

if TYPE_CHECKING:
    from sayso.findings.drift import Drifts
    from sayso.storage.outlets import SeriesKind

_KINDS: tuple[SeriesKind, ...] = ("answers", "does", "undergoes", "names", "tone")


def drift(
    *,
    outlet: Annotated[str | None, typer.Option(metavar="ACTOR", help="Only what this one prints.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="ACTOR", help="Only what is said of this one.")] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(_KINDS), help="Who is behind it, what it does, what is done to it, its names, their tone."
        ),
    ] = None,
    level: Annotated[
        float, typer.Option(min=0, max=1, metavar="0..1", help="The share of false drifts to put up with.")
    ] = 0.05,
    as_json: JsonOption = False,
    project_folder: ProjectOption = None,
) -> None:
    """Show where an outlet changed what it says of an actor, by more than chance would have it.

    Each outlet and actor with ten dated documents or more is tested; the options only choose what is shown.
    """
    from sayso.exports.terminal import print_lines
    from sayso.exports.terminal_findings import drift_lines

    one_of("--kind", kind, _KINDS)
    with open_project(project_folder) as project:
        found = project.findings.drift(outlet=outlet, actor=actor, level=level)
        codebook = read_codebook(project.folder)
    shown = [drift for drift in found.found if kind in (None, drift.kind)]
    if as_json:
        import msgspec

        print_json(msgspec.structs.replace(found, found=tuple(shown)))
    else:
        print_lines(stdout_console(), (line for drift in shown for line in drift_lines(drift, codebook)), indent=6)
    note(_tested(found, len(shown)))


def _tested(found: Drifts, shown: int) -> str:
    said = f"{shown:,} shown." if shown else "No drift is found."
    return (
        f"{said} {found.tested:,} series were tested; of all drifts found in them, at most {found.level:.0%} are "
        f"expected to be false. {found.short:,} series are too short to test, or always the same."
    )
