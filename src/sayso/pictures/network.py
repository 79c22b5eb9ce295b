"""A network of actors: who is said to do what to whom. Its sign is in the line's dashes, in a symbol, and in colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import hypot, log2
from typing import NamedTuple, TypeAlias

from sayso.findings.networks import Edge, Network, Node
from sayso.pictures.rings import Place, order, places
from sayso.pictures.signs import SIGNS
from sayso.pictures.svg import (
    EDGE,
    SHADES,
    Box,
    element,
    height_of,
    lines_of_text,
    link,
    number,
    picture,
    text,
    title,
    width_of,
    wrap,
)
from sayso.pictures.tables import Linked, Table

MOST = 30
"""So many actors can be read; those in most claims are drawn."""
NodeLink: TypeAlias = Callable[[Node], str | None]
EdgeLink: TypeAlias = Callable[[Edge], str | None]
_LABEL, _SIZE, _INNER, _FOOT, _APART = 170.0, 12.0, 580.0, 46.0, 34.0
DASHES = {"friendly": None, "hostile": "7 4", "neither": "1.5 4", "mixed": "9 3 2 3", "denied": "3 3"}
"""How the line of each sign is broken."""
_PLACES = (0.4, 0.32, 0.48, 0.26, 0.55, 0.2, 0.62, 0.7)
"""Where on a line its symbol may stand, the best place first (shares of its length)."""


class Point(NamedTuple):
    """A place in a picture, in pixels."""

    x: float
    y: float


def sign_of(edge: Edge) -> str:
    """'friendly', 'hostile', 'mixed' for both, 'neither', or 'denied' where nobody affirms anything."""
    if edge.friendly and edge.hostile:
        return "mixed"
    if edge.friendly or edge.hostile:
        return "friendly" if edge.friendly else "hostile"
    return "neither" if edge.neither else "denied"


def main_part(network: Network, most: int = MOST) -> Network:
    """The actors in most claims, and what is claimed among them."""
    nodes = network.nodes[:most]
    kept = {node.identity for node in nodes}
    edges = (e for e in network.edges if e.subject_identity in kept and e.object_identity in kept)
    drawn = tuple(edges)
    left = {i for edge in drawn for i in (edge.subject_identity, edge.object_identity)}
    return Network(period=network.period, nodes=tuple(n for n in nodes if n.identity in left), edges=drawn)


def draw(
    network: Network,
    *,
    name: str = "Who is said to do what to whom",
    node_href: NodeLink | None = None,
    edge_href: EdgeLink | None = None,
) -> str:
    """The whole network; take its `main_part` first where it may be large. The addresses make links of its parts."""
    nodes = network.nodes
    lines = [wrap(node.name, _LABEL - 24, _SIZE) for node in nodes]
    room = max([_APART, *(height_of(len(some), _SIZE) + 8 for some in lines)])
    high = max(220.0, room * ((len(nodes) + 1) // 2))
    centre = (_LABEL + _INNER / 2, high / 2)
    where = places(order(len(nodes), _weights(network)), centre, (_INNER / 2, high / 2))
    by_identity = {node.identity: where[place] for place, node in enumerate(nodes)}
    pieces: list[str] = []
    symbols: list[Box] = [Box(p.x - 12, p.y - 12, 24, 24) for p in where]
    # Symbols stand above all lines, so that each can be read, and met by a pointer.
    above: list[str] = []
    for edge in network.edges:
        line, sign = _edge(edge, by_identity, centre, symbols)
        href = edge_href(edge) if edge_href else None
        pieces.append(link(href, line))
        above.append(element("a", sign, href=href, tabindex="-1") if href else sign)
    pieces += above
    for node, place, some in zip(nodes, where, lines, strict=True):
        pieces.append(link(node_href(node) if node_href else None, _node(node, place, some)))
    pieces += legend(high + 26)
    told = f"{len(nodes)} actors and {len(network.edges)} arrows from those who act to those to whom it is done."
    linked = node_href is not None or edge_href is not None
    return picture(2 * _LABEL + _INNER, high + _FOOT, name, told, pieces, linked=linked)


def table(network: Network, *, edge_href: EdgeLink | None = None) -> Table:
    """The same in numbers of claims and of independent sources."""
    header = ("from", "to", "sign", "friendly claims", "hostile claims", "neutral claims", "denials")
    rows = tuple(
        (
            Linked(e.subject, edge_href(e) if edge_href else None), e.object, SIGNS[sign_of(e)].word,
            e.friendly, e.hostile, e.neither, e.denied, e.friendly_sources, e.hostile_sources,
        )
        for e in network.edges
    )  # fmt: skip
    return Table((*header, "sources: friendly", "sources: hostile"), rows, tuple(range(3, 9)))


def _weights(network: Network) -> dict[tuple[int, int], int]:
    place = {node.identity: number for number, node in enumerate(network.nodes)}
    found: Counter[tuple[int, int]] = Counter()
    for edge in network.edges:
        one, other = sorted((place[edge.subject_identity], place[edge.object_identity]))
        found[one, other] += edge.friendly + edge.neither - edge.hostile or 1
    return dict(found)


def _edge(edge: Edge, where: dict[str, Place], centre: tuple[float, float], taken: list[Box]) -> tuple[str, str]:
    """The arrow, and the symbol of its sign, which takes a free place on it."""
    start, end = where[edge.subject_identity], where[edge.object_identity]
    shade = sign_of(edge)
    claims = edge.friendly + edge.hostile + edge.neither + edge.denied
    thick = min(1.4 + 0.6 * log2(max(1, claims)), 5.0)
    bent = _bend(start, end, centre)
    tip = _on(start, bent, end, _share_before(start, bent, end))
    line = f"M{number(start.x)} {number(start.y)}Q{number(bent.x)} {number(bent.y)} {number(tip.x)} {number(tip.y)}"
    head = arrow(_on(start, bent, end, _share_before(start, bent, end) - 0.06), tip, 5 + thick)
    at = _free(start, bent, end, taken)
    colour = SHADES[shade]
    way = element(
        "path", d=line, fill="none", stroke=colour, stroke_width=thick, stroke_dasharray=DASHES[shade],
        class_=f"{shade}-line",
    )  # fmt: skip
    point = element("polygon", points=head, fill=colour, class_=f"{shade}-fill")
    told = title(_told(edge))
    return element("g", told, way, point), element("g", told, symbol(at, shade))


def _bend(start: Place, end: Place, centre: tuple[float, float]) -> Point:
    """Towards the centre, and a little to the left of the way, so that there and back are two lines."""
    middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    dx, dy = end.x - start.x, end.y - start.y
    aside = 18 / max(1.0, hypot(dx, dy))
    x, y = (middle.x + centre[0]) / 2, (middle.y + centre[1]) / 2
    return Point(x + dy * aside, y - dx * aside)


def _on(start: Place, bent: Point, end: Place, share: float) -> Point:
    """The point of a quadratic curve at this share of its way."""
    a, b, c = (1 - share) ** 2, 2 * share * (1 - share), share**2
    return Point(a * start.x + b * bent.x + c * end.x, a * start.y + b * bent.y + c * end.y)


def _share_before(start: Place, bent: Point, end: Place) -> float:
    """Where the line stops, so that its tip does not lie under the node."""
    long = hypot(end.x - bent.x, end.y - bent.y) + hypot(bent.x - start.x, bent.y - start.y)
    return 1 - min(0.3, 11 / max(1.0, long))


def arrow(before: Point, tip: Point, size: float) -> str:
    """The corners of the head of an arrow that comes from `before` and ends at `tip`."""
    long = max(0.1, hypot(tip.x - before.x, tip.y - before.y))
    dx, dy = (tip.x - before.x) / long, (tip.y - before.y) / long
    back = Point(tip.x - dx * size, tip.y - dy * size)
    wings = (back.x - dy * size / 2, back.y + dx * size / 2), (back.x + dy * size / 2, back.y - dx * size / 2)
    return " ".join(f"{number(x)},{number(y)}" for x, y in (tip, *wings))


def _free(start: Place, bent: Point, end: Place, taken: list[Box]) -> Point:
    """The best place on the line where its symbol covers no other one; takes it."""
    points = [_on(start, bent, end, share) for share in _PLACES]
    boxes = [Box(p.x - 7, p.y - 7, 14, 14) for p in points]
    free = next((n for n, box in enumerate(boxes) if not any(_touch(box, other) for other in taken)), 0)
    taken.append(boxes[free])
    return points[free]


def _touch(one: Box, other: Box) -> bool:
    return (
        abs(one.x + one.width / 2 - other.x - other.width / 2) * 2 < one.width + other.width
        and abs(one.y + one.height / 2 - other.y - other.height / 2) * 2 < one.height + other.height
    )


def symbol(at: Point, shade: str) -> str:
    """The sign of an edge in a circle."""
    circle = element(
        "circle", cx=at.x, cy=at.y, r=7, fill="#ffffff", stroke=SHADES[shade], class_=f"drawn-paper {shade}-line"
    )
    return circle + text(at.x, at.y + 4, SIGNS[shade].mark, anchor="middle", weight="bold", shade=shade)


def _node(node: Node, place: Place, lines: Sequence[str]) -> str:
    radius = min(5 + 1.2 * log2(max(1, node.out + node.into)), 11.0)
    x = place.x + (15 if place.right else -15)
    y = place.y - height_of(len(lines), _SIZE) / 2
    return element(
        "g",
        title(f"{node.name}: subject of {node.out:,} claims, object of {node.into:,}"),
        element("circle", cx=place.x, cy=place.y, r=radius, fill="#ecedea", stroke=EDGE, class_="drawn-node"),
        lines_of_text(x, y, lines, size=_SIZE, anchor="start" if place.right else "end"),
    )


def _told(edge: Edge) -> str:
    parts = (
        (edge.friendly, "friendly"),
        (edge.hostile, "hostile"),
        (edge.neither, "neutral"),
        (edge.denied, "denied"),
    )
    said = ", ".join(f"{value:,} {word}" for value, word in parts if value)
    return f"{edge.subject} → {edge.object}: {said}"


def legend(y: float) -> Iterator[str]:
    """What the lines mean, on one line at `y`."""
    x = 4.0
    for shade, dashes in DASHES.items():
        word = SIGNS[shade].word
        yield element(
            "path", d=f"M{number(x)} {number(y)}h44", fill="none", stroke=SHADES[shade], stroke_width=2,
            stroke_dasharray=dashes, class_=f"{shade}-line",
        )  # fmt: skip
        yield symbol(Point(x + 22, y), shade)
        yield text(x + 52, y + 4, word, dim=True)
        x += 72 + width_of(word)
