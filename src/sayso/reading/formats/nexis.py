"""Exports of Nexis Uni and LexisNexis -> articles.

Two layouts: the newer has title, publication and date, fields, a line 'Body', the text, 'End of Document'; the older
begins with '3 of 20 DOCUMENTS', publication and date, then has the fields in capitals, and ends in 'LOAD-DATE: ...'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from sayso.reading.formats.articles import Article, author_of, date_of, language_code, paragraphs
from sayso.reading.formats.layouts import load_layouts

_COPYRIGHT = re.compile(r"copyright\b|©|all rights reserved|\(c\) \d{4}", re.IGNORECASE)
_LENGTH = re.compile(r"length:?\s{0,9}\d[\d,.]{0,9}\s{1,9}words", re.IGNORECASE)


class _Rules(NamedTuple):
    """Patterns, each for `fullmatch` on one stripped line."""

    opens: re.Pattern[str]
    closes: re.Pattern[str]
    body: re.Pattern[str]
    ends: re.Pattern[str]
    field: re.Pattern[str]
    no_title: re.Pattern[str]
    no_publication: re.Pattern[str]


@cache
def _rules() -> _Rules:
    layout = load_layouts().nexis
    labels = "|".join(layout.fields + layout.ends_body)
    ends, capitals = "|".join(layout.ends_body), "|".join(layout.ends_in_capitals)
    return _Rules(
        opens=re.compile("|".join(layout.opens), re.IGNORECASE),
        closes=re.compile("|".join(layout.closes), re.IGNORECASE),
        body=re.compile("|".join(layout.body)),
        ends=re.compile(rf"(?:{ends})(?::.*)?|(?-i:{capitals}):.*", re.IGNORECASE),
        field=re.compile(rf"({labels}):\s*(.*)", re.IGNORECASE),
        no_title=re.compile(layout.no_title, re.IGNORECASE),
        no_publication=re.compile(layout.no_publication, re.IGNORECASE),
    )


def hints(opening: str) -> bool:
    """Whether the beginning of a file may be an export: quick, and never wrong with no."""
    return bool(re.search(r"\d{1,6} of \d|End of Document|Load-Date|Length:", opening, re.IGNORECASE))


def recognises(text: str) -> bool:
    """Whether a text holds at least one article with its fields and a line that opens or closes articles."""
    rules, marks, fields = _rules(), 0, 0
    for line in map(str.strip, text.splitlines()):
        marks += bool(rules.opens.fullmatch(line) or rules.closes.fullmatch(line))
        fields += bool(_LENGTH.fullmatch(line) or re.match(r"load-date:", line, re.IGNORECASE))
        if marks and fields:
            return True
    return False


def split(text: str) -> Iterator[Article]:
    """The articles, in order; a cover sheet or list of titles before them is no article."""
    rules = _rules()
    part: list[str] = []
    for line in map(str.strip, text.splitlines()):
        closes = rules.closes.fullmatch(line)
        if closes or rules.opens.fullmatch(line):
            yield from _article(part)
            part = []
        else:
            part.append(line)
    yield from _article(part)


def _article(lines: list[str]) -> Iterator[Article]:
    rules = _rules()
    if not any(_LENGTH.fullmatch(line) or rules.body.fullmatch(line) for line in lines):
        return
    head, body, tail = _parts(lines)
    fields = _fields([*head, *tail])
    title, publisher, published = _names(head)
    yield Article(
        body=paragraphs(body),
        title=fields.get("headline") or title,
        publisher=publisher,
        author=author_of(fields.get("byline") or fields.get("author") or ""),
        published=published,
        lang=language_code(fields.get("language", "")),
        url=fields.get("url") or None,
    )


def _parts(lines: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Head, text and tail of an article."""
    rules = _rules()
    at = next((n for n, line in enumerate(lines) if rules.body.fullmatch(line)), None)
    if at is None:  # the older layout: the text begins after the last of the fields at its head
        length = next(n for n, line in enumerate(lines) if _LENGTH.fullmatch(line))
        at = length
        for number in range(length + 1, len(lines)):
            if rules.field.fullmatch(lines[number]) and not rules.ends.fullmatch(lines[number]):
                at = number
            elif lines[number]:
                break
    end = next((n for n in range(at + 1, len(lines)) if rules.ends.fullmatch(lines[n])), len(lines))
    return lines[: at + 1], [line for line in lines[at + 1 : end] if not _COPYRIGHT.match(line)], lines[end:]


def _fields(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        if field := _rules().field.fullmatch(line):
            found.setdefault(field[1].lower(), field[2].strip())
    return found


def _names(head: list[str]) -> tuple[str | None, str | None, str | None]:
    """Title, publication and date of a head.

    The publication stands above the date, the title above both or, in the older layout, below them.
    """
    rules = _rules()
    free = [line for line in head if line and not rules.body.fullmatch(line)]
    fields = next((n for n, line in enumerate(free) if rules.field.fullmatch(line)), len(free))
    dates = [n for n, line in enumerate(free[:fields]) if date_of(line)]
    if not dates:
        return (free[0] if fields else None), None, None
    at = dates[-1]
    above = [x for x in free[:at] if not (_COPYRIGHT.search(x) or rules.no_publication.fullmatch(x))]
    below = [x for x in free[at + 1 : fields] if not (_COPYRIGHT.search(x) or rules.no_title.fullmatch(x))]
    in_capitals = fields < len(free) and free[fields].partition(":")[0].isupper()
    if below and (in_capitals or len(above) < 2):
        return " ".join(below), above[0] if above else None, date_of(free[at])
    return above[-2] if len(above) > 1 else None, above[-1] if above else None, date_of(free[at])
