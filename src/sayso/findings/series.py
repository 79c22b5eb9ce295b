"""What an outlet says of an actor over time: a series of documents, each with the shares of what is said in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from sqlalchemy import Connection

from sayso.corpus.units import DOCUMENT
from sayso.findings.answering import Belonging, answers_of
from sayso.findings.change import Change, find_change
from sayso.storage.name_counts import find_people
from sayso.storage.name_uses import fold_name
from sayso.storage.oppositions import read_belonging
from sayso.storage.outlets import SeriesKind, document_days, read_series
from sayso.storage.relations import read_traits
from sayso.storage.rivals import are_one_name
from sayso.storage.stances import Stance

LEAST = 10
"""A series of fewer documents is not tested."""
CATEGORIES = 8
"""So many are told apart in a series, the most frequent; all others count as one."""
OTHER = "(other)"
TOLD: tuple[SeriesKind, ...] = ("answers", "does", "undergoes")
"""The kinds of series that are made of claims."""
_Key: TypeAlias = tuple[SeriesKind, str, str, str]


class Series(NamedTuple):
    """What one outlet says of one actor: `counts` by document (key), in the order of `days`.

    `answers` are, in a series of kind 'answers', the categories for which the subjects stand that were named.
    """

    kind: SeriesKind
    outlet: str
    actor: str
    relation: str
    days: tuple[str, ...]
    documents: tuple[int, ...]
    counts: tuple[Mapping[str, int], ...]
    seed: str
    answers: Mapping[str, str] = MappingProxyType({})


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


def list_series(
    connection: Connection,
    kind: SeriesKind,
    outlets: Collection[str] | None = None,
    actors: Collection[str] | None = None,
) -> Iterator[Series]:
    """The series of one kind, of these outlets and actors (identities; None: of all).

    In 'answers' a part counts as its whole, if that is named.
    """
    rows = read_series(connection, kind, outlets, actors)
    belonging = read_belonging(connection) if kind == "answers" else {}
    for (outlet, actor, relation), group in groupby(rows, key=lambda told: (told.outlet, told.actor, told.relation)):
        documents: dict[int, Counter[str]] = {}
        days: dict[int, str] = {}
        for told in group:
            documents.setdefault(told.document, Counter())[told.category] += told.number
            days[told.document] = told.day
        yield _series(connection, (kind, outlet, actor, relation), documents, days, belonging)


def list_told(
    connection: Connection, stances: Collection[Stance], kinds: Collection[SeriesKind]
) -> tuple[list[Series], int]:
    """The series of claims (of these kinds) that may be long enough to be tested, by the stances of all statements; and
    how many others there are.
    """
    meant = [(stance, some) for stance, some in _meant(connection, stances, kinds) if some]
    numbers: dict[_Key, int] = defaultdict(int)
    for stance, some in meant:
        for outlet, documents in stance.told.items():
            for kind, actor, relation, _ in some:
                numbers[kind, outlet, actor, relation] += len(documents)
    long = {key for key, number in numbers.items() if number >= LEAST}
    found: dict[_Key, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for stance, some in meant:
        for outlet, documents in stance.told.items():
            for kind, actor, relation, category in some:
                if (key := (kind, outlet, actor, relation)) in long:
                    for document, number in documents.items():
                        found[key][document][category] += number
    return _in_order(connection, found), len(numbers) - len(long)


def _meant(
    connection: Connection, stances: Iterable[Stance], kinds: Collection[SeriesKind]
) -> Iterator[tuple[Stance, list[tuple[SeriesKind, str, str, str]]]]:
    """Each stance, with the series to which its claims belong: kind, actor, relation, and as which category."""
    relations = read_traits(connection)
    for stance in stances:
        traits = relations.get(stance.relation)
        if traits is None or not stance.told:
            continue
        sides: dict[SeriesKind, tuple[str, str]] = {
            "does": (stance.subject, stance.object),
            "undergoes": (stance.object, stance.subject),
        }
        some: list[tuple[SeriesKind, str, str, str]] = [
            (kind, actor, "", traits.valence)
            for kind, actors in sides.items()
            if kind in kinds
            # Both have the role in what goes both ways.
            for actor in actors[: 1 + traits.symmetric]
        ]
        if traits.one_subject and "answers" in kinds:
            some.append(("answers", stance.object, stance.relation, stance.subject))
        yield stance, some


def _in_order(connection: Connection, found: Mapping[_Key, Mapping[int, Mapping[str, int]]]) -> list[Series]:
    """The series, each with its documents (keys) in their order."""
    days = document_days(connection, {document for documents in found.values() for document in documents})
    belonging, series = read_belonging(connection), list[Series]()
    for key, documents in found.items():
        ordered = {document: documents[document] for document in sorted(documents, key=days.__getitem__)}
        series.append(_series(connection, key, ordered, {d: days[d][0] for d in ordered}, belonging))
    return series


def _series(
    connection: Connection,
    key: _Key,
    documents: Mapping[int, Mapping[str, int]],
    days: Mapping[int, str],
    belonging: Belonging,
) -> Series:
    """The series of these documents, in their order."""
    kind, outlet, actor, relation = key
    answers = _answers(documents.values(), actor, belonging) if kind == "answers" else {}
    if kind == "answers":
        documents = _as_answers(documents, answers)
    counts: Sequence[Mapping[str, int]] = list(documents.values())
    if kind == "names" and len(documents) >= LEAST:
        counts = as_one_name(counts, is_person=bool(find_people(connection, {actor})))
    published = tuple(days[document] for document in documents)
    seed = "\n".join((kind, outlet, actor, relation, *published))
    return Series(kind, outlet, actor, relation, published, tuple(documents), tuple(counts), seed, answers)


def _answers(counts: Iterable[Mapping[str, int]], actor: str, belonging: Belonging) -> dict[str, str]:
    """The answer for which each subject stands. One whom nothing but its document knows cannot be named again."""
    return answers_of((s for some in counts for s in some if not s.startswith(DOCUMENT)), actor, belonging)


def _as_answers(documents: Mapping[int, Mapping[str, int]], answers: Mapping[str, str]) -> dict[int, Counter[str]]:
    """The documents that give any of these answers, with how often they give which."""
    found: dict[int, Counter[str]] = {}
    for document, counts in documents.items():
        for subject, number in counts.items():
            if subject in answers:
                found.setdefault(document, Counter())[answers[subject]] += number
    return found


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
