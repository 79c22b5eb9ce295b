"""Text -> pieces of words, as the learned tagger reads them."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from sayso.model import Span

FOLDER = Path(str(files("sayso"))) / "data" / "attribution"
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


def load_pieces(folder: Path = FOLDER) -> Callable[[str], Pieces]:
    """A function that cuts a text into pieces. The vocabulary knows no case, so kinds keep what it loses."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / VOCABULARY))
    tokenizer.no_truncation()
    tokenizer.no_padding()

    def cut(text: str) -> Pieces:
        encoded = tokenizer.encode(text, add_special_tokens=False)
        return _with_breaks(text, encoded.ids, encoded.offsets, encoded.word_ids)

    return cut


def _with_breaks(text: str, ids: list[int], spans: list[Span], words: list[int | None]) -> Pieces:
    pieces = Pieces([], [], [], [])
    last, word = 0, None
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
