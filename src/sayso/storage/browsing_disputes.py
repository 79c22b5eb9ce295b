"""Disputes a page at a time, in any size of project: each page begins behind the last dispute of the one before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, literal, or_, select, tuple_

from sayso.errors import UsageError
from sayso.storage import schema as t
from sayso.storage.browsing import Listed
from sayso.storage.disputes import Kind, dispute_conditions
from sayso.storage.oppositions import FindingFilter

LOOKED = 2_000
"""For one page no more disputes than this are looked through for those of a period."""
_AT_ONCE = 100


class Pair(NamedTuple):
    """A dispute as it is kept: the keys of its statements (of one that is affirmed and denied twice the same)."""

    one: int
    other: int
    kind: Kind
    ids: str


class Taken(NamedTuple):
    """When one side of a dispute was taken (days of publication), and by how many claims."""

    since: str | None
    until: str | None
    claims: int


def list_disputes_page(
    connection: Connection, wanted: FindingFilter, kinds: Iterable[Kind], size: int, after: str | None = None
) -> Listed[Pair]:
    """The disputes that are kept, those that weigh most first. `after` is the `ids` behind which the page begins.

    With a period (`wanted.since`, `wanted.until`) those of which both sides were taken in it; `number` is then None.
    Raises UsageError where nobody is called as asked, or `after` is no dispute.
    """
    d, conditions = t.disputes.c, list(dispute_conditions(connection, wanted, kinds))
    query: Select[Any] = select(d.one, d.other, d.kind, d.ids).where(*conditions)
    if after is not None:
        query = query.where(_behind(connection, after))
    query = query.order_by(d.weight.desc(), d.kind, d.ids)
    if wanted.since is None and wanted.until is None:
        number = connection.execute(select(func.count()).select_from(t.disputes).where(*conditions)).scalar_one()
        rows = [Pair(*row) for row in connection.execute(query.limit(size + 1))]
        return Listed(rows=rows[:size], after=rows[size - 1].ids if len(rows) > size else None, number=number)
    looked = [Pair(*row) for row in connection.execute(query.limit(LOOKED))]
    rows = list(islice(_in_period(connection, looked, wanted), size + 1))
    if len(rows) > size:
        return Listed(rows=rows[:size], after=rows[size - 1].ids, number=None)
    return Listed(rows=rows, after=looked[-1].ids if len(looked) == LOOKED else None, number=None)


def _behind(connection: Connection, after: str) -> ColumnElement[bool]:
    d = t.disputes.c
    found = connection.execute(select(d.weight, d.kind).where(d.ids == after)).first()
    if found is None:
        raise UsageError("The list has changed: what this page begins behind is not in it any more.")
    weight, kind = found
    rest = tuple_(d.kind, d.ids) > tuple_(literal(kind), literal(after))
    return and_(d.weight <= weight, or_(d.weight < weight, rest))


def _in_period(connection: Connection, pairs: Sequence[Pair], wanted: FindingFilter) -> Iterator[Pair]:
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        keys = {key for pair in some for key in (pair.one, pair.other)}
        affirmed, denied = (_taken_in(connection, keys, wanted, polarity) for polarity in ("affirmed", "denied"))
        for pair in some:
            if pair.one in affirmed and pair.other in (denied if pair.one == pair.other else affirmed):
                yield pair


def _taken_in(connection: Connection, keys: Collection[int], wanted: FindingFilter, polarity: str) -> set[int]:
    """Those of these statements that somebody affirms, or denies, in a document of the period."""
    c, d = t.claims.c, t.documents.c
    spoken = select(c.key).join(t.documents, d.key == c.document)
    spoken = spoken.where(c.statement == t.statements.c.key, *_on_side(polarity))
    if wanted.since is not None:
        spoken = spoken.where(d.published >= wanted.since)
    if wanted.until is not None:
        spoken = spoken.where(d.published <= wanted.until + "~")
    query = select(t.statements.c.key).where(t.statements.c.key.in_(keys), exists(spoken))
    return set(connection.scalars(query))


def sides_taken(connection: Connection, keys: Collection[int]) -> dict[tuple[int, str], Taken]:
    """When these statements (keys) were 'affirmed' as facts, and when they were 'denied'."""
    c, d = t.claims.c, t.documents.c
    found: dict[tuple[int, str], Taken] = {}
    for polarity in ("affirmed", "denied"):
        query = select(c.statement, func.min(d.published), func.max(d.published), func.count())
        query = query.join(t.documents, d.key == c.document).where(c.statement.in_(keys), *_on_side(polarity))
        for key, first, last, number in connection.execute(query.group_by(c.statement)):
            found[key, polarity] = Taken(first, last, number)
    return found


def _on_side(polarity: str) -> Iterator[ColumnElement[bool]]:
    c = t.claims.c
    yield c.polarity == polarity
    if polarity == "affirmed":
        yield c.modality == "actual"
