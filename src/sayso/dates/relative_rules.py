"""Rules for times counted from the day of publication, or from a time that the text spoke of before."""

from __future__ import annotations

import re

from sayso.dates.calendar import first_day, shifted
from sayso.dates.scene import Match, Reading, Scene
from sayso.dates.span_rules import period
from sayso.dates.words import amount, plain

# What stands for a time of each unit when nothing tells where it lies.
_UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "W2": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "E": "XXX",
    "C": "XX",
    "L": "X",
}
# How exact a time must be to be counted from in each unit: what its value must begin with.
_EXACT = {"D": r"\d{4}-\d\d-\d\d", "W": r"\d{4}-(?:\d\d-\d\d|W\d\d)", "M": r"\d{4}-\d\d", "Q": r"\d{4}-(?:Q\d|\d\d)"}
# What a fraction of a unit is counted in: half a year is six months.
_FINER = {"C": ("E", 10), "E": ("Y", 10), "Y": ("M", 12), "Q": ("M", 3), "M": ("D", 30), "W": ("D", 7)}
# Words of times that serve only as a yardstick: the story stays where it was.
_YARDSTICK = "ago|earlier"


def standing(match: Match, scene: Scene) -> Reading | None:
    """'now', 'recently', 'in the past', 'annual': the same wherever they stand."""
    phrase = plain(match["phrase"])
    if match["phrase"][0].isupper() and phrase in scene.words.names_when_capital:
        return None
    if " " not in phrase and scene.before(match.start()).endswith("-"):
        return None
    if phrase == "soon" and re.match(r"\s(?:after|as|enough)\b", scene.after(match.end())):
        return None
    # 'In the past three months' is a length.
    if phrase.endswith("past") and not scene.words.unit_codes.keys().isdisjoint(_next_words(match, scene)):
        return None
    return scene.words.standing[phrase]


def _next_words(match: Match, scene: Scene) -> list[str]:
    return re.findall(r"[a-z]+|[.,;]", scene.after(match.end(), 30))[:3]


def day_off(match: Match, scene: Scene) -> Reading:
    """'today', 'late yesterday', 'the day before yesterday', 'tomorrow night'."""
    return _in_part(_from_anchor(scene.words.days_off[plain(match["word"])], "D", scene), match["part"], scene)


def near_part(match: Match, scene: Scene) -> Reading:
    """'this morning', 'tonight', 'last night'; 'the evening' is left to be joined to its day."""
    word, which = (match["part"] or "night").lower(), (match["which"] or "").lower()
    if which in ("the", "that"):
        return _in_part("", word, scene)
    return _in_part(_from_anchor(-1 if which == "last" else 0, "D", scene), word, scene)


def weekday(match: Match, scene: Scene) -> Reading:
    """'Friday', 'last Monday', 'earlier Sunday', 'Friday night'; 'Mondays' and 'Tuesday nights' recur."""
    number = scene.words.weekdays[match["w"].lower()]
    if match["many"]:
        part = re.search(r"([a-z]+)s$", match["many"].lower().strip())
        return "SET", _in_part(f"XXXX-WXX-{number}", part and part[1], scene)[1]
    if not scene.anchor or not scene.anchor.knows("D"):
        return _in_part(f"XXXX-WXX-{number}", match["part"], scene)
    today, choice = scene.anchor.day.isoweekday(), plain(match["choice"] or "")
    told = scene.spoken_of(_EXACT["D"], match.start()) if choice in scene.words.told_choices else None
    if told and (day := first_day(told)):
        days = _days_to_chosen(number - day.isoweekday(), scene.words.choices[choice])
        return _in_part(shifted(day, days, "D") or _UNKNOWN["D"], match["part"], scene)
    if choice:
        days = _days_to_chosen(number - today, scene.words.choices[choice])
    else:
        ahead = scene.direction(*match.span()) > 0
        # In 'said Friday' on a Friday that day is meant, in 'will meet on Friday' the next.
        days = (number - today) % 7 or 7 if ahead else -((today - number) % 7)
    return _in_part(_from_anchor(days, "D", scene), match["part"], scene)


def chosen_unit(match: Match, scene: Scene) -> Reading | None:
    """'last week', 'earlier this year', 'the end of next month', 'that year', 'the following day'."""
    unit, choice = scene.words.unit_codes[match["unit"].lower()], plain(match["choice"])
    if unit.startswith("T"):
        return None
    told = scene.spoken_of(_EXACT.get(unit, r"\d{4}"), match.start())
    if choice in scene.words.same_choices:
        return ("DATE", _told(told, 0, unit)) if told else None
    step = scene.words.choices[choice]
    if told and choice in scene.words.told_choices:
        return "DATE", _told(told, step, unit)
    # 'The past month' runs up to now, but 'this past week' is the last one.
    if choice == "past" or (unit in ("E", "C") and choice.endswith("past")):
        return "DURATION", f"P1{unit}"
    return "DATE", _from_anchor(step, unit, scene)


def this_unit(match: Match, scene: Scene) -> Reading:
    """'the quarter', 'the week', 'the weekend', 'the end of the year'; 'the year ended March 31' is a length."""
    unit = scene.words.unit_codes[match["unit"].lower()]
    if unit == "Q":
        # The latest quarter is that whose figures are new, whatever quarter was spoken of.
        return "DATE", _from_anchor(-1, "Q", scene) if match["latest"] else _quarter_spoken_of(match, scene)
    if match["ended"]:
        return "DURATION", f"P1{unit}"
    begun = not scene.anchor or scene.anchor.day.isoweekday() >= 6 or scene.direction(*match.span()) > 0
    return "DATE", _from_anchor(0 if unit != "WE" or begun else -1, unit, scene)


