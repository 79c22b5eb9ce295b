"""`sayso network`: who does what to whom, according to whom."""

from __future__ import annotations

from collections.abc import Sequence
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
from sayso.commands.conditions import AboutOption, RelationOption, UntilOption
from sayso.commands.disputes import LimitOption, SinceOption, report
from sayso.commands.listings import check_date

if TYPE_CHECKING:
    from sayso.findings.balance import Balance
    from sayso.findings.networks import Network

_PERIODS = ("year", "month")
_EDGE = ("subject", "object", "friendly", "hostile", "neither", "denied", "sources: friendly", "hostile")


def network(
    *,
    about: AboutOption = None,
    relation: RelationOption = None,
    holder: Annotated[str | None, typer.Option(metavar="ACTOR", help="On whose word, anywhere in the chain.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="ACTOR", help="Only what this one prints.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    by: Annotated[str | None, typer.Option(metavar="|".join(_PERIODS), help="One network for each period.")] = None,
    balance: Annotated[
        bool, typer.Option("--balance", help="Count whether friends of friends are friends instead.")
    ] = False,
    limit: LimitOption = 30,
    as_json: JsonOption = False,
    project_folder: ProjectOption = None,
) -> None:
    """Show who is said to be friendly or hostile to whom, with the independent sources that say so."""
    from sayso.storage.edges import EdgeFilter

    one_of("--by", by, _PERIODS)
    for option, day in (("--since", since), ("--until", until)):
        check_date(option, day)
    with open_project(project_folder) as project:
        one_of("--relation", relation, list(read_codebook(project.folder).relations))
        wanted = EdgeFilter(about=about, relation=relation, holder=holder, outlet=outlet, since=since, until=until)
        if balance:
            counted = project.findings.balance(wanted)
        else:
            found = project.findings.networks(wanted, by=by, limit=limit)  # type: ignore[arg-type]
        waiting = project.status().waiting
    if as_json:
        print_json(counted if balance else found)
    elif balance:
        _print_balance(counted)
    else:
        _print_networks(found)
    if not balance:
        report(found, len(found), "No claims between actors are found.", waiting)


def _print_networks(networks: Sequence[Network]) -> None:
    from sayso.exports.terminal import print_columns

    several = any(network.period for network in networks)
    cells = [
        (*((network.period or "",) if several else ()), e.subject, e.object,
         *map(str, (e.friendly, e.hostile, e.neither, e.denied, e.friendly_sources, e.hostile_sources)))
        for network in networks
        for e in network.edges
    ]  # fmt: skip
    if cells:
        print_columns(stdout_console(), ("period", *_EDGE) if several else _EDGE, cells)


def _print_balance(counted: Balance) -> None:
    from sayso.exports.terminal import print_columns

    rows = [
        ("three friends", str(counted.all_friendly), "balanced"),
        ("two friends with one enemy", str(counted.one_friendly), "balanced"),
        ("two enemies with one friend", str(counted.two_friendly), "not balanced"),
        ("three enemies", str(counted.none_friendly), "balanced only in the weak sense"),
    ]
    print_columns(stdout_console(), ("triads", "number", ""), rows)
    for triad in counted.tense:
        stdout_console().print(f"  tense: {', '.join(triad.actors)}", soft_wrap=True)
    if counted.balanced is not None:
        note(
            f"{counted.balanced:.0%} of the triads are balanced; by chance it would be {counted.expected:.0%}. "
            f"{counted.friendly:,} friendly and {counted.hostile:,} hostile pairs, {counted.undecided:,} undecided."
        )
