"""Questions about documents: which there are, which wait for analysis, what was found in one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, not_, select

from sayso.errors import UsageError
from sayso.model import Analysis, Document
from sayso.storage import schema as t
from sayso.storage.rows import DocumentRow, SkippedRow, Status
from sayso.storage.writing import decode, read_document

_SHOWN = 5


def list_documents(connection: Connection) -> list[DocumentRow]:
    """All documents, by day of publication (the undated last), then by id."""
    d = t.documents.c
    claims = select(t.claims.c.document, func.count().label("claims")).group_by(t.claims.c.document).subquery()
    query = (
        select(
            d.id, d.title, d.publisher, d.author, d.published, d.lang,
            func.length(d.text).label("characters"), t.analyses.c.document, claims.c.claims,
        )
        .select_from(t.documents.outerjoin(t.analyses).outerjoin(claims, claims.c.document == d.key))
        .order_by(d.published.is_(None), d.published, d.id)
    )  # fmt: skip
    return [
        DocumentRow(
            id=row.id,
            title=row.title,
            publisher=row.publisher,
            author=row.author,
            published=row.published,
            lang=row.lang,
            characters=row.characters,
            claims=None if row.document is None else row.claims or 0,
        )
        for row in connection.execute(query)
    ]


def find_document(connection: Connection, prefix: str) -> Document:
    """The one document whose id is, or begins with, `prefix`. Raises UsageError where none or several do."""
    rows = connection.execute(
        select(t.documents).where(begins(t.documents.c.id, prefix)).order_by(t.documents.c.id).limit(_SHOWN + 1)
    ).all()
    document_id = only("document", prefix, [row.id for row in rows])
    return read_document(next(row for row in rows if row.id == document_id))


def begins(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """Whether an id begins with this, letter for letter (LIKE would ignore case); by its index."""
    return column.between(prefix, prefix + "\U0010ffff")


def only(what: str, prefix: str, found: list[str]) -> str:
    """The id that is meant by this beginning. Raises UsageError where there is none, or several and none is exact."""
    if prefix in found:
        return prefix
    if not found:
        raise UsageError(f"There is no {what} whose id begins with '{prefix}'.")
    if len(found) > 1:
        more = ", ..." if len(found) > _SHOWN else ""
        raise UsageError(f"Several ids begin with '{prefix}': {', '.join(found[:_SHOWN])}{more}. Give more of it.")
    return found[0]


def get_analysis(connection: Connection, document_id: str) -> Analysis:
    """All that was found in one document. Raises UsageError where there is no such document, or no analysis yet."""
    row = connection.execute(_analyses().where(t.documents.c.id == document_id)).one_or_none()
    if row is None:
        raise UsageError(f"There is no document with the id '{document_id}'.")
    if row.payload is None:
        raise UsageError(f"The document '{document_id}' is not analysed yet, or could not be.")
    return decode(row.payload, row.text)


def digest(connection: Connection) -> str:
    """SHA-256 (hexadecimal) over the documents and analyses, in the order of ids."""
    hashed = hashlib.sha256()
    for row in connection.execute(_analyses().order_by(t.documents.c.id)):
        for part in (row.id.encode(), row.text.encode(), row.payload or b""):
            hashed.update(len(part).to_bytes(8) + part)
    return hashed.hexdigest()


def waiting(connection: Connection, fingerprint: str, among: Sequence[int] | None = None) -> list[int]:
    """The keys of the documents (`among` some, or all) without an analysis of this fingerprint, as they were added."""
    query = _waiting(fingerprint).order_by(t.documents.c.key)
    found = connection.execute(query if among is None else query.where(t.documents.c.key.in_(among)))
    return [row.key for row in found]


def count_documents(connection: Connection) -> int:
    """The number of documents."""
    return connection.execute(select(func.count()).select_from(t.documents)).scalar_one()


def documents_by_key(connection: Connection, keys: list[int]) -> Iterator[Document]:
    """The documents with these keys, in the order of keys."""
    rows = connection.execute(select(t.documents).where(t.documents.c.key.in_(keys)).order_by(t.documents.c.key))
    return map(read_document, rows)


def list_skipped(connection: Connection) -> list[SkippedRow]:
    """The inputs that could not be read, then the documents that could not be analysed."""
    s = t.skipped.c
    query = (
        select(s.stage, s.source, s.reason, s.message, t.documents.c.id)
        .select_from(t.skipped.outerjoin(t.documents))
        .order_by(s.stage == "analysis", s.source)
    )
    return [
        SkippedRow(stage=row.stage, source=row.source, reason=row.reason, message=row.message, document_id=row.id)
        for row in connection.execute(query)
    ]


def get_status(connection: Connection, fingerprint: str, name: str, folder: str) -> Status:
    """The project in numbers; `fingerprint` is that of a run made now."""

    def number(query: Select[int]) -> int:
        return connection.execute(query).scalar_one()

    def skipped(stage: str) -> int:
        return number(select(func.count()).select_from(t.skipped).where(t.skipped.c.stage == stage))

    d = t.documents.c
    first, last = connection.execute(select(func.min(d.published), func.max(d.published))).one()
    documents = count_documents(connection)
    waiting_now = number(select(func.count()).select_from(_waiting(fingerprint).subquery()))
    failed = skipped("analysis")
    in_claims = select(t.claims.c.subject).union(select(t.claims.c.object), select(t.claim_holders.c.actor))
    return Status(
        name=name,
        folder=folder,
        documents=documents,
        analysed=documents - waiting_now,
        waiting=waiting_now - failed,
        failed=failed,
        unreadable=skipped("reading"),
        claims=number(select(func.count()).select_from(t.claims)),
        actors=number(select(func.count(t.actors.c.identity.distinct())).where(t.actors.c.key.in_(in_claims))),
        publishers=number(select(func.count(d.publisher.distinct()))),
        first=first,
        last=last,
    )


def _analyses() -> Select[str, str, bytes]:
    d = t.documents.c
    return select(d.id, d.text, t.analyses.c.payload).select_from(t.documents.outerjoin(t.analyses))


def _waiting(fingerprint: str) -> Select[int]:
    current = and_(t.analyses.c.document == t.documents.c.key, t.analyses.c.fingerprint == fingerprint)
    return select(t.documents.c.key).where(not_(exists().where(current)))
