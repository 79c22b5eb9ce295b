"""The rules of `data/voices.yaml`, ready to match: what bylines, comments and page furniture look like."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

from sayso.datafiles import read_data
from sayso.reading.lines import LONGEST

SHIPPED = Path(__file__).parent.parent / "data" / "voices.yaml"
WEIGHTS = SHIPPED.with_name("voices_weights.json")

_NAME_WORD = r"(?-i:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]*|al-[A-Z][\w'’-]*)"
NAME = rf"{_NAME_WORD}(?:\s+(?:{_NAME_WORD}|(?-i:and|&|van|von|der|de|del|bin|ibn|al|el|da|di))){{0,6}}"
_FULL_NAME = NAME.replace("{0,6}", "{1,6}")


Signs: TypeAlias = tuple[tuple[str, re.Pattern[str]], ...]
"""Named patterns, each meant for `search` in one line."""


class _Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    comment: str
    comment_id: str
    comment_type: str
    linkback: str
    replies: str
    writer: str
    body: str
    not_body: str
    section: str


class Tells(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells chat from an article, as natural logarithms of odds: `usual` without any sign, then what each sign and
    each frequent word adds. No sum counts for more than `bound`, either way."""

    usual: float
    bound: float
    signs: dict[str, float]
    words: dict[str, float]


class Chatter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How readers' chat is told from an article: by its paragraphs, by labels (names above comments), and by what is
    known of a text at the `turn` where its comments may begin (see `turn.py`; chances as logarithms of odds)."""

    paragraph: Tells
    label: Tells
    turn: dict[str, float]


class _Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    author: tuple[str, ...]
    date: tuple[str, ...]
    head: tuple[str, ...]
    repost: tuple[str, ...]
    comment_start: tuple[str, ...]
    comment_form: tuple[str, ...]
    comment_end: str
    comment_header: tuple[str, ...]
    comment_time: tuple[str, ...]
    behind_name: str
    no_commenter: str
    time_ago: str
    furniture: tuple[str, ...]
    author_label: str
    signed: tuple[str, ...]
    closing: str
    bio_heading: tuple[str, ...]
    bio: tuple[str, ...]
    bio_last: tuple[str, ...]
    function_words: tuple[str, ...]
    signs: dict[str, str]
    typed: tuple[str, ...]
    pen_names: tuple[str, ...]
    not_pen_names: tuple[str, ...]
    label_signs: dict[str, str]
    talk: str
    page: _Page


class PageNames(NamedTuple):
    """Compiled names of the parts of a comment section; each is meant for `fullmatch` on one class name or id."""

    comment: re.Pattern[str]
    comment_id: re.Pattern[str]
    comment_type: re.Pattern[str]
    linkback: re.Pattern[str]
    replies: re.Pattern[str]
    writer: re.Pattern[str]
    body: re.Pattern[str]
    not_body: re.Pattern[str]
    section: re.Pattern[str]


class Voices(NamedTuple):
    """Compiled rules. Each pattern is meant for `fullmatch` on one stripped line, `day` for `search` in any text;
    `signature` tells whether any of `signed` does."""

    author: re.Pattern[str]
    date: re.Pattern[str]
    head: re.Pattern[str]
    repost: tuple[re.Pattern[str], ...]
    authors: tuple[re.Pattern[str], ...]
    comment_start: re.Pattern[str]
    comment_form: re.Pattern[str]
    comment_end: re.Pattern[str]
    comment_header: tuple[re.Pattern[str], ...]
    comment_time: re.Pattern[str]
    behind_name: re.Pattern[str]
    no_commenter: re.Pattern[str]
    time_ago: re.Pattern[str]
    furniture: re.Pattern[str]
    bio_heading: re.Pattern[str]
    author_label: re.Pattern[str]
    signature: re.Pattern[str]
    signed: tuple[re.Pattern[str], ...]
    closing: re.Pattern[str]
    bio: re.Pattern[str]
    bio_last: re.Pattern[str]
    function_words: frozenset[str]
    day: re.Pattern[str]
    full_name: re.Pattern[str]
    months: tuple[str, ...]
    signs: Signs
    typed: frozenset[str]
    pen_names: Signs
    not_pen_names: Signs
    label_signs: Signs
    talk: re.Pattern[str]
    page: PageNames

    def is_furniture(self, words: str) -> bool:
        """Whether no author wrote a line."""
        return len(words) <= LONGEST and bool(self.furniture.fullmatch(words))

    def heads_comments(self, words: str) -> bool:
        """Whether a line is the heading of readers' comments, or of the form in which they write."""
        if len(words) > LONGEST:
            return False
        words = words.strip("#*_ ")
        return bool(self.comment_start.fullmatch(words) or self.comment_form.fullmatch(words))


