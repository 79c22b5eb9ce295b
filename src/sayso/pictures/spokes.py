"""One actor and its neighbours: at the left who does something to it, at the right to whom it does something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log2
from typing import NamedTuple

from sayso.pictures.network import DASHES, Point, arrow, legend, symbol
from sayso.pictures.svg import (
    SHADES,
    element,
    height_of,
    lines_of_text,
    link,
    number,
    picture,
    text,
    title,
    wrap,
)

_LABEL, _GAP, _MIDDLE, _ROW, _TOP, _FOOT = 170.0, 130.0, 116.0, 27.0, 34.0, 44.0
_WIDTH = 2 * (_LABEL + _GAP) + _MIDDLE
_INSIDE = 8.0


class Spoke(NamedTuple):
    """A neighbour, and what is claimed between it and the actor: its sign (of network.sign_of), in how many claims.

    `told` says it in words; `href` leads to the claims, `node_href` to the neighbour.
    """

    name: str
    sign: str
    claims: int
    told: str
    href: str | None = None
    node_href: str | None = None


def draw(middle: str, into: Sequence[Spoke], out: Sequence[Spoke], *, name: str) -> str:
    """The actor in the middle; who acts on it stands at the left, on whom it acts at the right, in the order given."""
    heights = [max(_ROW, height_of(len(wrap(spoke.name, _LABEL - 8))) + 8) for spoke in (*into, *out)]
    left, right = sum(heights[: len(into)]), sum(heights[len(into) :])
    own = wrap(middle, _MIDDLE - 12)
    high = max(left, right, height_of(len(own)) + 30)
    centre = _TOP + high / 2
    frame = max(height_of(len(own)) + 18, 9.0 * max(len(into), len(out)))
    pieces = [text(_LABEL, 16, "what they do to it", anchor="end", dim=True)] if into else []
    pieces += [text(_WIDTH - _LABEL, 16, "what it does to them", dim=True)] if out else []
    for spokes, some, total, is_left in (
        (into, heights[: len(into)], left, True),
        (out, heights[len(into) :], right, False),
    ):
        y = _TOP + (high - total) / 2
        for place, (spoke, tall) in enumerate(zip(spokes, some, strict=True)):
            aim = centre + (place - (len(spokes) - 1) / 2) * frame * 0.8 / max(1, len(spokes))
            pieces += _spoke(spoke, y + tall / 2, aim, is_left)
            y += tall
    x = _LABEL + _GAP
    box = {"x": x, "y": centre - frame / 2, "width": _MIDDLE, "height": frame, "rx": 6.0}
    pieces.append(element("rect", fill="#ecedea", stroke="#7b848d", class_="drawn-node", **box))
    pieces.append(lines_of_text(x + _MIDDLE / 2, centre - height_of(len(own)) / 2, own, anchor="middle", weight="bold"))
    pieces += legend(_TOP + high + 24)
    told = f"{len(into)} arrows come to {middle}, {len(out)} go from it."
    linked = any(spoke.href or spoke.node_href for spoke in (*into, *out))
    return picture(_WIDTH, _TOP + high + _FOOT, name, told, pieces, linked=linked)


def _spoke(spoke: Spoke, y: float, aim: float, is_left: bool) -> Iterator[str]:
    """The line between a neighbour at height `y` and the middle at height `aim`, then the neighbour's name."""
    outer = Point(_LABEL + _INSIDE, y) if is_left else Point(_WIDTH - _LABEL - _INSIDE, y)
    inner = Point(_LABEL + _GAP - 2, aim) if is_left else Point(_LABEL + _GAP + _MIDDLE + 2, aim)
    start, tip = (outer, inner) if is_left else (inner, outer)
    thick = min(1.4 + 0.6 * log2(max(1, spoke.claims)), 5.0)
    at = Point(outer.x + (inner.x - outer.x) * 0.3, outer.y + (inner.y - outer.y) * 0.3)
    shade, colour = spoke.sign, SHADES[spoke.sign]
    yield link(
        spoke.href,
        element(
            "g",
            title(spoke.told),
            element(
                "path", d=f"M{number(start.x)} {number(start.y)}L{number(tip.x)} {number(tip.y)}", fill="none",
                stroke=colour, stroke_width=thick, stroke_dasharray=DASHES[shade], class_=f"{shade}-line",
            ),
            element("polygon", points=arrow(start, tip, 5 + thick), fill=colour, class_=f"{shade}-fill"),
            symbol(at, shade),
        ),
    )  # fmt: skip
    lines = wrap(spoke.name, _LABEL - 8)
    x, top = (_LABEL if is_left else _WIDTH - _LABEL), y - height_of(len(lines)) / 2
    yield link(spoke.node_href, lines_of_text(x, top, lines, anchor="end" if is_left else "start"))