def ago(match: Match, scene: Scene) -> Reading | None:
    """'three days ago', 'a year earlier', 'two years later', 'about a month from now'."""
    unit, way = scene.words.unit_codes[match["unit"].lower()], plain(match["way"])
    number, back = amount(match["n"], scene.words), way in ("ago", "earlier", "before")
    if number == "X":
        return ("DATE", "PAST_REF") if way in ("ago", "earlier") else ("DURATION", period(number, unit))
    if unit.startswith("T"):
        return ("TIME", _from_anchor(0, "D", scene) + "TXX:XX") if way == "ago" else ("DURATION", period(number, unit))
    if unit == "Y" and number == "1" and back and (quarter := _quarter(match, scene)):
        return "DATE", _year_before(quarter)
    count = float(number) * (-1 if back else 1)
    if count != int(count) and unit in _FINER:
        unit, count = _FINER[unit][0], count * _FINER[unit][1]
    told = scene.spoken_of(_EXACT.get(unit, r"\d{4}"), match.start())
    if told and way not in ("ago", "from now", "hence"):
        return "DATE", _told(told, int(count), unit)
    # Nobody counts on from the day of publication with 'later'.
    return "DATE", _UNKNOWN[unit] if way == "later" else _from_anchor(int(count), unit, scene)


def year_ago(match: Match, scene: Scene) -> Reading:
    """'year-earlier results', 'the year-ago quarter': the same time a year before the one spoken of."""
    quarter = _quarter_spoken_of(match, scene) if match["quarter"] else _quarter(match, scene)
    return "DATE", _year_before(quarter) if quarter else _from_anchor(-1, "Y", scene)


def that_years_quarter(match: Match, scene: Scene) -> Reading:
    """'the 1988 quarter', 'the 1988 period': the quarter spoken of, in another year."""
    told = _quarter(match, scene)
    return "DATE", match["y"] + told[4:] if told else match["y"]


def year_end(_: Match, scene: Scene) -> Reading:
    """'year-end'."""
    return "DATE", _from_anchor(0, "Y", scene)


def _in_part(day: str, part: str | None, scene: Scene) -> Reading:
    return ("TIME", f"{day}T{scene.words.parts_of_day[part.lower()]}") if part else ("DATE", day)


def _days_to_chosen(days: int, step: int) -> int:
    """How many days off the last, this or next weekday is that lies `days` off in the week of publication."""
    if step == 0:
        return days
    return days % 7 or 7 if step > 0 else -(-days % 7 or 7)


def _quarter(match: Match, scene: Scene) -> str | None:
    return scene.spoken_of(r"\d{4}-[QH]\d", match.start(), but_not=_YARDSTICK)


def _quarter_spoken_of(match: Match, scene: Scene) -> str:
    # Nobody reports on a quarter before it has ended.
    return _quarter(match, scene) or _from_anchor(-1, "Q", scene)


def _year_before(value: str) -> str:
    return f"{int(value[:4]) - 1:04d}{value[4:]}" if value[:4].isdigit() else value


def _from_anchor(step: int, unit: str, scene: Scene) -> str:
    known = scene.anchor and scene.anchor.knows(unit) and shifted(scene.anchor.day, step, unit)
    return known or _UNKNOWN[unit]


def _told(told: str, step: int, unit: str) -> str:
    day = first_day(told)
    return (day and shifted(day, step, unit)) or _UNKNOWN[unit]


RULES = (
    (r"(?:the )?(?P<phrase>{standing})", standing, "0|{standing}"),
    (r"{edges}(?P<word>{day_off})(?: (?P<part>{part}))?", day_off, "{day_off}"),
    (
        r"(?:tonight|overnight|(?:{edge}~)?(?P<which>this|last|the|that) (?:{edge}~)?(?P<part>{part}))",
        near_part,
        "{part}",
    ),
    (
        r"(?:{edges}(?P<choice>{choice}) |{edge}~)?(?P<w>{weekday})(?:(?P<many>s(?!['’])| {times})|['’]s)?"
        r"(?: (?:{edge}~)?(?P<part>{part}))?",
        weekday,
        "{weekday}|{times}",
    ),
    (
        r"{edges}(?P<choice>{same}|(?:the )?{choice})(?: (?:fiscal|calendar|school))? (?P<unit>{unit})",
        chosen_unit,
        "{unit}",
    ),
    (
        r"(?:{edge}~)?(?:the|its) (?:{edge}~)?(?P<latest>latest )?(?P<unit>quarter|weekend|year|week|month)"
        r"(?P<ended> (?:ended|ending))?",
        this_unit,
        "{unit}",
    ),
    (r"(?:the )?(?P<y>{year}) (?:quarter|period)", that_years_quarter, "0000"),
    (
        r"(?:{approx} )?(?P<n>{amount})~(?P<unit>{units})(?: or so)?"
        r" (?P<way>ago|earlier|later|before(?=[.,;)])|from now|hence)",
        ago,
        "{units}",
    ),
    (r"(?:the )?(?:comparable )?year~(?:earlier|ago)(?: (?P<quarter>quarter|period))?", year_ago, "year"),
    (r"{edges}year~end", year_end, "year"),
)
