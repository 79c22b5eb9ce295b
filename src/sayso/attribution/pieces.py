"""Text -> pieces of words, as the learned tagger reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from sayso.attribution.weights import FOLDER, unreadable
from sayso.model import Span

VOCABULARY = "tokenizer.json"
BEGIN, END, BREAK = 101, 102, 1
"""The numbers of the marks around a window, and of the piece that stands for one or more line breaks."""


class Pieces(NamedTuple):
    """A text cut into pieces of words: their numbers, spans of characters, whether they begin with a capital (1 or 0),
    and whether they begin a word."""

    numbers: list[int]
    spans: list[Span]
    kinds: list[int]
    firsts: list[bool]

    def framed(self, start: int, end: int) -> list[int]:
        """The numbers of a window of pieces, between the marks that the encoder expects."""
        return [BEGIN, *self.numbers[start:end], END]


Cutter: TypeAlias = Callable[[str, int, int], Pieces]


def load_pieces(folder: Path = FOLDER) -> Cutter:
    """A function that cuts a text, from one offset to another, into pieces.

    The vocabulary knows no case, so kinds keep what it loses. Raises ModelError where its file is missing or broken.
    """
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(folder / VOCABULARY))
    except Exception as error:  # the library raises nothing narrower
        raise unreadable(folder / VOCABULARY, error) from error
    tokenizer.no_truncation()
    tokenizer.no_padding()

    def cut(text: str, start: int, end: int) -> Pieces:
        encoded = tokenizer.encode(text[start:end], add_special_tokens=False)
        spans = [(first + start, last + start) for first, last in encoded.offsets]
        return _with_breaks(text, start, encoded.ids, spans, encoded.word_ids)

    return cut


def joined(parts: Iterable[Pieces]) -> Pieces:
    """The pieces of stretches that do not touch, with a break between."""
    whole = Pieces([], [], [], [])
    for part in parts:
        if whole.numbers and part.numbers:
            _add(whole, BREAK, (part.spans[0][0],) * 2, kind=0, first=False)
        whole.numbers.extend(part.numbers)
        whole.spans.extend(part.spans)
        whole.kinds.extend(part.kinds)
        whole.firsts.extend(part.firsts)
    return whole


def _with_breaks(text: str, last: int, ids: list[int], spans: list[Span], words: list[int | None]) -> Pieces:
    pieces = Pieces([], [], [], [])
    word = None
    for number, (start, end), own in zip(ids, spans, words, strict=True):
        if "\n" in text[last:start]:
            _add(pieces, BREAK, (start, start), kind=0, first=False)
        _add(pieces, number, (start, end), kind=int(text[start : start + 1].isupper()), first=own != word)
        last, word = end, own
    return pieces


def _add(pieces: Pieces, number: int, span: Span, *, kind: int, first: bool) -> None:
    pieces.numbers.append(number)
    pieces.spans.append(span)
    pieces.kinds.append(kind)
    pieces.firsts.append(first)
