"""Words -> vectors that know their neighbours: the convolutional network of a spaCy model, worked out with numpy.

The same numbers as spaCy's own layers up to the last bits, at half the cost: what a word alone decides is worked out
once for each word, and none of what training needs is kept. Model: spaCy's MultiHashEmbed.v2 and MaxoutWindowEncoder.v2
(https://spacy.io/api/architectures).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from numpy import bool_, float32, intp, uint64
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[float32]
    Features: TypeAlias = NDArray[uint64]

_MOST = 50_000
"""So many words are kept (400 bytes each); then the memory is emptied."""
_ROWS = 1024
"""Stretches go through the layers together up to about so many words: larger matrices fall out of the cache."""
_SMALLEST_VARIANCE = 1e-8


class Maxout(NamedTuple):
    """A layer that gives the largest of some products for each output, scaled to mean 0 and variance 1 over outputs.

    `weights` is (inputs, pieces * outputs), `bias` (pieces * outputs), `scale` and `shift` (outputs).
    """

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats

    def finish(self, products: Floats) -> Floats:
        """The outputs (n, outputs) for what `inputs @ weights` gave."""
        import numpy as np

        width = len(self.scale)
        products += self.bias
        best = largest(products, width)
        best -= np.add.reduce(best, axis=1, keepdims=True) / np.float32(width)
        variance = np.add.reduce(best * best, axis=1, keepdims=True) / np.float32(width)
        variance += np.float32(_SMALLEST_VARIANCE)
        best *= variance ** np.float32(-0.5)
        best *= self.scale
        best += self.shift
        return best


class Feature(NamedTuple):
    """What an attribute of a word adds to the products of the first layer: the sum of the rows (of `table`, rows x
    products) to which some hashes of the attribute's number lead.
    """

    column: int
    seed: int
    table: Floats


class WordVectors:
    """The network of a 'tok2vec' layer of a spaCy pipeline.

    `columns` are the attributes of words that it looks at, by spaCy's names.
    """

    def __init__(self, model: Any) -> None:  # noqa: ANN401 - spaCy ships no types
        import numpy as np

        embed, encode = model.layers
        self.columns: tuple[str, ...] = tuple(str(name) for name in embed.layers[0].attrs["columns"])
        self._ops = embed.ops
        self._mix = _maxout(embed.layers[3].layers[0])
        self._features = list(_features(embed.layers[2].layers[0].layers, self._mix.weights))
        self._layers = [_maxout(layer) for layer in encode.layers[0].layers]
        self._gap = int(encode.attrs["pad"])
        self._width = len(self._mix.scale)
        self._numbers: dict[bytes, int] = {}
        self._known: Floats = np.zeros((1024, self._width), np.float32)

    def __call__(self, features: Features, lengths: Sequence[int]) -> Floats:
        """The vectors (words, width) of stretches of so many words each, from their words' `columns`."""
        import numpy as np

        places = self._places(features)
        vectors = np.empty((len(places), self._width), np.float32)
        for start, end, among in self._blocks(lengths):
            inputs = np.zeros((len(among), self._width), np.float32)
            inputs[among] = self._known[places[start:end]]
            vectors[start:end] = self._encode(inputs)[among]
        return vectors

    def _places(self, features: Features) -> NDArray[intp]:
        """Where each word's own vector stands among the known ones, after the unknown ones were added."""
        import numpy as np

        if len(self._numbers) > _MOST:
            self._numbers.clear()
        rows = np.ascontiguousarray(features)
        keys: list[bytes] = rows.view(f"V{rows.itemsize * rows.shape[1]}").ravel().tolist()
        if new := {key: place for place, key in enumerate(keys) if key not in self._numbers}:
            self._learn(rows[list(new.values())])
            self._numbers.update(zip(new, range(len(self._numbers), len(self._numbers) + len(new)), strict=True))
        return np.array([self._numbers[key] for key in keys], dtype=np.intp)

    def _learn(self, features: Features) -> None:
        """Works words out from sums alone: in a product of matrices last bits hang on what else stands there."""
        import numpy as np

        start, end = len(self._numbers), len(self._numbers) + len(features)
        while len(self._known) < end:
            self._known = np.concatenate([self._known, np.zeros_like(self._known)])
        products = np.zeros((len(features), self._mix.weights.shape[1]), np.float32)
        for column, seed, table in self._features:
            hashes = self._ops.hash(np.ascontiguousarray(features[:, column]), seed)
            products += np.add.reduce(table.take(hashes % len(table), axis=0), axis=1)
        self._known[start:end] = self._mix.finish(products)

    def _blocks(self, lengths: Sequence[int]) -> Iterator[tuple[int, int, NDArray[bool_]]]:
        """Whole stretches, from word to word, and which rows of the matrix are theirs: zeros stand between them."""
        import numpy as np

        gap = [False] * self._gap
        start, end, rows = 0, 0, list(gap)
        for number, length in enumerate(lengths, start=1):
            rows += [True] * length + gap
            end += length
            if len(rows) >= _ROWS or number == len(lengths):
                yield start, end, np.array(rows)
                start, rows = end, list(gap)

    def _encode(self, vectors: Floats) -> Floats:
        import numpy as np

        width = self._width
        windows = np.zeros((len(vectors), 3 * width), np.float32)
        for layer in self._layers:
            windows[1:, :width] = vectors[:-1]
            windows[:, width : 2 * width] = vectors
            windows[:-1, 2 * width :] = vectors[1:]
            vectors = vectors + layer.finish(windows @ layer.weights)
        return vectors


def largest(products: Floats, width: int) -> Floats:
    """The largest of each output's pieces, from a matrix of whole pieces side by side, each of this width."""
    import numpy as np

    best: Floats = products[:, :width].copy()
    for at in range(width, products.shape[1], width):
        np.maximum(best, products[:, at : at + width], out=best)
    return best


def pieces_side_by_side(weights: Floats) -> Floats:
    """thinc's weights (outputs, pieces, inputs) as a matrix (inputs, pieces * outputs)."""
    import numpy as np

    outputs, pieces, inputs = weights.shape
    return np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * outputs, inputs).T)


def _features(lookups: Sequence[Any], weights: Floats) -> Iterator[Feature]:
    """The tables of the attributes, multiplied with those of the first layer's weights that are theirs."""
    at = 0
    for lookup in lookups:
        node = next(node for node in lookup.walk() if node.name == "hashembed")
        vectors = node.get_param("E")
        end = at + vectors.shape[1]
        yield Feature(node.attrs["column"], node.attrs["seed"], vectors @ weights[at:end])
        at = end


def _maxout(layer: Any) -> Maxout:  # noqa: ANN401
    nodes = {node.name: node for node in layer.walk()}
    maxout, norm = nodes["maxout"], nodes["layernorm"]
    weights, bias = pieces_side_by_side(maxout.get_param("W")), maxout.get_param("b").T.ravel()
    return Maxout(weights, bias, norm.get_param("G"), norm.get_param("b"))
