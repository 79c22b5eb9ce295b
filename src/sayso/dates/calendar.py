"""Arithmetic of the calendar, in TIMEX3 values: 'YYYY-MM-DD', 'YYYY-MM', 'YYYY', 'YYYY-Wnn', 'YYYY-Qn', '198' (a decade)."""

from __future__ import annotations

import re
from datetime import date, timedelta


def day_value(year: int, month: int, day: int) -> str | None:
    """The value of a day, None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


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
    match unit:
        case "D":
            return (day + timedelta(days=count)).isoformat()
        case "W" | "W2":
            return week_value(day + timedelta(weeks=count * (2 if unit == "W2" else 1)))
        case "WE":
            return week_value(day + timedelta(weeks=count)) + "-WE"
        case "M":
            months = day.year * 12 + day.month - 1 + count
            return _year(months // 12) + f"-{months % 12 + 1:02d}"
        case "Q":
            quarters = day.year * 4 + (day.month - 1) // 3 + count
            return _year(quarters // 4) + f"-Q{quarters % 4 + 1}"
        case "Y":
            return _year(day.year + count)
        case "E":
            return _year(day.year + 10 * count)[:3]
        case "C":
            return _year(day.year + 100 * count)[:2]
    return None


def _year(year: int) -> str:
    if not 1 <= year <= 9999:
        raise ValueError("outside the calendar")
    return f"{year:04d}"


def first_day(value: str) -> date | None:
    """The first day of the time that a value names, None where it names no time on the calendar."""
    if not (match := re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2})(?:T.*)?)?", value)):
        return _first_day_of_part(value)
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def _first_day_of_part(value: str) -> date | None:
    try:
        if week := re.match(r"([0-9]{4})-W([0-9]{2})", value):
            return date.fromisocalendar(int(week[1]), int(week[2]), 1)
        if quarter := re.match(r"([0-9]{4})-Q([1-4])", value):
            return date(int(quarter[1]), int(quarter[2]) * 3 - 2, 1)
    except ValueError:
        pass
    return None
