"""The learned reader: the chance of each relation for every pair of actors in a sentence.

Method: multinomial logistic regression over the signs of a pair (`pair_signs.py`). Weights are whole numbers, so that
sums are the same on every machine; chances are rounded. `data/claims/README.md` is the card of the weights,
`training/claims.py` makes them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from sayso.claims.pairs import Pair
from sayso.claims.weights import LEAST, READER, unreadable

_DIGITS = 4


class Reading(NamedTuple):
    """What the reader thinks that a sentence says of a pair: a relation, and how likely (0 to 1)."""

    pair: Pair
    relation: str
    chance: float


class PairWeights(NamedTuple):
    """What each sign tells for each relation: `told[row, column]`, in units of `scale[column]`; `usual` is without any.

    Column 0 is no relation; the others follow `relations`. `rows` gives the row of a sign, by its word and kind.
    """

    rows: dict[str, dict[str, int]]
    relations: tuple[str, ...]
    told: NDArray[np.int8]
    scale: NDArray[np.float64]
    usual: NDArray[np.float64]

    def known(self, signs: Iterable[str]) -> list[int]:
        """The rows of those among some signs that have weights; each as its kind, a tab, and its word."""
        parts = (sign.split("\t") for sign in signs)
        return [row for kind, word in parts if (row := self.rows.get(word, {}).get(kind)) is not None]

    def chances(self, pairs: Sequence[Collection[int]]) -> NDArray[np.float64]:
        """For the signs of each pair, given by their rows, the chance of no relation, then of each: a row a pair."""
        sizes = np.fromiter(map(len, pairs), np.intp, len(pairs))
        rows = np.fromiter(chain.from_iterable(pairs), np.intp, sizes.sum())
        told, starts = np.zeros((len(pairs), len(self.scale)), np.int32), np.cumsum(sizes) - sizes
        if len(rows):
            told[sizes > 0] = np.add.reduceat(self.told[rows], starts[sizes > 0], axis=0, dtype=np.int32)
        scores = told * self.scale + self.usual
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(np.round(odds / odds.sum(axis=1, keepdims=True), _DIGITS))


def load_weights(path: Path = READER) -> PairWeights:
    """The weights that come with sayso, or those of a file. Raises ModelError where they are missing or broken."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            signs, relations = (bytes(stored[key]).decode().split("\n") for key in ("signs", "relations"))
            numbers = [stored[key] for key in ("told", "scale", "usual")]
    except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
        raise unreadable(path, error) from error
    return PairWeights(numbered(signs), tuple(relations), *numbers)


def numbered(signs: Iterable[str]) -> dict[str, dict[str, int]]:
    """The rows of signs, by their words and kinds; a sign is written as its kind, a tab, and its word."""
    rows: dict[str, dict[str, int]] = defaultdict(dict)
    for row, sign in enumerate(signs):
        kind, word = sign.split("\t")
        rows[word][kind] = row
    return dict(rows)


def save_weights(weights: PairWeights, path: Path) -> None:
    """Writes weights as `load_weights` reads them; equal weights give equal bytes."""
    signs = sorted((row, f"{kind}\t{word}") for word, kinds in weights.rows.items() for kind, row in kinds.items())
    texts = {"signs": "\n".join(sign for _, sign in signs), "relations": "\n".join(weights.relations)}
    stored: dict[str, NDArray[Any]] = {name: np.frombuffer(text.encode(), np.uint8) for name, text in texts.items()}
    stored |= {"told": weights.told, "scale": weights.scale, "usual": weights.usual}
    np.savez_compressed(path, allow_pickle=False, **stored)


class PairReader:
    """Pairs with the rows of their signs -> readings.

    Only relations of `known` are read: those that the weights know beyond these are left out, others are left to the
    frames.
    """

    def __init__(self, weights: PairWeights, known: Iterable[str]) -> None:
        codebook = frozenset(known)
        self._weights = weights
        self._relations = [(column, name) for column, name in enumerate(weights.relations, 1) if name in codebook]

    def __call__(self, pairs: Iterable[tuple[Pair, Collection[int]]]) -> Iterator[Reading]:
        """What may stand between the two of each pair, in the order of the pairs."""
        found = list(pairs)
        chances = self._weights.chances([rows for _, rows in found])
        columns = [column for column, _ in self._relations]
        names = [name for _, name in self._relations]
        for number, place in np.argwhere(chances[:, columns] >= LEAST):
            yield Reading(found[number][0], names[place], float(chances[number, columns[place]]))
