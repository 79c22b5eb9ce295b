"""Who agrees with whom: which statements two sources affirm or deny alike, beyond what chance would give."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, groupby
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection

from sayso.corpus.independence import source_of
from sayso.findings.alpha import krippendorff_alpha
from sayso.findings.rivals import one_answer
from sayso.findings.stands import heard
from sayso.storage.name_counts import shown_names
from sayso.storage.oppositions import (
    FindingFilter,
    answers,
    excluding_pairs,
    read_belonging,
    sided_statements,
)
from sayso.storage.relations import read_questions
from sayso.storage.voices import read_voices

SOURCES = 12
"""So many sources are compared where nothing else is asked for: those that take a side on most shared statements."""
Matrix: TypeAlias = dict[int, dict[str, bool | None]]
"""Whether a source affirms (True) or denies (False) a statement, by statement (key) and source; None: it does both."""


class SourceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A source, and how many statements it affirms, denies, and does both, among those that others speak of, too."""

    name: str
    identity: str
    affirms: int
    denies: int
    both: int


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """Two sources (shown names, and identities): on how many statements both take one side, on how many of them the
    same, and Krippendorff's alpha over these (None where all values are the same).
    """

    one: str
    other: str
    one_identity: str
    other_identity: str
    shared: int
    same: int
    alpha: float | None = None


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """The matrix of statements and sources in short. `statements` are those on which two or more sources take a side,
    `alpha` is Krippendorff's over all sources, not only those that are listed.
    """

    statements: int
    alpha: float | None
    sources: tuple[SourceRow, ...]
    pairs: tuple[Alike, ...]


def compare_sources(
    connection: Connection, wanted: FindingFilter, *, among: Iterable[str] | None = None, most: int = SOURCES
) -> Agreement:
    """How far sources agree. A source is the last in a holder chain who has a name: on whose word the claim stands.

    It denies a statement where it says so, and where it affirms one that excludes it by the codebook, or gives a rival
    answer to the same question. `among` are the identities of the sources to list; None: the `most` with most shared
    statements. Raises UsageError where nobody is called as asked.
    """
    matrix = _shared(_with_denials(_read(connection, wanted), _excluded(connection, wanted)))
    number: Counter[str] = Counter(source for row in matrix.values() for source in row)
    chosen = set(number) if among is None else set(among) & set(number)
    listed = sorted(chosen, key=lambda source: (-number[source], source))[: None if among is not None else most]
    shown = shown_names(connection, listed)
    return Agreement(
        statements=len(matrix),
        alpha=_rounded(krippendorff_alpha(matrix.values())),
        sources=tuple(_row(source, matrix, shown) for source in listed),
        pairs=tuple(_pairs(listed, matrix, shown)),
    )


def _read(connection: Connection, wanted: FindingFilter) -> Matrix:
    """What each source says of each statement in so many words."""
    matrix: Matrix = {}
    keys = set(sided_statements(connection, wanted))
    for key, voices in read_voices(connection, keys):
        if key not in keys:
            continue
        row: dict[str, bool | None] = {}
        for voice in heard((v for v in voices if wanted.holds(v.day)), "affirmed", "denied"):
            kind, source = source_of(voice)
            if kind == "named":
                _put(row, source, voice.side == "affirmed")
        matrix[key] = row
    return matrix


def _put(row: dict[str, bool | None], source: str, value: bool | None) -> None:
    row[source] = value if row.get(source, value) == value else None


def _excluded(connection: Connection, wanted: FindingFilter) -> dict[int, set[int]]:
    """The statements that cannot hold where a statement holds (keys)."""
    found: dict[int, set[int]] = defaultdict(set)
    for pair in excluding_pairs(connection, wanted):
        found[pair.one].add(pair.other)
        found[pair.other].add(pair.one)
    belonging = read_belonging(connection)
    rows = answers(connection, read_questions(connection), wanted)
    for _, some in groupby(rows, key=lambda row: (row.object, row.relation)):
        groups = [{row.key for row in group} for _, group in one_answer(list(some), belonging)]
        for group in groups:
            others = set().union(*groups) - group
            for key in group:
                found[key] |= others
    return found


def _with_denials(matrix: Matrix, excluded: Mapping[int, Iterable[int]]) -> Matrix:
    """The matrix with what is denied by affirming what excludes it."""
    full = {key: dict(row) for key, row in matrix.items()}
    for key, row in matrix.items():
        for source in (source for source, value in row.items() if value is not False):
            for other in excluded.get(key, ()):
                if other in full:
                    _put(full[other], source, False)
    return full


def _shared(matrix: Matrix) -> Matrix:
    return {key: row for key, row in matrix.items() if len(row) > 1}


def _row(source: str, matrix: Matrix, shown: Mapping[str, str]) -> SourceRow:
    said = Counter(row[source] for row in matrix.values() if source in row)
    name = shown.get(source, source)
    return SourceRow(name=name, identity=source, affirms=said[True], denies=said[False], both=said[None])


def _pairs(listed: Iterable[str], matrix: Matrix, shown: Mapping[str, str]) -> Iterator[Alike]:
    for one, other in combinations(listed, 2):
        values = [(row.get(one), row.get(other)) for row in matrix.values()]
        both = [(a, b) for a, b in values if a is not None and b is not None]
        if both:
            alpha = krippendorff_alpha({"one": a, "other": b} for a, b in both)
            yield Alike(
                one=shown.get(one, one),
                other=shown.get(other, other),
                one_identity=one,
                other_identity=other,
                shared=len(both),
                same=sum(a == b for a, b in both),
                alpha=_rounded(alpha),
            )


def _rounded(alpha: float | None) -> float | None:
    return None if alpha is None else round(alpha, 3)
