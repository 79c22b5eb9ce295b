"""Text -> pieces of words, as the learned tagger reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
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
            _insert(whole, len(whole.numbers), BREAK, (part.spans[0][0],) * 2)
        whole.numbers.extend(part.numbers)
        whole.spans.extend(part.spans)
        whole.kinds.extend(part.kinds)
        whole.firsts.extend(part.firsts)
    return whole


def _with_breaks(text: str, start: int, numbers: list[int], spans: list[Span], words: list[int | None]) -> Pieces:
    kinds = [int(text[first : first + 1].isupper()) for first, _ in spans]
    pieces = Pieces(numbers, spans, kinds, [own != before for before, own in pairwise([None, *words])])
    ends = (start, *(last for _, last in spans))
    breaks = [at for at, (first, _) in enumerate(spans) if "\n" in text[ends[at] : first]]
    for at in reversed(breaks):
        _insert(pieces, at, BREAK, (spans[at][0],) * 2)
    return pieces


def _insert(pieces: Pieces, at: int, number: int, span: Span) -> None:
    pieces.numbers.insert(at, number)
    pieces.spans.insert(at, span)
    pieces.kinds.insert(at, 0)
    pieces.firsts.insert(at, False)
