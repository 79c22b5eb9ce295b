"""What an outlet says of an actor over time: a series of documents, each with the shares of what is said in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection

from sayso.findings.change import Change, find_change
from sayso.storage.name_counts import find_people
from sayso.storage.name_uses import fold_name
from sayso.storage.outlets import SeriesKind, read_series
from sayso.storage.rivals import are_one_name

LEAST = 10
"""A series of fewer documents is not tested."""
CATEGORIES = 8
"""So many are told apart in a series, the most frequent; all others count as one."""
OTHER = "(other)"


class Series(NamedTuple):
    """What one outlet says of one actor: `counts` by document (key), in the order of `days`."""

    kind: SeriesKind
    outlet: str
    actor: str
    relation: str
    days: tuple[str, ...]
    documents: tuple[int, ...]
    counts: tuple[Mapping[str, int], ...]
    seed: str


def change_in(series: Series) -> Change | None:
    """The strongest change in a series; None where it has fewer than LEAST documents, or always says the same."""
    if len(series.days) < LEAST:
        return None
    categories = categories_of(series.counts)
    shares = [shares_of(counts, categories) for counts in series.counts]
    return find_change(shares, series.days, series.seed)


def categories_of(counts: Iterable[Mapping[str, int]]) -> list[str]:
    """The most frequent by documents, and what stands for the others where there are more."""
    number = Counter(name for document in counts for name in document)
    kept = sorted(number, key=lambda name: (-number[name], name))
    return kept if len(kept) <= CATEGORIES else [*kept[: CATEGORIES - 1], OTHER]


def shares_of(counts: Mapping[str, int], categories: Sequence[str]) -> list[float]:
    total = sum(counts.values())
    shares = [counts.get(name, 0) / total for name in categories]
    if categories[-1] == OTHER:
        shares[-1] = 1 - sum(shares[:-1])
    return shares


def list_series(connection: Connection, kind: SeriesKind) -> Iterator[Series]:
    rows = read_series(connection, kind)
    for (outlet, actor, relation), group in groupby(rows, key=lambda told: (told.outlet, told.actor, told.relation)):
        documents: dict[int, Counter[str]] = {}
        days: dict[int, str] = {}
        for told in group:
            documents.setdefault(told.document, Counter())[told.category] += told.number
            days[told.document] = told.day
        counts: Sequence[Mapping[str, int]] = list(documents.values())
        if kind == "names" and len(documents) >= LEAST:
            counts = as_one_name(counts, is_person=bool(find_people(connection, {actor})))
        seed = "\n".join((kind, outlet, actor, relation, *days.values()))
        yield Series(kind, outlet, actor, relation, tuple(days.values()), tuple(documents), tuple(counts), seed)


def as_one_name(counts: Sequence[Mapping[str, int]], *, is_person: bool) -> list[Mapping[str, int]]:
    """The same, with short forms and other spellings of a name counted as the most frequent that is one with them."""
    total: Counter[str] = Counter()
    for document in counts:
        total.update(document)
    stands_for: dict[str, str] = {}
    for name in sorted(total, key=lambda name: (-total[name], name)):
        kept = dict.fromkeys(stands_for.values())
        stands_for[name] = next((other for other in kept if _is_one(other, name, is_person=is_person)), name)
    merged = []
    for document in counts:
        found: Counter[str] = Counter()
        for name, number in document.items():
            found[stands_for[name]] += number
        merged.append(found)
    return list(merged)


def _is_one(one: str, other: str, *, is_person: bool) -> bool:
    return fold_name(one) == fold_name(other) or are_one_name(one, other, is_person=is_person)
