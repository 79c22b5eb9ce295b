"""All rules as one grammar: patterns written out from templates, and the words that can stand in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sayso.dates import day_rules, relative_rules, span_rules, year_rules
from sayso.dates.scene import Match, Reading, Scene
from sayso.dates.words import Words, either, load_words, one_of


class Rule(NamedTuple):
    """What an expression looks like, what it means, and words of which a run must hold one for it to be found there.

    Among those words stands '0' for any digits, '0000' for four.
    """

    pattern: re.Pattern[str]
    read: Callable[[Match, Scene], Reading | None]
    needs: frozenset[str]


# Lines are wrapped in many texts, but no expression runs over an empty line.
_GAP = r"(?:[ \t\u00a0]{1,3}\n?[ \t]{0,3}|\n[ \t]{0,3})"
_SIGNS = {" ": _GAP, "~": rf"(?:{_GAP}|[-‐‑])", r"\d": "[0-9]"}

_COMPOSED = {
    "number": r"(?:\d{1,3}(?:,\d{3}){1,2}|\d{1,6})(?:\.\d{1,2})?(?: and a half| or so)?"
    r"|(?:an? )?{digit}(?:~(?:and )?{digit}){0,5}(?: and a half| or so)?",
    "amount": r"{number}|{vague}|an?|half an?|half|a half",
    "edges": r"(?:the )?(?:{edge}~)?(?:the )?",
    "era": r"(?-i:AD|A\.D\.|CE|BC|BCE|B\.C\.)",
    "year": r"[12]\d{3}",
    "day": r"3[01]|[12]\d|0?[1-9]",
    "nth": r"{day}(?:st|nd|rd|th)|{ordinal}",
}
# Words that are telling though no table of dates.yaml has them.
_OTHER_CORES = frozenset({"am", "pm", "m", "ad", "bc", "nineteen"})


@dataclass(frozen=True)
class Grammar:
    """The rules, in order of preference among matches of one length.

    `vocabulary` holds every word that may stand in an expression, `cores` those of which it must hold one
    (unless it holds digits that may be a year, a date or a clock time).
    """

    rules: tuple[Rule, ...]
    vocabulary: frozenset[str]
    cores: frozenset[str]


@cache
def load_grammar() -> Grammar:
    """The grammar over the shipped words."""
    words = load_words()
    blocks, quick = _blocks(words, either), _blocks(words, one_of)
    tables = (*day_rules.RULES, *year_rules.RULES, *relative_rules.RULES, *span_rules.RULES)
    return Grammar(
        rules=tuple(
            Rule(_compiled(_written_out(template, quick)), read, _needed(_written_out(needs, blocks)))
            for template, read, needs in tables
        ),
        vocabulary=frozenset(_words_of(_written_out(template, blocks) for template, _, _ in tables)),
        cores=_cores(words),
    )


def _blocks(words: Words, written: Callable[[Iterable[str]], str]) -> dict[str, str]:
    """What stands for each `{name}` in a template; `written` makes a pattern of a list of words."""
    lists: dict[str, Iterable[str]] = {
        "month": words.months,
        "mon": [*words.months, *words.month_abbreviations],
        "weekday": words.weekdays,
        "wday": [*words.weekdays, *words.weekday_abbreviations],
        "unit": words.units,
        "units": words.unit_codes,
        "plural": words.unit_codes.keys() - words.units.keys(),
        "season": words.seasons,
        "part": words.parts_of_day,
        "noon": words.clock_words,
        "zone": words.time_zones,
        "digit": words.numbers,
        "ordinal": words.ordinals,
        "decades": words.decades,
        "vague": words.vague_amounts,
        "approx": words.approximations,
        "edge": words.edges,
        "standing": words.standing,
        "day_off": words.days_off,
        "choice": words.choices,
        "same": words.same_choices,
        "times": [f"{name}s" for name in (*words.weekdays, *words.parts_of_day)],
    }
    return {name: written(entries) for name, entries in lists.items()} | _COMPOSED


def _written_out(template: str, blocks: dict[str, str]) -> str:
    expanded = re.sub(r"\{([a-z_]+)\}", lambda name: f"(?:{blocks[name[1]]})", template)
    return expanded if expanded == template else _written_out(expanded, blocks)


def _compiled(template: str) -> re.Pattern[str]:
    """The pattern of a template that is written out, for whole words in any case.

    In a template a space is a gap between words, `~` a gap or a hyphen, and `\\d` an ASCII digit.
    """
    pattern = re.sub(r"\\d| |~", lambda sign: _SIGNS[sign[0]], template)
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


def _words_of(templates: Iterable[str]) -> Iterable[str]:
    for template in templates:
        bare = re.sub(r"\?P[<=][a-z0-9]+|\\[a-z]|\?-i:|\(\?!.*?\)", " ", template)
        # 'hours?' stands for two words.
        yield from re.findall("[a-z]+", bare.lower())
        yield from (word[:-2] for word in re.findall(r"[a-z]+s\?", bare.lower()))


def _needed(needs: str) -> frozenset[str]:
    return frozenset(re.findall("[a-z]+|0+", needs))


def _cores(words: Words) -> frozenset[str]:
    tables = (words.months, words.month_abbreviations, words.weekdays, words.unit_codes, words.seasons)
    names = frozenset[str]().union(*tables, words.parts_of_day, words.clock_words, words.decades)
    phrases = (phrase.split() for phrase in (*words.standing, *words.days_off))
    # The last word tells most: 'the near future', 'at present'.
    telling = {phrase[-1] for phrase in phrases if names.isdisjoint(phrase)}
    return names | telling | {f"{day}s" for day in words.weekdays} | _OTHER_CORES
