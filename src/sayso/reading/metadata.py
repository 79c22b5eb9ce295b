"""Authors, dates and addresses as pages, files and rows write them -> plain names, ISO dates; and where each stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from sayso.datafiles import read_data
from sayso.reading.lines import bare
from sayso.reading.voices import NAME, load_voices

SHIPPED = Path(__file__).parent.parent / "data" / "metadata.yaml"
FIELDS = ("title", "publisher", "author", "speaker", "published", "lang", "url")
"""The fields of a document whose origins are kept, in the order in which they are shown."""
LAST_RESORT = "host of the URL"
"""The origin of a publisher of which nothing is known but where the page lay."""

_ISO = re.compile(r"((?:1[5-9]|20)\d{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?=$|[T\s])")
FIGURES = re.compile(r"(?P<first>\d{1,2})(?P<sign>[./-])(?P<second>\d{1,2})(?P=sign)(?P<year>(?:1[5-9]|20)\d{2})\b")
"""A day in figures: day and month, or month and day, then the year."""
_LONGEST_AUTHOR = 80
_MOST_WORDS = 6


class _Author(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    before: str
    furniture: str
    nobody: str
    job: str
    after: str
    body: str


class _Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    meta: dict[str, tuple[str, ...]]
    linked_article: str
    linked_page: str
    published_class: str
    changed_class: str
    saved: str
    url_day: str
    page_folder: str
    sidecar: dict[str, tuple[str, ...]]
    author: _Author
    publisher_line: dict[str, str]
    dateline: str
    source_url: str
    outlet: str
    record_speaker: str
    office: str
    no_transcript: str


class Rules(NamedTuple):
    """The rules of `data/metadata.yaml`, patterns compiled; what each is for stands there."""

    meta: Mapping[str, tuple[str, ...]]
    sidecar: Mapping[str, tuple[str, ...]]
    linked_article: re.Pattern[str]
    linked_page: re.Pattern[str]
    published_class: re.Pattern[str]
    changed_class: re.Pattern[str]
    saved: re.Pattern[str]
    url_day: re.Pattern[str]
    page_folder: re.Pattern[str]
    before_author: re.Pattern[str]
    author_furniture: re.Pattern[str]
    nobody: re.Pattern[str]
    job: re.Pattern[str]
    after_author: re.Pattern[str]
    body: re.Pattern[str]
    publisher_line: Mapping[str, re.Pattern[str]]
    dateline: re.Pattern[str]
    source_url: re.Pattern[str]
    outlet: re.Pattern[str]
    record_speaker: re.Pattern[str]
    office: re.Pattern[str]
    no_transcript: re.Pattern[str]


@cache
def load_rules(path: Path = SHIPPED) -> Rules:
    """The rules in a file of the shape of the shipped one. Raises DataFileError."""
    rules = read_data(path, _Rules)

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.replace("NAME", NAME), re.IGNORECASE)

    return Rules(
        meta=rules.meta,
        sidecar=rules.sidecar,
        linked_article=compiled(rules.linked_article),
        linked_page=compiled(rules.linked_page),
        published_class=compiled(rules.published_class),
        changed_class=compiled(rules.changed_class),
        saved=compiled(rules.saved),
        url_day=compiled(rules.url_day),
        page_folder=compiled(rules.page_folder),
        before_author=compiled(rules.author.before),
        author_furniture=compiled(rules.author.furniture),
        nobody=compiled(rules.author.nobody),
        job=compiled(rules.author.job),
        after_author=compiled(rf"^(\S+(?:\s+\S+){{1,3}}?){rules.author.after}$"),
        body=compiled(rules.author.body),
        publisher_line={name: compiled(pattern) for name, pattern in rules.publisher_line.items()},
        dateline=compiled(rules.dateline),
        source_url=compiled(rules.source_url),
        outlet=compiled(rules.outlet),
        record_speaker=re.compile(rules.record_speaker),
        office=compiled(rules.office),
        no_transcript=re.compile(rules.no_transcript),
    )


def iso_date(words: str, *, day_first: bool = False) -> str | None:
    """An absolute date as ISO 8601, cut to what is known: '2021-08-19' for 'Thursday, August 19th, 2021 at 5 pm'.

    None where the words give no absolute date. Days and months in figures only ('03/05/2021') are read month first
    unless that is impossible, or they are parted by full stops ('03.05.2021'), or `day_first`.
    """
    words = words.strip()
    if found := _ISO.match(words):
        return found[1]
    figures = FIGURES.match(words)
    if figures and (day_first or figures["sign"] == ".") and int(figures["second"]) <= 12:
        words = f"{figures['year']}-{int(figures['second']):02d}-{int(figures['first']):02d}"
        return words if _ISO.fullmatch(words) else None
    day = load_voices().day.search(words)
    if day and (written := _month_by_name(day[0])):
        return written
    return _parsed(words)


def day_in_url(url: str | None) -> str | None:
    """The day that an address names: '2021-05-03' for 'https://ledger.example/2021/05/03/bridge'."""
    found = load_rules().url_day.search(url or "")
    if not found:
        return None
    month = found["month"].lower()
    names = [name[:3].lower() for name in load_voices().months]
    number = names.index(month) + 1 if month in names else int(month)
    return f"{found['year']}-{number:02d}-{found['day']}"


def is_outlet(words: str) -> bool:
    """Whether words alone are an outlet's name by what outlets are called: 'Norvath Free Press'."""
    return bool(load_rules().publisher_line["alone"].fullmatch(words))


