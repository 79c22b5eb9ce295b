"""Exports of news archives (Nexis, Factiva): many articles in one text, HTML page or Word file -> one document each."""

from __future__ import annotations

import re

from sayso.errors import ReadingError
from sayso.model import Document
from sayso.reading.formats import factiva, nexis
from sayso.reading.formats.articles import Article
from sayso.reading.formats.base import Found, Input, Skipped
from sayso.reading.formats.markup import lines_of_markup, looks_like_markup
from sayso.reading.rows import read_row

_ARCHIVES = (nexis, factiva)


class NewsExportReader:
    """A text or HTML file exported from Nexis or Factiva."""

    name = "news export"

    def detects(self, file: Input) -> bool:
        """By the lines between articles and the labels of their fields, near the start."""
        return _names_one(file.opening) and is_export(_lines(file.text()))

    def read(self, file: Input) -> Found:
        """A document for each article."""
        yield from read_export(_lines(file.text()), file)


def _names_one(opening: str) -> bool:
    return any(archive.hints(opening) for archive in _ARCHIVES)


def _lines(text: str) -> str:
    return lines_of_markup(text) if re.match(r"\s*<", text) and looks_like_markup(text) else text


def is_export(text: str) -> bool:
    """Whether a text consists of articles as a news archive writes them."""
    return any(archive.recognises(text) for archive in _ARCHIVES)


def read_export(text: str, file: Input) -> Found:
    """A document for each article of an export, in order; one without text is listed."""
    archive = next(archive for archive in _ARCHIVES if archive.recognises(text))
    found = False
    for number, article in enumerate(archive.split(text), start=1):
        found = True
        where = f"{file.source}:{number}"
        try:
            yield _document(article, where)
        except ReadingError as error:
            yield Skipped(where, error.reason, str(error))
    if not found:
        raise ReadingError(f"{file.source} is an export without any article.", reason="no text")


def _document(article: Article, where: str) -> Document:
    """Title, byline and date first, then the article, as for a page."""
    if not article.body.strip():
        raise ReadingError(f"{where} is an article without text.", reason="no text")
    by = f"By {article.author}" if article.author else None
    head = "".join(f"{line}\n\n" for line in (article.title, by, article.published) if line)
    row = {
        "text": f"{head}{article.body}\n",
        "title": article.title,
        "author": article.author,
        "publisher": article.publisher,
    }
    row |= {name: value for name, value in (("lang", article.lang), ("url", article.url)) if value}
    return read_row({**row, "published": article.published}, where, "export header")
