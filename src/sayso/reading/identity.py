"""What makes two readings one document: the normalised text and its source."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import urlsplit

from sayso.model import Document

_SPACE = re.compile(r"\s+")


def normalised(text: str) -> str:
    """The text in Unicode form NFC, every run of white space one space: what is hashed, never what is shown."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def content_hash(document: Document) -> str:
    """SHA-256 (hex) of a document's normalised text and its source, whatever id the document was given.

    The source is the publisher, else the host of the URL, else nothing (see `identify`).
    """
    return identify(document.text, document.publisher, document.url)


def identify(text: str, publisher: str | None = None, url: str | None = None, name: str | None = None) -> str:
    """The id of a document that brings none: SHA-256 (hex) of its normalised text and its source.

    The source is the publisher in lower case; where that is not known the URL's host; where neither is known the
    file's `name` without its folder. So the same file added twice or moved to another folder is one document,
    the same text at two addresses of one publisher is one, and by two publishers it is two. A copy under another
    name stays a document of its own: it may be another outlet's, and reprints are found later, not folded here.
    """
    source = normalised(publisher or "").casefold() or host_of(url) or name or ""
    return hashlib.sha256(f"{normalised(text)}\0{source}".encode()).hexdigest()


def host_of(url: str | None) -> str:
    """The host in an address, without 'www.'; empty where there is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
