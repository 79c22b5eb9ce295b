"""The English words for times (data/dates.yaml), and the patterns that are built from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

import msgspec

from sayso.datafiles import read_data


class Words(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The content of dates.yaml; each field is described there. All words are lower case."""

    months: dict[str, int]
    month_abbreviations: dict[str, int]
    ambiguous_months: list[str]
    month_leads: list[str]
    weekdays: dict[str, int]
    weekday_abbreviations: dict[str, int]
    units: dict[str, str]
    irregular_plurals: dict[str, str]
    seasons: dict[str, str]
    ambiguous_seasons: list[str]
    parts_of_day: dict[str, str]
    clock_words: dict[str, str]
    time_zones: list[str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    vague_amounts: list[str]
    approximations: list[str]
    edges: list[str]
    standing: dict[str, tuple[str, str]]
    days_off: dict[str, int]
    choices: dict[str, int]
    told_choices: list[str]
    same_choices: list[str]
    future_marks: list[str]
    past_marks: list[str]

    @cached_property
    def unit_codes(self) -> dict[str, str]:
        """Every form of a unit, plurals too, and its code."""
        return self.units | {f"{unit}s": code for unit, code in self.units.items()} | self.irregular_plurals

    @cached_property
    def blocks(self) -> dict[str, str]:
        """The named pieces that a template may hold in braces, as patterns (templates themselves)."""
        lists: dict[str, Iterable[str]] = {
            "month": self.months,
            "mon": [*self.months, *self.month_abbreviations],
            "weekday": self.weekdays,
            "wday": [*self.weekdays, *self.weekday_abbreviations],
            "unit": self.units,
            "units": self.unit_codes,
            "plural": self.unit_codes.keys() - self.units.keys(),
            "season": self.seasons,
            "part": self.parts_of_day,
            "noon": self.clock_words,
            "zone": self.time_zones,
            "digit": self.numbers,
            "ordinal": self.ordinals,
            "decades": self.decades,
            "vague": self.vague_amounts,
            "approx": self.approximations,
            "edge": self.edges,
            "standing": self.standing,
            "day_off": self.days_off,
            "choice": self.choices,
            "same": self.same_choices,
        }
        return {name: either(words) for name, words in lists.items()} | _COMPOSED

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every single word that may stand in an expression; a stretch of other words holds none."""
        everything = " ".join(pattern.lower() for pattern in self.blocks.values())
        plurals = {f"{name}s" for name in (*self.weekdays, *self.parts_of_day)}
        return frozenset(re.findall("[a-z]+", everything)) | _GLUE | plurals

    @cached_property
    def cores(self) -> frozenset[str]:
        """The words of which an expression must hold one, if it holds no year in digits."""
        phrases = frozenset(word for table in (self.days_off, self.standing) for phrase in table for word in phrase.split())
        tables = (self.months, self.month_abbreviations, self.weekdays, self.unit_codes, self.seasons)
        names = frozenset().union(*tables, self.parts_of_day, self.clock_words, self.decades)
        return names | {f"{day}s" for day in self.weekdays} | (phrases - _GLUE) | _CORES

    @cached_property
    def tense_marks(self) -> re.Pattern[str]:
        """Finds the marks of tense in lower-cased text: group `ahead` holds what points to the future."""
        ahead, behind = either(self.future_marks), either(self.past_marks)
        ahead, behind = (group.replace(" ", r"\s+") for group in (ahead, behind))
        return re.compile(
            rf"(?<![a-z])(?:(?P<ahead>{ahead}|be\s+[a-z]{{2,20}}ed)|(?P<behind>had\s+been\s+[a-z]{{2,20}}|{behind}|[a-z]{{2,20}}ed))(?![a-z])"
        )


@cache
def load_words(path: Path | None = None) -> Words:
    """The words of the file at `path`, by default the shipped dates.yaml. Raises DataFileError."""
    return read_data(path or Path(__file__).parent.parent / "data" / "dates.yaml", Words)


# Words that only hold an expression together.
_GLUE = frozenset(
    "a an and ago after already am at b before between by c calendar circa comparable day d during e each earlier ended"
    " ending every fiscal following for from hence h half in its later latest long m nd next no of off on once or other p per period"
    " pm q rd s school st straight th that the this time times to trading twice until whole within working".split()
)

_CORES = frozenset({"am", "pm", "m", "bc", "ad", "nineteen"})

_COMPOSED = {
    "amount": r"(?:{number}|{vague}|an?|half an?|half|a half)",
    "number": r"(?:(?:\d{1,3}(?:,\d{3}){1,2}|\d{1,6})(?:\.\d{1,2})?|(?:an? )?{digit}(?:~(?:and )?{digit}){0,5})"
    r"(?: and a half| or so)?",
    "edges": r"(?:the )?(?:{edge}~)?(?:the )?",
    "era": r"(?-i:AD|A\.D\.|CE|BC|BCE|B\.C\.)",
    "year": r"[12]\d{3}",
    "day": r"(?:3[01]|[12]\d|0?[1-9])",
    "nth": r"(?:{day}(?:st|nd|rd|th)|{ordinal})",
}


def either(words: Iterable[str]) -> str:
    """A template that matches one of `words`, the longest first."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in longest_first)


# Lines are wrapped in many texts, but no expression runs over an empty line.
_GAP = r"(?:[ \t\u00a0]{1,3}\n?[ \t]{0,3}|\n[ \t]{0,3})"
_SIGNS = {" ": _GAP, "~": rf"(?:{_GAP}|[-‐‑])", r"\d": "[0-9]"}


def compile_template(template: str, words: Words) -> re.Pattern[str]:
    """The pattern of a template, whole words only, in any case.

    In a template, `{name}` is a block of `words`, a space is a gap between words, a space with `?` an optional one,
    `~` a gap or a hyphen, `\\d` an ASCII digit.
    """
    while (expanded := re.sub(r"\{([a-z_]+)\}", lambda name: f"(?:{words.blocks[name[1]]})", template)) != template:
        template = expanded
    pattern = re.sub(r"\\d| |~", lambda sign: _SIGNS[sign[0]], template)
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


def amount(phrase: str, words: Words) -> str:
    """The number that a phrase of words or digits names, as TIMEX3 writes it: '3', '2.5', or 'X' where it names none."""
    phrase = phrase.lower().strip()
    half = ".5" if phrase.endswith("half") and phrase != "half" else ""
    if digits := re.match(r"[0-9][0-9,]*(?:\.[0-9]+)?", phrase):
        return digits[0].replace(",", "") + half
    names = [name for name in re.split(r"[\s-]+", phrase) if name in words.numbers]
    if names:
        return f"{_sum(words.numbers[name] for name in names)}{half}"
    if re.fullmatch(r"an?", phrase):
        return "1"
    if re.fullmatch(r"half(?:\s+an?)?|a\s+half", phrase):
        return "0.5"
    return "X"


def plain(phrase: str) -> str:
    """A phrase as dates.yaml writes it: lower case, one space between words."""
    return " ".join(phrase.lower().split())


def _sum(numbers: Iterable[int]) -> int:
    total = current = 0
    for number in numbers:
        if number == 100:
            current = max(current, 1) * 100
        elif number == 1000:
            total, current = total + max(current, 1) * 1000, 0
        else:
            current += number
    return total + current
