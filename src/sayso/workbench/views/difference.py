"""Two documents side by side: what they share, word for word, and what one changed, put in or left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

import msgspec

from sayso.corpus.comparing import Shared, compare
from sayso.model import Document
from sayso.storage.documents import find_document
from sayso.storage.families import Shown
from sayso.workbench.desk import Desk
from sayso.workbench.errors import BadParameterError, Fault
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Name

_LONG = 240
"""A row that is this long (characters) ends with the next sentence."""
_WORD = re.compile(r"\S+")
_OPENING, _CLOSING = re.compile(r"(?<!\S)[^\w\s]+$"), re.compile(r"[^\w\s]+(?!\S)")
_STOP = re.compile(r"[.!?…]['\"”’)\]]*$")
Standing: TypeAlias = Literal["both", "only"]


class Asked(msgspec.Struct, frozen=True):
    """Which two, by their ids or the beginnings of these."""

    document: Name
    other: Name


class Part(msgspec.Struct, frozen=True):
    """Words of one document that 'both' have, or that stand 'only' here."""

    words: str
    standing: Standing


class Line(msgspec.Struct, frozen=True):
    """What stands in the two documents beside each other."""

    own: list[Part]
    other: list[Part]


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A shared stretch: its place in each document (characters), and line for line what stands there.

    `same` is the share of words that are the same, `changes` counts the places that differ.
    """

    span: tuple[int, int]
    other_span: tuple[int, int]
    same: float
    changes: int
    lines: list[Line]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Two documents; `share` is how much of the article of the one is in the other, and the other way round."""

    document: Shown
    other: Shown
    share: float
    other_share: float
    stretches: list[Stretch]


def show(desk: Desk, asked: Asked) -> Difference:
    """Raises BadParameterError where a document is compared with itself, UsageError where one is not there."""
    one, two = find_document(desk.connection, asked.document), find_document(desk.connection, asked.other)
    if one.id == two.id:
        raise BadParameterError([Fault("other", asked.other, "Choose two documents: this is one and the same.")])
    found = compare(desk.connection, one, two)
    return Difference(
        document=_shown(one),
        other=_shown(two),
        share=found.share,
        other_share=found.other_share,
        stretches=[_stretch(shared, one.text, two.text) for shared in found.shared],
    )


def _shown(document: Document) -> Shown:
    return Shown(document.id, document.title, document.publisher, document.published)


def _stretch(shared: Shared, text: str, other: str) -> Stretch:
    return Stretch(
        span=(shared.start, shared.end),
        other_span=(shared.other_start, shared.other_end),
        same=shared.same,
        changes=sum(piece.change != "same" for piece in shared.pieces),
        lines=list(_lines(_parts(shared, text, other))),
    )


def _parts(shared: Shared, text: str, other: str) -> Iterator[tuple[Part | None, Part | None]]:
    """What stands beside what: a sentence that both have, or what one or each has alone."""
    for piece in shared.pieces:
        own, others = _with_marks(text, piece.start, piece.end), _with_marks(other, piece.other_start, piece.other_end)
        if piece.change == "same":
            yield from ((Part(a, "both"), Part(b, "both")) for a, b in _sentences(own, others))
        else:
            yield _only(own), _only(others)


def _with_marks(text: str, start: int, end: int) -> str:
    """The words with the signs at their ends, which are compared by nobody."""
    if start >= end:
        return ""
    before, after = _OPENING.search(text[max(0, start - 3) : start]), _CLOSING.match(text, end)
    return text[start - len(before[0] if before else "") : after.end() if after else end]


def _only(words: str) -> Part | None:
    return Part(_one_line(words), "only") if words.strip() else None


def _sentences(own: str, others: str) -> Iterator[tuple[str, str]]:
    """The same words in two texts, cut behind the same sentences; whole where it cannot be told which word is which."""
    first, second = _WORD.findall(own), _WORD.findall(others)
    if len(first) != len(second):
        yield _one_line(own), _one_line(others)
        return
    start = 0
    for place, word in enumerate(first, 1):
        if _STOP.search(word) or place == len(first):
            yield " ".join(first[start:place]), " ".join(second[start:place])
            start = place


def _lines(parts: Iterable[tuple[Part | None, Part | None]]) -> Iterator[Line]:
    line = Line([], [])
    for own, other in parts:
        line.own.extend([own] if own else [])
        line.other.extend([other] if other else [])
        ends = own is not None and own.standing == "both" and _STOP.search(own.words) is not None
        if ends and max(_length(line.own), _length(line.other)) > _LONG:
            yield line
            line = Line([], [])
    if line.own or line.other:
        yield line


def _length(parts: list[Part]) -> int:
    return sum(len(part.words) for part in parts)


def _one_line(words: str) -> str:
    return " ".join(words.split())


VIEW = View(path="/diff", template="reprints/difference.html", asked=Asked, show=show, section="Reprints")
