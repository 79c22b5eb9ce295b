"""A crowd whose appearances are told one by one, each with its neighbours and publisher."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from sayso.corpus.crowd import Crowd
from sayso.corpus.looks import is_publisher, look_of
from sayso.corpus.units import Appearance

if TYPE_CHECKING:
    from numpy import int32, int64
    from numpy.typing import NDArray


class Told(Crowd):
    """The crowd of these appearances, which come in the order of their documents."""

    def __init__(self, appearances: Sequence[Appearance]) -> None:
        super().__init__()
        for _, group in groupby(appearances, key=attrgetter("document")):
            for a in group:
                self._add(look_of(a.key, a.actor, is_publisher(a.key, a.actor, a.publisher)), a.publisher)
            self._starts.append(len(self))
        self._beside = [[self._mark(name) for name in sorted(a.neighbours)] for a in appearances]

    def _shown(self) -> tuple[NDArray[int64], NDArray[int32]]:
        import numpy as np

        rows, marks = self.beside(np.arange(len(self)))
        return self.documents_of(rows), marks

    def beside(self, rows: NDArray[int64]) -> tuple[NDArray[int64], NDArray[int32]]:
        import numpy as np

        pairs = [(place, mark) for place, row in enumerate(rows.tolist()) for mark in self._beside[row]]
        places, marks = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return places, marks.astype(np.int32)
