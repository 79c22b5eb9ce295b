"""One spelling for a name, so that 'The U.S.' and 'US' are one string, but 'us' is not."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_POSSESSIVE = re.compile(r"['’]s\b|['’](?=\s|$)")
_NO_WORD = re.compile(r"[^\w\s]+")
_DETERMINER = re.compile(r"^(?:the|a|an|this|that|these|those|our|its|their|his|her|my|your)\s+")


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """The name without case, accents, leading determiner, possessive and punctuation ('' where nothing is left)."""
    name = plain(name)
    name = _DOTTED.sub(lambda match: match[0].replace(".", ""), name)
    name = "u_s" if name in ("US", "the US", "The US") else _POSSESSIVE.sub("", name)
    name = " ".join(_NO_WORD.sub(" ", name.casefold()).split())
    return _DETERMINER.sub("", name)


def plain(text: str) -> str:
    """The text without accents; its length may change."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def plain_same_length(text: str) -> str:
    """The text without accents, character for character, so that offsets stay true."""
    if text.isascii():
        return text
    return "".join(c if c.isascii() else (plain(c) or c)[0] for c in text)
