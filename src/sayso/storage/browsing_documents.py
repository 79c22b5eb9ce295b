"""Documents a page at a time, and the claims of one."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from sayso.errors import UsageError
from sayso.storage import schema as t
from sayso.storage.browsing import Listed
from sayso.storage.claim_conditions import MOST_COUNTED
from sayso.storage.claims import claims_by_key
from sayso.storage.dialects import descending, unindexed
from sayso.storage.rows import StoredClaim
from sayso.storage.search import found_documents


class DocumentsWanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which documents to list; None means any. `words` must all stand in title or text, `publisher` is as written."""

    words: str | None = None
    publisher: str | None = None
    since: str | None = None
    until: str | None = None


class DocumentLine(msgspec.Struct, frozen=True, kw_only=True):
    """A document in a list; `claims` is None where it waits for its analysis."""

    id: str
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    claims: int | None


def list_documents_page(
    connection: Connection, wanted: DocumentsWanted, size: int, after: str | None = None
) -> Listed[DocumentLine]:
    """Documents, the newest first, the undated last.

    Raises UsageError where `words` hold no word, or `after` is no document.
    """
    d, tests = t.documents.c, _tests(connection, wanted)
    few = select(d.key).where(*tests).limit(MOST_COUNTED + 1).subquery()
    number: int = connection.execute(select(func.count()).select_from(few)).scalar_one()
    own = select(func.count()).where(t.claims.c.document == d.key).correlate(t.documents).scalar_subquery()
    columns = (d.id, d.title, d.publisher, d.author, d.published, t.analyses.c.document.label("analysed"))
    query: Select[Any] = select(*columns, own.label("claims")).select_from(t.documents.outerjoin(t.analyses))
    query = query.where(*tests).order_by(descending(d.published), d.id.desc())
    rows = connection.execute((query.where(_behind(connection, after)) if after else query).limit(size + 1)).all()
    found = [
        DocumentLine(
            id=row.id, title=row.title, publisher=row.publisher, author=row.author, published=row.published,
            claims=None if row.analysed is None else row.claims,
        )
        for row in rows[:size]
    ]  # fmt: skip
    last = found[-1].id if len(rows) > size else None
    return Listed(rows=found, after=last, number=number if number <= MOST_COUNTED else None)


def find_claims(connection: Connection, document: str) -> list[StoredClaim]:
    """All claims of one document (a whole id), in the order in which they were found."""
    c, d = t.claims.c, t.documents.c
    query = select(c.key).select_from(t.documents.join(t.claims, c.document == d.key)).where(d.id == document)
    keys = list(connection.scalars(query.order_by(c.position)))
    shown = claims_by_key(connection, keys)
    return [shown[key] for key in keys]


def _tests(connection: Connection, wanted: DocumentsWanted) -> list[ColumnElement[bool]]:
    d = t.documents.c
    tests: list[ColumnElement[bool]] = []
    if wanted.words is not None:
        found = found_documents(wanted.words)
        many = connection.execute(found.limit(1).offset(MOST_COUNTED)).first() is not None
        tests.append((unindexed(d.key) if many else d.key).in_(found))
    if wanted.publisher is not None:
        tests.append(d.publisher == wanted.publisher)
    if wanted.since is not None:
        tests.append(d.published >= wanted.since)
    if wanted.until is not None:
        tests.append(d.published <= wanted.until + "~")
    return tests


def _behind(connection: Connection, after: str) -> ColumnElement[bool]:
    d = t.documents.c
    row = connection.execute(select(d.published).where(d.id == after)).one_or_none()
    if row is None:
        raise UsageError(f"The list has changed: there is no document {after} any more. Begin at its first page.")
    if row.published is None:
        return and_(d.published.is_(None), d.id < after)
    same = and_(d.published == row.published, d.id < after)
    return or_(d.published < row.published, same, d.published.is_(None))
