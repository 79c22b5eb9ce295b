"""Rules for years and what is named by years: decades, centuries, quarters, halves, seasons."""

from __future__ import annotations

import re

from sayso.dates.calendar import PART_BEGINS, full_year
from sayso.dates.scene import Match, Reading, Scene
from sayso.dates.words import amount, ordinal, plain
from sayso.dates.year_choice import year_of_month

# Signs beside four digits that are no year: sums, decimals, codes, ranges.
_ODD_BEFORE = re.compile(r"[$£€#¥+]$|[0-9][.,:/-]$|no\. $")
_ODD_AFTER = re.compile(r"[.,:][0-9]|[%/°]|['’]?s\b|[-‐][a-z0-9]")


def year(match: Match, scene: Scene) -> Reading | None:
    """'1998', 'early 2021', 'mid-2014', 'the year 2000', 'fiscal 1989'; not '1500 people'."""
    lead, follow = scene.before(match.start("y")), scene.after(match.end("y"), 24)
    if _ODD_BEFORE.search(lead) or _ODD_AFTER.match(follow):
        return None
    if not match["said"]:
        if scene.words.counted.match(follow):
            return None
        led = re.search(r"([a-z]+)\s$", lead)
        if not 1900 <= int(match["y"]) < 2100 and not (led and led[1] in scene.words.time_leads):
            return None
    return "DATE", match["y"]


def years(match: Match, scene: Scene) -> Reading | None:
    """'1996-2001', '2015-16': an interval."""
    first, digits = int(match["y"]), match["y2"]
    last = int(digits) if len(digits) == 4 else first - first % 100 + int(digits)
    lead, follow = scene.before(match.start()), scene.after(match.end())
    if re.search(r"[$£€#0-9/.-]$", lead) or re.match(r"[-/.,]?[0-9]|-", follow):
        return None
    return ("DATE", f"{first}/{last}") if first < last < 2100 else None


def short_year(match: Match, scene: Scene) -> Reading | None:
    """\"in '98\"."""
    led = re.search(r"([a-z]+)\s['’]$", scene.before(match.start()))
    if not led or led[1] not in (*scene.words.time_leads, *scene.words.seasons):
        return None
    return "DATE", f"{full_year(match['y']):04d}"


def spoken_year(match: Match, scene: Scene) -> Reading | None:
    """'nineteen ninety-one', 'the year two thousand'."""
    if match["thousand"]:
        return "DATE", amount(match["thousand"], scene.words)
    rest = int(amount(match["rest"], scene.words))
    hundreds = int(amount(match["hundreds"], scene.words))
    return ("DATE", f"{hundreds * 100 + rest}") if 10 <= rest <= 99 else None


def era_year(match: Match, _: Scene) -> Reading:
    """'632 AD', 'AD 632', '500 BC'."""
    count = int(match["a"] or match["b"])
    return "DATE", f"BC{count:04d}" if (match["era"] or "").startswith("B") else f"{count:04d}"


def decade(match: Match, scene: Scene) -> Reading:
    """'the 1990s', \"the '80s\", 'the late nineties'; 'the 1800s' are a century."""
    if match["word"]:
        return "DATE", f"19{scene.words.decades[match['word'].lower()]}"
    value = f"{full_year(match['y']):04d}"
    return "DATE", value[:2] if value[2] == "0" and value < "2000" else value[:3]


def century(match: Match, scene: Scene) -> Reading | None:
    """'the 20th century', 'the late nineteenth century'."""
    number = ordinal(match["n"], scene.words)
    return ("DATE", f"{number - 1:02d}") if number <= 30 else None


def quarter(match: Match, scene: Scene) -> Reading | None:
    """'the third quarter of 1990', 'Q3 2020', \"this year's third quarter\", 'second-quarter'."""
    number = int(match["q"]) if match["q"] else ordinal(match["n"], scene.words)
    if not 1 <= number <= 4:
        return None
    year = _stated_year(match, scene)
    if not year and scene.anchor:
        year = _year_of_quarter(number, match, scene) - bool(match["ago"])
    return "DATE", f"{year:04d}-Q{number}" if year else f"XXXX-Q{number}"


