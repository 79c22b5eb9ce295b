"""Texts -> words as the index of words has them, the same on both databases: folded, without accents, in order.

On SQLite, FTS5 does this itself ('unicode61'); what is here does it alike for PostgreSQL, whose own way depends on the
language that its server was set up with. A vector of PostgreSQL holds at most 16,383 places and 255 of one word, so
that long texts become several: parts that overlap, in order that a phrase stands whole in one of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text

_WORD = re.compile(r"[^\W_]+")
_PART = 2_000
_OVERLAP = 100
"""So many words; no longer phrase is looked for."""

document_search = Table(
    "document_search",
    MetaData(),
    Column("rowid", BigInteger, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("words", Text),
)
"""The index of words on PostgreSQL: `rowid` is the key of a document, as in the one that FTS5 makes."""


def words_in(text: str) -> list[str]:
    """The words of a text, in order: letters and digits, without case; those of the Latin alphabet without accents."""
    folded = text.lower()
    return _WORD.findall(folded if folded.isascii() else folded.translate(_folding()))


@lru_cache(maxsize=1)
def _folding() -> dict[int, str | None]:
    """What small letters become, as FTS5 has it: the letters of other alphabets keep what belongs to them ('й')."""
    folded: dict[int, str | None] = dict.fromkeys(range(0x300, 0x370))
    for letter in map(chr, [*range(0x80, 0x300), *range(0x370, 0x2000)]):
        base, case = unicodedata.normalize("NFD", letter)[0], letter.casefold()
        if base in ascii_lowercase or (len(case) == 1 and case != letter):
            folded[ord(letter)] = base if base in ascii_lowercase else case
    return folded


def word_rows(key: int, title: str | None, text: str) -> Iterator[tuple[int, int, str]]:
    """Rows of the index for a document. Its title is a part by itself, so that no phrase goes on into the text."""
    parts = [words_in(title or "")]
    words = words_in(text)
    parts += [words[start : start + _PART + _OVERLAP] for start in range(0, len(words), _PART)]
    return ((key, number, _vector(part)) for number, part in enumerate(parts) if part)


def _vector(words: list[str]) -> str:
    places: dict[str, list[str]] = {}
    for place, word in enumerate(words, 1):
        places.setdefault(word, []).append(str(place))
    return " ".join(f"'{word}':{','.join(where)}" for word, where in places.items())


def asked_words(phrase: str) -> str:
    """A phrase as PostgreSQL looks for it; where it ends in '*', its last word may go on."""
    words = words_in(phrase)[:_OVERLAP]
    return " <-> ".join(f"'{word}'" for word in words) + (":*" if phrase.endswith("*") else "")
