"""From time expressions to the ISO 8601 date or interval of a claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from sayso.model import TimeExpression

_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


def iso_when(expression: TimeExpression) -> str | None:
    """The ISO 8601 date or interval that an expression names; None where it names no time on the calendar.

    '2015-11-23', '2021-08' and '2021' stay what they are and times of day are cut to the day; weeks, quarters, seasons,
    decades and centuries become intervals, both ends included ('2021-W03' gives '2021-01-18/2021-01-24', '198' gives '1980/1989').
    """
    if expression.type not in ("DATE", "TIME"):
        return None
    if "/" in expression.value:
        ends = [_iso(value) for value in expression.value.split("/")]
        return f"{ends[0].split('/')[0]}/{ends[1].split('/')[-1]}" if ends[0] and ends[1] else None
    return _iso(expression.value)


def when_within(expressions: Sequence[TimeExpression], start: int, end: int) -> str | None:
    """The ISO date or interval of a claim whose sentence spans [start, end): that of the first of the `expressions` inside.

    Expressions that name no calendar date (lengths, 'now', 'recently', what recurs) are passed over. None where none is left.
    """
    inside = (expression for expression in expressions if start <= expression.start and expression.end <= end)
    return next((when for expression in inside if (when := iso_when(expression))), None)


def _iso(value: str) -> str | None:
    if re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T.*)?)?)?", value):
        return value[:10]
    if re.fullmatch(r"[0-9]{2,3}", value):
        open_digits = 4 - len(value)
        return f"{value}{'0' * open_digits}/{value}{'9' * open_digits}"
    if week := re.fullmatch(r"([0-9]{4})-W([0-9]{2})(-WE)?", value):
        return _week(int(week[1]), int(week[2]), weekend=bool(week[3]))
    if part := re.fullmatch(r"([0-9]{4})-(?:Q([1-4])|H([12])|(SP|SU|FA|WI))", value):
        return _months(int(part[1]), *_months_of(part))
    return None


def _week(year: int, week: int, *, weekend: bool) -> str:
    first = date.fromisocalendar(year, week, 6 if weekend else 1)
    return f"{first}/{first + timedelta(days=1 if weekend else 6)}"


def _months_of(part: re.Match[str]) -> tuple[int, int]:
    if part[2]:
        return int(part[2]) * 3 - 2, int(part[2]) * 3
    if part[3]:
        return int(part[3]) * 6 - 5, int(part[3]) * 6
    return _SEASON_MONTHS[part[4]]


def _months(year: int, first: int, last: int) -> str:
    return f"{year:04d}-{first:02d}/{year + (last < first):04d}-{last:02d}"
