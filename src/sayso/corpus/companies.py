"""What is compared: all appearances of one anchor together, with their names, documents and company."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sayso.corpus.crowd import Crowd
from sayso.corpus.likeness import words_of
from sayso.corpus.people import Anchors
from sayso.corpus.units import REGISTRY, folded

if TYPE_CHECKING:
    from numpy import int32, int64
    from numpy.typing import NDArray

_NONE: frozenset[str] = frozenset()


class Unit(NamedTuple):
    """The appearances of one anchor, of these `looks`. `names` are what it is called in full, an actor of the registry
    its usual name there; `aliases` are folded further names that documents give it. The registry's own have none: it
    lists them.
    """

    anchor: str
    family: str
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    roles: frozenset[str]
    looks: tuple[int, ...]

    @property
    def known(self) -> bool:
        """Does the registry know it?"""
        return self.anchor.startswith(REGISTRY)


class Companies:
    """The units by anchor; where each stands, and beside whom, is looked up only where something depends on it."""

    def __init__(self, crowd: Crowd, anchors: Anchors) -> None:
        self._crowd, self._some = crowd, anchors.of_some
        self._documents = cache(self._find_documents)
        self._publishers = cache(self._find_publishers)
        self._neighbours = cache(self._find_neighbours)
        looks: defaultdict[str, list[int]] = defaultdict(list)
        for look, anchor in enumerate(anchors.of_looks):
            place = self._some[look][0] if look in self._some else anchor
            if place:
                looks[place].append(look)
        self.units = {place: self._unit(place, found) for place, found in looks.items()}

    def count(self, place: str) -> int:
        """The number of appearances of an anchor."""
        return sum(map(self._count, self.units[place].looks))

    def rows(self, place: str) -> NDArray[int64]:
        """These appearances."""
        import numpy as np

        return np.concatenate([self.rows_of(look) for look in self.units[place].looks])

    def rows_of(self, look: int) -> NDArray[int64]:
        """Those with this look."""
        return self._some[look][1] if look in self._some else self._crowd.rows_of(look)

    def are_in_one_document(self, one: Unit, other: Unit) -> bool:
        """Does any document have both?"""
        return _share_any(self._documents(one.anchor), self._documents(other.anchor))

    def are_near(self, one: Unit, other: Unit) -> bool:
        """Do both appear with one publisher, or beside one other actor that few documents name?"""
        found = (self._publishers, self._neighbours)
        return any(_share_any(find(one.anchor), find(other.anchor)) for find in found)

    def _find_documents(self, place: str) -> NDArray[int64]:
        import numpy as np

        return np.unique(self._crowd.documents_of(self.rows(place)))

    def _find_publishers(self, place: str) -> NDArray[int32]:
        import numpy as np

        found = np.unique(self._crowd.publishers_of(self.rows(place)))
        return found[found >= 0]

    def _find_neighbours(self, place: str) -> NDArray[int32]:
        return self._crowd.telling_beside(self.rows(place))

    def _count(self, look: int) -> int:
        return len(self._some[look][1]) if look in self._some else int(self._crowd.counts[look])

    def _unit(self, place: str, numbers: Sequence[int]) -> Unit:
        looks = [self._crowd.looks[number] for number in numbers]
        families: Counter[str] = Counter()
        for look, number in zip(looks, numbers, strict=True):
            families[look.family] += self._count(number)
        names = {look.usual for look in looks}
        called = set() if place.startswith(REGISTRY) else {name for look in looks for name in look.called}
        return Unit(
            place,
            family=min(families, key=lambda name: (-families[name], name)),
            names=tuple(sorted(names)),
            aliases=tuple({folded(name) for name in called - names if not _within(name, names)}),
            roles=frozenset(role for look in looks for role in look.roles) or _NONE,
            looks=tuple(numbers),
        )


def _share_any(one: NDArray[Any], other: NDArray[Any]) -> bool:
    import numpy as np

    return bool(np.intersect1d(one, other, assume_unique=True).size)


def _within(alias: str, names: Iterable[str]) -> bool:
    """Has the alias only words of a name, or all of them? 'Airborne Division' is no name for the 82nd alone."""
    words = set(words_of(alias))
    return any(words <= set(words_of(name)) or words >= set(words_of(name)) for name in names)
