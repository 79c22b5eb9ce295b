"""Chooses the year of a day, month or season that is named without one."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from sayso.dates.calendar import first_day
from sayso.dates.scene import Match, Scene

# How far (in characters) the year of one sentence reaches into the next ones.
_STORY = 400
# A story counts as told of another time if its year lies so far back.
_LONG_AGO = 2


def year_of_day(month: int, day: int, match: Match, scene: Scene) -> int | None:
    """The year of its story; else by tense; else that which brings it nearest to the publication date."""
    told = _year_of_story(match, scene)
    if told or not scene.anchor or scene.anchor.exact == "Y":
        return told or (scene.anchor.day.year if scene.anchor else None)
    return _nearest_year(scene.anchor.day, scene.direction(*match.span()), month, day)


@lru_cache(maxsize=4096)
def _nearest_year(today: date, direction: int, month: int, day: int) -> int:
    candidates = [(_distance(today, today.year + step, month, day), today.year + step) for step in (-1, 0, 1)]
    if direction > 0:
        return min((distance, year) for distance, year in candidates if distance >= 0)[1]
    # Where the clause tells of the past, the future must be much nearer to be meant.
    weight = 3 if direction < 0 else 1
    return min((distance * weight if distance > 0 else -distance, year) for distance, year in candidates)[1]


def year_of_month(month: int, choice: str | None, match: Match, scene: Scene) -> int | None:
    """The year that `choice` ('last', 'next') picks; else that of its story; else by tense, the past being usual."""
    told = None if choice else _year_of_story(match, scene)
    if told or not scene.anchor:
        return told
    today = scene.anchor.day
    step = scene.words.choices[choice] if choice else scene.direction(*match.span())
    if scene.anchor.exact == "Y" or (choice and step == 0):
        return today.year + (step if choice else 0)
    # 'Last June' in a June is that of the year before, but 'in June' is this one.
    same = bool(choice) and month == today.month
    # Where nothing tells, one of the next two months is nearer than one of last year's.
    if step > 0 or (step == 0 and 0 < (month - today.month) % 12 <= 2):
        return today.year + (month < today.month or same)
    return today.year - (month > today.month or same)


def _distance(today: date, year: int, month: int, day: int) -> int:
    return (year - today.year) * 366 + (month - today.month) * 31 + day - today.day


def _year_of_story(match: Match, scene: Scene) -> int | None:
    """The year that the sentences just before tell of, where that is plainly not the time of publication."""
    last = scene.found[-1] if scene.found else None
    if (
        not last
        or not scene.is_prose
        or match.start() - last.end > _STORY
        or "\n\n" in scene.text[last.end : match.start()]
    ):
        return None
    told = first_day(last.value)
    if not told or not _names_a_date(scene.text[last.start : last.end], scene):
        return None
    # 'Since 1980' and 'more than in 1980' measure; they do not move the story.
    if re.search(r"\b(?:since|than|from)\s(?:in\s)?$", scene.before(last.start)):
        return None
    return told.year if not scene.anchor or told.year <= scene.anchor.day.year - _LONG_AGO else None


def _names_a_date(phrase: str, scene: Scene) -> bool:
    words = re.findall(r"[a-z]+|[0-9]{4}", phrase.lower())
    return any(word.isdigit() or word in scene.words.months for word in words)
