"""The learned reader: the chance of each relation for every pair of actors in a sentence.

Method: multinomial logistic regression over the signs of a pair (`pair_signs.py`). Weights are whole numbers, so that
sums are the same on every machine; chances are rounded. `data/claims/README.md` is the card of the weights,
`training/claims.py` makes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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

    Column 0 is no relation; the others follow `relations`. `rows` gives the row of a sign.
    """

    rows: dict[str, int]
    relations: tuple[str, ...]
    told: NDArray[np.int8]
    scale: NDArray[np.float64]
    usual: NDArray[np.float64]

    def chances(self, pairs: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        """For the signs of each pair the chance of no relation, then of each: a row a pair."""
        known = [[row for sign in signs if (row := self.rows.get(sign)) is not None] for signs in pairs]
        told = np.stack([self.told[rows].sum(axis=0, dtype=np.int32) for rows in known] or [np.zeros(len(self.scale))])
        scores = told[: len(pairs)] * self.scale + self.usual
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
    return PairWeights({sign: row for row, sign in enumerate(signs)}, tuple(relations), *numbers)


def save_weights(weights: PairWeights, path: Path) -> None:
    """Writes weights as `load_weights` reads them; equal weights give equal bytes."""
    texts = {"signs": "\n".join(weights.rows), "relations": "\n".join(weights.relations)}
    stored: dict[str, NDArray[Any]] = {name: np.frombuffer(text.encode(), np.uint8) for name, text in texts.items()}
    stored |= {"told": weights.told, "scale": weights.scale, "usual": weights.usual}
    np.savez_compressed(path, allow_pickle=False, **stored)


class PairReader:
    """Pairs with signs -> readings.

    Only relations of `known` are read: those that the weights know beyond these are left out, others are left to the
    frames.
    """

    def __init__(self, weights: PairWeights, known: Iterable[str]) -> None:
        codebook = frozenset(known)
        self._weights = weights
        self._relations = [(column, name) for column, name in enumerate(weights.relations, 1) if name in codebook]

    def __call__(self, pairs: Iterable[tuple[Pair, Sequence[str]]]) -> Iterator[Reading]:
        """What may stand between the two of each pair, in the order of the pairs."""
        found = list(pairs)
        chances = self._weights.chances([signs for _, signs in found])
        columns = [column for column, _ in self._relations]
        names = [name for _, name in self._relations]
        for number, place in np.argwhere(chances[:, columns] >= LEAST):
            yield Reading(found[number][0], names[place], float(chances[number, columns[place]]))
