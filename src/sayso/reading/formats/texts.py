"""Plain text and Markdown, and HTML pages."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from sayso.errors import ReadingError
from sayso.model import Document
from sayso.reading.foreign import language_of
from sayso.reading.formats.base import Found, Input
from sayso.reading.identity import identify
from sayso.reading.plain import read_head

_TEXT_NAMES = frozenset({"", ".txt", ".text", ".md", ".markdown", ".asc"})
_PAGE_NAMES = frozenset({".html", ".htm", ".xhtml"})
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.DOTALL)


class PageReader:
    """HTML: the article, its metadata and the readers' comments."""

    name = "page"

    def detects(self, file: Input) -> bool:
        """By the first tag; the name decides for pieces of pages."""
        return file.suffix in _PAGE_NAMES or bool(_PAGE.match(file.opening))

    def read(self, file: Input) -> Found:
        """One document."""
        yield page_of(file.text(), file)


class TextReader:
    """Plain text and Markdown. It has no sure sign: its name must allow it."""

    name = "text"

    def detects(self, file: Input) -> bool:
        """By the name alone: code and style sheets are text too, and no documents."""
        return file.suffix in _TEXT_NAMES

    def read(self, file: Input) -> Found:
        """One document; its text is the file's, unchanged."""
        yield text_of(file.text(), file)


def page_of(html: str, file: Input, url: str | None = None) -> Document:
    """The document on a page. Raises ReadingError ('no text', 'too large')."""
    from sayso.reading.pages import read_page

    page = read_page(html, file.source, url)
    return msgspec.structs.replace(page, id=identify(page.text, page.publisher, page.url, file.name))


def text_of(text: str, file: Input, title: str | None = None) -> Document:
    """A text as a document, with what its first lines say. `title` is the title where the format states it.

    Raises ReadingError ('empty').
    """
    if not text.strip():
        raise ReadingError(f"{file.source} is empty.", reason="empty")
    head = read_head(text, title)
    lang = language_of(text)
    origins = {**head.origins, "lang": "text"} if lang else dict(head.origins)
    values: dict[str, Any] = head.fields()
    return Document(id=identify(text, name=file.name), text=text, lang=lang, origins=origins, **values)
