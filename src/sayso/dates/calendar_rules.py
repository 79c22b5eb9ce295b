"""Rules for times that carry their own name: days, months, years, decades, centuries, quarters, seasons."""

from __future__ import annotations

import re
from datetime import date

from sayso.dates.calendar import day_value, first_day, shifted
from sayso.dates.scene import Match, Reading, Scene
from sayso.dates.words import amount, plain


def iso_day(match: Match, _: Scene) -> Reading | None:
    """'2015-11-23', '2015-11-23T14:30Z'."""
    value = day_value(int(match["y"]), int(match["m"]), int(match["d"]))
    if value and match["clock"]:
        return "TIME", f"{value}T{match['clock']}"
    return ("DATE", value) if value else None


def numeric_day(match: Match, _: Scene) -> Reading | None:
    """'11/23/2015' month first, '23/11/2015' and '23.11.2015' day first."""
    first, second, year = int(match["a"]), int(match["b"]), _full_year(match["y"])
    if match["sep"] == "." or first > 12:
        first, second = second, first
    value = day_value(year, first, second)
    return ("DATE", value) if value else None


def month_day(match: Match, scene: Scene) -> Reading | None:
    """'Nov. 23', 'Monday, November 23, 2015', '23 November', 'the 23rd of November'; also '23-25 November'."""
    month, start = _month(match, scene), _day(match["d"], scene)
    year = int(match["y"]) if match["y"] else None
    if not year and _is_plain_word(match, "m", scene):
        return None
    if not year and scene.anchor and match["after"]:
        year = scene.anchor.day.year + scene.words.choices[plain(match["after"])]
    elif not year and scene.anchor:
        year = _year_of_day(month, start, match, scene)
    values = [_day_of(year, month, day) for day in (start, _day(match["d2"], scene) if match["d2"] else None) if day]
    return ("DATE", "/".join(values)) if all(values) else None  # type: ignore[arg-type]


def month_year(match: Match, scene: Scene) -> Reading | None:
    """'November 2015', 'early Nov. 2015', \"November '15\"."""
    return "DATE", f"{_full_year(match['y']):04d}-{_month(match, scene):02d}"


def month_alone(match: Match, scene: Scene) -> Reading | None:
    """'October', 'last October', 'June last year', 'January this year'."""
    month, choice = _month(match, scene), match["choice"] or match["after"]
    if not choice and _is_plain_word(match, "m", scene):
        return None
    if not scene.anchor:
        return "DATE", f"XXXX-{month:02d}"
    if match["after"]:
        year = scene.anchor.day.year + scene.words.choices[plain(match["after"])]
    else:
        year = _year_of_month(month, choice and plain(choice), match, scene)
    return "DATE", f"{year:04d}-{month:02d}"


def year(match: Match, scene: Scene) -> Reading | None:
    """'1998', 'in early 2021', 'mid-2014', 'the year 2000', 'fiscal 1989'."""
    start, end = match.start("y"), match.end("y")
    lead, follow = scene.before(start), scene.after(end, 24)
    if re.search(r"[$£€#¥+]$|[0-9][.,:/-]$|no\. $", lead) or re.match(r"[.,:][0-9]|[%/°]|['’]?s\b|[-‐][a-z0-9]", follow):
        return None
    if match["said"]:
        return "DATE", match["y"]
    if re.match(r"\s(?:percent|per cent|degrees|feet|meters|metres|miles|km|kilometers|[a-z]+ers\b|dollars|(?:[a-z]+ )?(?:people|men|women|children|troops|points|shares|tons|pounds|hours|days|years|copies|votes))", follow):
        return None
    if 1900 <= int(match["y"]) < 2100 or re.search(r"(?:^|\W)(?:in|since|of|by|from|until|till|before|after|between|and|to|around|during|circa|through)\s$", lead):
        return "DATE", match["y"]
    return None


def years(match: Match, scene: Scene) -> Reading | None:
    """'1996-2001', '2015-16'."""
    first = int(match["y"])
    last = int(match["y2"]) if len(match["y2"]) == 4 else first - first % 100 + int(match["y2"])
    odd = re.search(r"[$£€#0-9/.-]$", scene.before(match.start())) or re.match(r"[-/.,]?[0-9]|-", scene.after(match.end()))
    return None if odd or not 1000 <= first < last < 2100 else ("DATE", f"{first}/{last}")


def short_year(match: Match, scene: Scene) -> Reading | None:
    """\"in '98\"."""
    if not re.search(r"(?:in|of|since|by|until|from|to|and|before|after|spring|summer|fall|winter)\s['’]$", scene.before(match.start())):
        return None
    return "DATE", f"{_full_year(match['y']):04d}"


def spoken_year(match: Match, scene: Scene) -> Reading | None:
    """'nineteen ninety-one', 'the year two thousand'."""
    if match["thousand"]:
        return "DATE", amount(match["thousand"], scene.words)
    rest = int(amount(match["r"], scene.words))
    return ("DATE", str(int(amount(match["c"], scene.words)) * 100 + rest)) if 10 <= rest <= 99 else None


