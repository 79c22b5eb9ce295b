"""Whom words mean that name another body elsewhere: 'the Front' is the Lantern Front in its publisher's documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from sayso.corpus.companies import Companies
from sayso.corpus.crowd import Crowd
from sayso.corpus.likeness import Words, words_of
from sayso.corpus.people import Anchors

if TYPE_CHECKING:
    from numpy import int32
    from numpy.typing import NDArray

_SHARED = 2
"""So many telling neighbours must the short and the full name share, and in so many documents the full one stand."""
Full: TypeAlias = dict[tuple[str, Words], list[int]]
"""Rows of bodies that a publisher calls in full, by root and words."""


class InFull:
    """`root_of` says who each anchor is so far."""

    def __init__(self, crowd: Crowd, anchors: Anchors, companies: Companies, root_of: Callable[[str], str]) -> None:
        self._crowd, self._anchors, self._companies, self._root_of = crowd, anchors, companies, root_of

    def meant(self) -> Iterator[tuple[int, str]]:
        """Each row in which a body is called by general words alone that is the one whose full name ends in these
        words, and that has the same neighbours, in other documents of the publisher: with the root of that one. Where
        there are several, it stays apart.
        """
        short = self._short()
        full = self._full({publisher: {words for _, words in found} for publisher, found in short.items()})
        for publisher, found in short.items():
            # Of one publisher after the other, so that never all neighbours are held together.
            ending = self._ending(full.pop(publisher, {}))
            for row, words in found:
                root = self._one_meant(row, ending.get(words, ()))
                if root is not None:
                    yield row, root

    def _short(self) -> dict[int, list[tuple[int, Words]]]:
        """By publisher, the rows of bodies that are bound to their documents, but written like a name with a noun for
        bodies at its end.
        """
        short: defaultdict[int, list[tuple[int, Words]]] = defaultdict(list)
        for number, look in enumerate(self._crowd.looks):
            if look.short and not self._anchors.of_looks[number]:
                words, rows = words_of(look.name), self._anchors.bound(number, self._crowd.rows_of(number))
                for row, publisher in zip(rows.tolist(), self._crowd.publishers_of(rows).tolist(), strict=True):
                    if publisher >= 0:
                        short[publisher].append((row, words))
        return short

    def _full(self, wanted: Mapping[int, Collection[Words]]) -> dict[int, Full]:
        """By publisher, the rows of bodies with names of several words that end in the words wanted there."""
        every = frozenset(words for some in wanted.values() for words in some)
        full: defaultdict[int, Full] = defaultdict(lambda: defaultdict(list))
        for unit in self._companies.units.values():
            root = self._root_of(unit.anchor)
            for number in unit.looks:
                words = words_of(self._crowd.looks[number].name)
                if len(words) < 2 or not (ends := _ends(words) & every):
                    continue
                rows = self._companies.rows_of(number)
                for row, publisher in zip(rows.tolist(), self._crowd.publishers_of(rows).tolist(), strict=True):
                    if not ends.isdisjoint(wanted.get(publisher, ())):
                        full[publisher][root, words].append(row)
        return full

    def _ending(self, full: Full) -> dict[Words, list[tuple[str, NDArray[int32]]]]:
        """The roots and telling neighbours of these bodies, by all words in which their names end. Only names that a
        publisher uses in several documents count: a parser takes many a phrase for a name once.
        """
        import numpy as np

        ending: defaultdict[Words, list[tuple[str, NDArray[int32]]]] = defaultdict(list)
        for (root, words), rows in full.items():
            if len(rows) >= _SHARED:
                neighbours = self._crowd.telling_beside(np.asarray(rows))
                for end in _ends(words):
                    ending[end].append((root, neighbours))
        return ending

    def _one_meant(self, row: int, bodies: Collection[tuple[str, NDArray[int32]]]) -> str | None:
        import numpy as np

        if not bodies:
            return None
        own = self._crowd.telling_beside(np.asarray([row]))
        count: Counter[str] = Counter()
        for root, neighbours in bodies:
            count[root] += np.intersect1d(own, neighbours, assume_unique=True).size
        found = [root for root, number in count.items() if number]
        if len(found) != 1 or count[found[0]] < _SHARED or found[0] in self._roots_beside(row):
            return None
        return found[0]

    def _roots_beside(self, row: int) -> set[str]:
        """Who else stands in the document."""
        here = self._crowd.rows_beside(row)
        places = (self._anchors.of_row(row, int(self._crowd.look_of[row])) for row in here.tolist())
        return {self._root_of(place) for place in places if place}


def _ends(words: Words) -> set[Words]:
    return {words[start:] for start in range(len(words))}
