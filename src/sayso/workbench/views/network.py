"""The network: who is said to be friendly or hostile to whom, as a picture, a matrix and a table."""

from __future__ import annotations

from typing import Annotated

import msgspec

from sayso.findings.mapping import map_network
from sayso.findings.networks import Edge, Network
from sayso.pictures import matrix
from sayso.pictures import network as pictures
from sayso.pictures.signs import SIGNS
from sayso.pictures.tables import Linked, Table
from sayso.storage.tallies import TallyFilter
from sayso.workbench.addresses import Addresses
from sayso.workbench.desk import Desk
from sayso.workbench.figures import Figure
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Day, Name, address
from sayso.workbench.views.choices import Choices, choices
from sayso.workbench.views.periods import Period, periods, window

ARROWS = 90
"""So many arrows can be told apart; the matrix has all."""
_KINDS: tuple[matrix.Taken, ...] = ("friendly", "hostile", "mixed", "neither", "denied")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Whose network to show, and of which claims; names as in the form. `period` is what the slider stands at."""

    about: Name | None = None
    relation: Name | None = None
    holder: Name | None = None
    outlet: Name | None = None
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None
    period: Day | None = None
    since: Day | None = None
    until: Day | None = None


class NetworkPage(msgspec.Struct, frozen=True, kw_only=True):
    """The network as a picture of its strongest arrows, and all of it as a matrix; None where nothing is claimed.

    `since` and `until` are the days that count. `is_whole` is false where only the statements in most documents were
    looked at.
    """

    figure: Figure | None
    grid: Figure | None
    actors: int
    arrows: int
    drawn: int
    is_whole: bool
    since: str | None
    until: str | None
    periods: list[Period]
    choices: Choices


def show(desk: Desk, asked: Asked) -> NetworkPage:
    """Raises UsageError where nobody is called as asked."""
    offered = choices(desk, asked.relation)
    since, until = window(asked)
    sure = asked.confidence if asked.confidence is not None and asked.confidence > desk.least else 0.0
    wanted = TallyFilter(
        about=asked.about, relation=asked.relation, holder=asked.holder, outlet=asked.outlet, since=since, until=until,
        confidence=sure,
    )  # fmt: skip
    found = map_network(desk.connection, wanted)
    whole = found.network
    main = pictures.main_part(Network(nodes=whole.nodes, edges=whole.edges[:ARROWS]))
    return NetworkPage(
        figure=_figure(main, wanted) if main.edges else None,
        grid=_grid(whole, wanted) if whole.edges else None,
        actors=len(whole.nodes),
        arrows=len(whole.edges),
        drawn=len(main.edges),
        is_whole=found.is_whole,
        since=since,
        until=until,
        periods=periods(desk),
        choices=offered,
    )


def claims_of(edge: Edge, wanted: TallyFilter) -> str:
    """Where the claims of an arrow are."""
    same = {name: getattr(wanted, name) for name in ("relation", "holder", "outlet", "since", "until")}
    sure = wanted.confidence or None
    return address("/claims", subject=edge.subject_identity, object=edge.object_identity, confidence=sure, **same)


def _figure(network: Network, wanted: TallyFilter) -> Figure:
    addresses = Addresses()
    drawing = pictures.draw(
        network,
        node_href=lambda node: addresses.actor(node.identity),
        edge_href=lambda edge: claims_of(edge, wanted),
    )
    header = ("from", "to", "sign", "friendly claims", "hostile claims", "neutral claims", "denials")
    rows = tuple(
        (Linked(e.subject, claims_of(e, wanted)), e.object, SIGNS[pictures.sign_of(e)].word,
         e.friendly, e.hostile, e.neither, e.denied)
        for e in network.edges
    )  # fmt: skip
    caption = f"Who is said to do what to whom: {len(network.nodes)} actors, {len(network.edges)} arrows"
    return Figure(drawing, caption, Table(header, rows, (3, 4, 5, 6)))


def _grid(network: Network, wanted: TallyFilter) -> Figure:
    """Those who act in rows, those to whom it is done in columns."""
    addresses = Addresses()
    acting = [node for node in network.nodes if any(e.subject_identity == node.identity for e in network.edges)]
    acted = [node for node in network.nodes if any(e.object_identity == node.identity for e in network.edges)]
    place = {node.identity: number for number, node in enumerate(acted)}
    rows = []
    for node in acting:
        own = {place[e.object_identity]: e for e in network.edges if e.subject_identity == node.identity}
        rows.append(
            matrix.Row(
                node.name,
                {column: pictures.sign_of(edge) for column, edge in own.items()},  # type: ignore[misc]
                addresses.actor(node.identity),
                {column: claims_of(edge, wanted) for column, edge in own.items()},
                {column: f"({_numbers(edge)})" for column, edge in own.items()},
            )
        )
    caption = "The same as a matrix: those who act in rows, those to whom it is done in columns"
    told = "{rows} actors who act in rows, {columns} to whom it is done in columns."
    names = [node.name for node in acted]
    drawing = matrix.draw(rows, names, name=caption, told=told, kinds=_KINDS, empty="nothing is said")
    table = matrix.table(rows, names)
    return Figure(drawing, caption, table._replace(header=("who acts", *names)))


def _numbers(edge: Edge) -> str:
    told = ((edge.friendly, "friendly"), (edge.hostile, "hostile"), (edge.neither, "neutral"), (edge.denied, "denied"))
    return ", ".join(f"{number:,} {word}" for number, word in told if number)


VIEW = View(
    path="/network",
    template="network/page.html",
    asked=Asked,
    show=show,
    section="Network",
    opens=True,
    drawing=lambda page: page.figure,
)
