"""Printed pages, line by line -> running text: without headers, footers and hyphens at line ends."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median

_NUMBER = re.compile(r"(?:page\s+)?[-–—]?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*[-–—]?", re.IGNORECASE)
_ENDS = re.compile(r"[.!?:…]['\"”’)\]]*$")
_HYPHEN = re.compile(r"(?<=[a-z])-$")
_EDGE = 2
"""So many lines at the top and foot of a page may be its header or footer."""
_FULL = 0.8
"""A line shorter than this share of the usual line may end its paragraph."""
_LABEL = 6
"""A short first line of no more words than these is a heading."""


def join_pages(pages: list[str]) -> str:
    """The text of all pages, paragraphs parted by blank lines. Lines that stand at the edge of most pages are left out,
    as are page numbers there; a paragraph may go on over a page's end."""
    cut = _without_edges([[" ".join(line.split()) for line in page.split("\n")] for page in pages])
    lines = [line for page in cut for line in page]
    widths = [len(line) for line in lines if line]
    usual = median(sorted(widths)[len(widths) // 2 :]) if widths else 0
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        if not line:
            goes_on = False
        elif goes_on:
            paragraphs[-1] = _joined(paragraphs[-1], line)
            goes_on = not (_short(line, usual) and _ENDS.search(line))
        else:
            paragraphs.append(line)
            goes_on = not (_short(line, usual) and (_ENDS.search(line) or _is_heading(line, usual)))
    return "\n\n".join(paragraphs) + "\n" if paragraphs else ""


def _joined(before: str, line: str) -> str:
    if _HYPHEN.search(before) and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}"


def _short(line: str, usual: float) -> bool:
    return len(line) < usual * _FULL


def _is_heading(line: str, usual: float) -> bool:
    return len(line.split()) <= _LABEL or len(line) < usual / 2


def _without_edges(pages: list[list[str]]) -> list[list[str]]:
    """The pages without blank lines at their edges, page numbers, and the lines that most pages have there."""
    pages = [_trimmed(page) for page in pages]
    seen = Counter(_shape(line) for page in pages for line in {*page[:_EDGE], *page[-_EDGE:]})
    usual = {shape for shape, times in seen.items() if times > 2 and times > len(pages) / 2}
    kept: list[list[str]] = []
    for page in pages:
        last = len(page) - _EDGE
        kept.append(
            [
                line
                for number, line in enumerate(page)
                if _EDGE <= number < last or not (_shape(line) in usual or _NUMBER.fullmatch(line))
            ]
        )
    return kept


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _trimmed(page: list[str]) -> list[str]:
    while page and not page[0]:
        page = page[1:]
    while page and not page[-1]:
        page = page[:-1]
    return page
