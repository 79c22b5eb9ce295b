"""The job that keeps the disputes up to date: where statements were counted anew, what stands against them is, too."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from sayso.findings.disputes import KEPT, WITHIN, cases
from sayso.storage.disputes import Standing, opposed, put_disputes
from sayso.storage.kept import is_kept, keep
from sayso.storage.oppositions import FindingFilter, Opposed
from sayso.storage.registry_links import read_owners

_MOST = 20_000
"""Where more statements changed, all are looked at: to pick these out would take longer."""


def settle_disputes(connection: Connection, changed: Collection[int]) -> None:
    """Brings the disputes up to date, where these statements (keys) were counted anew or are gone.

    What is kept is what `disputes.list_disputes` finds without conditions.
    """
    every = len(changed) > _MOST or not is_kept(connection, KEPT)
    found = opposed(connection, None if every else changed)
    unsure = [row for row in found if not row.sure]
    disputed = _disputed(connection, unsure)
    rows = [row for row in found if row.sure or (row.one, row.other) in disputed]
    put_disputes(connection, rows, None if every else changed)
    if every:
        keep(connection, KEPT, ())


def _disputed(connection: Connection, rows: Collection[Standing]) -> set[tuple[int, int]]:
    """Those in which some source on one side is another than some on the other."""
    pairs = [Opposed(row.one, row.other, row.weight) for row in rows]
    found = cases(connection, pairs, FindingFilter(), WITHIN, read_owners(connection))
    return {(case.one[0], case.other[0]) for case in found}
