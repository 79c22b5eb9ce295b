"""All appearances of all actors in few bytes each: which look stands in which document, and beside whom."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sayso.corpus.looks import Look
from sayso.corpus.units import folded

if TYPE_CHECKING:
    from numpy import bool_, int32, int64
    from numpy.typing import NDArray

COMMON, FEW = 0.05, 3
"""In more than this share of the documents, and in more than so few, a neighbour tells nothing."""
_NONE = -1


class Crowd:
    """Appearances are numbered from 0 as they come (`rows`), document by document; so are looks, and so are marks.

    A neighbour is known by its mark. It tells something where few documents have it.
    """

    def __init__(self) -> None:
        self.looks: list[Look] = []
        self.marks: dict[str, int] = {}
        self._numbers: dict[Look, int] = {}
        self._marks_of_looks, self._looks_of_rows = array("i"), array("i")
        self._starts, self._publishers_of_rows = array("q", [0]), array("i")
        self._publishers: dict[str, int] = {}

    def add_seen(
        self, looks: Iterable[Look], of_rows: NDArray[int64], documents: Iterable[tuple[int, str | None]]
    ) -> None:
        """The first documents, each by its number of rows and who put it out; `of_rows` are places in `looks`."""
        for look in looks:
            self._number(look)
        self._looks_of_rows.frombytes(of_rows.astype("int32").tobytes())
        for number, publisher in documents:
            self._publishers_of_rows.extend([self._publisher(publisher)] * number)
            self._starts.append(len(self._publishers_of_rows))

    def add(self, looks: Iterable[Look], publisher: str | None) -> None:
        """The next document, by its appearances."""
        for look in looks:
            self._add(look, publisher)
        self._starts.append(len(self))

    def _add(self, look: Look, publisher: str | None) -> None:
        self._looks_of_rows.append(self._number(look))
        self._publishers_of_rows.append(self._publisher(publisher))

    def _number(self, look: Look) -> int:
        number = self._numbers.setdefault(look, len(self.looks))
        if number == len(self.looks):
            self.looks.append(look)
            self._marks_of_looks.append(self._mark(look.mark))
        return number

    def _publisher(self, name: str | None) -> int:
        return self._publishers.setdefault(folded(name), len(self._publishers)) if name else _NONE

    def _mark(self, mark: str) -> int:
        return self.marks.setdefault(mark, len(self.marks))

    def __len__(self) -> int:
        """The number of appearances."""
        return len(self._looks_of_rows)

    @cached_property
    def starts(self) -> NDArray[int64]:
        """The first row of each document, and the number of all rows."""
        return _as_numbers(self._starts, "int64")

    @cached_property
    def look_of(self) -> NDArray[int32]:
        """The look of each row."""
        return _as_numbers(self._looks_of_rows, "int32")

    @cached_property
    def counts(self) -> NDArray[int64]:
        """The number of rows of each look."""
        import numpy as np

        return np.bincount(self.look_of, minlength=len(self.looks))

    @cached_property
    def _in_order(self) -> tuple[NDArray[int64], NDArray[int64]]:
        """The rows by look, and where those of each begin."""
        import numpy as np

        return np.argsort(self.look_of, kind="stable"), np.concatenate([[0], np.cumsum(self.counts)])

    def rows_of(self, look: int) -> NDArray[int64]:
        """The rows that have a look, the first first."""
        ordered, starts = self._in_order
        return ordered[starts[look] : starts[look + 1]]

    def documents_of(self, rows: NDArray[int64]) -> NDArray[int64]:
        """The number of the document of each of these rows."""
        import numpy as np

        return np.searchsorted(self.starts, rows, side="right") - 1

    def publishers_of(self, rows: NDArray[int64]) -> NDArray[int32]:
        """Who put out the document of each of these rows, as a number; below 0 where nobody is named."""
        return _as_numbers(self._publishers_of_rows, "int32")[rows]

    @cached_property
    def telling(self) -> NDArray[bool_]:
        """Which marks tell something."""
        import numpy as np

        documents, marks = self._shown()
        pairs = np.unique(documents * np.int64(len(self.marks)) + marks)
        numbers = np.bincount(pairs % max(1, len(self.marks)), minlength=len(self.marks))
        return numbers <= max(FEW, COMMON * np.count_nonzero(np.diff(self.starts)))

    def _shown(self) -> tuple[NDArray[int64], NDArray[int32]]:
        """Documents, each with a mark that is anybody's neighbour there: who is alone, is nobody's."""
        import numpy as np

        numbers = np.diff(self.starts)
        documents, among = np.repeat(np.arange(len(numbers)), numbers), np.repeat(numbers > 1, numbers)
        return documents[among], self._marks_of_rows[among]

    @cached_property
    def _marks_of_rows(self) -> NDArray[int32]:
        return _as_numbers(self._marks_of_looks, "int32")[self.look_of]

    def beside(self, rows: NDArray[int64]) -> tuple[NDArray[int64], NDArray[int32]]:
        """All neighbours of these rows: place in `rows`, mark."""
        import numpy as np

        documents = self.documents_of(rows)
        first, numbers = self.starts[documents], np.diff(self.starts)[documents]
        places = np.repeat(np.arange(len(rows)), numbers)
        others = np.arange(len(places)) - np.repeat(np.cumsum(numbers) - numbers - first, numbers)
        apart = others != rows[places]
        return places[apart], self._marks_of_rows[others[apart]]

    def rows_beside(self, row: int) -> NDArray[int64]:
        """All rows of the document that has this one."""
        import numpy as np

        document = int(np.searchsorted(self.starts, row, side="right")) - 1
        return np.arange(self.starts[document], self.starts[document + 1])

    def telling_beside(self, rows: NDArray[int64]) -> NDArray[int32]:
        """The neighbours of any of these rows that tell something, each once, in order."""
        import numpy as np

        marks = np.unique(self.beside(rows)[1])
        return marks[self.telling[marks]]

    def in_company(self, rows: NDArray[int64], company: NDArray[int32]) -> NDArray[bool_]:
        """Which of these rows have any of these marks beside them."""
        import numpy as np

        places, marks = self.beside(rows)
        found = np.zeros(len(rows), dtype=bool)
        found[places[np.isin(marks, company)]] = True
        return found


def _as_numbers(values: array[int], kind: str) -> NDArray[Any]:
    import numpy as np

    return np.frombuffer(values, dtype=kind) if values else np.zeros(0, dtype=kind)