def era_year(match: Match, _: Scene) -> Reading:
    """'632 AD', 'AD 632', '500 BC'."""
    count = int(match["a"] or match["b"])
    return "DATE", f"BC{count:04d}" if (match["era"] or "").lower().startswith("b") else f"{count:04d}"


def decade(match: Match, scene: Scene) -> Reading | None:
    """'the 1990s', \"the '80s\", 'the late nineties'; the 1800s are a century."""
    if match["word"]:
        return "DATE", f"19{scene.words.decades[match['word'].lower()]}"
    digits = match["y"]
    if len(digits) == 2:
        return "DATE", f"{_full_year(digits):04d}"[:3]
    return "DATE", digits[:2] if digits[2] == "0" and int(digits[:2]) < 20 else digits[:3]


def century(match: Match, scene: Scene) -> Reading | None:
    """'the 20th century', 'the late nineteenth century'."""
    number = _day(match["n"], scene)
    return ("DATE", f"{number - 1:02d}") if 1 <= number <= 30 else None


def quarter(match: Match, scene: Scene) -> Reading | None:
    """'the third quarter of 1990', 'Q3 2020', \"this year's third quarter\", 'second-quarter', 'the first half of 2020'."""
    number = int(match["q"]) if match["q"] else _ordinal(match["n"], scene)
    half = (match["kind"] or "").lower() == "half"
    if not 1 <= number <= (2 if half else 4) or (half and not (match["y"] or match["y0"] or match["choice"])):
        return None
    letter = "H" if half else "Q"
    if stated := match["y"] or match["y0"]:
        return "DATE", f"{stated}-{letter}{number}"
    if not scene.anchor:
        return "DATE", f"XXXX-{letter}{number}"
    today = scene.anchor.day
    if match["choice"]:
        return "DATE", f"{today.year + scene.words.choices[plain(match['choice'])]:04d}-{letter}{number}"
    now = (today.month - 1) // 3 + 1
    # What is to come about the quarter that has just ended are its figures.
    ahead = number != now - 1 and scene.direction(*match.span()) > 0
    found = today.year + (ahead and number < now) - (not ahead and number > now) - bool(match["ago"])
    return "DATE", f"{found:04d}-{letter}{number}"


def season(match: Match, scene: Scene) -> Reading | None:
    """'the summer of 2014', 'last spring', 'this winter', 'the early summer'."""
    name, choice = match["s"].lower(), match["choice"] and plain(match["choice"])
    code = scene.words.seasons[name]
    if match["y"]:
        return "DATE", f"{match['y']}-{code}"
    if not choice and (name in scene.words.ambiguous_seasons or not match["the"]):
        return None
    if not scene.anchor:
        return "DATE", f"XXXX-{code}"
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    return "DATE", f"{_year_of_month(begins, choice, match, scene):04d}-{code}"


def _full_year(digits: str) -> int:
    # The usual pivot: '68' lies in the last century, '15' in this one.
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (1900 if number > 40 else 2000)


def _month(match: Match, scene: Scene) -> int:
    name = match["m"].lower().rstrip(".")
    return scene.words.months.get(name) or scene.words.month_abbreviations[name]


def _is_plain_word(match: Match, group: str, scene: Scene) -> bool:
    """Whether a month's name stands there as an ordinary word: lower case, or 'May' and 'March' without a preposition."""
    name = match[group]
    if name.islower():
        return True
    if name.lower() not in scene.words.ambiguous_months or "d" in match.groupdict():
        return False
    lead = re.search(r"([a-z]+)[\s-]+$", scene.before(match.start(group), 20))
    return not lead or lead[1] not in scene.words.month_leads


def _ordinal(phrase: str, scene: Scene) -> int:
    return 2 if phrase.lower() == "last" else _day(phrase, scene)


def _day(phrase: str, scene: Scene) -> int:
    if digits := re.match("[0-9]+", phrase):
        return int(digits[0])
    return scene.words.ordinals["-".join(phrase.lower().split())]


def _day_of(year: int | str | None, month: int, day: int) -> str | None:
    if year:
        return day_value(int(year), month, day)
    # A leap year allows every day that some year has.
    return f"XXXX-{month:02d}-{day:02d}" if day_value(2000, month, day) else None


def _year_of_day(month: int, day: int, match: Match, scene: Scene) -> int:
    """The year of a day without one: that of the story it stands in, else by tense, else the nearest."""
    assert scene.anchor
    if told := _year_of_story(match, scene):
        return told
    today, direction = scene.anchor.day, scene.direction(*match.span())
    if scene.anchor.exact == "Y":
        return today.year
    candidates = [(today.year + step, _distance(today, today.year + step, month, day)) for step in (-1, 0, 1)]
    if direction > 0:
        return min((distance, year) for year, distance in candidates if distance >= 0)[1]
    weight = 3 if direction < 0 else 1
    return min((distance * weight if distance > 0 else -distance, year) for year, distance in candidates)[1]


