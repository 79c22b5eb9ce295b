"""Exports of Factiva -> articles, with field codes ('HD  Talks fail') or without.

Without codes an article is: title, byline, '543 words', date, time, source and its code, language, copyright, the text,
and 'Document XXXX000020200101eg11000aa'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sayso.reading.formats.articles import Article, author_of, date_of, language_code, paragraphs
from sayso.reading.formats.layouts import load_layouts

_WORDS = re.compile(r"\d[\d,.]{0,9}\s{1,9}words", re.IGNORECASE)
_BY = re.compile(r"by\s+\S.*", re.IGNORECASE)
_COPYRIGHT = re.compile(r"copyright\b|©|\(c\)\s|all rights reserved", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:\s*[A-Z]{2,4})?")
_CODE = re.compile(r"[A-Z]{2,8}")
_PAGE = re.compile(r"(?:page )?[A-Z]?\d{1,4}", re.IGNORECASE)
_HEAD_LINES = 12
_SECTION_WORDS = 3
_COMPANY_WORDS = 6
_SENTENCE = re.compile(r",|[.!?:;][\"'’”)]*$")


@cache
def _closes() -> re.Pattern[str]:
    return re.compile(load_layouts().factiva.closes)


@cache
def _coded() -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(load_layouts().factiva.codes)})(?:\s{{2,}}|\t|\s*$)(.*)")


def hints(opening: str) -> bool:
    """Whether the beginning of a file may be an export: quick, and never wrong with no."""
    return bool(re.search(r"\d\s{1,9}words|\b(?:WC|HD)\b", opening, re.IGNORECASE))


def recognises(text: str) -> bool:
    """Whether a text holds at least one article: its number of words, and the line that closes it or field codes."""
    words = codes = closed = False
    for line in map(str.strip, text.splitlines()):
        coded = _coded().fullmatch(line)
        codes = codes or bool(coded and coded[1] == "HD")
        words = words or bool(_WORDS.fullmatch(coded[2] if coded else line))
        closed = closed or bool(_closes().fullmatch((coded[2] if coded else line).strip()))
        if words and (closed or codes):
            return True
    return False


def split(text: str) -> Iterator[Article]:
    """The articles, in order."""
    part: list[str] = []
    for line in text.splitlines():
        if line.strip() == load_layouts().factiva.summary:
            break
        coded = _coded().fullmatch(line.rstrip())
        if _closes().fullmatch((coded[2] if coded else line).strip()):
            yield from _article(part)
            part = []
        elif coded and coded[1] == "HD" and any(_starts(kept, "TD", "LP") for kept in part):
            at = max((n for n, kept in enumerate(part) if _starts(kept, "SE", "CLM")), default=len(part))
            at = at if at > max(n for n, kept in enumerate(part) if _starts(kept, "TD", "LP")) else len(part)
            yield from _article(part[:at])
            part = [*part[at:], line]
        else:
            part.append(line)
    yield from _article(part)


def _starts(line: str, *codes: str) -> bool:
    coded = _coded().fullmatch(line.rstrip())
    return bool(coded and coded[1] in codes)


def _article(lines: list[str]) -> Iterator[Article]:
    if any(_starts(line, "HD") for line in lines):
        yield _from_codes(lines)
    elif any(_WORDS.fullmatch(line.strip()) for line in lines):
        yield _from_places([line.strip() for line in lines])


def _from_codes(lines: list[str]) -> Article:
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        if coded := _coded().fullmatch(line.rstrip()):
            code = coded[1]
            fields.setdefault(code, []).append(coded[2])
        elif code:
            fields[code].append(line)
    joined = {name: " ".join(" ".join(value).split()) for name, value in fields.items()}
    return Article(
        body=paragraphs([*fields.get("LP", []), "", *fields.get("TD", [])]),
        title=joined.get("HD") or None,
        publisher=joined.get("SN") or None,
        author=author_of(joined.get("BY", "")),
        published=date_of(joined.get("PD", "")),
        lang=language_code(joined.get("LA", "")),
    )


def _from_places(lines: list[str]) -> Article:
    """The number of words stands between title and byline above, and date and source below."""
    at = next(n for n, line in enumerate(lines) if _WORDS.fullmatch(line))
    title, byline = _above([line for line in lines[:at] if line])
    below, end = _below(lines, at + 1)
    day = next((n for n, line in enumerate(below) if date_of(line)), None)
    after = [line for line in below[day + 1 :] if not _TIME.fullmatch(line)] if day is not None else below
    languages = [code for line in after[1:] if (code := language_code(line))]
    return Article(
        body=paragraphs(_without_company(lines[end:])),
        title=title,
        publisher=after[0] if after else None,
        author=author_of(byline),
        published=date_of(below[day]) if day is not None else None,
        lang=languages[0] if languages else None,
    )


def _above(lines: list[str]) -> tuple[str | None, str]:
    """Title and byline of the lines above the number of words: section (a few words), headlines, byline."""
    byline = ""
    if len(lines) > 1 and (_BY.fullmatch(lines[-1]) or _names_writer(lines[-1], lines[-2])):
        byline = lines.pop()
    if len(lines) > 1 and len(lines[0].split()) <= _SECTION_WORDS and len(lines[0]) < len(lines[1]):
        lines = lines[1:]
    return "; ".join(lines) or None, byline


def _names_writer(line: str, above: str) -> bool:
    """Whether a line without 'By' is a byline: it begins with a name, and is shorter than the headline above it."""
    first, last = (re.split(r",| in | and ", line)[0].split(), line.split())
    named = 2 <= len(first) <= 4 and all(word[0].isupper() and word.strip(".’'-").isalpha() for word in first)
    return named and len(above.split()) > min(len(first), len(last))


def _without_company(lines: list[str]) -> list[str]:
    """The lines of a text without the last, where it only names who owns the source: 'Herald Media Ltd'."""
    filled = [number for number, line in enumerate(lines) if line]
    last = lines[filled[-1]] if filled else ""
    if len(filled) < 2 or lines[filled[-1] - 1] or len(last.split()) > _COMPANY_WORDS or _SENTENCE.search(last):
        return lines
    words = re.findall(r"[^\W\d_]+", last)
    named = bool(words) and all(word[0].isupper() or word in ("of", "and", "the") for word in words)
    return lines[: filled[-1]] if named else lines


def _below(lines: list[str], start: int) -> tuple[list[str], int]:
    """The lines of the head below the number of words, and the place where the text begins: after the copyright, or
    where there is none after the language, or the code of the source."""
    found: list[str] = []
    end = start
    for number in range(start, min(start + _HEAD_LINES * 2, len(lines))):
        line = lines[number]
        if line:
            found.append(line)
        sign = _COPYRIGHT.search(line) or _CODE.fullmatch(line) or _PAGE.fullmatch(line) or date_of(line)
        if sign or (line and language_code(line)):
            end = number + 1
        if _COPYRIGHT.search(line) or len(found) > _HEAD_LINES:
            break
    return found, end
