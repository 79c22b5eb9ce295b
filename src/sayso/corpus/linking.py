"""What single pairs of documents share, and what is made of it: alignments, likenesses, directions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from sqlalchemy import Connection

from sayso.corpus.alignment import Stretch, align
from sayso.corpus.direction import Known, direction
from sayso.corpus.families import Link
from sayso.corpus.likening import Side, liken
from sayso.corpus.marks import Marks
from sayso.corpus.pairing import numbers_in
from sayso.corpus.spans import joined
from sayso.corpus.winnowing import Words, read_words
from sayso.model import Span
from sayso.storage import reprints as stored
from sayso.storage.keys import fold

if TYPE_CHECKING:
    from numpy import uint32
    from numpy.typing import NDArray

Ranks: TypeAlias = tuple[int, int]
_GAP = 40
"""Prints of furniture that are no more than so many characters apart are one stretch."""
_TOGETHER = 4_096
"""So many documents are kept in memory while they are compared with others: half of them with the other half."""
_AT_ONCE = 1_000

_decode_marks = msgspec.json.Decoder(Marks).decode
_decode_stretches = msgspec.json.Decoder(tuple[Stretch, ...]).decode


def as_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


class Judge:
    """Says of pairs of documents (ranks, the earlier first) how they are linked. `repeated` is furniture, by source."""

    def __init__(
        self,
        connection: Connection,
        documents: Sequence[stored.Printed],
        repeated: Mapping[str, NDArray[uint32]],
    ) -> None:
        self._alignments = _Alignments(connection, documents)
        self._sides = _Sides(connection, documents, repeated)

    def links(self, pairs: Sequence[Ranks]) -> Iterator[Link]:
        """The links of those pairs that share text that counts."""
        for first, second, stretches in self._alignments.of(pairs):
            likeness = liken(stretches, self._sides.side(first), self._sides.side(second))
            if likeness is not None:
                found = direction(self._sides.known(first), self._sides.known(second), likeness)
                copy = None if found.copy is None else (first, second)[found.copy]
                yield Link(first, second, *likeness, copy, found.evidence)


class _Alignments:
    """The shared stretches of pairs of documents: from the database, else from the texts."""

    def __init__(self, connection: Connection, documents: Sequence[stored.Printed]) -> None:
        self._connection = connection
        self._documents = documents
        self._words = lru_cache(maxsize=_TOGETHER)(self._read_words)

    def of(self, pairs: Sequence[Ranks]) -> Iterator[tuple[int, int, tuple[Stretch, ...]]]:
        """Those of these pairs that share any stretch: (rank, rank, stretches)."""
        ordered = sorted(pairs, key=_in_blocks)
        for start in range(0, len(ordered), _AT_ONCE):
            yield from self._some(ordered[start : start + _AT_ONCE])

    def _some(self, pairs: Sequence[Ranks]) -> Iterator[tuple[int, int, tuple[Stretch, ...]]]:
        keys = [(self._documents[first].key, self._documents[second].key) for first, second in pairs]
        kept = stored.alignments(self._connection, keys)
        new = []
        for (first, second), ends in zip(pairs, keys, strict=True):
            if ends in kept:
                stretches = _decode_stretches(kept[ends])
            else:
                stretches = align(self._words(first), self._words(second))
                new.append((*ends, as_json(stretches)))
            if stretches:
                yield first, second, stretches
        stored.put_alignments(self._connection, new)

    def _read_words(self, rank: int) -> Words:
        text, marks = stored.text_and_marks(self._connection, self._documents[rank].key)
        return read_words(text, _decode_marks(marks).counted)


def _in_blocks(pair: Ranks) -> tuple[int, int, int, int]:
    """Orders pairs so that documents that were read are used again before they are forgotten."""
    half = _TOGETHER // 2
    return pair[0] // half, pair[1] // half, *pair


class _Sides:
    """What is known of the documents that are compared; each is read when it is first asked for."""

    def __init__(
        self, connection: Connection, documents: Sequence[stored.Printed], repeated: Mapping[str, NDArray[uint32]]
    ) -> None:
        self._connection = connection
        self._documents = documents
        self._repeated = repeated
        self._aliases = stored.publisher_names(connection)
        self.side = lru_cache(maxsize=_TOGETHER)(self._side)

    def _side(self, rank: int) -> Side:
        key, source = self._documents[rank].key, self._documents[rank].source
        kept = stored.print_of(self._connection, key)
        return Side(
            _decode_marks(kept.marks), self._furniture(source, numbers_in(kept.hashes), numbers_in(kept.places))
        )

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
