"""Disputes: what some affirm and others deny, and what cannot both hold at one time."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from sayso.errors import UsageError
from sayso.findings.disputes import KEPT, Dispute, list_disputes, show_pairs
from sayso.findings.standoffs import KINDS
from sayso.pages.views import StatementView, view_statement
from sayso.storage import schema as t
from sayso.storage.browsing_disputes import Pair, Taken, list_disputes_page, sides_taken
from sayso.storage.disputes import Kind
from sayso.storage.kept import is_kept
from sayso.storage.oppositions import FindingFilter, Opposed
from sayso.storage.statements import StatementRow, statement_rows
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Day, Name
from sayso.workbench.views.choices import Choices, choices
from sayso.workbench.views.opposing import StandView, quote, view_stand

SIZE = 12
_FEW, _NAMED, _QUOTED = 80, 4, 8
"""Where no more claims than this are made on both sides, a list names their sources."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which disputes to show; `after` names the one behind which the page begins."""

    kind: Kind | None = None
    about: Name | None = None
    subject: Name | None = None
    object: Name | None = None
    relation: Name | None = None
    since: Day | None = None
    until: Day | None = None
    after: Name | None = None


class SideView(msgspec.Struct, frozen=True, kw_only=True):
    """One side: the statement, whether it is denied, how many claims, independent sources and documents take it.

    `since` and `until` are days of publication. `stand` has the first of the sources, where they are few.
    """

    statement: StatementView
    denied: bool
    claims: int
    independent: int
    since: str | None
    until: str | None
    stand: StandView | None


class DisputeView(msgspec.Struct, frozen=True, kw_only=True):
    """Two sides that cannot both be right, the one that was taken first at first; `since` both were taken."""

    kind: Kind
    one: str
    other: str
    since: str | None
    sides: list[SideView]


class Disputes(msgspec.Struct, frozen=True, kw_only=True):
    """A page of disputes. `number` counts all, None where that would take too long, or no run has left them ready."""

    disputes: list[DisputeView]
    number: int | None
    after: str | None
    ready: bool
    size: int
    choices: Choices


def show(desk: Desk, asked: Asked) -> Disputes:
    """The disputes that meet all conditions, those with most independent sources on the weaker side first."""
    offered, conditions = choices(desk, asked.relation), _wanted(asked)
    kinds = (asked.kind,) if asked.kind else KINDS
    if not is_kept(desk.connection, KEPT):
        found = list_disputes(desk.connection, conditions, kinds=kinds, limit=SIZE)
        ids = [tuple(position.statement for position in dispute.positions) for dispute in found]
        pairs, number, after, ready = _pairs(desk, ids), None, None, False
    else:
        listed = list_disputes_page(desk.connection, conditions, kinds, SIZE, asked.after)
        pairs, number, after, ready = listed.rows, listed.number, listed.after, True
    shown = _views(desk, pairs, conditions)
    return Disputes(disputes=shown, number=number, after=after, ready=ready, size=SIZE, choices=offered)


def _wanted(asked: Asked) -> FindingFilter:
    return FindingFilter(
        about=asked.about, subject=asked.subject, object=asked.object, relation=asked.relation, since=asked.since,
        until=asked.until,
    )  # fmt: skip


def _pairs(desk: Desk, ids: Sequence[tuple[str, ...]]) -> list[Pair]:
    s = t.statements.c
    known = dict(
        desk.connection.execute(select(s.id, s.key).where(s.id.in_({one for two in ids for one in two}))).all()
    )
    return [
        Pair(known[one], known[other], "denied" if one == other else "incompatible", " ".join(sorted({one, other})))
        for one, other in ids
    ]


