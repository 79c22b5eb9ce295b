"""Authors and dates as pages and rows write them -> a plain name, an ISO date."""

from __future__ import annotations

import re

from sayso.reading.voices import load_voices

_ISO = re.compile(r"((?:1[5-9]|20)\d{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?=$|[T\s])")
_WRITTEN = re.compile(r"(?P<day>\d{1,2})|(?P<word>[A-Za-z]{3,})")


def iso_date(words: str) -> str | None:
    """An absolute date as ISO 8601, cut to what is known: '2021-08-19' for 'Thursday, August 19th, 2021 at 5 pm'.

    None where the words give no absolute date. Days and months in figures only ('03/05/2021') are read month first
    unless that is impossible.
    """
    words = words.strip()
    if found := _ISO.match(words):
        return found[1]
    day = load_voices().day.search(words)
    if day and (written := _month_by_name(day[0])):
        return written
    return _parsed(words)


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


_BY = re.compile(r"^(?:written |posted |published |story |text )?by:?\s+", re.IGNORECASE)
_TITLES = re.compile(r"\s*(?:[|•·–—]|,\s| - |\bExit mobile version\b).*$", re.IGNORECASE | re.DOTALL)


def clean_author(words: str | None) -> str | None:
    """The name of an author without 'By', job titles and page furniture; several stay, parted by '; '."""
    if not words:
        return None
    names = [_TITLES.sub("", _BY.sub("", " ".join(part.split()))).strip(" .,;:") for part in words.split(";")]
    kept = [name for name in dict.fromkeys(names) if 1 < len(name) <= 80 and "@" not in name and "://" not in name]
    return "; ".join(kept) or None
