"""What the exports of all news archives have in common."""

from __future__ import annotations

import re
from typing import NamedTuple

from sayso.reading.metadata import clean_author, iso_date
from sayso.reading.voices import load_voices

_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_TIME = r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?)"


class Article(NamedTuple):
    """One article of an export. `body` has blank lines between paragraphs; `published` is an ISO date."""

    body: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    lang: str | None = None


def date_of(line: str) -> str | None:
    """The date of a line that holds nothing else but a weekday and a time of day, as an ISO date."""
    words = line.strip(" ,")
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
    """Lines -> paragraphs parted by blank lines; lines wrapped at a width are joined where blanks part the rest."""
    blocks: list[list[str]] = [[]]
    for line in (line.strip() for line in lines):
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    wrapped = len(blocks) > 1 or (len(blocks) == 1 and max(map(len, blocks[0])) <= _WIDTH)
    gap = " " if wrapped else "\n\n"
    return "\n\n".join(gap.join(block) for block in blocks)


_WIDTH = 100
"""A text of one block whose lines are no longer than this was wrapped at a width."""
