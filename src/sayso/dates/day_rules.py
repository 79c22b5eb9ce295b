"""Rules for days and months that carry their own name."""

from __future__ import annotations

import re

from sayso.dates.calendar import day_value, full_year
from sayso.dates.scene import Match, Reading, Scene
from sayso.dates.words import ordinal, plain
from sayso.dates.year_choice import year_of_day, year_of_month


def iso_day(match: Match, _: Scene) -> Reading | None:
    """'2015-11-23', '2015-11-23T14:30Z'."""
    value = day_value(int(match["y"]), int(match["m"]), int(match["d"]))
    if value and match["clock"]:
        return "TIME", f"{value}T{match['clock']}"
    return ("DATE", value) if value else None


def numeric_day(match: Match, _: Scene) -> Reading | None:
    """'11/23/2015' month first; '23/11/2015' and '23.11.2015' day first."""
    first, second = int(match["a"]), int(match["b"])
    if match["sep"] == "." or first > 12:
        first, second = second, first
    value = day_value(full_year(match["y"]), first, second)
    return ("DATE", value) if value else None


def month_day(match: Match, scene: Scene) -> Reading | None:
    """'Nov. 23', 'Monday, November 23, 2015', 'the 23rd of November'; '23-25 November' is an interval."""
    month, day = _month(match, scene), ordinal(match["d"], scene.words)
    if not match["y"] and match["m"].islower():
        return None
    if match["y"]:
        year: int | None = int(match["y"])
    elif match["after"]:
        year = _chosen_year(match["after"], scene)
    else:
        year = year_of_day(month, day, match, scene)
    first = _day_of(year, month, day)
    last = _day_of(year, month, int(match["d2"])) if match["d2"] else first
    if not first or not last or first > last:
        return None
    return "DATE", first if first == last else f"{first}/{last}"


def month_year(match: Match, scene: Scene) -> Reading:
    """'November 2015', 'early Nov. 2015', \"November '15\"."""
    return "DATE", f"{full_year(match['y']):04d}-{_month(match, scene):02d}"


def month_alone(match: Match, scene: Scene) -> Reading | None:
    """'October', 'last October', 'June last year', 'January this year'."""
    month, choice = _month(match, scene), match["choice"] and plain(match["choice"])
    if match["after"]:
        year = _chosen_year(match["after"], scene)
    elif _is_ordinary_word(match, scene):
        return None
    else:
        year = year_of_month(month, choice, match, scene)
    return "DATE", f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}"


def _chosen_year(choice: str, scene: Scene) -> int | None:
    return scene.anchor.day.year + scene.words.choices[plain(choice)] if scene.anchor else None


def _month(match: Match, scene: Scene) -> int:
    name = match["m"].lower()
    return scene.words.months.get(name) or scene.words.month_abbreviations[name]


def _is_ordinary_word(match: Match, scene: Scene) -> bool:
    """Whether a month's name is no month there: in lower case, or 'May' and 'March' without a preposition."""
    name = match["m"]
    if name.islower():
        return True
    if name.lower() not in scene.words.ambiguous_months or match["choice"]:
        return False
    lead = re.search(r"([a-z]+)[\s-]+$", scene.before(match.start("m"), 20))
    return not lead or lead[1] not in scene.words.time_leads


def _day_of(year: int | None, month: int, day: int) -> str | None:
    if year:
        return day_value(year, month, day)
    # A leap year has every day that some year has.
    return f"XXXX-{month:02d}-{day:02d}" if day_value(2000, month, day) else None


_WEEKDAY = r"(?:(?:{choice} )?{wday}\.?,? )?{edges}"
_YEAR = r"(?:(?:,|,? of|-)? ?(?P<y>{year})|,? (?:of )?(?P<after>{choice}) year)?"

RULES = (
    (
        r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
        r"(?:(?:T| )(?P<clock>[0-2]\d:[0-5]\d)(?::[0-5]\d)?(?:\.\d{1,6})?Z?)?",
        iso_day,
        "0000",
    ),
    (r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)", numeric_day, "0"),
    (
        _WEEKDAY + r"(?P<m>{mon})\.?~?(?:the )?(?P<d>{nth}|{day})(?: ?(?:-|–|to) ?(?P<d2>{day}))?"
        rf"{_YEAR}(?!,?\d|[.:%]\d)",
        month_day,
        "{mon}",
    ),
    (
        _WEEKDAY + r"(?P<d>{nth}|{day})(?: ?(?:-|–|to) ?(?P<d2>{day})(?:st|nd|rd|th)?)?"
        rf"~(?:day )?(?:of )?(?P<m>{{mon}})\.?{_YEAR}",
        month_day,
        "{mon}",
    ),
    (r"{edges}(?P<m>{mon})\.?(?:,| of|-)? ?(?P<y>{year}|['’]\d\d)", month_year, "{mon}"),
    (
        r"{edges}(?:(?P<choice>{choice}) )?(?P<m>{month}|sept)(?:(?<=sept)\.)?(?:,? (?P<after>{choice}) year)?",
        month_alone,
        "{mon}",
    ),
)
