"""What documents are recognised by, which stretches they share, and the reprint families made of that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

import msgspec
from sqlalchemy import Connection, bindparam, delete, exists, func, not_, select

from sayso.model import Attribution, Passage
from sayso.reading.identity import host_of
from sayso.storage import schema as t
from sayso.storage.database import insert_rows, portions
from sayso.storage.keys import fold
from sayso.storage.voices import release_claims

_AT_ONCE, _FETCHED = 500, 10_000
_BYTES = 4
"""Of each number in prints."""
Pair: TypeAlias = tuple[int, int, int, int]
MemberValues: TypeAlias = tuple[str, int, str, str, int | None, str, float, str]
"""A row of `reprints`."""


class Unprinted(NamedTuple):
    """A document of which no prints are stored, with what was found in it."""

    key: int
    text: str
    passages: tuple[Passage, ...]
    attributions: tuple[Attribution, ...]


class Printed(NamedTuple):
    """A document with prints: so many `hashes` and `bands`.

    `source` tells whose pages share their furniture: publisher or host, else it is alone.
    """

    key: int
    id: str
    published: str | None
    publisher: str | None
    source: str
    hashes: int
    bands: int


class _Found(msgspec.Struct, frozen=True):
    passages: tuple[Passage, ...] = ()


class _Payload(msgspec.Struct, frozen=True):
    """What of a stored analysis is needed."""

    document: _Found = _Found()
    attributions: tuple[Attribution, ...] = ()


_decode = msgspec.json.Decoder(_Payload).decode


def unprinted(connection: Connection) -> Iterator[list[Unprinted]]:
    """The analysed documents without prints, some hundreds at a time. Their prints must be stored before the next."""
    d, a = t.documents.c, t.analyses.c
    missing = not_(exists().where(t.prints.c.document == a.document))
    query = select(d.key, d.text, a.payload).select_from(t.documents.join(t.analyses)).where(missing).limit(_AT_ONCE)
    rows: Sequence[Any] = [None] * _AT_ONCE
    while len(rows) == _AT_ONCE and (rows := connection.execute(query).all()):
        found = ((key, text, _decode(payload)) for key, text, payload in rows)
        yield [Unprinted(key, text, p.document.passages, p.attributions) for key, text, p in found]


def put_prints(connection: Connection, rows: Sequence[tuple[int, bytes, bytes, bytes, str]]) -> None:
    """Stores (document, hashes, signature, places, marks) of documents that have no prints yet."""
    insert_rows(connection, t.prints, rows)


def printed(connection: Connection) -> list[Printed]:
    """All documents with prints, the earliest first: by day of publication (the undated last), then by id."""
    d, p = t.documents.c, t.prints.c
    query = (
        select(d.key, d.id, d.published, d.publisher, d.url, func.length(p.hashes), func.length(p.signature))
        .select_from(t.documents.join(t.prints, t.prints.c.document == d.key))
        .order_by(d.published.is_(None), d.published, d.id)
    )
    folded: dict[str | None, str] = {None: ""}
    found = []
    for key, document_id, published, publisher, url, hashes, bands in connection.execute(query):
        if publisher not in folded:
            folded[publisher] = fold(publisher)
        source = folded[publisher] or host_of(url) or f"\0{document_id}"
        found.append(Printed(key, document_id, published, publisher, source, hashes // _BYTES, bands // _BYTES))
    return found


def prints(connection: Connection, column: str) -> Iterator[Sequence[tuple[int, bytes]]]:
    """(document, bytes) of all prints, some thousands at a time: `column` is 'hashes' or 'signature'."""
    query = select(t.prints.c.document, t.prints.c[column]).order_by(t.prints.c.document)
    rows = connection.execute(query.execution_options(yield_per=_FETCHED))
    return ([(key, found) for key, found in some] for some in rows.partitions())


def print_of(connection: Connection, key: int) -> Any:  # noqa: ANN401 - a row of `prints`
    """The prints of one document."""
    return connection.execute(select(t.prints).where(t.prints.c.document == key)).one()


def text_and_marks(connection: Connection, key: int) -> tuple[str, str]:
    """The text of a document that has prints, and its marks in JSON."""
    query = select(t.documents.c.text, t.prints.c.marks).join(t.prints, t.prints.c.document == t.documents.c.key)
    text, marks = connection.execute(query.where(t.documents.c.key == key)).one()
    return text, marks


def marks_by_id(connection: Connection, document_id: str) -> str | None:
    """The marks in JSON of the document with this id; None where it has no prints yet."""
    query = select(t.prints.c.marks).join(t.documents, t.prints.c.document == t.documents.c.key)
    marks: str | None = connection.execute(query.where(t.documents.c.id == document_id)).scalar_one_or_none()
    return marks


def hashes_of(connection: Connection, keys: Collection[int]) -> Iterator[tuple[int, bytes]]:
    """(document, hashes) of the prints of these documents."""
    p = t.prints.c
    for some in portions(keys):
        yield from (tuple(row) for row in connection.execute(select(p.document, p.hashes).where(p.document.in_(some))))


def alignments(connection: Connection, pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """The shared stretches in JSON of those of these pairs of documents (keys) that were compared before."""
    c, wanted = t.alignments.c, set(pairs)
    found: dict[tuple[int, int], str] = {}
    for some in portions({one for one, _ in wanted}):
        rows = connection.execute(select(c.document, c.other, c.stretches).where(c.document.in_(some)))
        found |= {(one, other): stretches for one, other, stretches in rows if (one, other) in wanted}
    return found


def put_alignments(connection: Connection, rows: Sequence[tuple[int, int, str]]) -> None:
    """Stores (document, document, stretches) of pairs that were not compared before."""
    insert_rows(connection, t.alignments, rows)


def publisher_names(connection: Connection) -> dict[str, tuple[str, ...]]:
    """All folded names that the registry has for whoever has this folded name."""
    n = t.registry_names.c
    names: defaultdict[str, list[str]] = defaultdict(list)
    for registry, folded in connection.execute(select(n.registry, n.folded).order_by(n.registry, n.position)):
        names[registry].append(folded)
    return {folded: tuple(every) for every in names.values() for folded in every}


def replace_reprints(connection: Connection, documents: Collection[int], rows: Sequence[MemberValues]) -> None:
    """Puts these members of families in place of those of these documents (keys); where one changed, what the document
    claims waits to be counted again.
    """
    r = t.reprints.c
    before: set[tuple[Any, ...]] = set()
    for some in portions(documents):
        before.update(tuple(row) for row in connection.execute(select(t.reprints).where(r.document.in_(some))))
        connection.execute(delete(t.reprints).where(r.document.in_(some)))
    insert_rows(connection, t.reprints, rows)
    release_claims(connection, documents={row[1] for row in before.symmetric_difference(rows)})


def replace_quotations(
    connection: Connection, documents: Collection[int], rows: Sequence[tuple[int, int, str]]
) -> None:
    """Puts these shared quotations (document, other, spans) in place of those between two of these documents."""
    q = t.shared_quotations.c
    among = set(documents)
    for some in portions(among):
        found = connection.execute(select(q.document, q.other).where(q.document.in_(some))).all()
        gone = [{"one": one, "two": two} for one, two in found if two in among]
        if gone:
            ends = (q.document == bindparam("one")) & (q.other == bindparam("two"))
            connection.execute(delete(t.shared_quotations).where(ends), gone)
    insert_rows(connection, t.shared_quotations, rows)
