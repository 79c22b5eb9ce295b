"""Rival answers: who, according to whom, is the one that controls X? One object, several subjects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby, islice
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection

from sayso.corpus.independence import Folding, Owners, fold
from sayso.corpus.units import DOCUMENT
from sayso.findings.answering import Belonging, answers_of, names_nobody
from sayso.findings.stands import Shown, Stand, differ, heard, look_up, portions, roots_in, take_stand
from sayso.storage.name_counts import shown_names
from sayso.storage.oppositions import FindingFilter, StatementKey, answers, read_belonging
from sayso.storage.registry_links import read_owners
from sayso.storage.relations import read_questions
from sayso.storage.voices import Voice, read_voices

_Group: TypeAlias = tuple[str, list[StatementKey]]
_Affirmed: TypeAlias = tuple[_Group, list[Voice], Folding]
"""An answer with the voices that give it, and what these fold into."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One subject that is named, with those who name it and those who deny it.

    `parts` are others who are named and belong to the subject, by the registry: they are no other answer. `statements`
    are ids.
    """

    subject: str
    parts: tuple[str, ...] = ()
    statements: tuple[str, ...]
    stand: Stand
    denied: Stand | None = None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked, 'who stands in this relation to this object?', with the answers; those with most independent
    sources come first.
    """

    relation: str
    object: str
    answers: tuple[Answer, ...]


def list_questions(connection: Connection, wanted: FindingFilter, *, limit: int | None = None) -> list[Question]:
    """The questions to which sources give different answers, those with most sources (over all time) behind the second
    of their statements first, then by object.

    Without `wanted.relation` these are the relations of which the codebook says that only one subject can be the true
    one. Of any other relation all answers are given, though they may all be true. Raises UsageError where nobody is
    called as asked.
    """
    relations = [wanted.relation] if wanted.relation else read_questions(connection)
    rows = answers(connection, relations, wanted)
    owners, belonging = read_owners(connection), read_belonging(connection)
    found = [list(some) for _, some in groupby(rows, key=lambda row: (row.object, row.relation))]
    found.sort(key=lambda some: -sorted(row.sources for row in some)[-2])
    questions = (q for some in portions(found) for q in _questions(connection, some, (wanted, owners, belonging)))
    return list(islice(questions, limit))


def _questions(
    connection: Connection,
    some: Sequence[list[StatementKey]],
    known: tuple[FindingFilter, Owners, Belonging],
) -> Iterator[Question]:
    wanted, owners, belonging = known
    some = _naming(connection, some)
    keys = {row.key for rows in some for row in rows}
    voices = {key: [v for v in found if wanted.holds(v.day)] for key, found in read_voices(connection, keys)}
    rivals = [(rows, _rivals(rows, voices, owners, belonging)) for rows in some]
    rivals = [(rows, groups) for rows, groups in rivals if groups]
    every = [v for _, groups in rivals for (_, group), *_ in groups for row in group for v in voices[row.key]]
    shown = look_up(connection, (row for rows, _ in rivals for row in rows), every)
    for rows, groups in rivals:
        given = [_answer(group, voices, owners, shown) for group in groups]
        given.sort(key=lambda a: (-a.stand.independent, -a.stand.originals, a.stand.since or "~", a.subject))
        about = shown.names.get(rows[0].object, rows[0].object)
        yield Question(relation=rows[0].relation, object=about, answers=tuple(given))


def _naming(connection: Connection, some: Sequence[list[StatementKey]]) -> list[list[StatementKey]]:
    """The same without subjects of whom there is only a description."""
    names = shown_names(connection, {row.subject for rows in some for row in rows if row.subject.startswith(DOCUMENT)})
    return [[row for row in rows if not names_nobody(row.subject, names.get(row.subject, ""))] for rows in some]


def _rivals(
    rows: Sequence[StatementKey], voices: Mapping[int, list[Voice]], owners: Owners, belonging: Belonging
) -> list[_Affirmed]:
    """The answers of one question, nothing where all who answer it are one source or give one answer."""
    groups = one_answer(rows, belonging)
    said = [(group, [v for row in group[1] for v in heard(voices.get(row.key, ()), "affirmed")]) for group in groups]
    folded = [(group, some, fold(some, owners=owners)) for group, some in said if some]
    kept = [(group, some, folding) for group, some, folding in folded if roots_in(folding)]
    roots = [roots_in(folding) for *_, folding in kept]
    return kept if any(differ(one, other) for one, other in combinations(roots, 2)) else []


def one_answer(rows: Sequence[StatementKey], belonging: Belonging) -> list[_Group]:
    """The statements of one question by the subject that is meant: parts and leaders go with the whole, if it is named.

    Who belongs to the object is no answer: of course a group's leader controls it.
    """
    groups: dict[str, list[StatementKey]] = defaultdict(list)
    answers_given = answers_of((row.subject for row in rows), rows[0].object, belonging) if rows else {}
    for row in rows:
        if (answer := answers_given.get(row.subject)) is not None:
            groups[answer].append(row)
    return sorted(groups.items())


def _answer(affirmed: _Affirmed, voices: Mapping[int, list[Voice]], owners: Owners, shown: Shown) -> Answer:
    (who, rows), said, folding = affirmed
    denied = [v for row in rows for v in heard(voices.get(row.key, ()), "denied")]
    parts = dict.fromkeys(shown.names.get(row.subject, row.subject) for row in rows if row.subject != who)
    return Answer(
        subject=shown.names.get(who, who),
        parts=tuple(sorted(parts)),
        statements=tuple(row.id for row in rows),
        stand=take_stand(said, owners, shown, folding),
        denied=take_stand(denied, owners, shown) if denied else None,
    )
