"""How far several who answer the same questions agree, beyond what chance would give.

K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), https://repository.upenn.edu/asc_papers/43.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping


def krippendorff_alpha(units: Iterable[Mapping[str, Hashable]]) -> float | None:
    """Krippendorff's alpha for values without order (nominal).

    Each unit is one thing that was judged: who judged it -> the value that they gave it. Who gave none is left out, or
    has None; a unit with fewer than two values cannot be compared and does not count. 1 is full agreement, 0 what
    chance would give, less than 0 disagreement beyond chance. None where alpha is not defined: nothing can be compared,
    or all values that can are one and the same.
    """
    totals: Counter[Hashable] = Counter()
    disagreement = 0.0
    for unit in units:
        counts = Counter(value for value in unit.values() if value is not None)
        size = counts.total()
        if size < 2:
            continue
        totals.update(counts)
        disagreement += _unlike_pairs(counts) / (size - 1)
    number, expected = totals.total(), _unlike_pairs(totals)
    return 1 - (number - 1) * disagreement / expected if expected else None


def _unlike_pairs(counts: Counter[Hashable]) -> int:
    """The ordered pairs of values that are not the same."""
    return counts.total() ** 2 - sum(count * count for count in counts.values())
