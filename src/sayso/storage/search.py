"""Full-text search: what a person types becomes a question that SQLite's FTS5 understands, whatever was typed."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import ColumnElement, Select, String, column, func, select, table

from sayso.errors import UsageError
from sayso.storage import schema as t

_PARTS = re.compile(r'"([^"]*)"?|(\S+)')
_WORDS = re.compile(r"\w+")

_search = table("document_search", column("rowid"))


def search_phrases(typed: str) -> list[str]:
    """What must all stand in the text: words, and phrases that were typed in double quotation marks.

    A word that ends in '*' stands for all that begin so, and keeps the star. Raises UsageError where there is no word.
    """
    phrases = []
    for hit in _PARTS.finditer(typed):
        quoted, word = hit[1], hit[2]
        words = " ".join(_WORDS.findall(quoted if word is None else word))
        phrases += [f"{words}*" if word and word.endswith("*") else words] if words else []
    if not phrases:
        raise UsageError(f"'{typed}' holds no word to search for.")
    return phrases


def matching(typed: str) -> str:
    """What was typed, in the language of FTS5."""
    return " ".join(f'"{p[:-1]}"*' if p.endswith("*") else f'"{p}"' for p in search_phrases(typed))


def found_documents(typed: str) -> Select[Any]:
    """The keys of the documents that hold all that was typed, in title or text; case and accents do not count.

    Raises UsageError where there is no word to search for.
    """
    asked = column("document_search", String).op("MATCH")(matching(typed))
    return select(_search.c.rowid).where(asked)


def quotes_words(typed: str) -> ColumnElement[bool]:
    """Whether the evidence of a claim (`claims` and `documents` in the query) holds all that was typed, in any case.

    Raises UsageError where there is no word to search for.
    """
    e, d = t.evidence.c, t.documents.c
    words = func.substr(d.text, e.start + 1, e.end - e.start)
    spaced = func.replace(func.replace(words, "\n", " "), "\u00a0", " ")
    conditions = [spaced.contains(phrase.rstrip("*"), autoescape=True) for phrase in search_phrases(typed)]
    shown = select(e.claim).where(e.claim == t.claims.c.key, *conditions)
    return shown.correlate(t.claims, t.documents).exists()
