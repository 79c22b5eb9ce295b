"""The overview: what is in the project, what is repeated most, what is disputed, what was left out."""

from __future__ import annotations

import msgspec

from sayso.findings.standoffs import list_standoffs
from sayso.pages.views import StatementView, view_statement
from sayso.storage.browsing_statements import StatementOrder, StatementsWanted, list_statements_page
from sayso.storage.counting import Month, Totals, count_all, count_by_time
from sayso.storage.oppositions import FindingFilter
from sayso.storage.rows import UnresolvedCount
from sayso.storage.unresolved import count_unresolved
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import View
from sayso.workbench.views.standoffs import StandoffView, view_standoff

SHOWN = 8
_REASONS = 6


class Asked(msgspec.Struct, frozen=True):
    """`sort` says which statements come first."""

    sort: StatementOrder = "documents"


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """What a first look shows. `disputed` counts all disputes, None where no run has left them ready.

    `unresolved` are the most usual reasons why words could not be traced to an actor.
    """

    totals: Totals
    statements: list[StatementView]
    disputes: list[StandoffView]
    disputed: int | None
    activity: list[Month]
    unresolved: list[UnresolvedCount]


def show(desk: Desk, asked: Asked) -> Overview:
    """The first few of everything."""
    standoffs = list_standoffs(desk.connection, FindingFilter(), SHOWN // 2)
    found = list_statements_page(desk.connection, StatementsWanted(order=asked.sort), SHOWN)
    return Overview(
        totals=count_all(desk.connection),
        statements=[view_statement(row, desk.codebook) for row in found.rows],
        disputes=[view_standoff(desk, standoff) for standoff in standoffs.rows],
        disputed=standoffs.number,
        activity=count_by_time(desk.connection),
        unresolved=count_unresolved(desk.connection)[:_REASONS],
    )


VIEW = View(path="/", template="overview/page.html", asked=Asked, show=show, section="Overview", opens=True)
