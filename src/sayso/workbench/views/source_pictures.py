"""How a source speaks of others over time: the share of a name, and of labels that disparage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from sayso.pictures import share_line
from sayso.storage.called import Called
from sayso.storage.put_out import From, names_by_month, tone_by_month
from sayso.workbench.figures import Figure

_INTERVAL = "with the interval in which it probably lies"
_MONTHS = 24
"""Over more months than these, years are told apart."""


def name_over_time(
    connection: Connection, of: From, own: str, called: Sequence[Called], names: Mapping[str, str], about: str | None
) -> Figure | None:
    """The share of the most used name in what the source calls an actor: `about`, or else the one with most uses among
    those that it calls by several names."""
    uses: dict[str, Counter[str]] = {}
    for row in called:
        uses.setdefault(row.actor, Counter())[row.folded] += row.uses
    several = [actor for actor, some in uses.items() if len(some) > 1 and actor != own]
    actor = about or min(several, key=lambda one: (-uses[one].total(), one), default=None)
    if actor is None or actor not in uses:
        return None
    folded = max(uses[actor], key=lambda name: (uses[actor][name], name))
    name = next(row.name for row in called if row.actor == actor and row.folded == folded)
    points = _points((month, uses, one == folded) for month, one, uses in names_by_month(connection, of, own, actor))
    shown = names.get(actor, actor)
    return _figure(points, f"Share of “{name}” in what it calls {shown}, {_INTERVAL}")


def tone_over_time(connection: Connection, of: From, own: str) -> Figure | None:
    """The share of those that disparage in the labels that the source uses in its own words."""
    rows = tone_by_month(connection, of, own)
    points = _points((row.month, row.uses, row.tone == "negative") for row in rows)
    return _figure(points, f"Share of labels that disparage in all its labels, {_INTERVAL}")


def _figure(points: Sequence[share_line.Point], caption: str) -> Figure | None:
    if len(points) < 2:
        return None
    return Figure(share_line.draw(points, name=caption), caption, share_line.table(points))


def _points(uses: Iterable[tuple[str, int, bool]]) -> list[share_line.Point]:
    """By month, or by year: (month, uses, whether it is what the share is of)."""
    rows = list(uses)
    months = {month for month, _, _ in rows}
    length = 4 if len(months) > _MONTHS or any(len(month) < 7 for month in months) else 7
    part, whole = Counter[str](), Counter[str]()
    for month, number, is_part in rows:
        whole[month[:length]] += number
        part[month[:length]] += number * is_part
    return [share_line.Point(period, part[period], whole[period]) for period in sorted(whole)]
