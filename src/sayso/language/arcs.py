"""Vectors of words -> heads and arcs: spaCy's parser, whose choices for all texts of a batch are worked out together.

The parser reads from left to right and makes one choice after another ('arc-eager'), each from a few words at hand.
spaCy's own loop adds up what these words say one by one, and takes and gives back Python's lock each time; here one
product of matrices serves one choice in every text. Which words are at hand, and what a choice does, stays with spaCy.
Model: spaCy's TransitionBasedParser.v2 (https://spacy.io/api/architectures).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sayso.language.vectors import largest, pieces_side_by_side

if TYPE_CHECKING:
    from sayso.language.vectors import Floats

_TOGETHER = 3
"""From so many texts on, counted in lengths of the longest, one product for all is quicker than spaCy's loop."""


class ArcFinder:
    """The parser 'parser' of a spaCy pipeline."""

    def __init__(self, parser: Any) -> None:  # noqa: ANN401 - spaCy ships no types
        import numpy as np
        from spacy.tokens import Doc

        model = parser.model
        lower, upper, linear = model.get_ref("lower"), model.get_ref("upper"), model.get_ref("tok2vec").layers[-1]
        self._parser = parser
        self._words_at_hand = model.predict([Doc(parser.vocab, words=["a"])]).get_token_ids
        self._narrow, self._narrow_bias = linear.get_param("W").T, linear.get_param("b")
        self._at_hand = np.concatenate([pieces_side_by_side(part) for part in lower.get_param("W")], axis=1)
        self._nothing = np.concatenate([part.T.ravel() for part in lower.get_param("pad")[0]])
        self._bias = lower.get_param("b").T.ravel()
        self._moves, self._moves_bias = upper.get_param("W").T.copy(), upper.get_param("b")
        self._width, self._count = lower.get_dim("nO"), lower.get_dim("nF")

    def __call__(self, docs: Sequence[Any]) -> None:
        """Writes heads, arcs and the beginnings of sentences into texts, whose vectors (words, width) they hold."""
        lengths = [len(doc) for doc in docs]
        together = sum(lengths) >= _TOGETHER * max(lengths)
        states = self._together(docs) if together else self._parser.predict(docs)
        self._parser.set_annotations(docs, states)

    def _together(self, docs: Sequence[Any]) -> Any:  # noqa: ANN401
        import numpy as np

        said = self._said(np.concatenate([doc.tensor for doc in docs]))
        places = np.arange(self._count)
        states = running = self._parser.moves.init_batch(docs)
        while running:
            rows = self._words_at_hand(running) * self._count + places
            products = np.add.reduce(said.take(rows, axis=0), axis=1) + self._bias
            scores = largest(products, self._width) @ self._moves + self._moves_bias
            running = self._parser.transition_states(running, scores)
        return states

    def _said(self, vectors: Floats) -> Floats:
        """What each word says at each place at hand, one row for each; the last rows are for no word, number -1."""
        import numpy as np

        rows = np.empty((len(vectors) + 1, len(self._nothing)), np.float32)
        np.matmul(vectors @ self._narrow + self._narrow_bias, self._at_hand, out=rows[:-1])
        rows[-1] = self._nothing
        return rows.reshape(-1, len(self._bias))
