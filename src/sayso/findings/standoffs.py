"""Disputes by their figures alone: what `disputes.py` finds, without reading the voices on each side."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from sayso.findings.disputes import KEPT, DisputeKind, list_disputes
from sayso.storage import schema as t
from sayso.storage.disputes import count_disputes, read_disputes
from sayso.storage.kept import is_kept
from sayso.storage.oppositions import FindingFilter
from sayso.storage.statements import StatementRow, statement_rows

KINDS: tuple[DisputeKind, ...] = ("denied", "incompatible")


class Standoff(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that some affirm and others deny (`other` is None), or two that cannot both hold at one time."""

    one: StatementRow
    other: StatementRow | None = None


class Standoffs(msgspec.Struct, frozen=True, kw_only=True):
    """The first few, those with most named independent sources on the weaker side first; `number` counts all.

    `number` is None where a run has not left them ready.
    """

    rows: list[Standoff]
    number: int | None


def list_standoffs(connection: Connection, wanted: FindingFilter, size: int) -> Standoffs:
    """The disputes that meet the conditions. Raises UsageError where nobody is called as asked."""
    if not is_kept(connection, KEPT):
        found = list_disputes(connection, wanted, limit=size)
        ids = [(dispute.positions[0].statement, dispute.positions[1].statement) for dispute in found]
        return Standoffs(rows=_rows(connection, ids), number=None)
    s = t.statements.c
    pairs = read_disputes(connection, wanted, KINDS, size)
    keys = {key for pair in pairs for key in (pair.one, pair.other)}
    known = dict(connection.execute(select(s.key, s.id).where(s.key.in_(keys))).all())
    ids = [(known[pair.one], known[pair.other]) for pair in pairs]
    return Standoffs(rows=_rows(connection, ids), number=count_disputes(connection, wanted, KINDS))


def _rows(connection: Connection, pairs: list[tuple[str, str]]) -> list[Standoff]:
    s = t.statements.c
    wanted = {own for pair in pairs for own in pair}
    rows = {row.id: row for row in statement_rows(connection, [s.id.in_(wanted)], [s.id])}
    return [Standoff(one=rows[one], other=rows[other] if other != one else None) for one, other in pairs]
