"""A tree from left to right: from one source over those who cite it to the documents that carry its word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sayso.pictures.svg import EDGE, element, height_of, lines_of_text, link, number, picture, wrap
from sayso.pictures.tables import Linked, Table

_WIDTH, _BETWEEN, _PAD, _GAP = 190.0, 34.0, 6.0, 8.0


class Branch(NamedTuple):
    """Somebody or some words, and those to whom they lead; `note` stands below in small type."""

    words: str
    note: str = ""
    children: tuple[Branch, ...] = ()
    href: str | None = None


class Chain(NamedTuple):
    """A holder chain, outermost first, with what its document is (`note`) and where it stands."""

    holders: tuple[str, ...]
    note: str = ""
    href: str | None = None


def tree_of(chains: Iterable[Chain]) -> tuple[Branch, ...]:
    """The chains from their roots on: those who cite the same one spring from one branch, in the order given."""
    return _grown([(tuple(reversed(chain.holders)), chain) for chain in chains])


def _grown(chains: Sequence[tuple[tuple[str, ...], Chain]]) -> tuple[Branch, ...]:
    grouped: dict[str, list[tuple[tuple[str, ...], Chain]]] = {}
    for (first, *rest), chain in chains:
        grouped.setdefault(first, []).append((tuple(rest), chain))
    found: list[Branch] = []
    for who, some in grouped.items():
        further = [pair for pair in some if pair[0]]
        ends = [chain for rest, chain in some if not rest]
        if further:
            found.append(Branch(who, children=_grown(further)))
        found += [Branch(who, chain.note, (), chain.href) for chain in ends]
    return tuple(found)


def draw(branches: Sequence[Branch], *, name: str = "On whose word it stands, and who carries it") -> str:
    """The trees one below the other; each branch is a box that leads to those on its right."""
    pieces: list[str] = []
    y = 0.0
    for branch in branches:
        y = _draw(branch, 0, y, pieces)[1] + _GAP
    depth = max(map(_depth, branches), default=1)
    told = "Each box on the left is a source; lines lead from it to those who cite it."
    linked = any(branch.href for branch in _all(branches))
    return picture(depth * _WIDTH + (depth - 1) * _BETWEEN, max(y, 20), name, told, pieces, linked=linked)


def table(branches: Sequence[Branch]) -> Table:
    """The same as rows: each way from a source to its end."""
    ways = [way for branch in branches for way in _ways(branch, ())]
    rows = tuple((" → ".join(b.words for b in way), Linked(way[-1].note, way[-1].href)) for way in ways)
    return Table(("from the source to the outlet", "where"), rows)


def _draw(branch: Branch, depth: int, top: float, pieces: list[str]) -> tuple[float, float]:
    """Draws a branch below `top`; gives the height of its middle, and of its lower edge."""
    x = depth * (_WIDTH + _BETWEEN)
    lines, notes = wrap(branch.words, _WIDTH - 2 * _PAD), wrap(branch.note, _WIDTH - 2 * _PAD, 10)
    notes = notes if branch.note else []
    high = height_of(len(lines)) + height_of(len(notes), 10) + 2 * _PAD
    bottom, middles = top, list[float]()
    for child in branch.children:
        middle, bottom = _draw(child, depth + 1, bottom, pieces)
        middles.append(middle)
        bottom += _GAP
    own = (middles[0] + middles[-1]) / 2 if middles else top + high / 2
    own = max(own, top + high / 2)
    start = x + _WIDTH
    for middle in middles:
        path = (
            f"M{number(start)} {number(own)}H{number(start + _BETWEEN / 2)}V{number(middle)}H{number(start + _BETWEEN)}"
        )
        pieces.append(element("path", d=path, fill="none", stroke=EDGE, class_="drawn-edge"))
    frame = {"x": x + 0.5, "y": own - high / 2 + 0.5, "width": _WIDTH - 1, "height": high - 1, "rx": 4}
    pieces.append(element("rect", fill="none", stroke=EDGE, class_="drawn-edge", **frame))
    inside = lines_of_text(x + _PAD, own - high / 2 + _PAD, lines, weight=None if branch.note else "bold")
    below = lines_of_text(x + _PAD, own - high / 2 + _PAD + height_of(len(lines)), notes, size=10, dim=True)
    pieces.append(link(branch.href, inside, below))
    return own, max(bottom - (_GAP if branch.children else 0), own + high / 2)


def _depth(branch: Branch) -> int:
    return 1 + max(map(_depth, branch.children), default=0)


def _all(branches: Iterable[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _all(branch.children)


def _ways(branch: Branch, before: tuple[Branch, ...]) -> Iterator[tuple[Branch, ...]]:
    if not branch.children:
        yield (*before, branch)
    for child in branch.children:
        yield from _ways(child, (*before, branch))
