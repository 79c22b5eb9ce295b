"""Joins what was found in neighbouring pieces: a clock time and its day, the two ends of an interval."""

from __future__ import annotations

import re

from sayso.dates.calendar import first_day
from sayso.dates.scene import Scene
from sayso.model import TimeExpression

_DAY = re.compile(r"[0-9X]{4}-(?:[0-9X]{2}-[0-9X]{2}|WXX-[1-7])")
_TO_DAY = re.compile(r",?\s{0,2}(?:on\s|of\s)?(?:the\s)?", re.IGNORECASE)
_TO_CLOCK = re.compile(r",?\s{0,2}(?:at\s|in\sthe\s|around\s|about\s)?(?:the\s)?", re.IGNORECASE)
_TO_END = re.compile(r"\s?(?P<dash>[-–—])\s?|\s(?P<word>to|until|till|through|and)\s(?:the\s)?", re.IGNORECASE)


def joined(text: str, scene: Scene) -> tuple[TimeExpression, ...]:
    """The expressions of the scene, joined, and without clock times and parts of the day that belong to no day."""
    result: list[TimeExpression] = []
    for expression in scene.found:
        previous = result[-1] if result else None
        pair = previous and (_with_clock(text, previous, expression) or _interval(text, previous, expression))
        if pair:
            result[-1] = pair
        else:
            result.append(expression)
    placed = (_placed(text, expression, scene) for expression in result)
    return tuple(expression for expression in placed if expression)


def _with_clock(text: str, first: TimeExpression, second: TimeExpression) -> TimeExpression | None:
    """'5 p.m. on Friday', 'yesterday at noon', 'the evening of 23 November'."""
    between = (first.end, second.start)
    # In 'midnight Wednesday night' the clock tells more than the part of the day.
    if first.value.startswith("T") and (day := _DAY.match(second.value)) and _TO_DAY.fullmatch(text, *between):
        return TimeExpression(first.start, second.end, "TIME", day[0] + first.value)
    if _DAY.fullmatch(first.value) and second.value.startswith("T") and _TO_CLOCK.fullmatch(text, *between):
        return TimeExpression(first.start, second.end, "TIME", first.value + second.value)
    return None


def _interval(text: str, first: TimeExpression, second: TimeExpression) -> TimeExpression | None:
    """'from 1996 to 2001', 'between May 2007 and June 2009', '1996-2001'."""
    link = _TO_END.fullmatch(text, first.end, second.start)
    if not link or len(first.value) != len(second.value):
        return None
    begin, end = first_day(first.value), first_day(second.value)
    if not begin or not end or begin >= end:
        return None
    lead = re.search(r"(from|between)\s+(?:the\s+)?$", text[max(0, first.start - 14) : first.start], re.IGNORECASE)
    word, opening = (link["word"] or "to").lower(), lead[1].lower() if lead else None
    if (word == "and") != (opening == "between") or (not link["dash"] and not opening):
        return None
    return TimeExpression(first.start, second.end, "DATE", f"{first.value}/{second.value}")


def _placed(text: str, expression: TimeExpression, scene: Scene) -> TimeExpression | None:
    """A time of day without a day stands in the day spoken of before, else in that of publication."""
    if not expression.value.startswith("T"):
        return expression
    if " " not in text[expression.start : expression.end] and expression.value[1:].isalpha():
        return None
    day = scene.spoken_of(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", expression.start)
    if not day and scene.anchor and scene.anchor.knows("D"):
        day = scene.anchor.day.isoformat()
    return TimeExpression(expression.start, expression.end, "TIME", (day or "XXXX-XX-XX")[:10] + expression.value)
