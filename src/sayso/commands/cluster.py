"""The options of `sayso run` for machines beyond this one, and what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from sayso.commands.common import count, note, one_of, progress_bar
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.cluster import OnRay
    from sayso.project import Project

_PANEL = "On a cluster"
OnOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="ray", help="Analyse on Ray instead of in processes of this machine.", rich_help_panel=_PANEL
    ),
]
AddressOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="HOST:PORT|auto",
        help="The cluster to use; without it, Ray is started on this machine alone.",
        rich_help_panel=_PANEL,
    ),
]
FromOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--from",
        metavar="PATH|URL",
        help="Read these files there first, as `sayso add` would; Parquet, too, and URLs like s3://bucket/*.warc.gz.",
        rich_help_panel=_PANEL,
    ),
]
ShardsOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="DIR|URL",
        help="Where all machines can write what they have done. Default: the folder 'shards' of the project.",
        rich_help_panel=_PANEL,
    ),
]


@contextmanager
def engine_for(
    project: Project, on: str | None, address: str | None, shards: str | None, sources: list[str] | None
) -> Iterator[OnRay | None]:
    """The engine that is asked for, None for this machine's processes. What is to be read first, is read.

    Raises UsageError where the options do not go together.
    """
    one_of("--on", on, ["ray"])
    if on is None:
        if address or shards or sources:
            raise UsageError("--address, --shards and --from go with --on ray only.")
        yield None
        return
    from sayso.cluster import OnRay
    from sayso.cluster.session import session

    engine = OnRay(shards or str(project.folder / "shards"), address)
    if sources:
        with session(address):
            _read(project, engine, sources)
            yield engine
    else:
        yield engine


def _read(project: Project, engine: OnRay, sources: list[str]) -> None:
    with progress_bar("Reading") as moved:
        added = project.add_found(engine.read(sources, project.settings.reading), on_progress=moved)
    print(f"Added {count(added.added, 'document')}; {added.known:,} were there already; {added.skipped:,} skipped.")
    if added.skipped:
        note("What was skipped, and why: sayso status --skipped")
