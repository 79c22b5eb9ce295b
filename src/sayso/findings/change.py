"""Whether a series changes at some point in time, or only as much as chance would have it.

The units are documents in the order of their days; each has the shares of several categories (who is named, say). The
statistic is the largest weighted squared distance between the mean shares before and after a day (CUSUM: E. S. Page,
Biometrika 42, 1955). Its chance is found by putting the documents into random orders: J. Antoch and M. Huskova,
Permutation tests in change point analysis (Statistics & Probability Letters 53, 2001).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from numpy import float64, intp
    from numpy.random import RandomState
    from numpy.typing import NDArray

ORDERS = 9_999
"""Random orders at most: no chance below one in ten thousand can be told."""
ENOUGH = 10
"""So many random orders that change as much show that the change is one of chance; then no further are tried.
J. Besag and P. Clifford, Sequential Monte Carlo p-values (Biometrika 78, 1991)."""
SIDE = 3
"""Documents that must stand on each side of a change."""
_CELLS = 1_000_000


class Change(NamedTuple):
    """The strongest change: `place` documents stand before it. `effect` is half of the sum of the differences between
    the mean shares before and after (0 to 1); `chance` is the share of random orders that change as much.
    """

    place: int
    effect: float
    chance: float


def find_change(shares: Sequence[Sequence[float]], days: Sequence[str], seed: str) -> Change | None:
    """The strongest change between two days, of documents in the order of their days; None where none can be tested.

    Documents of one day are never parted. Equal input gives equal output: `seed` begins the random orders.
    """
    import numpy as np

    values = np.asarray(shares, dtype=np.float64)
    cuts = np.array([i for i in range(SIDE, len(days) - SIDE + 1) if days[i - 1] != days[i]], dtype=np.intp)
    if not len(cuts) or not np.any(values != values[0]):
        return None
    centred = values - values.mean(axis=0)
    scores = _scores(centred[None], cuts)[0]
    place = int(cuts[scores.argmax()])
    effect = float(np.abs(values[:place].mean(axis=0) - values[place:].mean(axis=0)).sum() / 2)
    # This generator is the one whose numbers stay the same in all versions of numpy.
    chance = _chance(centred, cuts, float(scores.max()), np.random.RandomState(_number(seed)))
    return Change(place, effect, chance)


def _scores(series: NDArray[float64], cuts: NDArray[intp]) -> NDArray[float64]:
    """For each order (orders x documents x categories, of mean 0) and each cut the weighted squared distance."""
    number = series.shape[1]
    sums = series.cumsum(axis=1)[:, cuts - 1]
    found: NDArray[float64] = (sums * sums).sum(axis=2) * (number / (cuts * (number - cuts)))
    return found


def _chance(centred: NDArray[float64], cuts: NDArray[intp], score: float, random: RandomState) -> float:
    number, categories = centred.shape
    most = max(8, _CELLS // (number * categories))
    done = reached = 0
    while done < ORDERS:
        # Few at first: most series show soon that they change by chance.
        size = min(max(32, done), most, ORDERS - done)
        orders = random.random_sample((size, number)).argsort(axis=1, kind="stable")
        as_much = _scores(centred[orders], cuts).max(axis=1) >= score - 1e-9
        if reached + as_much.sum() >= ENOUGH:
            last = int(as_much.nonzero()[0][ENOUGH - reached - 1])
            return ENOUGH / (done + last + 1)
        reached, done = reached + int(as_much.sum()), done + size
    return (reached + 1) / (ORDERS + 1)


def _number(seed: str) -> int:
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4], "big")


def false_discovery_rates(chances: Sequence[float]) -> list[float]:
    """For each chance the share of false ones to expect if it and all smaller ones are called discoveries.

    Y. Benjamini and Y. Hochberg, Controlling the false discovery rate (Journal of the Royal Statistical Society B 57,
    1995), as adjusted p-values.
    """
    order = sorted(range(len(chances)), key=chances.__getitem__, reverse=True)
    rates, least = [1.0] * len(chances), 1.0
    for rank, place in zip(range(len(chances), 0, -1), order, strict=True):
        least = min(least, chances[place] * (len(chances) / rank))
        rates[place] = least
    return rates
