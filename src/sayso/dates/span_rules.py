"""Rules for lengths of time, for what recurs, and for the clock."""

from __future__ import annotations

import re

from sayso.dates.scene import Match, Reading, Scene
from sayso.dates.words import amount


def length(match: Match, scene: Scene) -> Reading | None:
    """'three days', 'two-year', 'the last twenty years', 'a couple of months', 'half an hour', 'two to three weeks'."""
    phrase = match["n"]
    unit = scene.words.unit_codes[match["unit"].lower()]
    if _is_age(match, scene) or (unit == "Q" and re.match(r"\s(?:of|full)", scene.after(match.end()))):
        return None
    if match["unit"].lower() in ("second", "minute", "min", "sec", "night") and re.fullmatch("an?", phrase.lower()):
        return None
    if re.search(r"[$£€.,][0-9]*$", scene.before(match.start("n"))):
        return None
    return "DURATION", period(amount(phrase, scene.words), unit)


def many_units(match: Match, scene: Scene) -> Reading | None:
    """'for years', 'within weeks', 'weeks or months'."""
    if _is_age(match, scene):
        return None
    return "DURATION", period("X", scene.words.unit_codes[match["unit"].lower()])


def every(match: Match, scene: Scene) -> Reading:
    """'every week', 'each Thursday', 'every two years', 'each summer'."""
    words, name = scene.words, match["what"].lower()
    if name in words.weekdays:
        part = match["part"]
        return "SET", f"XXXX-WXX-{words.weekdays[name]}" + (f"T{words.parts_of_day[part.lower()]}" if part else "")
    if name in words.months:
        return "SET", f"XXXX-{words.months[name]:02d}"
    if name in words.seasons:
        return "SET", f"XXXX-{words.seasons[name]}"
    if name in words.parts_of_day:
        return "SET", f"XXXX-XX-XXT{words.parts_of_day[name]}"
    other = (match["n"] or "").lower()
    return "SET", period("2" if other == "other" else amount(other, words) if other else "1", words.unit_codes[name])


def rate(match: Match, scene: Scene) -> Reading | None:
    """'twice a week', '$500 million a year'."""
    if not re.match("once|twice", match[0].lower()) and not _COUNTED.search(scene.before(match.start())):
        return None
    return "SET", period("1", scene.words.unit_codes[match["unit"].lower()])


def clock(match: Match, _: Scene) -> Reading:
    """'5 p.m.', '14:30 GMT': the time of a day that other words name."""
    hour, minute = int(match["h"]), match["min"]
    half = (match["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return "TIME", f"T{hour:02d}" + (f":{minute}" if minute else ":00")


def clock_word(match: Match, scene: Scene) -> Reading:
    """'noon', 'midnight'."""
    return "TIME", f"T{scene.words.clock_words[match['noon'].lower()]}"


def part_of_day(match: Match, scene: Scene) -> Reading:
    """'mid-afternoon', 'early morning', 'evening' beside a day."""
    return "TIME", f"T{scene.words.parts_of_day[match['part'].lower()]}"


def _is_age(match: Match, scene: Scene) -> bool:
    return match["unit"].lower().startswith("year") and bool(re.match(r"['’]?[\s-]+old(?![a-z])", scene.after(match.end())))


def period(count: str, code: str) -> str:
    """The TIMEX3 value of a length: 'P3D', 'PT2H', 'PXY'; a fortnight is two weeks."""
    if code == "W2":
        code, count = "W", count if count == "X" else f"{float(count) * 2:g}"
    if code == "WE":
        return f"P{count}WE"
    return f"PT{count}{code[1]}" if code.startswith("T") else f"P{count}{code}"


_COUNTED = re.compile(r"(?:[0-9]|[mbtr]illion|percent|per cent|times|once|twice|%)\s$")
_RUN = r"(?:the )?(?:last|past|next|coming|first|previous|following|preceding|final|latest|recent|entire|whole|full)"

RULES = (
    (
        r"(?:(?:(?:at least|almost|nearly|about|most of|much of) )?" + _RUN + r" |the )?(?:{approx} )?(?P<n>{amount})(?:~(?:to|or|-) ?{number})?"
        r"(?:~(?:more|full|whole|consecutive|straight|long|solid|trading|working|short))?~(?P<unit>{units})",
        length,
    ),
    (r"(?:" + _RUN + r" )?(?P<unit>{plural})(?: (?:or|and) {plural})?", many_units),
    (
        r"(?:every|each) (?:(?P<n>other|{number}) )?(?P<what>{weekday}|{month}|{season}|{units}|{part})(?: (?P<part>{part}))?",
        every,
    ),
    (
        r"(?:once |twice )?(?:an?|per|each|every) (?P<unit>{unit})",
        rate,
    ),
    (r"(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<min>[0-5]\d))? ?(?P<half>a\.m\.|p\.m\.|am|pm)(?: {zone})?", clock),
    (r"(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)(?::[0-5]\d)?(?P<half>)(?: (?:hours )?{zone}| hours)?", clock),
    (r"(?:around |about )?(?P<noon>{noon})", clock_word),
    (r"(?:in the |{edge}~)?(?P<part>{part})s?", part_of_day),
)
