"""When two names of an actor are rivals, and not one name and its short form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sayso.storage.keys import fold

_SMALL = frozenset(["and", "for", "in", "of", "on", "the", "to"])


def rival_names(uses: Mapping[str, Counter[str]], *, is_person: bool) -> dict[str, list[str]]:
    """The rival names of one actor, the most used first, each with the holders who prefer it.

    `uses` counts names by holder. A holder prefers what it uses most; where that is several, what all holders use
    most. A name that is a form of a more used one counts as that one; of a person all names with one surname do.
    """
    total: Counter[str] = Counter()
    for counts in uses.values():
        total.update(counts)
    stands_for: dict[str, str] = {}
    for name in sorted(total, key=lambda name: (-total[name], name)):
        kept = dict.fromkeys(stands_for.values())
        stands_for[name] = next((other for other in kept if are_one_name(other, name, is_person=is_person)), name)
    preferring: dict[str, list[str]] = {name: [] for name in dict.fromkeys(stands_for.values())}
    for holder, counts in sorted(uses.items(), key=lambda item: (-item[1].total(), item[0])):
        number = Counter[str]()
        for name, used in counts.items():
            number[stands_for[name]] += used
        preferring[max(preferring, key=number.__getitem__)].append(holder)
    return {name: holders for name, holders in preferring.items() if holders}


def are_one_name(one: str, other: str, *, is_person: bool) -> bool:
    """Whether one name is a shorter form of the other: some of its words, its initials, or another number.

    People are also one by their surname: 'Premier Renk' and 'Tobias Renk'.
    """
    first, second = (_words(name) for name in (one, other))
    short, long = sorted((first, second), key=len)
    if is_person and short[-1:] == long[-1:]:
        return True
    return set(short) <= set(long) or (len(short) == 1 and short[0] in _initials(long))


def _words(name: str) -> list[str]:
    return [word.removesuffix("s") if len(word) > 3 else word for word in fold(name).split()]


def _initials(words: list[str]) -> tuple[str, str]:
    every = "".join(word[0] for word in words)
    return every, "".join(word[0] for word in words if word not in _SMALL)
