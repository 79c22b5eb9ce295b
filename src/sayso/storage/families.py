"""Questions about reprints: which documents are one text, which share a passage, which quote the same words."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, select, true

from sayso.storage import schema as t


class Shown(msgspec.Struct, frozen=True):
    """What people know a document by."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None


class Sign(msgspec.Struct, frozen=True):
    """What shows whence a text comes: `sign` is 'date', 'credit', 'cut' or 'common source', `words` tell it."""

    sign: str
    words: str


class MemberRow(msgspec.Struct, frozen=True):
    """A document in a family. `role` is 'earliest', 'copy' or 'unknown'; `kind` 'whole' or 'passage'.

    `of` is the id of the document with which it was compared, None for the head. `spans` are
    [start, end, start in `of`, end in `of`] in characters; `similarity` is the shared part of the shorter text, 0 to 1.
    """

    document: Shown
    kind: str
    role: str
    of: str | None
    similarity: float
    spans: list[tuple[int, int, int, int]]
    evidence: list[Sign]


class FamilyRow(msgspec.Struct, frozen=True):
    """Documents that are one text, or share one passage. `earliest` is None where nobody can tell which that is."""

    id: str
    kind: str
    earliest: str | None
    members: list[MemberRow]


class QuotationRow(msgspec.Struct, frozen=True):
    """Two documents that quote the same words; `quoted` are these, as the first has them."""

    document: Shown
    other: Shown
    spans: list[tuple[int, int, int, int]]
    quoted: list[str]


_spans = msgspec.json.Decoder(list[tuple[int, int, int, int]]).decode
_signs = msgspec.json.Decoder(list[Sign]).decode


def list_families(connection: Connection, document: str | None = None) -> list[FamilyRow]:
    """The families with most members first; with `document`, a whole id, those in which this one is."""
    if document is None:
        return read_families(connection)
    r, d = t.reprints.c, t.documents.c
    own = select(r.family).join(t.documents, d.key == r.document).where(d.id == document)
    return read_families(connection, list(connection.scalars(own)))


def read_families(connection: Connection, families: Collection[str] | None = None) -> list[FamilyRow]:
    """The families with these ids (None: all), those with most members first.

    In each family the head comes first, then the others by day of publication.
    """
    r, d, among = t.reprints.c, t.documents.c, true() if families is None else t.reprints.c.family.in_(families)
    query: Select[Any] = select(
        r.family, r.kind, r.role, r.of, r.similarity, r.spans, r.evidence, d.id, d.title, d.publisher, d.published
    ).select_from(t.reprints.join(t.documents, d.key == r.document))
    ids = _ids(connection, among)
    ordered = query.where(among).order_by(r.family, r.of.is_not(None), d.published.is_(None), d.published, d.id)
    found = [
        _family(family, [_member(row, ids) for row in rows])
        for family, rows in groupby(connection.execute(ordered), key=lambda row: row.family)
    ]
    return sorted(found, key=lambda family: (-len(family.members), family.id))


def _ids(connection: Connection, among: ColumnElement[bool]) -> dict[int, str]:
    """The ids of the documents with which others were compared."""
    c = t.reprints.c
    query = select(t.documents.c.key, t.documents.c.id).join(t.reprints, c.of == t.documents.c.key).where(among)
    return dict(connection.execute(query.distinct()).all())


def _family(family: str, members: list[MemberRow]) -> FamilyRow:
    earliest = next((member.document.id for member in members if member.role == "earliest"), None)
    kind = "whole" if any(member.kind == "whole" for member in members) else "passage"
    return FamilyRow(family, kind, earliest, members)


def _member(row: Any, ids: dict[int, str]) -> MemberRow:  # noqa: ANN401 - a row of the query above
    of = None if row.of is None else ids[row.of]
    document = Shown(row.id, row.title, row.publisher, row.published)
    return MemberRow(document, row.kind, row.role, of, row.similarity, _spans(row.spans), _signs(row.evidence))


def list_quotations(connection: Connection, document: str | None = None) -> list[QuotationRow]:
    """Pairs of documents that quote the same words, by their days and ids; with `document`, a whole id, its own."""
    q, one, other = t.shared_quotations.c, t.documents.alias("one"), t.documents.alias("other")
    joined = t.shared_quotations.join(one, one.c.key == q.document).join(other, other.c.key == q.other)
    columns = [side.c[name] for side in (one, other) for name in ("id", "title", "publisher", "published")]
    query: Select[Any] = select(q.spans, one.c.text, *columns).select_from(joined)
    if document is not None:
        query = query.where((one.c.id == document) | (other.c.id == document))
    ordered = query.order_by(one.c.published.is_(None), one.c.published, one.c.id, other.c.published, other.c.id)
    return [make_quotation(*row) for row in connection.execute(ordered)]


def make_quotation(spans: str, text: str, *shown: Any) -> QuotationRow:  # noqa: ANN401 - columns of the query above
    """Spans in JSON, the text of the first document, and what both documents are known by, four columns each."""
    return QuotationRow(Shown(*shown[:4]), Shown(*shown[4:]), _spans(spans), _words(text, _spans(spans)))


def _words(text: str, spans: list[tuple[int, int, int, int]]) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end, *_ in spans]
