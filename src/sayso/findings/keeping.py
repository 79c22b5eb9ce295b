"""The job that leaves findings ready which only all statements together give: a run does it at its end.

None of these can be brought up to date from what changed alone: a triad, a coefficient over all sources, and the rate
of false drifts among all series rest on everything. So they are added up anew, and kept as they are shown; but what a
statement gives to them is kept as well (hearing.py), so that only the voices of changed statements are read for it.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from sayso.findings.agreement import compare_sources
from sayso.findings.balance import balance_of
from sayso.findings.circles import list_circles
from sayso.findings.disputes import list_disputes
from sayso.findings.drift import list_drifts
from sayso.findings.hearing import settle_stances
from sayso.findings.opposing import settle_disputes
from sayso.findings.rivals import list_questions
from sayso.storage.actor_counts import ACTORS, keep_actors
from sayso.storage.kept import is_kept, keep, outdate
from sayso.storage.names import NameFilter, list_rivals
from sayso.storage.oppositions import FindingFilter
from sayso.storage.stances import note_changed, read_stances

AGREEMENT, BALANCE, CIRCLES, DRIFT, ANSWERS, NAMES = (
    "agreement",
    "balance",
    "circles",
    "drift",
    "answers",
    "rival names",
)
FIRST = "first disputes"
LEFT_READY = (AGREEMENT, BALANCE, CIRCLES, DRIFT, ANSWERS, NAMES, FIRST, ACTORS)
"""The names of all that a run leaves ready."""
MOST_SHOWN = 200
"""So many disputes, and so many questions with rival answers, are kept as shown; there may be as many as statements."""


def keep_findings(connection: Connection, changed: Collection[int], *, anew: bool) -> None:
    """Leaves all findings ready after a run, in which these statements (keys) changed.

    Not `anew`: no document did; then only what a correction made stale is looked for.
    """
    settle_disputes(connection, changed)
    if not anew and not changed and all(is_kept(connection, name) for name in LEFT_READY):
        return
    every = FindingFilter()
    settle_stances(connection, changed)
    stances = dict(read_stances(connection))
    said = {key: stance.said for key, stance in stances.items() if stance.said is not None}
    circular = [key for key, stance in stances.items() if stance.circular]
    keep(connection, AGREEMENT, [compare_sources(connection, every, said=said)])
    keep(connection, BALANCE, [balance_of(connection)])
    keep(connection, CIRCLES, list_circles(connection, every, among=circular))
    keep(connection, DRIFT, [list_drifts(connection, stances=stances.values())])
    keep(connection, ANSWERS, list_questions(connection, every, limit=MOST_SHOWN))
    keep(connection, FIRST, list_disputes(connection, every, limit=MOST_SHOWN))
    keep(connection, NAMES, list_rivals(connection, NameFilter()))
    keep_actors(connection)


def correct_findings(connection: Connection, changed: Collection[int]) -> None:
    """Brings up to date what a correction touches that changed these statements (keys).

    The other findings are outdated: until the next run, who asks for them waits, or sees those of the last run.
    """
    settle_disputes(connection, changed)
    note_changed(connection, changed)
    outdate(connection, *LEFT_READY)
