"""What the exports of all news archives have in common."""

from __future__ import annotations

import re
from typing import NamedTuple

from sayso.reading.metadata import clean_author, iso_date
from sayso.reading.voices import load_voices

_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_MONTH = re.compile(r"([A-Za-z]{3,9}),? ((?:1[89]|20)\d{2})")
_TIME = r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?)"


class Article(NamedTuple):
    """One article of an export. `body` has blank lines between paragraphs; `published` is an ISO date."""

    body: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    lang: str | None = None
    url: str | None = None


def date_of(line: str) -> str | None:
    """The date of a line that holds nothing else but a weekday and a time of day, as an ISO date; of a month, too."""
    words = line.strip(" ,")
    if month := _MONTH.fullmatch(words):
        names = [name.lower() for name in load_voices().months]
        return f"{month[2]}-{names.index(month[1].lower()) + 1:02d}" if month[1].lower() in names else None
    found = load_voices().day.search(words)
    if not found or len(words) > 80:
        return None
    rest = re.sub(rf"{_WEEKDAY}|{_TIME}|\bat\b|\b[A-Z]{{2,4}}\b|[\s,;|]+", "", words.replace(found[0], " "), flags=re.I)
    return iso_date(found[0]) if not rest else None


def language_code(words: str) -> str | None:
    """'ENGLISH' or 'English; ...' -> 'en'."""
    import pycountry

    name = re.split(r"[;,(]", words)[0].strip()
    found = pycountry.languages.get(name=name.capitalize()) if name else None
    return getattr(found, "alpha_2", None)


def author_of(words: str) -> str | None:
    """A byline without 'By', one that is all capitals in the usual writing of names."""
    name = clean_author(words)
    return name.title() if name and name.isupper() else name


def paragraphs(lines: list[str]) -> str:
    """Lines -> paragraphs parted by blank lines; lines wrapped at a width are joined."""
    blocks: list[list[str]] = [[]]
    for line in (line.strip() for line in lines):
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return "\n\n".join((" " if _is_wrapped(block) else "\n\n").join(block) for block in blocks if block)


def _is_wrapped(block: list[str]) -> bool:
    """Whether lines without a blank line between them are one paragraph: no line is long, and most end in no stop."""
    ended = sum(bool(_STOP.search(line)) for line in block[:-1])
    return max(map(len, block)) <= _WIDTH and 2 * ended < len(block)


_WIDTH = 100
_STOP = re.compile(r"[.!?:][\"'’”)\]]*$")
