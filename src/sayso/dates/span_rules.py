"""Rules for lengths of time, for what recurs, and for the clock."""

from __future__ import annotations

import re

from sayso.dates.scene import Match, Reading, Scene
from sayso.dates.words import amount

_AGE = re.compile(r"['’]?[\s-]{1,3}old(?![a-z])")
# What a rate is the rate of: '20 a year', '$5 million a year', '10 times a day'.
_COUNTED = re.compile(r"(?:[0-9]|[mbtr]illion|percent|per cent|times|%)\s$")
# Short units that 'a' makes vague ('in a minute') or other things ('a night raid').
_NEEDS_NUMBER = frozenset({"second", "sec", "minute", "min", "night"})


def length(match: Match, scene: Scene) -> Reading | None:
    """'three days', 'two-year', 'the last twenty years', 'half an hour', 'two to three weeks'; not 'ten years old'."""
    phrase, name = match["n"].lower(), match["unit"].lower()
    unit, follow = scene.words.unit_codes[name], scene.after(match.end())
    if (unit == "Y" and _AGE.match(follow)) or (unit == "Q" and re.match(r"\s(?:of|full)", follow)):
        return None
    if name in _NEEDS_NUMBER and phrase in ("a", "an"):
        return None
    if re.search(r"[$£€.,][0-9]*$", scene.before(match.start("n"))):
        return None
    return "DURATION", period(amount(phrase, scene.words), unit)


def many_units(match: Match, scene: Scene) -> Reading | None:
    """'for years', 'within weeks', 'weeks or months', 'the recent days'; 'future years' are only ahead."""
    if _AGE.match(scene.after(match.end())) or scene.before(match.start()).endswith("-"):
        return None
    if match["ahead"]:
        return "DATE", "FUTURE_REF"
    return "DURATION", period("X", scene.words.unit_codes[match["unit"].lower()])


def every(match: Match, scene: Scene) -> Reading:
    """'every week', 'each Thursday', 'every two years', 'every other day', 'each summer'."""
    words, name = scene.words, match["what"].lower()
    if name in words.unit_codes:
        count = (match["n"] or "one").lower()
        return "SET", period("2" if count == "other" else amount(count, words), words.unit_codes[name])
    part = f"T{words.parts_of_day[match['part'].lower()]}" if match["part"] else ""
    if name in words.weekdays:
        return "SET", f"XXXX-WXX-{words.weekdays[name]}{part}"
    if name in words.months:
        return "SET", f"XXXX-{words.months[name]:02d}"
    return "SET", f"XXXX-{words.seasons[name]}" if name in words.seasons else f"XXXX-XX-XXT{words.parts_of_day[name]}"


def rate(match: Match, scene: Scene) -> Reading | None:
    """'twice a week', '$500 million a year'."""
    if not match["times"] and not _COUNTED.search(scene.before(match.start())):
        return None
    return "SET", period("1", scene.words.unit_codes[match["unit"].lower()])


def clock(match: Match, _: Scene) -> Reading:
    """'5 p.m.', '14:30 GMT': a time of the day that other words name."""
    hour, half = int(match["h"]), match["half"].lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return "TIME", f"T{hour:02d}:{match['min'] or '00'}"


def clock_word(match: Match, scene: Scene) -> Reading:
    """'noon', 'midnight'."""
    return "TIME", f"T{scene.words.clock_words[match['noon'].lower()]}"


def part_of_day(match: Match, scene: Scene) -> Reading:
    """'mid-afternoon', 'early morning', 'in the evening', to be joined to their day."""
    return "TIME", f"T{scene.words.parts_of_day[match['part'].lower()]}"


def period(count: str, code: str) -> str:
    """The TIMEX3 value of a length: 'P3D', 'PT2H', 'PXY'; a fortnight is two weeks."""
    if code == "W2":
        return f"P{count if count == 'X' else f'{float(count) * 2:g}'}W"
    return f"PT{count}{code[1]}" if code.startswith("T") else f"P{count}{code}"


_RUN = r"(?:the )?(?:last|past|next|first|previous|following|preceding|final|latest|recent|entire|whole|full)"
_KIND = r"(?:more|full|whole|consecutive|straight|long|solid|trading|working|short)"

RULES = (
    (
        r"(?:(?:(?:at least|almost|nearly|about|most of|much of) )?" + _RUN + r" |the )?(?:{approx} )?(?P<n>{amount})"
        r"(?:~(?:to|or|-) ?{number})?(?:~" + _KIND + r")?~(?P<unit>{units})",
        length,
        "{units}",
    ),
    (
        r"(?:" + _RUN + r" |(?P<ahead>future|coming) )?(?P<unit>{plural})(?: (?:or|and) {plural})?",
        many_units,
        "{plural}",
    ),
    (
        r"(?:every|each) (?:(?P<n>other|{number}) )?(?P<what>{weekday}|{month}|{season}|{units}|{part})"
        r"(?: (?P<part>{part}))?",
        every,
        "every|each",
    ),
    (r"(?P<times>once |twice )?(?:an?|per|each|every) (?P<unit>{unit})", rate, "{unit}"),
    (r"(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<min>[0-5]\d))? ?(?P<half>a\.m\.|p\.m\.|am|pm)(?: {zone})?", clock, "0"),
    (r"(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)(?::[0-5]\d)?(?P<half>)(?: (?:hours )?{zone}| hours)?", clock, "0"),
    (r"(?:around |about )?(?P<noon>{noon})", clock_word, "{noon}"),
    (r"(?:in the |{edge}~)?(?P<part>{part})s?", part_of_day, "{part}|{times}"),
)
