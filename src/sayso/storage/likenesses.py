"""What was made of each pair of documents, and what publishers repeat: the memory of the job that finds reprints."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

from sqlalchemy import Connection, bindparam, delete, select

from sayso.storage import schema as t
from sayso.storage.database import insert_rows, portions

LikenessValues: TypeAlias = tuple[int, int, str | None, str, float, int | None, str]
"""A row of `likenesses`."""
Ends: TypeAlias = tuple[int, int]
_COPIED = ("whole", "passage")


def likeness_ends(connection: Connection) -> list[Ends]:
    """All pairs (keys, the earlier first) of which anything is known."""
    c = t.likenesses.c
    query = select(c.document, c.other).order_by(c.document, c.other)
    return [(one, other) for one, other in connection.execute(query)]


def likenesses(connection: Connection, pairs: Iterable[Ends]) -> dict[Ends, LikenessValues]:
    """What is known of these pairs."""
    wanted = set(pairs)
    c = t.likenesses.c
    found: dict[Ends, LikenessValues] = {}
    for some in portions({one for one, _ in wanted}):
        for row in connection.execute(select(t.likenesses).where(c.document.in_(some))):
            if row[:2] in wanted:
                found[row[0], row[1]] = tuple(row)
    return found


def replace_likenesses(connection: Connection, gone: Iterable[Ends], rows: Sequence[LikenessValues]) -> None:
    """Removes what is known of the pairs that are gone, and puts these rows in place of what was known of theirs."""
    c = t.likenesses.c
    old = [{"one": one, "two": two} for one, two in {*gone, *((row[0], row[1]) for row in rows)}]
    if old:
        connection.execute(delete(t.likenesses).where(c.document == bindparam("one"), c.other == bindparam("two")), old)
    insert_rows(connection, t.likenesses, rows)


def copied_ends(connection: Connection) -> list[Ends]:
    """The pairs of which one is a copy or has a passage of the other."""
    c = t.likenesses.c
    query = select(c.document, c.other).where(c.kind.in_(_COPIED)).order_by(c.document, c.other)
    return [(one, other) for one, other in connection.execute(query)]


def links_of(connection: Connection, documents: Collection[int]) -> Iterator[LikenessValues]:
    """The pairs between these documents that share text, in no order."""
    c = t.likenesses.c
    among = set(documents)
    for some in portions(among):
        for row in connection.execute(select(t.likenesses).where(c.document.in_(some), c.kind.is_not(None))):
            if row[1] in among:
                yield tuple(row)


def read_furniture(connection: Connection) -> dict[str, bytes]:
    """The hashes that each source repeated the last time."""
    return dict(connection.execute(select(t.furniture.c.source, t.furniture.c.hashes)).all())


def put_furniture(connection: Connection, hashes: dict[str, bytes]) -> None:
    """Puts these in place of all."""
    connection.execute(delete(t.furniture))
    insert_rows(connection, t.furniture, sorted(hashes.items()))
