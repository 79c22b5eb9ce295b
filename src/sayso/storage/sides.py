"""What a comparison of two sides begins with: the outlets with most documents, and statements by their keys."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, desc, func, select

from sayso.storage import schema as t
from sayso.storage.keys import fold
from sayso.storage.statements import StatementRow, statement_rows

_LOOKED = 10


def largest_outlets(connection: Connection, most: int) -> list[str]:
    """Those who put out most documents and are actors of the project, by the names in these."""
    d, i = t.documents.c, t.identities.c
    query = select(d.publisher).where(d.publisher.is_not(None)).group_by(d.publisher)
    names = list(connection.scalars(query.order_by(desc(func.count()), d.publisher).limit(_LOOKED)))
    known = set(connection.scalars(select(i.folded).where(i.folded.in_(list(map(fold, names))))))
    return [name for name in names if fold(name) in known][:most]


def rows_by_key(connection: Connection, keys: Collection[int]) -> dict[int, StatementRow]:
    """These statements with their figures, by key."""
    s = t.statements.c
    ids = dict(connection.execute(select(s.id, s.key).where(s.key.in_(keys))).all())
    return {ids[row.id]: row for row in statement_rows(connection, [s.key.in_(keys)], [s.id])}
