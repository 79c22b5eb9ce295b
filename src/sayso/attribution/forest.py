"""Boosted regression trees as plain numbers: read from JSON, evaluated with numpy, no training library needed."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.attribution.weights import unreadable
from sayso.errors import ModelError

Rows = NDArray[np.float32]
_AT_ONCE = 1000
"""Rows that are evaluated together: more take more memory, and no less time."""


class _Tree(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nodes in order, the root first. A leaf has feature -1 and its own number on both sides."""

    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: list[float]


class _Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    features: list[str]
    base: float
    depth: int
    trees: list[_Tree]


class Forest:
    """Rows of features -> chances between 0 and 1. All nodes of all trees stand in one row, which is read fastest.

    Raises ModelError where the file is missing or broken, or was made for other features than `names`.
    """

    def __init__(self, path: Path, names: tuple[str, ...]) -> None:
        try:
            content = msgspec.json.decode(path.read_bytes(), type=_Content)
        except (OSError, msgspec.DecodeError) as error:
            raise unreadable(path, error) from error
        if tuple(content.features) != names:
            raise ModelError(f"The weights in {path} were made for other features. Make them again with training/.")
        size = max(len(tree.feature) for tree in content.trees)
        self._base, self._depth = content.base, content.depth
        self._roots = np.arange(len(content.trees)) * size
        self._feature = np.maximum(_stack([t.feature for t in content.trees], size), 0).astype(np.intp).ravel()
        self._threshold = _stack([tree.threshold for tree in content.trees], size).ravel()
        sides = [_stack([t.left for t in content.trees], size), _stack([t.right for t in content.trees], size)]
        self._next = (np.stack(sides, axis=-1).astype(np.intp) + self._roots[:, None, None]).ravel()
        self._value = _stack([tree.value for tree in content.trees], size).ravel()

    def __call__(self, rows: Rows) -> NDArray[np.float64]:
        """The chance for each row."""
        parts = [self._chances(rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE)]
        return np.concatenate([np.zeros(0), *parts])

    def _chances(self, rows: Rows) -> NDArray[np.float64]:
        flat, lines = rows.ravel(), (np.arange(len(rows)) * rows.shape[1])[:, None]
        node = np.tile(self._roots, (len(rows), 1))
        for _ in range(self._depth):
            goes_right = flat.take(lines + self._feature.take(node)) > self._threshold.take(node)
            node = self._next.take(2 * node + goes_right)
        total = self._base + self._value.take(node).sum(axis=1)
        return np.asarray(1 / (1 + np.exp(-total)))


def _stack(lists: list[list[int]] | list[list[float]], size: int) -> NDArray[np.float64]:
    return np.array([[*values, *([0] * (size - len(values)))] for values in lists], np.float64)
