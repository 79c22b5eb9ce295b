"""The overview: what is in the project, what is repeated most, what is disputed, what was left out."""

from __future__ import annotations

import msgspec

from sayso.findings.disputes import Dispute, list_disputes
from sayso.pages.views import StatementView, view_statement
from sayso.storage.browsing_statements import StatementOrder, StatementsWanted, list_statements_page
from sayso.storage.counting import Month, Totals, count_all, count_by_time
from sayso.storage.oppositions import FindingFilter
from sayso.storage.rows import UnresolvedCount
from sayso.storage.unresolved import count_unresolved
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import View

SHOWN = 8
_REASONS = 6


class Asked(msgspec.Struct, frozen=True):
    """`sort` says which statements come first."""

    sort: StatementOrder = "documents"


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """What a first look shows. `unresolved` are the most usual reasons why words could not be traced to an actor."""

    totals: Totals
    statements: list[StatementView]
    disputes: list[Dispute]
    activity: list[Month]
    unresolved: list[UnresolvedCount]


def show(desk: Desk, asked: Asked) -> Overview:
    """The first few of everything."""
    found = list_statements_page(desk.connection, StatementsWanted(order=asked.sort), SHOWN)
    return Overview(
        totals=count_all(desk.connection),
        statements=[view_statement(row, desk.codebook) for row in found.rows],
        disputes=list_disputes(desk.connection, FindingFilter(), limit=SHOWN // 2),
        activity=count_by_time(desk.connection),
        unresolved=count_unresolved(desk.connection)[:_REASONS],
    )


VIEW = View(path="/", template="overview/page.html", asked=Asked, show=show, section="Overview", opens=True)
