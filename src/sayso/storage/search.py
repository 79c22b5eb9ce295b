"""Full-text search: what a person types becomes a question that the index of words understands, whatever was typed."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, String, Text, and_, cast, column, func, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from sayso.errors import UsageError
from sayso.storage import schema as t
from sayso.storage.dialects import Either
from sayso.storage.word_index import asked_words

_PARTS = re.compile(r'"([^"]*)"?|(\S+)')
_WORDS = re.compile(r"\w+")

_search = table("document_search", column("rowid", BigInteger), column("words", Text))


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
    fts5 = column("document_search", String).op("MATCH")(matching(typed))
    return select(_search.c.rowid).where(Either(fts5, _in_parts(typed)))


def _in_parts(typed: str) -> ColumnElement[bool]:
    """On PostgreSQL the words of a long text are several rows, and each phrase may stand in another one."""
    some, *others = (cast(asked_words(phrase), TSQUERY) for phrase in search_phrases(typed))
    part = _search.alias("part")
    found = (select(part.c.rowid).where(part.c.words.op("@@")(asked)) for asked in others)
    return and_(_search.c.words.op("@@")(some), *(_search.c.rowid.in_(rows) for rows in found))


def quotes_words(typed: str) -> ColumnElement[bool]:
    """Whether the evidence of a claim (`claims` and `documents` in the query) holds all that was typed, in any case.

    Raises UsageError where there is no word to search for.
    """
    e, d = t.evidence.c, t.documents.c
    words = func.substr(d.text, e.start + 1, e.end - e.start)
    spaced = func.replace(func.replace(words, "\n", " "), "\u00a0", " ")
    conditions = [spaced.icontains(phrase.rstrip("*"), autoescape=True) for phrase in search_phrases(typed)]
    shown = select(e.claim).where(e.claim == t.claims.c.key, *conditions)
    return shown.correlate(t.claims, t.documents).exists()
