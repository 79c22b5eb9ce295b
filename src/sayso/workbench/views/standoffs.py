"""Disputes as several pages show them: in words, by the figures of their statements."""

from __future__ import annotations

import msgspec

from sayso.findings.standoffs import Standoff
from sayso.pages.views import StatementView, view_statement
from sayso.workbench.desk import Desk


class StandoffView(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that is affirmed and denied (`other` is None), or two that cannot both hold at one time."""

    one: StatementView
    other: StatementView | None


def view_standoff(desk: Desk, standoff: Standoff) -> StandoffView:
    """A dispute in words."""
    other = view_statement(standoff.other, desk.codebook) if standoff.other else None
    return StandoffView(one=view_statement(standoff.one, desk.codebook), other=other)
