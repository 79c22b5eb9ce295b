"""Findings about all documents that a run leaves ready, since to look for them takes long in a large project.

Each kind of finding has a name, and its rows stand in their order, so that a page of them is read without the others.
Whatever changes what they were made of forgets them; who asks then, looks for them anew. In a large project that takes
seconds: there the rows of the last run stay, as outdated ones, for those who can say that they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, delete, select, update

from sayso.storage import schema as t
from sayso.storage.database import insert_rows

Row = TypeVar("Row")
LARGE = 20_000
"""In a project of more claims than these, findings are not looked for while a page waits."""
_OLD = "outdated "


def keep(connection: Connection, name: str, rows: Iterable[object]) -> None:
    """Puts these rows in place of all that were kept under the name."""
    forget(connection, name, _OLD + name)
    encoded = ((name, place, msgspec.json.encode(row).decode()) for place, row in enumerate(rows, 1))
    insert_rows(connection, t.kept, [(name, 0, ""), *encoded])


def forget(connection: Connection, *names: str) -> None:
    """Nothing is kept under these names any more; without any, under none."""
    query = delete(t.kept)
    connection.execute(query.where(t.kept.c.name.in_(names)) if names else query)


def outdate(connection: Connection, *names: str) -> None:
    """What is kept under these names is not true any more; until it is kept anew, it can be read as outdated."""
    k = t.kept.c
    for name in names:
        if is_kept(connection, name):
            forget(connection, _OLD + name)
            connection.execute(update(t.kept).where(k.name == name).values(name=_OLD + name))


def is_outdated(connection: Connection, name: str) -> bool:
    """Does `read_kept` with `outdated` give rows from before the last correction?"""
    return not is_kept(connection, name) and is_kept(connection, _OLD + name) and is_large(connection)


def is_large(connection: Connection) -> bool:
    """Whether the project has so many claims that findings are not looked for while a page waits."""
    return connection.execute(select(t.claims.c.key).limit(1).offset(LARGE)).first() is not None


def is_kept(connection: Connection, name: str) -> bool:
    """Is anything kept under the name, be it that there is nothing to find?"""
    k = t.kept.c
    return connection.execute(select(k.name).where(k.name == name, k.position == 0)).first() is not None


def read_kept(
    connection: Connection,
    name: str,
    kind: type[Row],
    *,
    limit: int | None = None,
    offset: int = 0,
    outdated: bool = False,
) -> list[Row] | None:
    """A page of the rows that are kept; None where nothing is, or another version of sayso kept other rows.

    With `outdated`, in a large project those of the last run, where a correction came after it.
    """
    if outdated and is_outdated(connection, name):
        name = _OLD + name
    if not is_kept(connection, name):
        return None
    k = t.kept.c
    query = select(k.payload).where(k.name == name, k.position > offset).order_by(k.position).limit(limit)
    decode = msgspec.json.Decoder(kind).decode
    try:
        return [decode(payload) for payload in connection.scalars(query)]
    except msgspec.ValidationError:
        return None
