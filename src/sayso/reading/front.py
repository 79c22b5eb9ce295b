"""The fields of a document that lines above its text name: Markdown's front matter, and lines such as 'Author: X'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import TypeAlias

from sayso.reading.lines import LONGEST, Line
from sayso.reading.metadata import clean_author, iso_date, load_rules

_FRONT_LINES, _MOST_KEYED = 40, 8
"""First lines in which front matter ends, and that may name fields without its fences."""
_MARKED = re.compile(r"^[-*•]\s+|(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")

Fields: TypeAlias = dict[str, tuple[str, str]]
"""What lines say: of each field its value and its origin."""


def told(origin: str, **values: str | None) -> Fields:
    """The fields among `values` that are known, all of one origin."""
    return {name: (value, origin) for name, value in values.items() if value}


def unmarked(words: str) -> str:
    """A line without Markdown's marks of emphasis and of lists."""
    return _MARKED.sub("", words)


def front_matter(lines: list[Line]) -> tuple[int, Fields]:
    """The lines above a text that name its fields, and what they say: Markdown's front matter ('---', 'key: value'
    lines, '---'), or two lines or more such as 'Author: X'.
    """
    fence = [number for number, line in enumerate(lines[:_FRONT_LINES]) if line.words == "---"]
    if len(fence) > 1 and fence[0] == 0 == lines[0].start and (given := _keyed(lines[1 : fence[1]])):
        return fence[1] + 1, told("front matter", **_known(given))
    spellings = {name.lower() for names in load_rules().sidecar.values() for name in names} | {"source"}
    short = takewhile(lambda line: len(line.words) <= LONGEST, lines[:_MOST_KEYED])
    keyed = list(takewhile(lambda line: not spellings.isdisjoint(_keyed([line])), short))
    given = _keyed(keyed)
    return (len(keyed), told("field above the text", **_known(given))) if 1 < len(given) == len(keyed) else (0, {})


def _keyed(lines: list[Line]) -> dict[str, str | None]:
    """What lines 'key: value' say, by key."""
    pairs = (unmarked(line.words).partition(":") for line in lines)
    return {key.strip().lower(): value.strip(" \t'\"") for key, colon, value in pairs if colon}


def _known(given: dict[str, str | None]) -> dict[str, str | None]:
    """The fields of a document among what lines say."""
    source = given.pop("source", None)
    given.setdefault("url" if source and "://" in source else "publisher", source)
    fields = {name: _first(given, spellings) for name, spellings in load_rules().sidecar.items() if name != "lang"}
    return fields | {"author": clean_author(fields["author"]), "published": iso_date(fields["published"] or "")}


def _first(given: Mapping[str, str | None], spellings: Iterable[str]) -> str | None:
    return next((value for name in spellings if (value := given.get(name.lower()))), None)
