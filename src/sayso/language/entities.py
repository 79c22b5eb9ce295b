"""Vectors of words -> named entities: spaCy's entity recogniser, worked out with numpy for all words at once.

A recogniser reads from left to right and says of each word whether it begins (B), is in (I), ends (L) or is the whole
of (U) a name, or stands outside (O). Outside of names its choice hangs on one word alone, so that all words are scored
in one product; only inside of names does a choice hang on the one before. Model: spaCy's TransitionBasedParser.v2 and
BiluoPushDown (https://spacy.io/api/architectures).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from sayso.language.vectors import largest, pieces_side_by_side

if TYPE_CHECKING:
    from numpy import bool_, intp
    from numpy.typing import NDArray

    from sayso.language.vectors import Floats


class Entity(NamedTuple):
    """A name from one word up to another, which no longer belongs to it, and its kind ('PERSON')."""

    start: int
    end: int
    kind: str


class EntityFinder:
    """The recogniser 'ner' of a spaCy pipeline."""

    def __init__(self, recogniser: Any) -> None:  # noqa: ANN401 - spaCy ships no types
        model, moves = recogniser.model, recogniser.moves
        lower, upper, linear = model.get_ref("lower"), model.get_ref("upper"), model.get_ref("tok2vec").layers[-1]
        self._narrow, self._narrow_bias = linear.get_param("W").T, linear.get_param("b")
        self._now, self._first, self._before = (pieces_side_by_side(part) for part in lower.get_param("W"))
        _, no_first, no_before = (part.T.ravel() for part in lower.get_param("pad")[0])
        self._bias = lower.get_param("b").T.ravel()
        self._outside_bias = no_first + no_before
        self._width = lower.get_dim("nO")
        self._moves(upper, [moves.get_class_name(number) for number in range(moves.n_moves)])

    def _moves(self, upper: Any, names: list[str]) -> None:  # noqa: ANN401
        """Takes apart what may be done outside of names, and for each beginning of a name how it goes on or ends."""
        import numpy as np

        weights, bias, number = upper.get_param("W"), upper.get_param("b"), {name: at for at, name in enumerate(names)}
        outside = [at for at, name in enumerate(names) if name[:2] in ("O", "B-", "U-")]
        self._weights, self._weights_bias = np.ascontiguousarray(weights[outside].T), bias[outside]
        self._kinds = [names[at][2:] for at in outside]
        self._begins = np.array([names[at][:2] == "B-" for at in outside])
        self._names = np.array([names[at] != "O" for at in outside])
        ways = {move: [number[f"{move}-{kind}" if kind else "O"] for kind in self._kinds] for move in "IL"}
        self._goes_on, self._goes_on_bias = weights[ways["I"]], bias[ways["I"]]
        self._ends, self._ends_bias = weights[ways["L"]], bias[ways["L"]]

    def __call__(self, vectors: Floats, last: NDArray[bool_], space: NDArray[bool_]) -> list[Entity]:
        """The names in a row of words, in order.

        `vectors` is (words, width); `last` says which words end a sentence or stretch, over whose end no name goes, and
        `space` which are white space, with which no name begins.
        """
        import numpy as np

        narrow = vectors @ self._narrow + self._narrow_bias
        hidden = largest(narrow @ self._now + self._outside_bias + self._bias, self._width)
        scores = hidden @ self._weights + self._weights_bias
        scores[np.ix_(last, self._begins)] = -np.inf
        scores[np.ix_(space, self._names)] = -np.inf
        moves = scores.argmax(axis=1)
        ends = self._find_ends(narrow, moves, last)
        return list(self._one_by_one(moves, ends))

    def _find_ends(self, narrow: Floats, moves: NDArray[intp], last: NDArray[bool_]) -> dict[int, int]:
        """For each word with which a name of several may begin, the last word of that name."""
        import numpy as np

        ends: dict[int, int] = {}
        starts = np.flatnonzero(self._begins[moves])
        at, move = starts + 1, moves[starts]
        while len(starts):
            products = narrow[at] @ self._now + narrow[starts] @ self._first + narrow[at - 1] @ self._before
            hidden = largest(products + self._bias, self._width)
            on = (hidden * self._goes_on[move]).sum(axis=1) + self._goes_on_bias[move]
            over = (hidden * self._ends[move]).sum(axis=1) + self._ends_bias[move]
            done = last[at] | (over > on)
            ends.update(zip(starts[done].tolist(), at[done].tolist(), strict=True))
            starts, at, move = starts[~done], at[~done] + 1, move[~done]
        return ends

    def _one_by_one(self, moves: NDArray[intp], ends: dict[int, int]) -> Iterator[Entity]:
        """The names that stand, from left to right: what would begin inside of one does not."""
        import numpy as np

        reached = 0
        for start in np.flatnonzero(self._names[moves]).tolist():
            if start >= reached:
                reached = ends.get(start, start) + 1
                yield Entity(start, reached, self._kinds[moves[start]])
