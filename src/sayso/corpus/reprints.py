"""The job that finds reprints: what is new is printed, compared with what is alike, and put into families.

Families are made anew each time from all documents, so that their order never matters; what costs time (prints of a
document, the alignment of two) is kept in the database, so that a hundred more documents cost seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection

from sayso.corpus.alignment import Stretch, align
from sayso.corpus.candidates import Pairs, furniture, one_text, postings, ranks_of, shared_pairs
from sayso.corpus.direction import Known, direction
from sayso.corpus.families import Link, Member, families
from sayso.corpus.likening import Side, liken
from sayso.corpus.marks import Marks, marks_of
from sayso.corpus.spans import joined
from sayso.corpus.winnowing import Words, prints_of, read_words
from sayso.model import Span
from sayso.storage import reprints as stored
from sayso.storage.keys import fold

if TYPE_CHECKING:
    from numpy import int64, uint32, uint64
    from numpy.typing import NDArray

FEWEST, MOST, PART = 2, 4, 10
"""A tenth of the shorter document's prints in common are reason to lay two side by side; four always are, one never."""
ALIKE = 1
"""So many bands of the signature are, too."""
ONE_TEXT = 10
"""So many bands are equal in nine of ten pairs of documents whose sequences are the same to four fifths."""
_GAP = 40
"""Prints of furniture that are no more than so many characters apart are one stretch."""
_TOGETHER = 4_096
"""So many documents are kept in memory while they are compared with others: half of them with the other half."""

_decode_marks = msgspec.json.Decoder(Marks).decode
_decode_stretches = msgspec.json.Decoder(tuple[Stretch, ...]).decode


def settle_reprints(connection: Connection, *, anew: bool = True) -> None:
    """Brings the reprint families and shared quotations up to date with the documents.

    Not `anew`: only where a document has no prints yet.
    """
    if not put_missing_prints(connection) and not anew:
        return
    links = sorted(_links(connection), key=lambda link: link[:2])
    documents = stored.printed(connection)
    copied = [link for link in links if link.kind != "quotation"]
    members = families(copied, [document.id for document in documents])
    stored.replace_reprints(connection, [_row(documents, member) for member in members])
    quotations = [
        (documents[k.first].key, documents[k.second].key, _json(k.pairs)) for k in links if k.kind == "quotation"
    ]
    stored.replace_quotations(connection, quotations)


def put_missing_prints(connection: Connection) -> int:
    """Makes the prints of the documents that were analysed since the last time; how many these were."""
    number = 0
    for batch in stored.unprinted(connection):
        stored.put_prints(connection, [_prints_row(document) for document in batch])
        number += len(batch)
    return number


def _prints_row(document: stored.Unprinted) -> tuple[int, bytes, bytes, bytes, str]:
    import numpy as np

    marks = marks_of(document.text, document.passages, document.attributions)
    prints = prints_of(read_words(document.text, marks.counted))
    places = np.stack([prints.starts, prints.ends])
    return document.key, _bytes(prints.hashes), _bytes(prints.bands), _bytes(places), _json(marks)


def _bytes(numbers: NDArray[uint32]) -> bytes:
    """As they are stored: 32 bits each, the low byte first."""
    return numbers.astype("<u4").tobytes()


def _numbers(stored_bytes: bytes) -> NDArray[uint32]:
    import numpy as np

    return np.frombuffer(stored_bytes, dtype="<u4").astype(np.uint32, copy=False)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _links(connection: Connection) -> Iterator[Link]:
    """All pairs of documents that share text."""
    documents = stored.printed(connection)
    pairs, repeated = _pairs(connection, documents)
    shared = _Alignments(connection, documents).of(pairs)
    sides = _Sides(connection, documents, repeated)
    for first, second, stretches in shared:
        likeness = liken(stretches, sides.side(first), sides.side(second))
        if likeness is None:
            continue
        found = direction(sides.known(first), sides.known(second), likeness)
        copy = None if found.copy is None else (first, second)[found.copy]
        yield Link(first, second, *likeness, copy, found.evidence)


def _pairs(
    connection: Connection, documents: Sequence[stored.Printed]
) -> tuple[list[tuple[int, int]], dict[str, NDArray[uint32]]]:
    """The pairs of documents worth comparing, in order, and the hashes that each publisher repeats."""
    import numpy as np

    ranks = {document.key: rank for rank, document in enumerate(documents)}

    def read(column: str) -> Iterator[tuple[int, NDArray[uint32]]]:
        return ((ranks[key], _numbers(kept)) for key, kept in stored.prints(connection, column))

    alike = shared_pairs(postings(lambda: read("signature")), ALIKE)
    found = postings(lambda: read("hashes"))
    sources = sorted({document.source for document in documents})
    numbers = {source: number for number, source in enumerate(sources)}
    whose = np.array([numbers[document.source] for document in documents], dtype=np.int64)
    mask = furniture(found, whose, one_text(alike, ONE_TEXT, len(documents)))
    sizes = {rank: len(hashes) for rank, hashes in read("hashes")}
    pairs = {*_listed(alike), *_worth_it(shared_pairs(found[~mask], FEWEST), sizes)}
    return sorted(pairs), _by_source(found[mask], whose, sources)


