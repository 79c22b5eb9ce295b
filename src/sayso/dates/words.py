"""The English words for times (data/dates.yaml), and what numbers in words come to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

import msgspec

from sayso.datafiles import read_data

_DIGITS = re.compile("[0-9]+")


class Words(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The content of dates.yaml; each field is described there. All words are lower case."""

    months: dict[str, int]
    month_abbreviations: dict[str, int]
    ambiguous_months: list[str]
    time_leads: list[str]
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
    counted_things: list[str]
    vague_amounts: list[str]
    approximations: list[str]
    edges: list[str]
    standing: dict[str, tuple[str, str]]
    names_when_capital: list[str]
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
    def tense_marks(self) -> re.Pattern[str]:
        """Finds the marks of tense in lower-cased text: group `ahead` holds what points to the future."""
        ahead, behind = (either(marks).replace(" ", r"\s+") for marks in (self.future_marks, self.past_marks))
        # 'Had been due' has passed; 'be opened' is to come; any other word in -ed but not -eed tells of the past.
        ahead, behind = (
            rf"{ahead}|be\s+[a-z]{{2,20}}ed",
            rf"had\s+been\s+[a-z]{{2,20}}|{behind}|[a-z]{{1,20}}[^\We]ed",
        )
        return re.compile(rf"(?<![a-z])(?:(?P<ahead>{ahead})|(?P<behind>{behind}))(?![a-z])")

    @cached_property
    def counted(self) -> re.Pattern[str]:
        """Matches, straight after four digits, a thing that is counted: 'people', 'armed men', 'dollars'."""
        return re.compile(rf"\s(?:[a-z]+\s)?(?:{either(self.counted_things)})\b")


@cache
def load_words(path: Path | None = None) -> Words:
    """The words of the file at `path`, by default the shipped dates.yaml. Raises DataFileError."""
    return read_data(path or Path(__file__).parent.parent / "data" / "dates.yaml", Words)


def either(words: Iterable[str]) -> str:
    """A pattern that matches one of `words`, the longest first."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in longest_first)


def one_of(words: Iterable[str]) -> str:
    """As `either`, written as a tree of letters: what words begin with alike is tried once, which is much quicker."""
    begun: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        begun.setdefault(word[:1], []).append(word[1:])
    whole = begun.pop("", None)
    branches = [re.escape(letter).replace(r"\ ", " ") + one_of(rest) for letter, rest in begun.items()]
    if whole:
        branches.append("")  # last, so that a longer word goes before one that it begins with
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def plain(phrase: str) -> str:
    """A phrase as dates.yaml writes it: lower case, one space between words."""
    return " ".join(phrase.lower().split())


def amount(phrase: str, words: Words) -> str:
    """The number that words or digits name, as TIMEX3 writes it: '3', '2.5', or 'X' where they name none."""
    phrase = plain(phrase)
    half = ".5" if phrase.endswith("and a half") else ""
    if digits := re.match(r"[0-9][0-9,]*(?:\.[0-9]+)?", phrase):
        return digits[0].replace(",", "") + half
    names = [name for name in re.split(r"[\s-]+", phrase) if name in words.numbers]
    if names:
        return f"{_sum(words.numbers[name] for name in names)}{half}"
    if phrase in ("a", "an"):
        return "1"
    return "0.5" if "half" in phrase else "X"


def ordinal(phrase: str, words: Words) -> int:
    """The number of '3', '3rd', 'third' or 'twenty-first'."""
    if digits := _DIGITS.match(phrase):
        return int(digits[0])
    return words.ordinals["-".join(phrase.lower().split())]


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
