"""Who is a person, and publicly known, in the light of all documents: the anchor of each appearance."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sayso.corpus.crowd import Crowd
from sayso.corpus.looks import Look
from sayso.corpus.privacy import is_publicly_known
from sayso.corpus.units import NAME, folded

if TYPE_CHECKING:
    from numpy import int32, int64
    from numpy.typing import NDArray

_SHARE_OF_PERSONS = 0.25
"""A name that is a person's in this share of its documents is a person's in all: the parser errs about rare names."""


class Anchors(NamedTuple):
    """The anchor of each look, '' where its documents alone tell who it is; and, by look, another one of some rows."""

    of_looks: list[str]
    of_some: dict[int, tuple[str, NDArray[int64]]]

    def of_row(self, row: int, look: int) -> str:
        """The anchor of a row that has this look."""
        place, rows = self.of_some.get(look, ("", ()))
        return place if row in rows else self.of_looks[look]

    def bound(self, look: int, rows: NDArray[int64]) -> NDArray[int64]:
        """Of all rows of such a look those that have no other anchor."""
        import numpy as np

        return np.setdiff1d(rows, self.of_some[look][1], assume_unique=True) if look in self.of_some else rows


class People:
    """The full names of persons over all documents, and which of them are public."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        counts = crowd.counts.tolist()
        persons: Counter[str] = Counter()
        for look, count in zip(crowd.looks, counts, strict=True):
            if look.full and look.is_person:
                persons[look.full] += count
        everybody: Counter[str] = Counter()
        for look, count in zip(crowd.looks, counts, strict=True):
            if look.full in persons:
                everybody[look.full] += count
        self._persons = {n for n, count in persons.items() if count >= _SHARE_OF_PERSONS * everybody[n]}
        self._surnames = {name.split()[-1] for name in self._persons}
        self._looks: defaultdict[str, list[int]] = defaultdict(list)
        for number, look in enumerate(crowd.looks):
            if look.full in self._persons:
                self._looks[look.full].append(number)
        self._company = cache(self._find_company)

    def anchors(self) -> Anchors:
        """All anchors. A name that elsewhere is a person's is no body's here; a public name holds in its company."""
        anchors = Anchors([look.anchor for look in self._crowd.looks], {})
        for number, look in enumerate(self._crowd.looks):
            if not (look.open and self._is_person(look)):
                continue
            anchors.of_looks[number] = ""
            company = self._company(name := folded(look.name))
            if company is not None:
                rows = self._crowd.rows_of(number)
                there = rows[self._crowd.in_company(rows, company)]
                if len(there):
                    anchors.of_some[number] = NAME + name, there
        return anchors

    def _is_person(self, look: Look) -> bool:
        """Is it a person's full name, or a surname that the parser took for a body?"""
        name = folded(look.name)
        return name in self._persons or (look.surname and name in self._surnames)

    def _find_company(self, name: str) -> NDArray[int32] | None:
        """Beside whom a public person stands in a public role; None where the name is not public."""
        import numpy as np

        looks = self._looks.get(name, [])
        in_role = [number for number in looks if self._crowd.looks[number].in_role]
        if not in_role:
            return None
        publishers = np.unique(self._crowd.publishers_of(self._rows(looks)))
        if not is_publicly_known(int(np.count_nonzero(publishers >= 0)), has_role=True):
            return None
        return self._crowd.telling_beside(self._rows(in_role))

    def _rows(self, looks: list[int]) -> NDArray[int64]:
        import numpy as np

        return np.concatenate([self._crowd.rows_of(look) for look in looks])