@cache
def load_voices(path: Path = SHIPPED) -> Voices:
    """The rules in a file of the shape of the shipped one. Raises DataFileError."""
    rules = read_data(path, _Rules)
    day = _day(rules)

    def each(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_filled(pattern, day, rules.time_ago), re.IGNORECASE) for pattern in patterns)

    def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
        named = re.compile(r"\(\?P<\w+>")
        return re.compile("|".join(f"(?:{named.sub('(?:', p.pattern)})" for p in each(patterns)), re.IGNORECASE)

    return Voices(
        author=any_of(rules.author),
        authors=each(rules.author),
        date=any_of(rules.date),
        head=any_of(rules.head),
        repost=each(rules.repost),
        comment_start=any_of(rules.comment_start),
        comment_form=any_of(rules.comment_form),
        comment_end=any_of((rules.comment_end,)),
        comment_header=each(rules.comment_header),
        comment_time=any_of(rules.comment_time),
        behind_name=any_of((rules.behind_name,)),
        no_commenter=any_of((rules.no_commenter,)),
        time_ago=re.compile(rules.time_ago, re.IGNORECASE),
        furniture=any_of(rules.furniture),
        bio_heading=any_of(rules.bio_heading),
        bio=any_of(rules.bio),
        bio_last=any_of(rules.bio_last),
        author_label=any_of((rules.author_label,)),
        signature=any_of(rules.signed),
        signed=each(rules.signed),
        closing=any_of((rules.closing,)),
        function_words=frozenset(rules.function_words),
        day=re.compile(day, re.IGNORECASE),
        full_name=re.compile(_FULL_NAME),
        months=rules.months,
        signs=_signs(rules.signs),
        typed=frozenset(rules.typed),
        pen_names=_signs({name: rules.label_signs[name] for name in rules.pen_names}),
        not_pen_names=_signs({name: rules.signs[name] for name in rules.not_pen_names}),
        label_signs=_signs(rules.label_signs),
        talk=re.compile(rules.talk, re.IGNORECASE),
        page=PageNames(**{name: re.compile(pattern) for name, pattern in msgspec.structs.asdict(rules.page).items()}),
    )


@cache
def load_chatter(path: Path = WEIGHTS) -> Chatter:
    """What the signs of chat weigh. Raises DataFileError."""
    return read_data(path, Chatter)


def _signs(patterns: dict[str, str]) -> Signs:
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in patterns.items())


def _filled(pattern: str, day: str, time_ago: str) -> str:
    """The pattern with the words in capitals that the file uses replaced by what they stand for."""
    for word, meaning in (("TIMEAGO", time_ago), ("DATE", day), ("FULLNAME", _FULL_NAME), ("NAME", NAME)):
        pattern = pattern.replace(word, meaning)
    return pattern


def _day(rules: _Rules) -> str:
    """A pattern for one written day: '3 May 2021', 'Monday, May 3rd, 2021', '2021-05-03', '03/05/2021'."""
    month = "|".join(rf"{name}|{name[:4]}\.?|{name[:3]}\.?" for name in rules.months)
    weekday = "|".join(rf"{name}|{name[:3]}" for name in rules.weekdays)
    ordinal = r"\d{1,2}(?:st|nd|rd|th)?"
    year = r"(?:19|20)\d{2}"
    return (
        rf"(?:(?:(?:{weekday})\.?,?\s+)?(?:(?:{month})\s+{ordinal},?\s+{year}|{ordinal}\s+(?:of\s+)?(?:{month}),?\s+{year})"
        rf"|{year}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]{year})"
    )
