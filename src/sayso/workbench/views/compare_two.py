"""Two outlets, or two periods, side by side: what both say, where they differ, and what only one of them says."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from sayso.pages.views import StatementView, view_statement
from sayso.storage.sides import largest_outlets, rows_by_key
from sayso.storage.tallies import Pool, TallyFilter, gather, tally
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Day, Name, address
from sayso.workbench.views.choices import Choices, choices
from sayso.workbench.views.stances import Sides, sides_of

SHOWN = 20
"""So many statements of each kind are shown."""
Kind: TypeAlias = Literal["different", "alike", "left", "right"]
KINDS: tuple[Kind, ...] = ("different", "alike", "left", "right")
_NOTHING = Sides(0, 0)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the left and on the right: an outlet (all, where none is given) in a period (all time)."""

    left: Name | None = None
    left_period: Day | None = None
    right: Name | None = None
    right_period: Day | None = None
    about: Name | None = None
    relation: Name | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What one side says of a statement, and where its claims are."""

    affirmed: int
    denied: int
    taken: str | None
    claims: str


class Both(msgspec.Struct, frozen=True, kw_only=True):
    """A statement, and what the left and the right say of it."""

    statement: StatementView
    left: Told
    right: Told


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The statements of one kind, those with most claims first; `number` counts all."""

    kind: Kind
    number: int
    rows: list[Both]


class TwoSides(msgspec.Struct, frozen=True, kw_only=True):
    """The two sides by their names, and the statements in groups. `asked` are the sides that are shown: where nothing
    is asked for, the two outlets with most documents.
    """

    left: str
    right: str
    asked: Asked
    groups: list[Group]
    is_whole: bool
    choices: Choices


def show(desk: Desk, asked: Asked) -> TwoSides:
    """Raises UsageError where nobody is called as asked."""
    offered = choices(desk, asked.relation)
    shown = _filled(desk, asked)
    left, right = (
        TallyFilter(about=asked.about, relation=asked.relation, outlet=outlet, since=period, until=period)
        for outlet, period in ((shown.left, shown.left_period), (shown.right, shown.right_period))
    )
    one, other, is_whole = _counted(desk, left, right)
    groups: dict[Kind, list[int]] = {kind: [] for kind in KINDS}
    for key in {**one, **other}:
        groups[_kind(one.get(key), other.get(key))].append(key)
    return TwoSides(
        left=_name(shown.left, shown.left_period),
        right=_name(shown.right, shown.right_period),
        asked=shown,
        groups=[_group(desk, kind, keys, (one, other), (left, right)) for kind, keys in groups.items()],
        is_whole=is_whole,
        choices=offered,
    )


def _filled(desk: Desk, asked: Asked) -> Asked:
    if asked.left or asked.right or asked.left_period or asked.right_period:
        return asked
    one, other = (*largest_outlets(desk.connection, 2), None, None)[:2]
    return msgspec.structs.replace(asked, left=one, right=other)


def _counted(desk: Desk, left: TallyFilter, right: TallyFilter) -> tuple[dict[int, Sides], dict[int, Sides], bool]:
    """What each side says by statement. Where one has too many claims, both are asked about the same statements."""
    pools = gather(desk.connection, left), gather(desk.connection, right)
    is_whole = all(pool.is_whole for pool in pools)
    if not is_whole:
        common = gather(desk.connection, TallyFilter(about=left.about, relation=left.relation))
        pools = common, common
    return _sides(desk, pools[0], left), _sides(desk, pools[1], right), is_whole


def _sides(desk: Desk, pool: Pool, wanted: TallyFilter) -> dict[int, Sides]:
    found = sides_of(tally(desk.connection, pool, wanted, by_statement=True))
    return {key: some[""] for key, some in found.items()}


def _kind(left: Sides | None, right: Sides | None) -> Kind:
    if left is None or right is None:
        return "right" if left is None else "left"
    return "alike" if left.taken == right.taken else "different"


def _group(
    desk: Desk,
    kind: Kind,
    keys: list[int],
    told: tuple[dict[int, Sides], dict[int, Sides]],
    wanted: tuple[TallyFilter, TallyFilter],
) -> Group:
    numbers = {key: sum(sum(side.get(key, _NOTHING)) for side in told) for key in keys}
    chosen = sorted(keys, key=lambda key: (-numbers[key], key))[:SHOWN]
    rows = rows_by_key(desk.connection, chosen)
    both = [
        Both(
            statement=view_statement(rows[key], desk.codebook),
            left=_told(told[0].get(key), rows[key].id, wanted[0]),
            right=_told(told[1].get(key), rows[key].id, wanted[1]),
        )
        for key in chosen
    ]
    return Group(kind=kind, number=len(keys), rows=both)


def _told(sides: Sides | None, statement: str, wanted: TallyFilter) -> Told:
    claims = address("/claims", statement=statement, outlet=wanted.outlet, since=wanted.since, until=wanted.until)
    affirmed, denied = sides or _NOTHING
    return Told(affirmed=affirmed, denied=denied, taken=sides.taken if sides else None, claims=claims)


def _name(outlet: str | None, period: str | None) -> str:
    return f"{outlet or 'All outlets'}{f', {period}' if period else ''}"


VIEW = View(path="/compare/two", template="compare/two.html", asked=Asked, show=show, section="Compare")
