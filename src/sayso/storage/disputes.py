"""The disputes of a project, kept with what they weigh: a page of them is read without looking for the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, and_, case, delete, func, or_, select

from sayso.storage import schema as t
from sayso.storage.database import insert_rows, portions
from sayso.storage.dialects import smaller
from sayso.storage.oppositions import FindingFilter, Opposed, asked

Kind: TypeAlias = Literal["denied", "incompatible"]


class Standing(NamedTuple):
    """A statement that is affirmed and denied (`one` is `other`), or two that are affirmed and exclude each other.

    `one` and `other` are keys, `weight` is the number of named independent sources of the weaker side; `sure`
    says that by the figures alone there is another source on each side.
    """

    one: int
    other: int
    kind: Kind
    weight: int
    ids: str
    sure: bool


def opposed(connection: Connection, statements: Collection[int] | None = None) -> list[Standing]:
    """Which statements stand against themselves or each other, all or those in which one of these (keys) stands."""
    found: dict[tuple[int, int], Standing] = {}
    for condition in [None] if statements is None else map(t.statements.c.key.in_, portions(statements)):
        for row in (*_denied(connection, condition), *_incompatible(connection, condition)):
            found[row.one, row.other] = row
    return list(found.values())


def _denied(connection: Connection, condition: ColumnElement[bool] | None) -> Iterator[Standing]:
    s = t.statements.c
    query = select(s.key, s.id, s.roots, s.denying).where(s.denied > 0, s.affirmed > 0)
    for key, own, roots, denying in connection.execute(query if condition is None else query.where(condition)):
        # Two named sources on one side cannot both be the one on the other. Where readers' comments are left out, as
        # the findings do, there are never fewer.
        yield Standing(
            key, key, "denied", min(roots, denying), own, min(roots, denying) > 0 and max(roots, denying) > 1
        )


def _incompatible(connection: Connection, condition: ColumnElement[bool] | None) -> Iterator[Standing]:
    one, other, e = t.statements, t.statements.alias("other"), t.exclusions.c
    ends = (
        case((e.crossed == 1, one.c.object), else_=one.c.subject),
        case((e.crossed == 1, one.c.subject), else_=one.c.object),
    )
    same = and_(other.c.subject == ends[0], other.c.relation == e.other, other.c.object == ends[1])
    query = (
        select(one.c.key, other.c.key, one.c.id, other.c.id, smaller(one.c.roots, other.c.roots))
        .select_from(one.join(t.exclusions, e.relation == one.c.relation).join(other, same))
        .where(one.c.affirmed > 0, other.c.affirmed > 0, one.c.key != other.c.key)
    )
    for a, b, id_a, id_b, weight in connection.execute(query if condition is None else query.where(condition)):
        (first, one_key), (second, other_key) = sorted(((id_a, a), (id_b, b)))
        yield Standing(one_key, other_key, "incompatible", weight, f"{first} {second}", sure=False)


def put_disputes(connection: Connection, rows: Iterable[Standing], instead_of: Collection[int] | None = None) -> None:
    """Keeps these disputes in place of all, or of those in which one of these statements (keys) stands."""
    d = t.disputes.c
    if instead_of is None:
        connection.execute(delete(t.disputes))
    else:
        for some in portions(instead_of):
            connection.execute(delete(t.disputes).where(or_(d.one.in_(some), d.other.in_(some))))
    insert_rows(connection, t.disputes, [row[:5] for row in rows])


def read_disputes(
    connection: Connection, wanted: FindingFilter, kinds: Iterable[Kind], limit: int | None = None, offset: int = 0
) -> list[Opposed]:
    """A page of the disputes that are kept, those that weigh most first; days of publication are no condition here.

    Raises UsageError where nobody is called as asked.
    """
    d = t.disputes.c
    query = select(d.one, d.other, d.weight).where(*dispute_conditions(connection, wanted, kinds))
    ordered = query.order_by(d.weight.desc(), d.kind, d.ids).limit(limit).offset(offset)
    return [Opposed(*row) for row in connection.execute(ordered)]


def count_disputes(connection: Connection, wanted: FindingFilter, kinds: Iterable[Kind]) -> int:
    """How many disputes are kept that meet the conditions. Raises UsageError where nobody is called as asked."""
    query = select(func.count()).select_from(t.disputes).where(*dispute_conditions(connection, wanted, kinds))
    number: int = connection.execute(query).scalar_one()
    return number


def dispute_conditions(
    connection: Connection, wanted: FindingFilter, kinds: Iterable[Kind]
) -> Iterator[ColumnElement[bool]]:
    """What must hold of rows of `disputes`. Raises UsageError where nobody is called as asked."""
    d, kinds = t.disputes.c, set(kinds)
    if kinds != {"denied", "incompatible"}:
        yield d.kind.in_(kinds)
    if conditions := list(asked(connection, t.statements, wanted)):
        meant: Select[int] = select(t.statements.c.key).where(*conditions)
        yield or_(d.one.in_(meant), d.other.in_(meant))
