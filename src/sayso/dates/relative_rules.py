"""Rules for times counted from the day of publication, or from a time that the text spoke of before."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.dates.calendar import first_day, shifted, week_value
from sayso.dates.scene import Match, Reading, Scene
from sayso.dates.span_rules import period
from sayso.dates.words import amount, plain

# What stands for a time of each unit when nothing tells where it lies.
_UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "W2": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}
_UNKNOWN |= {"E": "XXX", "C": "XX"}
# Words of times that serve only as a yardstick: the story stays where it was.
_COMPARED = r"ago|earlier"
# What a fraction of a unit is counted in: half a year is six months.
_FINER = {"C": ("E", 10), "E": ("Y", 10), "Y": ("M", 12), "Q": ("M", 3), "M": ("D", 30), "W": ("D", 7)}
# The shape that a value must begin with to be counted from in a unit.
_EXACT = {"D": r"\d{4}-\d\d-\d\d", "W": r"\d{4}-(?:\d\d-\d\d|W\d\d)", "M": r"\d{4}-\d\d", "Q": r"\d{4}-(?:Q\d|\d\d)"}


def standing(match: Match, scene: Scene) -> Reading | None:
    """'now', 'recently', 'in the past', 'annual': the same wherever they stand."""
    phrase = plain(match[0])
    lone = " " not in phrase
    if lone and not match[0][1:].islower() and match[0].isalpha():
        return None
    if lone and phrase not in ("now", "recently", "lately", "soon") and match[0][0].isupper() and not _opens_sentence(match, scene):
        # 'the Daily News', 'Weekly Standard'
        return None
    if phrase == "soon" and re.match(r" (?:after|as|enough)", scene.after(match.end())):
        return None
    return scene.words.standing[phrase]


def day_off(match: Match, scene: Scene) -> Reading:
    """'today', 'late yesterday', 'the day before yesterday', 'tomorrow night', 'tonight'."""
    phrase, part = plain(match["word"]), match["part"]
    code = f"T{scene.words.parts_of_day[part.lower()]}" if part else ""
    day = _UNKNOWN["D"]
    if scene.anchor and scene.anchor.knows("D"):
        day = shifted(scene.anchor.day, scene.words.days_off[phrase], "D") or day
    return ("TIME" if code else "DATE"), day + code


def near_part(match: Match, scene: Scene) -> Reading:
    """'this morning', 'tonight', 'last night', 'overnight', 'the evening'."""
    word = (match["part"] or "night").lower()
    which, code = (match["which"] or "").lower(), f"T{scene.words.parts_of_day[word]}"
    if which in ("the", "that"):
        return "TIME", code
    return "TIME", _from_anchor(-1 if which == "last" else 0, "D", scene) + code


def weekday(match: Match, scene: Scene) -> Reading | None:
    """'Friday', 'last Monday', 'next Tuesday', 'earlier Sunday', 'Friday night', 'Mondays', 'Tuesday nights'."""
    number = scene.words.weekdays[match["w"].lower()]
    part = match["part"]
    code = f"T{scene.words.parts_of_day[part.lower()]}" if part else ""
    if match["many"]:
        return "SET", f"XXXX-WXX-{number}{code}"
    kind = "TIME" if code else "DATE"
    if not scene.anchor or not scene.anchor.knows("D"):
        return kind, f"XXXX-WXX-{number}{code}"
    choice = match["choice"] and plain(match["choice"])
    ahead = scene.words.choices[choice] if choice else scene.direction(*match.span())
    today = scene.anchor.day
    days = (number - today.isoweekday()) % 7
    if choice and ahead == 0:
        days = number - today.isoweekday()
    elif ahead <= 0:
        days -= 7 if days or (choice and ahead < 0) else 0
    elif not days:
        days = 7
    return kind, (shifted(today, days, "D") or _UNKNOWN["D"]) + code


def chosen_unit(match: Match, scene: Scene) -> Reading | None:
    """'last week', 'earlier this year', 'the end of next month', 'the past decade', 'that year', 'the following day'."""
    unit = scene.words.unit_codes[match["unit"].lower()]
    choice = plain(match["choice"])
    if unit.startswith("T"):
        return ("DATE", "PRESENT_REF") if choice == "this" else None
    if choice in scene.words.same_choices:
        told = scene.spoken_of(_EXACT.get(unit, r"\d{4}"), match.start())
        return ("DATE", _told(told, 0, unit)) if told else None
    step = scene.words.choices[choice]
    if choice in scene.words.told_choices and (told := scene.spoken_of(_EXACT.get(unit, r"\d{4}"), match.start())):
        return "DATE", _told(told, step, unit)
    if unit in ("E", "C") and step < 0 and "past" in choice:
        return "DURATION", f"P1{unit}"
    return "DATE", _from_anchor(step, unit, scene)


def this_unit(match: Match, scene: Scene) -> Reading | None:
    """'the quarter', 'the year ended March 31', 'the week', 'the weekend', 'the day'."""
    unit = scene.words.unit_codes[match["unit"].lower()]
    if match["ended"]:
        return "DURATION", f"P1{unit}"
    if unit == "Q":
        return "DATE", _quarter_spoken_of(match, scene)
    if unit == "WE":
        step = 1 if scene.direction(*match.span()) > 0 else -1
        weekend_is_this_week = step > 0 or (scene.anchor and scene.anchor.day.isoweekday() >= 6)
        return "DATE", _from_anchor(0 if weekend_is_this_week else -1, "WE", scene)
    return "DATE", _from_anchor(0, unit, scene)


def ago(match: Match, scene: Scene) -> Reading | None:
    """'three days ago', 'a year earlier', 'two years later', 'about a month from now'."""
    unit = scene.words.unit_codes[match["unit"].lower()]
    number, way = amount(match["n"], scene.words), plain(match["way"])
    if number == "X":
        return ("DATE", "PAST_REF") if way in ("ago", "earlier") else ("DURATION", period(number, unit))
    count = float(number) * (-1 if way in ("ago", "earlier", "before") else 1)
    if unit.startswith("T"):
        today = scene.anchor.day.isoformat() if scene.anchor and scene.anchor.knows("D") else _UNKNOWN["D"]
        return ("TIME", f"{today}TXX:XX") if way == "ago" else ("DURATION", f"PT{number}{unit[1]}")
    if unit == "Y" and count == -1 and (told := scene.spoken_of(r"\d{4}-Q\d", match.start(), but_not=_COMPARED)):
        return "DATE", f"{int(told[:4]) - 1:04d}{told[4:]}"
    if count != int(count) and unit in _FINER:
        unit, count = _FINER[unit][0], count * _FINER[unit][1]
    if way not in ("ago", "from now") and (told := scene.spoken_of(_EXACT.get(unit, r"\d{4}"), match.start())):
        return "DATE", _told(told, int(count), unit)
    if way == "later":
        return "DATE", _UNKNOWN[unit]
    return "DATE", _from_anchor(int(count), unit, scene)


def year_ago(match: Match, scene: Scene) -> Reading:
    """'year-earlier results', 'the year-ago quarter': the same time a year before the one spoken of."""
    told = scene.spoken_of(r"\d{4}-Q\d", match.start(), but_not=_COMPARED)
    if not told and match["quarter"]:
        told = _quarter_spoken_of(match, scene)
    if told and re.match(r"\d{4}", told):
        return "DATE", f"{int(told[:4]) - 1:04d}{told[4:]}"
    return "DATE", _from_anchor(-1, "Y", scene)


def that_years_quarter(match: Match, scene: Scene) -> Reading:
    """'the 1988 quarter', 'the 1988 period': the quarter spoken of, in another year."""
    told = scene.spoken_of(r"\d{4}-[QH]\d", match.start())
    return "DATE", f"{match['y']}{told[4:]}" if told else match["y"]


def year_end(match: Match, scene: Scene) -> Reading:
    """'year-end', 'the end of the year'."""
    return "DATE", _from_anchor(0, "Y", scene)


def _quarter_spoken_of(match: Match, scene: Scene) -> str:
    if told := scene.spoken_of(r"\d{4}-[QH]\d", match.start(), but_not=_COMPARED):
        return told
    # Nobody reports on a quarter before it has ended.
    return _from_anchor(-1, "Q", scene)


def _from_anchor(step: int, unit: str, scene: Scene) -> str:
    if scene.anchor and scene.anchor.knows(unit):
        return shifted(scene.anchor.day, step, unit) or _UNKNOWN[unit]
    return _UNKNOWN.get(unit, "XXXX")


def _told(told: str, step: int, unit: str) -> str:
    day = first_day(told)
    return (day and shifted(day, step, unit)) or _UNKNOWN.get(unit, "XXXX")


def _opens_sentence(match: Match, scene: Scene) -> bool:
    return not re.search(r"[\w,;:'’-]\s*$", scene.before(match.start()))


RULES = (
    (r"{standing}", standing),
    (r"{edges}(?P<word>{day_off})(?: (?P<part>{part}))?", day_off),
    (r"(?:tonight|overnight|(?:{edge}~)?(?P<which>this|last|the|that) (?:{edge}~)?(?P<part>{part}))", near_part),
    (
        r"(?:{edges}(?P<choice>{choice}) |(?:{edge}~))?(?P<w>{weekday})(?:(?P<many>s(?! ?['’])| {part}s(?= ))|['’]s)?"
        r"(?: (?:{edge}~)?(?P<part>{part}))?",
        weekday,
    ),
    (r"{edges}(?P<choice>{same}|(?:the )?{choice})(?: (?:fiscal|calendar|school))? (?P<unit>{unit})", chosen_unit),
    (r"(?:{edge}~)?(?:the|its) (?:{edge}~)?(?:latest )?(?P<unit>quarter|weekend|year|week|month)(?P<ended> (?:ended|ending))?", this_unit),
    (r"(?:the )?(?P<y>{year}) (?P<unit>quarter|period)", that_years_quarter),
    (r"(?:{approx} )?(?P<n>{amount})~(?P<unit>{units}) (?P<way>ago|earlier|later|before(?=[.,;)])|from now|hence)", ago),
    (r"(?:the )?(?:comparable )?year~(?:earlier|ago)(?: (?P<quarter>quarter|period))?", year_ago),
    (r"{edges}year~end", year_end),
)
