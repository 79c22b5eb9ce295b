"""Questions about what could not be traced to an actor: how often, why, and where it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, select

from sayso.storage import schema as t
from sayso.storage.dialects import ascending
from sayso.storage.rows import UnresolvedCount, UnresolvedRow

_BEFORE, _BEHIND = 60, 120
"""So many characters around the words are quoted, less where a paragraph ends; what a source says stands behind it."""
_MOST = 8


def list_unresolved(
    connection: Connection,
    *,
    reasons: Sequence[str] | None = None,
    document: str | None = None,
    limit: int | None = None,
) -> list[UnresolvedRow]:
    """All, or the first `limit`, by day of publication (the undated last), document, and place in the text.

    `reasons` are those wanted, None for all; `document` is a whole id.
    """
    # Two questions, since each of them follows an index and so can stop at the limit.
    d = t.documents.c
    queries = (_rows(reasons, document).where(day) for day in (d.published.is_not(None), d.published.is_(None)))
    found = chain.from_iterable(connection.execute(query if limit is None else query.limit(limit)) for query in queries)
    return [_row(row) for row in islice(found, limit)]


def count_unresolved(connection: Connection, *, document: str | None = None) -> list[UnresolvedCount]:
    """Each reason with its number, the most frequent first."""
    u = t.unresolved.c
    query = select(u.reason, u.folded, func.count()).where(*_conditions(None, document)).group_by(u.reason, u.folded)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for reason, words, number in connection.execute(query):
        counts[reason][words] = number
    found = [UnresolvedCount(reason=r, number=words.total(), words=_most(words)) for r, words in counts.items()]
    return sorted(found, key=lambda count: (-count.number, count.reason))


def _most(words: Counter[str]) -> dict[str, int]:
    return dict(sorted(words.items(), key=lambda item: (-item[1], item[0]))[:_MOST])


def _rows(reasons: Sequence[str] | None, document: str | None) -> Select[Any]:
    d, u = t.documents.c, t.unresolved.c
    first = case((u.start > _BEFORE, u.start - _BEFORE), else_=0)
    around = func.substr(d.text, first + 1, u.end - first + _BEHIND).label("around")
    columns = (d.id, d.title, d.publisher, d.published, u.attribution, u.reason, u.words, u.start, u.end, around)
    # The join is spelt out because the way to the document leads over the analysis.
    query = select(*columns).select_from(t.documents.join(t.unresolved, u.document == d.key))
    # By `key` too, though an id is enough: it tells SQLite that the index of days gives each document once.
    return query.where(*_conditions(reasons, document)).order_by(ascending(d.published), d.id, d.key, u.position)


def _conditions(reasons: Sequence[str] | None, document: str | None) -> Iterator[ColumnElement[bool]]:
    u = t.unresolved.c
    if reasons is not None:
        yield u.reason.in_(reasons)
    if document is not None:
        yield u.document == select(t.documents.c.key).where(t.documents.c.id == document).scalar_subquery()


def _row(row: Row[Any]) -> UnresolvedRow:
    return UnresolvedRow(
        document=row.id,
        title=row.title,
        publisher=row.publisher,
        published=row.published,
        attribution=row.attribution,
        reason=row.reason,
        words=row.words,
        start=row.start,
        end=row.end,
        quotation=_quotation(row.around, min(row.start, _BEFORE), row.end - row.start),
    )


def _quotation(around: str, start: int, length: int) -> str:
    """The words at `start` with what stands around them in their paragraph, cut at words, on one line."""
    end = start + length
    before, behind = around[:start].rpartition("\n")[2], around[end:].partition("\n")[0]
    if len(before) == _BEFORE:
        before = "…" + before[before.find(" ") + 1 :]
    if len(behind) == _BEHIND:
        behind = behind[: max(0, behind.rfind(" "))] + "…"
    return " ".join((before + around[start:end] + behind).split())
