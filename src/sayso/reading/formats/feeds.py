"""RSS and Atom feeds: each entry is a document."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from sayso.errors import ReadingError
from sayso.model import Document
from sayso.reading.formats.base import Found, Input, Skipped
from sayso.reading.formats.markup import looks_like_markup, text_of_markup
from sayso.reading.metadata import clean_author
from sayso.reading.rows import read_row

_LARGEST = 50_000_000
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?[^>]*>\s*|<!DOCTYPE[^\[>]*(?:\[.*?\])?\s*>\s*)*<(?:rss|feed|rdf:RDF)\b",
    re.IGNORECASE | re.DOTALL,
)


class FeedReader:
    """A feed; its whole text of an entry goes before a summary."""

    name = "feed"

    def detects(self, file: Input) -> bool:
        """By the first element."""
        return bool(_FEED.match(file.opening))

    def read(self, file: Input) -> Found:
        """A document for each entry with text. Raises ReadingError ('no text', 'too large', 'damaged')."""
        feed = _parsed(file)
        if not feed.entries:
            raise ReadingError(f"{file.source} is a feed without any entry that can be read.", reason="no text")
        for number, entry in enumerate(feed.entries, start=1):
            where = f"{file.source}:{number}"
            try:
                yield _document(entry, feed.feed, where)
            except ReadingError as error:
                yield Skipped(where, error.reason, str(error))


def _parsed(file: Input) -> Any:  # noqa: ANN401 - the library has no types
    import feedparser

    words = io.BytesIO(file.whole(_LARGEST))
    try:
        return feedparser.parse(words, sanitize_html=False, resolve_relative_uris=False)
    except ValueError as error:  # the name of an encoding that is none, say
        raise ReadingError(f"{file.source} is a feed that cannot be read: {error}.", reason="damaged") from error


def _document(entry: Mapping[str, Any], feed: Mapping[str, Any], where: str) -> Document:
    parts = [part.get("value") or "" for part in entry.get("content", ())] + [entry.get("summary") or ""]
    words = max(parts, key=len)
    text = text_of_markup(words) if looks_like_markup(words) or "&" in words else words
    if not text.strip():
        raise ReadingError(f"{where} is an entry without text.", reason="no text")
    lang = re.match(r"[a-z]{2}(?![a-z])", str(feed.get("language") or "").lower())
    row = {
        "text": text,
        "title": _plain(entry.get("title")),
        "url": entry.get("link"),
        "author": clean_author(entry.get("author")),
        "publisher": (entry.get("source") or {}).get("title") or feed.get("title"),
        "published": entry.get("published") or entry.get("updated"),
    }
    return read_row({**row, "lang": lang[0]} if lang else row, where, "feed entry")


def _plain(title: str | None) -> str | None:
    """A title without the tags that feeds may have in it."""
    return text_of_markup(title) if title and looks_like_markup(title) else title