def _by_source(repeated: NDArray[uint64], whose: NDArray[int64], sources: Sequence[str]) -> dict[str, NDArray[uint32]]:
    """The hashes in these postings of each source."""
    import numpy as np

    owners = whose[ranks_of(repeated)]
    hashes = (repeated >> np.uint64(32)).astype(np.uint32)
    return {sources[owner]: np.unique(hashes[owners == owner]) for owner in np.unique(owners)}


def _worth_it(pairs: Pairs, sizes: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The pairs that share enough for their sizes."""
    for (first, second), shared in zip(_listed(pairs), pairs.shared.tolist(), strict=True):
        if shared >= min(MOST, max(FEWEST, min(sizes[first], sizes[second]) // PART)):
            yield first, second


def _listed(pairs: Pairs) -> Iterator[tuple[int, int]]:
    return zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)


class _Alignments:
    """The shared stretches of pairs of documents: from the database, else from the texts."""

    def __init__(self, connection: Connection, documents: Sequence[stored.Printed]) -> None:
        self._connection = connection
        self._documents = documents
        self._words = lru_cache(maxsize=_TOGETHER)(self._read_words)

    def of(self, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, tuple[Stretch, ...]]]:
        """Those of these pairs that share any stretch: (rank, rank, stretches)."""
        kept = stored.alignments(self._connection)
        new = []
        for first, second in sorted(pairs, key=_in_blocks):
            key, other = self._documents[first].key, self._documents[second].key
            if (key, other) in kept:
                stretches = _decode_stretches(kept[key, other])
            elif (other, key) in kept:
                stretches = tuple(_turned(_decode_stretches(kept[other, key])))
            else:
                stretches = align(self._words(first), self._words(second))
                new.append((key, other, _json(stretches)))
            if stretches:
                yield first, second, stretches
        stored.put_alignments(self._connection, new)

    def _read_words(self, rank: int) -> Words:
        text, marks = stored.text_and_marks(self._connection, self._documents[rank].key)
        return read_words(text, _decode_marks(marks).counted)


def _in_blocks(pair: tuple[int, int]) -> tuple[int, int, int, int]:
    """Orders pairs so that documents that were read are used again before they are forgotten."""
    half = _TOGETHER // 2
    return pair[0] // half, pair[1] // half, *pair


def _turned(stretches: tuple[Stretch, ...]) -> list[Stretch]:
    turned = (Stretch(s.other_start, s.other_end, s.start, s.end, s.same) for s in stretches)
    return sorted(turned, key=lambda s: (s.start, s.other_start, s.end))


class _Sides:
    """What is known of the documents that are compared; each is read when it is first asked for."""

    def __init__(
        self, connection: Connection, documents: Sequence[stored.Printed], repeated: dict[str, NDArray[uint32]]
    ) -> None:
        self._connection = connection
        self._documents = documents
        self._repeated = repeated
        self._aliases = stored.publisher_names(connection)
        self.side = lru_cache(maxsize=_TOGETHER)(self._side)

    def _side(self, rank: int) -> Side:
        key, source = self._documents[rank].key, self._documents[rank].source
        kept = stored.print_of(self._connection, key)
        return Side(_decode_marks(kept.marks), self._furniture(source, _numbers(kept.hashes), _numbers(kept.places)))

    def _furniture(self, source: str, hashes: NDArray[uint32], places: NDArray[uint32]) -> list[Span]:
        import numpy as np

        if source not in self._repeated:
            return []
        rows = places.reshape(2, -1)[:, np.isin(hashes, self._repeated[source])].T
        return joined(((start, end) for start, end in rows.tolist()), gap=_GAP)

    def known(self, rank: int) -> Known:
        """For the direction between two documents."""
        document = self._documents[rank]
        names = self._aliases.get(fold(document.publisher), (fold(document.publisher),)) if document.publisher else ()
        return Known(document.published, tuple(names), self.side(rank).marks)


def _row(documents: Sequence[stored.Printed], member: Member) -> stored.MemberValues:
    of = None if member.of is None else documents[member.of].key
    key = documents[member.rank].key
    spans, evidence = _json(member.pairs), _json(member.evidence)
    return member.family, key, member.kind, member.role, of, spans, member.similarity, evidence
