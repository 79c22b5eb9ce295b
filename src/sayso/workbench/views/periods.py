"""The periods that the slider of a picture offers, and the days that they stand for."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple, Protocol

import msgspec

from sayso.storage.counting import count_by_time
from sayso.workbench.desk import Desk

_MOST = 24
"""So many months are offered; where there are more, years."""
_HIGH = 24


class Period(msgspec.Struct, frozen=True):
    """A month ('2024-02') or year with its documents, and how high its bar is, in pixels."""

    period: str
    documents: int
    height: int


class Window(NamedTuple):
    """From when to when, both included, as short as they were given."""

    since: str | None
    until: str | None


class Asked(Protocol):
    """Parameters with a period."""

    @property
    def period(self) -> str | None: ...
    @property
    def since(self) -> str | None: ...
    @property
    def until(self) -> str | None: ...


def periods(desk: Desk) -> list[Period]:
    """The months with dated documents, or the years."""
    found = Counter({month.period: month.documents for month in count_by_time(desk.connection)})
    if len(found) > _MOST and any(len(period) > len("2024") for period in found):
        years = Counter[str]()
        for period, number in found.items():
            years[period[:4]] += number
        found = years
    most = max(found.values(), default=1)
    return [Period(period, n, max(2, round(n / most * _HIGH))) for period, n in sorted(found.items())]


def window(asked: Asked) -> Window:
    """What the slider and the two fields for days leave: both count."""
    since = max(filter(None, (asked.since, asked.period)), default=None)
    # '~' stands behind all digits: of two ends, a month ends before its year does.
    until = min(filter(None, (asked.until, asked.period)), default=None, key=lambda day: f"{day}~")
    return Window(since, until)