def office_of(publisher: str | None) -> str | None:
    """The person whose office a publisher is: 'Kell' for 'Office of Senator Kell'. That office speaks for them."""
    found = load_rules().office.fullmatch(publisher or "")
    return found["name"] if found else None


def _month_by_name(words: str) -> str | None:
    months = [name[:3].lower() for name in load_voices().months]
    names = [word[:3].lower() for word in re.findall(r"[A-Za-z]{3,}", words)]
    month = next((months.index(name) + 1 for name in names if name in months), None)
    year = re.search(r"\d{4}", words)
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", words)
    if not (month and year and day and 1 <= int(day[0]) <= 31):
        return None
    return f"{year[0]}-{month:02d}-{int(day[0]):02d}"


def _parsed(words: str) -> str | None:
    """By dateparser, only what is absolute: nothing is filled in from today's date."""
    import dateparser

    if not re.search(r"\d{4}", words) or len(words) > 100:
        return None
    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "PREFER_DATES_FROM": "past"}
    try:
        found = dateparser.parse(words, settings=settings)
    except (ValueError, OverflowError):  # years and zones that no calendar has
        return None
    return found.date().isoformat() if found else None


_PARTS = re.compile(r"\s*[;\n]\s*")
_CUT = re.compile(r"\s*(?:[|•·–—]|\s-\s|\s/\s).*$", re.DOTALL)
_WEEKDAY = re.compile(r"(?<=\w)\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b.*$")
_LISTED = re.compile(r"\s*,\s*(?:and\s+|&\s+)?|\s+(?:and|&|with)\s+(?=[A-ZÀ-Þ])")


def clean_author(words: str | None) -> str | None:
    """The name of an author without 'By', job titles, addresses and page furniture; several are parted by ', '."""
    if not words:
        return None
    kept: dict[str, str] = {}
    for number, part in enumerate(_PARTS.split(words)):
        plain = _plain(part)
        if number and (load_rules().job.fullmatch(plain) or _begins_with_month(plain) or iso_date(plain)):
            continue
        for name in _listed(plain):
            kept.setdefault(bare(name), name)
    return ", ".join(kept.values()) or None


def without_publisher(author: str | None, publisher: str | None) -> str | None:
    """The names in a cleaned author that are not the publisher's own, with or without a word more or less."""
    own = bare(publisher or "")
    names = [name for name in (author or "").split(", ") if name]
    kept = [n for n in names if not (own and (bare(n).startswith(own) or own.startswith(bare(n))))]
    return ", ".join(kept) or None


def _plain(part: str) -> str:
    """A part of a byline without what stands before, behind and between the names."""
    rules = load_rules()
    part = " ".join(rules.author_furniture.sub(" ", part).split())
    part = _CUT.sub("", re.sub(rf"^(?:{rules.before_author.pattern})", "", part, flags=re.IGNORECASE))
    day = load_voices().day.search(part)
    if day and day.start():
        part = re.sub(r"\s+(?:on|at)\s*$|[\s,]+$", "", part[: day.start()].rstrip())
    part = _WEEKDAY.sub("", part)
    return part.strip(" .,:\t'\"“”")


def _listed(part: str) -> list[str]:
    """The names in a list of names and jobs; the first is taken on trust."""
    rules = load_rules()
    if rules.body.fullmatch(part):
        return [part] if len(part) <= _LONGEST_AUTHOR else []
    pieces = [piece for piece in _LISTED.split(part) if piece]
    pieces = [
        piece if number and rules.job.fullmatch(piece) else rules.after_author.sub(r"\1", piece)
        for number, piece in enumerate(pieces)
    ]
    if len(pieces) == 2 and not any(" " in piece for piece in pieces) and "," in part:
        return [f"{pieces[1]} {pieces[0]}"] if not rules.job.fullmatch(pieces[1]) else pieces[:1]
    names = [piece for number, piece in enumerate(pieces) if number == 0 or _is_name(piece)]
    if "," not in part and (len(names) != len(pieces) or not all(" " in name for name in names)):
        names = [part]
    return [name for name in names if 1 < len(name) <= _LONGEST_AUTHOR and not rules.nobody.fullmatch(name)]


def _begins_with_month(part: str) -> bool:
    first, _, rest = part.partition(" ")
    return first.capitalize() in load_voices().months and (not rest or rest[0].isdigit())


def _is_name(piece: str) -> bool:
    words = piece.split()
    spelt = all(word[0].isupper() or word.lower() in ("van", "von", "de", "al", "bin", "ibn", "der") for word in words)
    spelt = spelt and not re.search(r"\d", piece)
    return 2 <= len(words) <= _MOST_WORDS and spelt and not load_rules().job.fullmatch(piece) and words[0] != "The"