def _views(desk: Desk, pairs: Sequence[Pair], conditions: FindingFilter) -> list[DisputeView]:
    """The disputes in words; the sources of those with few claims are named."""
    rows = _rows(desk, [key for pair in pairs for key in (pair.one, pair.other)])
    taken = sides_taken(desk.connection, list(rows))
    few = [pair for pair in pairs if sum(rows[key].claims for key in {pair.one, pair.other}) <= _FEW]
    period = FindingFilter(since=conditions.since, until=conditions.until)
    named = show_pairs(desk.connection, [Opposed(pair.one, pair.other, 0) for pair in few], period)
    by_ids = {" ".join(sorted({p.statement for p in dispute.positions})): dispute for dispute in named}
    return [_view(desk, pair, rows, taken, by_ids.get(pair.ids)) for pair in pairs]


def _rows(desk: Desk, keys: Sequence[int]) -> dict[int, StatementRow]:
    s = t.statements.c
    known = dict(desk.connection.execute(select(s.id, s.key).where(s.key.in_(keys))).all())
    return {known[row.id]: row for row in statement_rows(desk.connection, [s.key.in_(keys)], [s.id])}


def _view(
    desk: Desk,
    pair: Pair,
    rows: dict[int, StatementRow],
    taken: dict[tuple[int, str], Taken],
    named: Dispute | None,
) -> DisputeView:
    stands = {(p.statement, p.denied): view_stand(p.stand, _NAMED) for p in named.positions} if named else {}
    sides = []
    for key, denied in ((pair.one, False), (pair.other, pair.one == pair.other)):
        row, when = rows[key], taken.get((key, "denied" if denied else "affirmed"), Taken(None, None, 0))
        sides.append(
            SideView(
                statement=view_statement(row, desk.codebook),
                denied=denied,
                claims=when.claims,
                independent=row.denying if denied else row.independent,
                since=when.since,
                until=when.until,
                stand=stands.get((row.id, denied)),
            )
        )
    sides.sort(key=lambda side: (side.since or "~", side.denied))
    since = max(side.since for side in sides if side.since) if all(side.since for side in sides) else None
    return DisputeView(kind=pair.kind, one=rows[pair.one].id, other=rows[pair.other].id, since=since, sides=sides)


class AskedOne(msgspec.Struct, frozen=True, kw_only=True):
    """Which dispute: the ids of its statements (twice the same where one is affirmed and denied), and of which time."""

    one: str
    other: str
    since: Day | None = None
    until: Day | None = None


class DisputePage(msgspec.Struct, frozen=True, kw_only=True):
    """One dispute with the voices on each side. `both` are sources that take both sides; None of it where in this time
    nobody contradicts another.
    """

    dispute: DisputeView
    stands: list[StandView]
    since: str | None
    both: tuple[str, ...]


def show_one(desk: Desk, asked: AskedOne) -> DisputePage:
    """Raises UsageError where one of the statements does not exist."""
    [pair] = _known(desk, asked)
    period = FindingFilter(since=asked.since, until=asked.until)
    found = show_pairs(desk.connection, [Opposed(pair.one, pair.other, 0)], period)
    [view] = _views(desk, [pair], period)
    if not found:
        return DisputePage(dispute=view, stands=[], since=None, both=())
    stands = {(p.statement, p.denied): p.stand for p in found[0].positions}
    quoted = quote(desk, stands.values(), _QUOTED)
    shown = [view_stand(stands[side.statement.row.id, side.denied], _QUOTED, quoted) for side in view.sides]
    return DisputePage(dispute=view, stands=shown, since=found[0].since, both=found[0].both)


def _known(desk: Desk, asked: AskedOne) -> list[Pair]:
    try:
        return _pairs(desk, [(asked.one, asked.other)])
    except KeyError as error:
        raise UsageError(f"There is no statement {error.args[0]}: a run may have changed what is claimed.") from error


LIST = View(path="/disputes", template="disputes/list.html", asked=Asked, show=show, section="Disputes", opens=True)
VIEW = View(
    path="/disputes/{one}/{other}", template="disputes/one.html", asked=AskedOne, show=show_one, section="Disputes"
)
