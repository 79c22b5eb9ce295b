"""When the event of a claim was, from a time expression in its document: a date, or an interval up to publication."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from sayso.dates.calendar import first_day
from sayso.dates.scene import Anchor
from sayso.dates.when import iso_when
from sayso.model import Document, TimeExpression

_SINCE = re.compile(r"(?<![a-z])since\s(?:the\s|about\s|around\s|at\sleast\s)?$", re.IGNORECASE)
_OPENING = re.compile(r"(?:beginning|start|inception|onset|outset|turn)\sof(?![a-z])", re.IGNORECASE)
_BACK = re.compile(r"(?<![a-z])(?:past|last)(?![a-z])", re.IGNORECASE)
_LENGTH = re.compile(r"P([0-9]{1,4})([DWMQYEC])")
_YEARS = {"Y": 1, "E": 10, "C": 100}


def time_in(expression: TimeExpression, document: Document) -> str | None:
    """The ISO 8601 date or interval that an expression names in its document; None where it names none.

    What `iso_when` gives, and with the publication date also: 'since 2001' reaches from 2001 to publication
    ('2001/2007'), 'the past month' from the same day a month before ('2021-07-20/2021-08-20'), 'the last five years'
    from the year five before ('2016/2021'). 'Twenty years of occupation' is a length that hangs on no date: None.
    """
    when, anchor = iso_when(expression), Anchor.of(document.published)
    if not anchor:
        return when
    words = document.text[expression.start : expression.end]
    if when:
        begun = _SINCE.search(document.text[max(0, expression.start - 20) : expression.start])
        if not begun:
            return when
        start = first_day(when) if _OPENING.search(words) else None
        return _until(str(start) if start else when.split("/")[0], anchor)
    length = _LENGTH.fullmatch(expression.value) if expression.type == "DURATION" else None
    if not length or not _BACK.search(words):
        return None
    return _up_to(anchor, int(length[1]), length[2])


def _until(begin: str, anchor: Anchor) -> str:
    """From `begin` to publication, as exact as `begin`; `begin` alone where publication does not come after it."""
    end = anchor.day.isoformat()[: min(len(begin), {"Y": 4, "M": 7, "D": 10}[anchor.exact])]
    return f"{begin}/{end}" if begin < end else begin


def _up_to(anchor: Anchor, count: int, unit: str) -> str | None:
    """The last `count` units up to publication: in years where the unit is no shorter, else in days."""
    day = anchor.day
    if unit in _YEARS:
        first = day.year - count * _YEARS[unit]
        return f"{first:04d}/{day.year:04d}" if first > 0 else None
    if anchor.exact != "D":
        return None
    begin = _months_before(day, count * (3 if unit == "Q" else 1)) if unit in "MQ" else _days_before(day, count, unit)
    return f"{begin}/{day}" if begin else None


def _months_before(day: date, count: int) -> date | None:
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if year > 0 else None


def _days_before(day: date, count: int, unit: str) -> date | None:
    days = count * (7 if unit == "W" else 1)
    return day - timedelta(days=days) if days < day.toordinal() else None