def half(match: Match, scene: Scene) -> Reading | None:
    """'the first half of 2020', 'the last half of 1989'; halves of anything but years are none."""
    number = 2 if match["n"].lower() == "last" else ordinal(match["n"], scene.words)
    year = _stated_year(match, scene)
    return ("DATE", f"{year:04d}-H{number}") if year and number <= 2 else None


def season(match: Match, scene: Scene) -> Reading | None:
    """'the summer of 2014', 'last spring', 'this winter', 'the early summer'; not 'the fall of the city'."""
    name, choice = match["s"].lower(), match["choice"] and plain(match["choice"])
    code = scene.words.seasons[name]
    if match["y"]:
        return "DATE", f"{match['y']}-{code}"
    if not choice and (name in scene.words.ambiguous_seasons or not match["lead"]):
        return None
    year = year_of_month(PART_BEGINS[code], choice, match, scene)
    # A winter has the number of the year in which it begins: in January, 'this winter' is that of the year before.
    if year and code == "WI" and choice and scene.words.choices[choice] <= 0 and scene.anchor:
        year -= scene.anchor.day.month < PART_BEGINS["SP"]
    return "DATE", f"{year:04d}-{code}" if year else f"XXXX-{code}"


def _stated_year(match: Match, scene: Scene) -> int | None:
    if stated := match["y"] or match["y0"]:
        return int(stated)
    choice = match["choice"] or match["after"]
    return scene.anchor.day.year + scene.words.choices[plain(choice)] if choice and scene.anchor else None


def _year_of_quarter(number: int, match: Match, scene: Scene) -> int:
    assert scene.anchor
    today = scene.anchor.day
    now = (today.month - 1) // 3 + 1
    # What is still to come of the quarter that has just ended are its figures.
    ahead = number != now - 1 and scene.direction(*match.span()) > 0
    return today.year + (ahead and number < now) - (not ahead and number > now)


_FISCAL = r"(?:fiscal~(?:year~)?)?"
_OF_YEAR = r"(?:,? (?:of )?(?:fiscal )?(?P<y>{year}))?"
_BEFORE = r"(?:(?P<y0>{year})(?:['’]s)? |(?P<choice>{choice}) year['’]s )?"
_AFTER = r"(?:,? (?:of |in )?(?:fiscal )?(?:(?P<y>{year})|(?P<after>{choice}) year))?"

RULES = (
    (
        r"{edges}(?P<ago>(?:comparable )?year~(?:earlier|ago) )?"
        + _BEFORE
        + _FISCAL
        + r"(?:(?P<n>{nth})~quarter|q(?P<q>[1-4]))"
        + _AFTER,
        quarter,
        "quarter|q",
    ),
    (r"(?:the )?" + _BEFORE + r"(?P<n>{nth}|last)~half" + _AFTER, half, "half"),
    (r"{edges}(?P<said>year )?" + _FISCAL + r"(?P<y>{year})(?: (?:period|fiscal year))?", year, "0000"),
    (r"(?P<y>{year})(?:-|–|—)(?P<y2>{year}|\d\d)", years, "0000"),
    (r"(?<=['’])(?P<y>\d\d)", short_year, "0"),
    (
        r"(?:(?:the )?year (?P<thousand>two thousand(?: (?:and )?{digit})?)"
        r"|(?P<hundreds>eighteen|nineteen|twenty)~(?P<rest>{digit}(?:~{digit})?))",
        spoken_year,
        "eighteen|nineteen|twenty|two",
    ),
    (r"(?:(?P<a>\d{1,4}) ?(?P<era>{era})|(?-i:AD|A\.D\.) (?P<b>\d{1,4}))", era_year, "0"),
    (
        r"{edges}(?:{nth}~half of (?:the )?)?(?:['’]?(?P<y>(?:1\d|20)?\d0)['’]?s|(?P<word>{decades}))",
        decade,
        "0|{decades}",
    ),
    (r"{edges}(?:{nth}~half of (?:the )?)?(?P<n>{nth})~century", century, "century"),
    (
        r"(?P<lead>the |in |by |since )?(?:{edge}~)?(?:the )?(?:(?P<choice>{choice}) )?(?P<s>{season})" + _OF_YEAR,
        season,
        "{season}",
    ),
)
