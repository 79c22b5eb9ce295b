"""Findings about all documents that a run leaves ready, since to look for them takes long in a large project.

Each kind of finding has a name, and its rows stand in their order, so that a page of them is read without the others.
Whatever changes what they were made of forgets them; who asks then, looks for them anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, delete, func, select

from sayso.storage import schema as t
from sayso.storage.database import insert_rows

Row = TypeVar("Row")


def keep(connection: Connection, name: str, rows: Iterable[object]) -> None:
    """Puts these rows in place of all that were kept under the name."""
    forget(connection, name)
    encoded = ((name, place, msgspec.json.encode(row).decode()) for place, row in enumerate(rows, 1))
    insert_rows(connection, t.kept, [(name, 0, ""), *encoded])


def forget(connection: Connection, *names: str) -> None:
    """Nothing is kept under these names any more; without any, under none."""
    query = delete(t.kept)
    connection.execute(query.where(t.kept.c.name.in_(names)) if names else query)


def is_kept(connection: Connection, name: str) -> bool:
    """Is anything kept under the name, be it that there is nothing to find?"""
    k = t.kept.c
    return connection.execute(select(k.name).where(k.name == name, k.position == 0)).first() is not None


def count_kept(connection: Connection, name: str) -> int | None:
    """How many rows are kept; None where nothing is."""
    number: int = connection.execute(select(func.count()).where(t.kept.c.name == name)).scalar_one()
    return number - 1 if number else None


def read_kept(
    connection: Connection, name: str, kind: type[Row], *, limit: int | None = None, offset: int = 0
) -> list[Row] | None:
    """A page of the rows that are kept; None where nothing is, or another version of sayso kept other rows."""
    if not is_kept(connection, name):
        return None
    k = t.kept.c
    query = select(k.payload).where(k.name == name, k.position > offset).order_by(k.position).limit(limit)
    decode = msgspec.json.Decoder(kind).decode
    try:
        return [decode(payload) for payload in connection.scalars(query)]
    except msgspec.ValidationError:
        return None
