"""Two documents side by side: what they share, word for word."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from sayso.corpus.alignment import Piece, align, pieces
from sayso.corpus.marks import Marks, marks_of
from sayso.corpus.spans import joined, length
from sayso.corpus.winnowing import read_words
from sayso.model import Document
from sayso.storage.reprints import marks_by_id


class Shared(msgspec.Struct, frozen=True):
    """A stretch that both documents have: where it stands in each (characters), and word for word how it differs.

    `same` is the share of words that are the same, of the longer side.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    same: float
    pieces: list[Piece]


class Comparison(msgspec.Struct, frozen=True):
    """All that two documents share. `share` is how much of the first's text that is, `other_share` of the other's."""

    document: str
    other: str
    share: float
    other_share: float
    shared: list[Shared]


def compare(connection: Connection, document: Document, other: Document) -> Comparison:
    """What two documents share in their articles; page furniture, bylines and comments are left out."""
    one, two = _marks(connection, document), _marks(connection, other)
    words, others = read_words(document.text, one.counted), read_words(other.text, two.counted)
    shared = [
        Shared(stretch.start, stretch.end, stretch.other_start, stretch.other_end, stretch.same, parts)
        for stretch, parts in zip(align(words, others), pieces(words, others), strict=True)
    ]
    return Comparison(
        document.id,
        other.id,
        _share([(s.start, s.end) for s in shared], one),
        _share([(s.other_start, s.other_end) for s in shared], two),
        shared,
    )


def _marks(connection: Connection, document: Document) -> Marks:
    """Those that were stored; of a document that waits for its analysis, as its given passages have it."""
    kept = marks_by_id(connection, document.id)
    return msgspec.json.decode(kept, type=Marks) if kept else marks_of(document.text, document.passages, ())


def _share(spans: list[tuple[int, int]], marks: Marks) -> float:
    return round(length(joined(spans)) / max(1, length(marks.counted)), 4)
