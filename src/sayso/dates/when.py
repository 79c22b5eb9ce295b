"""From time expressions to the ISO 8601 date or interval of a claim."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from sayso.dates.calendar import first_day
from sayso.model import TimeExpression

# The first and the last month of the parts of a year; a winter ends in the next year.
_PARTS_OF_YEAR = {
    **{f"Q{number}": (3 * number - 2, 3 * number) for number in (1, 2, 3, 4)},
    **{f"H{number}": (6 * number - 5, 6 * number) for number in (1, 2)},
    **{"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)},
}


def iso_when(expression: TimeExpression) -> str | None:
    """The ISO 8601 date or interval that an expression names; None where it names no time on the calendar.

    '2015-11-23', '2021-08' and '2021' stay what they are, and times of day are cut to the day. Weeks, quarters, halves,
    seasons, decades and centuries become intervals with both ends included: '2021-W03' gives '2021-01-18/2021-01-24',
    '198' gives '1980/1989'.
    """
    if expression.type not in ("DATE", "TIME"):
        return None
    ends = [_iso(value) for value in expression.value.split("/")]
    if len(ends) == 1 or not ends[0] or not ends[-1]:
        return ends[0] if len(ends) == 1 else None
    return f"{ends[0].split('/')[0]}/{ends[-1].split('/')[-1]}"


def when_within(expressions: Sequence[TimeExpression], start: int, end: int) -> str | None:
    """The ISO date or interval of a claim whose sentence spans [start, end): that of the first expression inside.

    Expressions that name no calendar date (lengths, 'now', 'recently', what recurs) are passed over; None where no
    other is left. `expressions` are in the order of the text, as `find_dates` gives them.
    """
    first = bisect_left(expressions, start, key=lambda expression: expression.start)
    inside = takewhile(lambda expression: expression.end <= end, expressions[first:])
    return told([when for expression in inside if (when := iso_when(expression))])


def told(times: Sequence[str]) -> str | None:
    """The first of these ISO times, or the next that tells it more exactly ('in the eighties, in 1987'); else None."""
    return next((when for when in times[1:] if _lies_in(when, times[0])), times[0]) if times else None


def _lies_in(when: str, wide: str) -> bool:
    first, _, last = wide.partition("/")
    begin, _, end = when.partition("/")
    return when != wide and begin[: len(first)] >= first and (end or begin)[: len(last or first)] <= (last or first)


def _iso(value: str) -> str | None:
    if re.fullmatch(r"[0-9]{2,3}", value):
        open_digits = 4 - len(value)
        return f"{value}{'0' * open_digits}/{value}{'9' * open_digits}"
    if not (first := first_day(value)):
        return None
    if re.match(r"[0-9]{4}-W[0-9]", value):
        return _week(first, weekend=value.endswith("-WE"))
    if part := re.fullmatch(r"([0-9]{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)", value):
        return _months(int(part[1]), *_PARTS_OF_YEAR[part[2]])
    return value[:10]


def _week(monday: date, *, weekend: bool) -> str:
    first = monday.toordinal() + (5 if weekend else 0)
    last = min(monday.toordinal() + 6, date.max.toordinal())
    return f"{date.fromordinal(first)}/{date.fromordinal(last)}"


def _months(year: int, first: int, last: int) -> str:
    return f"{year:04d}-{first:02d}/{year + (last < first):04d}-{last:02d}"
