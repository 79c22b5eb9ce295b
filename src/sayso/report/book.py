"""What all pages of a report share: the project, how much of it is shown, and what is looked up once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from sayso.claims.codebook import Codebook
from sayso.corpus.sources import StatementSources
from sayso.findings.disputes import Dispute
from sayso.findings.rivals import Question
from sayso.pages.views import ClaimView, view_claim
from sayso.pictures.tables import Table
from sayso.project import Project
from sayso.report.links import ReportLinks
from sayso.storage.rows import DocumentRow, Status
from sayso.storage.statements import SortBy, StatementFilter, StatementRow

SOURCES = 10
"""So many sources of each side of a statement are shown."""


class Page(NamedTuple):
    """A file of the report: its name, its template, its heading, and what the template is filled with."""

    file: str
    template: str
    title: str
    values: dict[str, Any]


class Figure(NamedTuple):
    """A picture as SVG text, what it shows, and the same as a table."""

    drawing: str
    caption: str
    twin: Table


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """Who put documents out: how many, with how many claims, and from which day to which."""

    name: str
    documents: int
    claims: int
    first: str | None
    last: str | None


@dataclass(frozen=True)
class Book:
    """A project to report on. `limit` is how many rows each list shows; what it leaves out is told."""

    project: Project
    codebook: Codebook
    limit: int

    @cached_property
    def status(self) -> Status:
        return self.project.status()

    @cached_property
    def documents(self) -> list[DocumentRow]:
        return self.project.documents()

    @cached_property
    def by_documents(self) -> list[StatementRow]:
        """The statements in most documents."""
        return self._statements("documents")

    @cached_property
    def by_inflation(self) -> list[StatementRow]:
        """The statements with most documents for each independent source, where these are more than one."""
        return [row for row in self._statements("inflation") if row.inflation > 1]

    @cached_property
    def disputes(self) -> list[Dispute]:
        """One more than is shown, which tells that there are more."""
        return self.project.findings.disputes(limit=self.limit + 1)

    @cached_property
    def questions(self) -> list[Question]:
        """One more than is shown."""
        return self.project.findings.answers(limit=self.limit + 1)

    @cached_property
    def details(self) -> dict[str, StatementSources]:
        """The statements that have a page of their own, by id: all that lists and disputes show."""
        ids = [row.id for row in (*self.by_documents, *self.by_inflation)]
        ids += [position.statement for dispute in self.disputes[: self.limit] for position in dispute.positions]
        return {one: self.project.statement(one) for one in dict.fromkeys(ids)}

    @cached_property
    def outlets(self) -> list[Outlet]:
        """All who put documents out, those with most documents first."""
        found: dict[str, list[DocumentRow]] = {}
        for row in self.documents:
            if row.publisher:
                found.setdefault(row.publisher, []).append(row)
        outlets = [_outlet(name, rows) for name, rows in found.items()]
        return sorted(outlets, key=lambda outlet: (-outlet.documents, outlet.name))

    @cached_property
    def links(self) -> ReportLinks:
        claims = {
            stored.id: statement
            for statement, found in self.details.items()
            for side in found.sides
            for source in side.sources[:SOURCES]
            for stored in source.claims
        }
        return ReportLinks(self.details, [outlet.name for outlet in self.outlets[: self.limit]], claims)

    def claims(self, ids: Iterable[str]) -> list[ClaimView]:
        """These claims in words."""
        return [view_claim(self.project.claim(one), self.codebook) for one in ids]

    def _statements(self, sort: SortBy) -> list[StatementRow]:
        return self.project.statements(StatementFilter(sort=sort), limit=self.limit)


def _outlet(name: str, rows: list[DocumentRow]) -> Outlet:
    days = [row.published for row in rows if row.published]
    return Outlet(
        name=name,
        documents=len(rows),
        claims=sum(row.claims or 0 for row in rows),
        first=min(days, default=None),
        last=max(days, default=None),
    )
