"""Reprint families and shared quotations a page at a time, in any size of project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select, tuple_

from sayso.errors import UsageError
from sayso.storage import schema as t
from sayso.storage.browsing import Listed
from sayso.storage.families import FamilyRow, QuotationRow, make_quotation, read_families

FamilyKind: TypeAlias = Literal["whole", "passage"]
Earliest: TypeAlias = Literal["known", "unknown"]


class FamiliesWanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which families are wanted; every condition that is set must hold.

    `kind`: one text, or one passage; `earliest`: whether anything shows which document is the earliest; `outlet` is
    the name of who put one of its documents out; `document` the whole id of one.
    """

    kind: FamilyKind | None = None
    earliest: Earliest | None = None
    outlet: str | None = None
    document: str | None = None


def list_families_page(
    connection: Connection, wanted: FamiliesWanted, size: int, after: str | None = None
) -> Listed[FamilyRow]:
    """Families with most documents first, then by id. Raises UsageError where `after` is no family."""
    r, members = t.reprints.c, func.count()
    query: Select[Any] = select(r.family, members).where(*_of_documents(wanted)).group_by(r.family)
    query = query.having(and_(*_of_families(wanted))) if wanted.kind or wanted.earliest else query
    number: int = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    if after is not None:
        own: int = connection.execute(select(members).where(r.family == after)).scalar_one()
        if not own:
            raise UsageError(f"The list has changed: {after} is not in it any more. Begin at its first page.")
        query = query.having(or_(members < own, and_(members == own, r.family > after)))
    rows = connection.execute(query.order_by(members.desc(), r.family).limit(size + 1)).all()
    ids = [family for family, _ in rows[:size]]
    found = {family.id: family for family in read_families(connection, ids)}
    return Listed(rows=[found[one] for one in ids], after=ids[-1] if len(rows) > size else None, number=number)


def find_family(connection: Connection, family: str) -> FamilyRow:
    """The family with this id. Raises UsageError where there is none."""
    found = read_families(connection, [family])
    if not found:
        raise UsageError(f"There is no reprint family {family}: a run may have found others since.")
    return found[0]


def _of_documents(wanted: FamiliesWanted) -> Iterator[ColumnElement[bool]]:
    r, d = t.reprints.alias("own").c, t.documents.c
    for column, value in ((d.publisher, wanted.outlet), (d.id, wanted.document)):
        if value is not None:
            own = select(r.family).join(t.documents, d.key == r.document).where(column == value)
            yield t.reprints.c.family.in_(own)


def _of_families(wanted: FamiliesWanted) -> Iterator[ColumnElement[bool]]:
    r = t.reprints.c
    if wanted.kind is not None:
        yield func.max(case((r.kind == "whole", 1), else_=0)) == int(wanted.kind == "whole")
    if wanted.earliest is not None:
        yield func.max(case((r.role == "earliest", 1), else_=0)) == int(wanted.earliest == "known")


class QuotationsWanted(msgspec.Struct, frozen=True, kw_only=True):
    """Whose shared quotations are wanted: those of an `outlet` by its name, of a `document` by its whole id, of all."""

    outlet: str | None = None
    document: str | None = None


def list_quotations_page(
    connection: Connection, wanted: QuotationsWanted, size: int, after: str | None = None
) -> Listed[QuotationRow]:
    """Pairs of documents that quote the same words, in the order in which the documents were added.

    `after` is 'key.key', the keys of the pair behind which the page begins. `number` is None.
    """
    q, one, other = t.shared_quotations.c, t.documents.alias("one"), t.documents.alias("other")
    joined = t.shared_quotations.join(one, one.c.key == q.document).join(other, other.c.key == q.other)
    columns = [side.c[name] for side in (one, other) for name in ("id", "title", "publisher", "published")]
    query: Select[Any] = select(q.document, q.other, q.spans, one.c.text, *columns).select_from(joined)
    for name, value in (("publisher", wanted.outlet), ("id", wanted.document)):
        if value is not None:
            meant = select(t.documents.c.key).where(t.documents.c[name] == value)
            query = query.where(or_(q.document.in_(meant), q.other.in_(meant)))
    if after is not None:
        first, _, second = after.partition(".")
        query = query.where(tuple_(q.document, q.other) > tuple_(int(first), int(second)))
    rows = connection.execute(query.order_by(q.document, q.other).limit(size + 1)).all()
    last = f"{rows[size - 1][0]}.{rows[size - 1][1]}" if len(rows) > size else None
    return Listed(rows=[make_quotation(*row[2:]) for row in rows[:size]], after=last, number=None)
