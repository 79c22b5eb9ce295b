"""Statements: what is claimed over all documents, how often, and on how many independent sources it rests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from sayso.model import Modality, Polarity
from sayso.pages.views import StatementView, view_statement
from sayso.storage.browsing import Listed
from sayso.storage.browsing_statements import (
    StatementOrder,
    StatementsWanted,
    every_statement,
    list_statements_page,
)
from sayso.storage.statements import StatementFilter, StatementRow
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import Download, View
from sayso.workbench.parameters import Count, Day, Name
from sayso.workbench.views.choices import Choices, choices

SIZE = 30


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which statements to show; names as in the form."""

    subject: Name | None = None
    object: Name | None = None
    about: Name | None = None
    relation: Name | None = None
    holder: Name | None = None
    outlet: Name | None = None
    since: Day | None = None
    until: Day | None = None
    polarity: Polarity | None = None
    modality: Modality | None = None
    independent: Count = 0
    sort: StatementOrder = "documents"
    after: Name | None = None


class Statements(msgspec.Struct, frozen=True, kw_only=True):
    """A page of statements. `number` counts all that meet the conditions, None where they are too many for that.

    Where the object is asked about, the sentence (`clause`) begins with it.
    """

    statements: list[StatementView]
    number: int | None
    after: str | None
    choices: Choices


def show(desk: Desk, asked: Asked) -> Statements:
    """The statements that meet all conditions, a page of them."""
    offered = choices(desk, asked.relation)
    found: Listed[StatementRow] = list_statements_page(desk.connection, wanted(asked), SIZE, asked.after)
    about = (asked.object or asked.about or "").casefold()
    return Statements(
        statements=[_turned(view_statement(row, desk.codebook), about) for row in found.rows],
        number=found.number,
        after=found.after,
        choices=offered,
    )


def _turned(view: StatementView, about: str) -> StatementView:
    is_object = about and about in (view.row.object.casefold(), view.row.object_identity)
    return msgspec.structs.replace(view, clause=view.inverse) if is_object else view


def wanted(asked: Asked) -> StatementsWanted:
    """The same for the database."""
    conditions = StatementFilter(
        subject=asked.subject, object=asked.object, about=asked.about, relation=asked.relation, holder=asked.holder,
        outlet=asked.outlet, since=asked.since, until=asked.until, min_independent=asked.independent,
    )  # fmt: skip
    return StatementsWanted(filter=conditions, polarity=asked.polarity, modality=asked.modality, order=asked.sort)


def rows(desk: Desk, asked: Asked) -> Iterator[dict[str, Any]]:
    """All of them, with their sentences."""
    for row in every_statement(desk.connection, wanted(asked)):
        yield {**msgspec.to_builtins(row), "sentence": view_statement(row, desk.codebook).clause}


VIEW = View(
    path="/statements",
    template="statements/page.html",
    asked=Asked,
    show=show,
    section="Statements",
    opens=True,
    download=Download(columns=(*StatementRow.__struct_fields__, "sentence"), rows=rows, cells=rows),
)