def _distance(today: date, year: int, month: int, day: int) -> int:
    return (year - today.year) * 366 + (month - today.month) * 31 + day - today.day


def _year_of_month(month: int, choice: str | None, match: Match, scene: Scene) -> int:
    """The year of a month (or of the first month of a season) without one."""
    assert scene.anchor
    today = scene.anchor.day
    if not choice and (told := _year_of_story(match, scene)):
        return told
    if scene.anchor.exact == "Y":
        return today.year
    step = scene.words.choices[choice] if choice else scene.direction(*match.span())
    if choice and step == 0:
        return today.year
    if step > 0:
        return today.year + (month < today.month or (bool(choice) and month == today.month))
    return today.year - (month > today.month or (bool(choice) and month == today.month))


def _year_of_story(match: Match, scene: Scene) -> int | None:
    """The year that the sentences just before tell of, where it is plainly not about the days of publication."""
    assert scene.anchor
    last = scene.found[-1] if scene.found else None
    if not last or match.start() - last.end > _STORY or "\n\n" in scene.text[last.end : match.start()]:
        return None
    named = re.search(r"[0-9]{4}|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)", scene.text[last.start : last.end])
    told = first_day(last.value)
    if not named or not told or re.search(r"(?:since|than|from) $", scene.before(last.start)):
        return None
    return told.year if told.year <= scene.anchor.day.year - 2 else None


# How far (in characters) a sentence's year reaches into the next ones.
_STORY = 400

_FISCAL = r"(?:fiscal~(?:year~)?)?"
_OF_YEAR = r"(?:,? (?:of )?(?:fiscal )?(?P<y>{year}))?"

RULES = (
    (r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:(?:T| )(?P<clock>[0-2]\d:[0-5]\d)(?::[0-5]\d)?(?:\.\d{1,6})?Z?)?", iso_day),
    (r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)", numeric_day),
    (
        r"(?:(?:{choice} )?{wday}\.?,? )?{edges}(?P<m>{mon})\.?~?(?:the )?(?P<d>{nth}|{day})"
        r"(?: ?(?:-|–|to) ?(?P<d2>{day}))?(?:(?:,|,? of|-)? ?(?P<y>{year})|,? (?:of )?(?P<after>{choice}) year)?(?!,?\d|[.:%]\d)",
        month_day,
    ),
    (
        r"(?:{wday}\.?,? )?{edges}(?P<d>{nth}|{day})(?: ?(?:-|–|to) ?(?P<d2>{day})(?:st|nd|rd|th)?)?"
        r"~(?:day )?(?:of )?(?P<m>{mon})\.?(?:(?:,| of|-)? ?(?P<y>{year})|,? (?:of )?(?P<after>{choice}) year)?",
        month_day,
    ),
    (r"{edges}(?P<m>{mon})\.?(?:,| of|-)? ?(?P<y>{year}|['’]\d\d)", month_year),
    (r"{edges}(?:(?P<choice>{choice}) )?(?P<m>{month}|sept\.?)(?:,? (?P<after>{choice}) year)?", month_alone),
    (
        r"{edges}(?:(?P<ago>year~earlier|comparable year~ago|year~ago) )?"
        r"(?:(?P<y0>{year})(?:['’]s)? |(?P<choice>{choice}) year['’]s )?"
        + _FISCAL
        + r"(?:(?P<n>{nth}|last)~(?P<kind>quarter|half)|q(?P<q>[1-4]))"
        + _OF_YEAR,
        quarter,
    ),
    (r"{edges}(?P<said>year )?" + _FISCAL + r"(?P<y>{year})(?: (?:period|fiscal year))?", year),
    (r"(?P<y>{year})(?:-|–|—)(?P<y2>{year}|\d\d)", years),
    (r"(?<=['’])(?P<y>\d\d)", short_year),
    (
        r"(?:(?:the )?year (?P<thousand>two thousand(?: (?:and )?{digit})?)"
        r"|(?P<c>eighteen|nineteen|twenty)~(?P<r>{digit}(?:~{digit})?))",
        spoken_year,
    ),
    (r"(?:(?P<a>\d{1,4}) ?(?P<era>{era})|(?-i:AD|A\.D\.) (?P<b>\d{1,4}))", era_year),
    (r"{edges}(?:['’]?(?P<y>(?:1\d|20)?\d0)['’]?s|(?P<word>{decades}))", decade),
    (r"{edges}(?P<n>{nth})~century", century),
    (
        r"(?P<the>the |in |by |since )?(?:{edge}~)?(?:the )?(?:(?P<choice>{choice}) )?(?P<s>{season})" + _OF_YEAR,
        season,
    ),
)
