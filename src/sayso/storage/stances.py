"""What findings need to know of the voices of each statement, kept so that only changed statements are read again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, select, tuple_

from sayso.storage import schema as t
from sayso.storage.database import insert_rows, portions
from sayso.storage.relations import Valence

_CHANGED = "changed statements"
"""Under this name (kept.py) stand the statements that changed since stances were brought up to date, as positions; and
on what else they rest, in row 0."""
_FETCHED = 10_000


class Stance(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is heard of a statement, which is from `subject` to `object` (identities). Readers' comments do not count.

    `said` is whether each named source affirms it (True), denies it (False) or does both (None); it is None itself
    where nobody does either. `told` counts the claims that affirm it, by outlet and document (key), where the document
    has a date and names its outlet. In a `circular` one some who affirm it cite each other.
    """

    subject: str
    relation: str
    object: str
    said: dict[str, bool | None] | None = None
    told: dict[str, dict[int, int]] = {}
    circular: bool = False


Group: TypeAlias = tuple[str, str, Valence]
"""The statements of one valence from one actor to another (identities)."""


class Placed(NamedTuple):
    """Between whom a statement (its key) is, and its valence; None where the codebook does not know its relation."""

    key: int
    subject: str
    relation: str
    object: str
    valence: Valence | None

    @property
    def group(self) -> Group | None:
        """To which it counts where it is friendly or hostile; what relates an actor to itself counts to none."""
        return group_of(self.subject, self.object, self.valence)


def group_of(subject: str, object_: str, valence: Valence | None) -> Group | None:
    """See `Placed.group`."""
    return None if valence in (None, "0") or subject == object_ else (subject, object_, valence)


_decoder = msgspec.json.Decoder(Stance)


def read_stances(connection: Connection, statements: Collection[int] | None = None) -> Iterator[tuple[int, Stance]]:
    """The stances of these statements (by key, None for all), in the order of keys."""
    s = t.stances.c
    query = select(s.statement, s.payload).order_by(s.statement).execution_options(yield_per=_FETCHED)
    for condition in [None] if statements is None else map(s.statement.in_, portions(statements)):
        for key, payload in connection.execute(query if condition is None else query.where(condition)):
            yield key, _decoder.decode(payload)


def put_stances(connection: Connection, rows: Mapping[int, Stance], instead_of: Collection[int] | None) -> None:
    """Keeps these in place of those of some statements (keys), or of all."""
    if instead_of is None:
        connection.execute(delete(t.stances))
    else:
        for some in portions(instead_of):
            connection.execute(delete(t.stances).where(t.stances.c.statement.in_(some)))
    encode = msgspec.json.encode
    insert_rows(connection, t.stances, [(key, encode(stance).decode()) for key, stance in sorted(rows.items())])


def read_leanings(connection: Connection) -> Iterator[tuple[Group, int]]:
    """The named independent sources behind each group that has any, in the order of groups."""
    n = t.leanings.c
    query = select(t.leanings).order_by(n.subject, n.object, n.valence).execution_options(yield_per=_FETCHED)
    for subject, object_, valence, sources in connection.execute(query):
        yield (subject, object_, valence), sources


def put_leanings(connection: Connection, rows: Mapping[Group, int], instead_of: Collection[Group] | None) -> None:
    """Keeps these in place of those of some groups, or of all."""
    n = t.leanings.c
    if instead_of is None:
        connection.execute(delete(t.leanings))
    else:
        for some in portions(instead_of):
            connection.execute(delete(t.leanings).where(tuple_(n.subject, n.object, n.valence).in_(some)))
    insert_rows(connection, t.leanings, [(*group, sources) for group, sources in sorted(rows.items())])


def read_placed(connection: Connection, statements: Collection[int] | None = None) -> list[Placed]:
    """These statements (keys, None for all), as far as there are any."""
    if statements is None:
        return list(_placed(connection))
    return [row for some in portions(statements) for row in _placed(connection, t.statements.c.key.in_(some))]


def read_members(connection: Connection, groups: Collection[Group]) -> list[Placed]:
    """The statements of these groups."""
    s, found = t.statements.c, list[Placed]()
    for some in portions({group[:2] for group in groups}):
        found += _placed(connection, tuple_(s.subject, s.object).in_(some))
    return [row for row in found if row.group in groups]


def note_changed(connection: Connection, statements: Collection[int]) -> None:
    """The stances of these statements (keys) are not true any more."""
    _take_out(connection, statements)
    insert_rows(connection, t.kept, [(_CHANGED, key, "") for key in sorted(statements)])


def take_changed(connection: Connection, basis: str) -> set[int] | None:
    """The statements (keys) that were noted, to be brought up to date now; None where all have to be, since stances
    were not kept yet, or rest on something else than `basis`.
    """
    k = t.kept.c
    rows = connection.execute(select(k.position, k.payload).where(k.name == _CHANGED)).all()
    found: dict[int, str] = dict(rows)
    connection.execute(delete(t.kept).where(k.name == _CHANGED))
    insert_rows(connection, t.kept, [(_CHANGED, 0, basis)])
    return found.keys() - {0} if found.get(0) == basis else None


def _take_out(connection: Connection, statements: Collection[int]) -> None:
    k = t.kept.c
    for some in portions(statements):
        connection.execute(delete(t.kept).where(k.name == _CHANGED, k.position.in_(some)))


def _placed(connection: Connection, *conditions: ColumnElement[bool]) -> Iterator[Placed]:
    s, r = t.statements.c, t.relations.c
    joined = t.statements.outerjoin(t.relations, r.relation == s.relation)
    query = select(s.key, s.subject, s.relation, s.object, r.valence).select_from(joined).where(*conditions)
    return (Placed(*row) for row in connection.execute(query))
