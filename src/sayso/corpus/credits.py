"""Where a text says from whom it was taken over, and whether it breaks off; the words stand in data/reprints.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import msgspec

from sayso.datafiles import read_data
from sayso.model import Span
from sayso.storage.keys import fold

_NAME = r"(?P<name>\w[^\n.,;:()\[\]|\"“”]{1,60})"
_DATELINE = re.compile(r"[(\[](?P<name>[^()\[\]\n]{2,40})[)\]]\s*(?:--|[-–—:])\s")
_OPENING = 300
"""In so many characters from the beginning of a text may the name of an agency stand in brackets before a dash."""
_STOPS = frozenset(".!?\"”'’)»:…")
_TAIL = 40


class Credit(msgspec.Struct, frozen=True, array_like=True):
    """The text names somebody as its source in these `words`; `name` is folded, and may have words behind it.

    `whole` holds where they speak of the text and not of one statement in it.
    """

    start: int
    end: int
    name: str
    words: str
    whole: bool


class Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """reprints.yaml, which says what each list is for."""

    of_the_text: tuple[str, ...]
    line_openings: tuple[str, ...]
    of_a_statement: tuple[str, ...]
    bylines: tuple[str, ...]
    breaks_off: tuple[str, ...]
    name_words: frozenset[str]


class _Patterns(NamedTuple):
    """The words that credit somebody with the whole text, and those that credit him with a statement."""

    lists: Lists
    whole: re.Pattern[str]
    part: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """The lists as patterns; read once. Raises DataFileError where the file does not hold what it must."""
    lists = read_data(Path(str(resources.files("sayso") / "data" / "reprints.yaml")), Lists)
    line = r"^[ \t(\[*]*"
    whole = rf"(?:\b(?:{_any(lists.of_the_text)})\s+|{line}(?:{_any(lists.line_openings)})\s*[:/|–—-]\s*)"
    part = rf"(?:\b(?:{_any(lists.of_a_statement)})\s+|{line}(?:{_any(lists.bylines)})\s+(?=(?-i:[A-Z])))"
    flags = re.IGNORECASE | re.MULTILINE
    return _Patterns(lists, re.compile(whole + _NAME, flags), re.compile(part + _NAME, flags))


def _any(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True))


def find_credits(text: str, counted: tuple[Span, ...]) -> tuple[tuple[Credit, ...], bool]:
    """The credits in a text, in order, and whether its article (the `counted` stretches) breaks off."""
    found = {credit.start: credit for credit in _credits(text, counted)}
    last = max((end for _, end in counted), default=0)
    first = min((start for start, _ in counted), default=0)
    return tuple(found[start] for start in sorted(found)), _breaks_off(text[first:last])


def _credits(text: str, counted: tuple[Span, ...]) -> Iterator[Credit]:
    patterns = _patterns()
    for match in patterns.part.finditer(text):
        yield _credit(match, whole=False)
    for match in patterns.whole.finditer(text):
        yield _credit(match, whole=True)
    for start, end in counted[:1]:
        if dateline := _DATELINE.search(text, start, min(end, start + _OPENING)):
            yield _credit(dateline, whole=True)


def _credit(match: re.Match[str], *, whole: bool) -> Credit:
    return Credit(*match.span(), fold(match["name"]), " ".join(match[0].split()), whole)


def _breaks_off(article: str) -> bool:
    """Whether the last words are those of a cut text, or no stop or mark stands behind them."""
    article = article.rstrip()
    words = article[-_TAIL:].casefold().rstrip(" .…>»[]")
    signs = _patterns().lists.breaks_off
    cut = words.endswith(tuple(sign for sign in signs if sign[-1].isalpha())) or article.endswith(signs)
    return bool(article) and (cut or article[-1] not in _STOPS)


def names_source(credit: Credit, names: Iterable[str]) -> bool:
    """Whether the credit names somebody with one of these folded names; words like 'news agency' may be missing."""
    said = _core(credit.name)
    return any(said[: len(core)] == core for core in map(_core, names) if core)


def _core(name: str) -> tuple[str, ...]:
    words = name.split()
    return tuple(word for word in words if word not in _patterns().lists.name_words) or tuple(words)
