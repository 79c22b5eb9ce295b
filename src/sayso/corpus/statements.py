"""The job that makes statements of claims: which claims say the same, and how many independent sources say it.

A claim waits while it has no statement: when it is new, and again when somebody in it became another actor or its
document was found to be a reprint. Only statements that such claims have, had or get are counted anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection, Select, bindparam, delete, func, select, update

from sayso.corpus.independence import Owners, count
from sayso.storage import schema as t
from sayso.storage.database import insert_rows, portions, update_rows
from sayso.storage.registry_links import read_owners
from sayso.storage.relations import Turning, read_turning
from sayso.storage.voices import SIDES, Side, Voice, read_voices

Triple: TypeAlias = tuple[str, str, str]
"""Subject, relation, object."""


def statement_id(triple: Triple) -> str:
    """'S' and 12 hexadecimal digits of a SHA-256 over identities and relation.

    It stays the same as long as the identities do.
    """
    return "S" + hashlib.sha256(msgspec.json.encode(triple)).hexdigest()[:12]


Figures: TypeAlias = dict[str, int | str | None]
"""The columns of a statement that are counted."""
Figuring: TypeAlias = Callable[[Iterable[tuple[int, Sequence[Voice]]], Owners, int], Iterable[tuple[int, Figures]]]
"""Counts the voices of so many statements (by key): see `figures_here`, and cluster/counting.py."""


def figures_here(
    found: Iterable[tuple[int, Sequence[Voice]]], owners: Owners, _total: int
) -> Iterator[tuple[int, Figures]]:
    """The figures of each statement, by its key."""
    return ((key, figures(voices, owners)) for key, voices in found)


def restate(connection: Connection, min_confidence: float = 0.0, figuring: Figuring = figures_here) -> set[int]:
    """Brings the statements up to date with claims, identities and reprints; the keys of those
    that were counted anew, or that nobody makes any more.

    Claims with less confidence, and those that were rejected, have no statement. `figuring` counts.
    """
    if min_confidence > 0:
        c = t.claims.c
        unsure = (c.statement.is_not(None), c.confidence < min_confidence)
        connection.execute(update(t.claims).where(*unsure).values(statement=None))
    changed = _place(connection, min_confidence) | _losing(connection)
    _measure(connection, changed, figuring)
    return changed


def _place(connection: Connection, min_confidence: float) -> set[int]:
    """Gives each claim that waits its statement; the keys of these statements."""
    turning = read_turning(connection)
    numbers: dict[Triple, int] = {}
    waiting = [
        (claim, numbers.setdefault((subject, relation, object_), len(numbers)))
        for claim, subject, relation, object_ in connection.execute(_waiting(min_confidence))
    ]
    main = [turned(triple, turning) for triple in numbers]
    keys = _keys(connection, set(main))
    update_rows(connection, [t.claims.c.statement], [(keys[main[number]], claim) for claim, number in waiting])
    return set(keys.values())


def _waiting(min_confidence: float) -> Select[int, str, str, str]:
    c, subject, object_ = t.claims.c, t.actors.alias(), t.actors.alias()
    joined = t.claims.join(subject, subject.c.key == c.subject).join(object_, object_.c.key == c.object)
    columns = (c.key, subject.c.identity, c.relation, object_.c.identity)
    return (
        select(*columns)
        .select_from(joined)
        .where(c.statement.is_(None), c.confidence >= min_confidence, c.reviewed.is_distinct_from("rejected"))
    )


def turned(triple: Triple, turning: Mapping[str, Turning]) -> Triple:
    """The statement in its one form: in the main relation, of a symmetric one with its sides in the order of text."""
    subject, relation, object_ = triple
    how = turning.get(relation)
    if how is None:
        return triple
    if how.main != relation:
        subject, object_ = object_, subject
    if how.symmetric:
        subject, object_ = sorted((subject, object_))
    return subject, how.main, object_


def _keys(connection: Connection, triples: Collection[Triple]) -> dict[Triple, int]:
    """The keys of these statements; those that are new get a row with nothing counted yet."""
    s = t.statements.c
    ids = {statement_id(triple): triple for triple in sorted(triples)}
    keys: dict[str, int] = {}
    for some in portions(ids):
        keys.update(connection.execute(select(s.id, s.key).where(s.id.in_(some))).all())
    last = connection.execute(select(func.max(s.key))).scalar_one() or 0
    new = [id_ for id_ in ids if id_ not in keys]
    nothing = (0,) * 6 + (None, None) + (0,) * 5
    insert_rows(connection, t.statements, [(last + n, id_, *ids[id_], *nothing) for n, id_ in enumerate(new, 1)])
    keys.update((id_, last + n) for n, id_ in enumerate(new, 1))
    return {triple: keys[id_] for id_, triple in ids.items()}


def _losing(connection: Connection) -> set[int]:
    """The statements that have not as many claims as were counted: some went, or went to another statement."""
    s, c = t.statements.c, t.claims.c
    # Statement by statement: a server that has just got them does not know yet how many there are, and joins badly.
    now = select(func.count()).where(c.statement == s.key).scalar_subquery()
    return set(connection.scalars(select(s.key).where(s.claims != now)))


def _measure(connection: Connection, statements: Collection[int], figuring: Figuring) -> None:
    """Counts these anew, and removes those that nobody makes any more."""
    if not statements:
        return
    s, owners = t.statements.c, read_owners(connection)
    found = ((key, voices) for key, voices in read_voices(connection, statements) if key in statements)
    rows = [(*counted.values(), key) for key, counted in figuring(found, owners, len(statements))]
    update_rows(connection, [s[name] for name in figures((), {})], rows)
    gone = [{"row": key} for key in sorted(set(statements) - {row[-1] for row in rows})]
    if gone:
        connection.execute(delete(t.statements).where(s.key == bindparam("row")), gone)


def figures(voices: Sequence[Voice], owners: Owners) -> Figures:
    """The columns of a statement that are counted."""
    sides: dict[Side, list[Voice]] = {side: [] for side in SIDES}
    for voice in voices:
        sides[voice.side].append(voice)
    affirmed, denied = (count(sides[side], owners=owners) for side in ("affirmed", "denied"))
    days = [voice.day for voice in voices if voice.day]
    return {
        "claims": len(voices),
        "documents": len({voice.document for voice in voices}),
        **{side: len(found) for side, found in sides.items()},
        "first_day": min(days, default=None),
        "last_day": max(days, default=None),
        "affirming": affirmed.documents,
        "originals": affirmed.originals,
        "roots": affirmed.named,
        "anonymous": affirmed.anonymous,
        "denying": denied.named,
    }
