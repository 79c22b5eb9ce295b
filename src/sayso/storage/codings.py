"""Documents of a project as people coded them by hand, beside what sayso found: one row a document and coder."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select

from sayso.model import Analysis
from sayso.storage import schema as t
from sayso.storage.writing import decode


class CoderRow(msgspec.Struct, frozen=True):
    """Somebody whose coding is kept: how many documents and claims, and when the last was imported (UTC)."""

    coder: str
    documents: int
    claims: int
    imported: str


def find_coded(connection: Connection, id_: str, text: str) -> int | None:
    """The key of the document that a row is about: that with its id and text, else the first with its text."""
    d = t.documents.c
    here = select(d.key).where(d.text == text).order_by(d.key).limit(1)
    key: int | None = connection.scalar(here.where(d.id == id_))
    return connection.scalar(here) if key is None else key


def put_coding(connection: Connection, document: int, coder: str, row: dict[str, Any], imported: str) -> None:
    """Keeps what a coder says of a document, in the place of what the coder said of it before."""
    c = t.codings.c
    connection.execute(delete(t.codings).where(c.document == document, c.coder == coder))
    body = msgspec.json.encode({name: value for name, value in row.items() if name not in ("id", "text")}).decode()
    values = {"document": document, "coder": coder, "row": body, "imported": imported}
    connection.execute(insert(t.codings).values(values))


def list_coders(connection: Connection) -> list[CoderRow]:
    """All coders, by name."""
    c = t.codings.c
    found: dict[str, CoderRow] = {}
    for coder, row, imported in connection.execute(select(c.coder, c.row, c.imported).order_by(c.coder)):
        before = found.get(coder, CoderRow(coder, 0, 0, imported))
        claims = len(msgspec.json.decode(row).get("claims", []))
        last = max(before.imported, imported)
        found[coder] = CoderRow(coder, before.documents + 1, before.claims + claims, last)
    return list(found.values())


def coded_rows(connection: Connection, coder: str) -> list[dict[str, Any]]:
    """The documents as this coder coded them, with the project's ids and texts, by id."""
    c, d = t.codings.c, t.documents.c
    query = select(d.id, d.text, c.row).select_from(t.codings.join(t.documents)).where(c.coder == coder).order_by(d.id)
    return [{"id": id_, "text": text, **msgspec.json.decode(row)} for id_, text, row in connection.execute(query)]


def analyses_of(connection: Connection, ids: Collection[str]) -> Iterator[Analysis]:
    """What sayso found in those of the documents that are analysed, by id."""
    d = t.documents.c
    query = select(d.text, t.analyses.c.payload).select_from(t.documents.join(t.analyses))
    for id_ in sorted(ids):
        for text, payload in connection.execute(query.where(d.id == id_)):
            yield decode(payload, text)
