"""Who agrees with whom: which statements two sources affirm or deny alike, beyond what chance would give."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations, groupby
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection

from sayso.corpus.independence import source_of
from sayso.findings.alpha import krippendorff_alpha
from sayso.findings.hearing import put_side
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
Column: TypeAlias = Mapping[int, bool | None]
"""What one source says, by statement (key)."""


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
    connection: Connection,
    wanted: FindingFilter,
    *,
    among: Iterable[str] | None = None,
    most: int = SOURCES,
    said: Matrix | None = None,
) -> Agreement:
    """How far sources agree. A source is the last in a holder chain who has a name: on whose word the claim stands.

    It denies a statement where it says so, and where it affirms one that excludes it by the codebook, or gives a rival
    answer to the same question. `among` are the identities of the sources to list; None: the `most` with most shared
    statements. `said` is what each says in so many words, where that was read already. Raises UsageError
    where nobody is called as asked.
    """
    said = _read(connection, wanted) if said is None else said
    matrix = _shared(_with_denials(said, _excluded(connection, wanted)))
    number: Counter[str] = Counter(chain.from_iterable(matrix.values()))
    chosen = set(number) if among is None else set(among) & set(number)
    listed = sorted(chosen, key=lambda source: (-number[source], source))[: None if among is not None else most]
    shown = shown_names(connection, listed)
    columns = {source: {key: row[source] for key, row in matrix.items() if source in row} for source in listed}
    return Agreement(
        statements=len(matrix),
        alpha=_rounded(krippendorff_alpha(matrix.values())),
        sources=tuple(_row(source, said, shown) for source, said in columns.items()),
        pairs=tuple(_pairs(columns, shown)),
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
                put_side(row, source, affirms=voice.side == "affirmed")
        matrix[key] = row
    return matrix


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
        rows = [full[other] for other in excluded.get(key, ()) if other in full]
        affirming = [source for source, value in row.items() if value is not False] if rows else ()
        for other in rows:
            for source in affirming:
                put_side(other, source, affirms=False)
    return full


def _shared(matrix: Matrix) -> Matrix:
    return {key: row for key, row in matrix.items() if len(row) > 1}


def _row(source: str, said: Column, shown: Mapping[str, str]) -> SourceRow:
    number = Counter(said.values())
    name = shown.get(source, source)
    return SourceRow(name=name, identity=source, affirms=number[True], denies=number[False], both=number[None])


def _pairs(columns: Mapping[str, Column], shown: Mapping[str, str]) -> Iterator[Alike]:
    for (one, first), (other, second) in combinations(columns.items(), 2):
        values = [(first[key], second[key]) for key in first.keys() & second.keys()]
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
