"""Arithmetic of the calendar, in TIMEX3 values.

Those are 'YYYY-MM-DD', 'YYYY-MM', 'YYYY', 'YYYY-Wnn' (ISO week), 'YYYY-Wnn-WE' (its weekend), 'YYYY-Qn', 'YYYY-Hn',
'YYYY-SU' (a season), '198' (a decade) and '19' (the hundred years from 1900).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

# The month in which a part of a year begins, by its code in a value.
PART_BEGINS = {"Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7, "SP": 3, "SU": 6, "FA": 9, "WI": 12}

_VALUE = re.compile(r"([0-9]{4})(?:-(?:W([0-9]{2})|(Q[1-4]|H[12]|SP|SU|FA|WI)|([0-9]{2})(?:-([0-9]{2}))?))?(?![0-9])")


@lru_cache(maxsize=4096)
def day_value(year: int, month: int, day: int) -> str | None:
    """The value of a day, None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def full_year(digits: str) -> int:
    """The year that two or four digits name, an apostrophe aside: '68' lies in the last century, '15' in this one."""
    digits = digits.strip("'’")
    number = int(digits)
    return number if len(digits) > 2 else number + (1900 if number > 40 else 2000)


def week_value(day: date) -> str:
    """The ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def shifted(day: date, count: int, unit: str) -> str | None:
    """The time `count` units after `day`, as exact as the unit: three weeks give a week, three years a year.

    None where that lies outside the calendar.
    """
    try:
        return _shifted(day, count, unit)
    except (OverflowError, ValueError):
        return None


def _shifted(day: date, count: int, unit: str) -> str | None:
    months, quarters = day.year * 12 + day.month - 1 + count, day.year * 4 + (day.month - 1) // 3 + count
    values: dict[str, Callable[[], str]] = {
        "D": lambda: str(day + timedelta(days=count)),
        "W": lambda: week_value(day + timedelta(weeks=count)),
        "W2": lambda: week_value(day + timedelta(weeks=2 * count)),
        "WE": lambda: week_value(day + timedelta(weeks=count)) + "-WE",
        "M": lambda: f"{_year(months // 12)}-{months % 12 + 1:02d}",
        "Q": lambda: f"{_year(quarters // 4)}-Q{quarters % 4 + 1}",
        "Y": lambda: _year(day.year + count),
        "E": lambda: _year(day.year + 10 * count)[:3],
        "C": lambda: _year(day.year + 100 * count)[:2],
        "L": lambda: _year(day.year + 1000 * count)[:1],
    }
    return values[unit]() if unit in values else None


def _year(year: int) -> str:
    if not 1 <= year <= 9999:
        raise ValueError("outside the calendar")
    return f"{year:04d}"


def first_day(value: str) -> date | None:
    """The first day of the year or shorter time that a value names, None where it names none on the calendar."""
    match = _VALUE.match(value)
    if not match:
        return None
    year, week, part, month, day = match.groups()
    try:
        if week:
            return date.fromisocalendar(int(year), int(week), 1)
        return date(int(year), PART_BEGINS[part] if part else int(month or 1), int(day or 1))
    except ValueError:
        return None
