"""One statement: the voices on each side down to the words, how they fold into sources, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import select

from sayso.corpus.sources import SideRow, SourceRow, StatementSources, statement_sources
from sayso.exports.sentences import as_shown
from sayso.findings.rivals import Question, list_questions
from sayso.findings.standoffs import list_standoffs
from sayso.pages.views import ClaimView, StatementView, view_claim, view_statement
from sayso.pictures import timeline
from sayso.storage import schema as t
from sayso.storage.browsing_statements import related_statements
from sayso.storage.dialects import ascending
from sayso.storage.oppositions import FindingFilter
from sayso.storage.statements import StatementRow
from sayso.storage.voices import side_of
from sayso.workbench.addresses import Addresses
from sayso.workbench.desk import Desk
from sayso.workbench.figures import Figure
from sayso.workbench.kinds import View

_CLAIMS, _ROOTS, _RELATED, _FAMILIES, _LANES = 3, 12, 10, 10, 15


class Asked(msgspec.Struct, frozen=True):
    """Which statement, by its id or the beginning of it."""

    statement: str


class SourceView(msgspec.Struct, frozen=True, kw_only=True):
    """One root, with its claims in words: `row` has its names and figures, `copies` are those that are reprints."""

    row: SourceRow
    claims: list[ClaimView]
    copies: list[ClaimView]


class SideView(msgspec.Struct, frozen=True, kw_only=True):
    """All who take one side."""

    row: SideRow
    sources: list[SourceView]


class FamilyOf(msgspec.Struct, frozen=True, kw_only=True):
    """A reprint family to which documents of this statement belong: (id, title, publisher, published) of each."""

    family: str
    documents: list[tuple[str, str | None, str | None, str | None]]


class StatementPage(msgspec.Struct, frozen=True, kw_only=True):
    """A statement and all who make it. `rivals` are other answers to the question that it answers, if it does.

    `incompatible` are statements that are affirmed, too, and cannot hold at the same time.
    """

    statement: StatementView
    sides: list[SideView]
    found: StatementSources
    timeline: Figure | None
    families: list[FamilyOf]
    related: list[StatementView]
    incompatible: list[StatementView]
    rivals: Question | None


def show(desk: Desk, asked: Asked) -> StatementPage:
    """Raises UsageError where no statement, or several, have this id."""
    found = statement_sources(desk.connection, asked.statement, most=_CLAIMS, roots=_ROOTS)
    row = found.statement
    question = FindingFilter(object=row.object_identity, relation=row.relation)
    asks = desk.codebook.relations.get(row.relation)
    questions = list_questions(desk.connection, question, limit=1) if asks and asks.one_subject else []
    return StatementPage(
        statement=view_statement(row, desk.codebook),
        sides=[_side(desk, side) for side in found.sides],
        found=found,
        timeline=_timeline(found),
        families=_families(desk, row.id),
        related=[view_statement(other, desk.codebook) for other in related_statements(desk.connection, row, _RELATED)],
        incompatible=_incompatible(desk, row),
        rivals=questions[0] if questions else None,
    )


def _side(desk: Desk, side: SideRow) -> SideView:
    def views(claims: Iterable[object]) -> list[ClaimView]:
        return [view_claim(stored, desk.codebook) for stored in claims]  # type: ignore[arg-type]

    shown = [source for source in side.sources if source.claims]
    return SideView(
        row=side, sources=[SourceView(row=s, claims=views(s.claims), copies=views(s.copies)) for s in shown]
    )


def _timeline(found: StatementSources) -> Figure | None:
    """A lane for each source with a day; of the claims that are shown with their words."""
    addresses, lanes = Addresses(), dict[str, list[timeline.Mark]]()
    for side in found.sides:
        for source in side.sources:
            for stored in map(as_shown, source.claims):
                if stored.published:
                    words = f"{stored.published}: {stored.publisher or stored.chain[0].actor}"
                    kind = side_of(stored.claim.polarity, stored.claim.modality)
                    mark = timeline.Mark(stored.published, kind, words, addresses.claim(stored.id))
                    lanes.setdefault(" and ".join(source.names), []).append(mark)
    if not lanes:
        return None
    shown = [timeline.Lane(name, tuple(sorted(marks))) for name, marks in lanes.items()][:_LANES]
    return Figure(timeline.draw(shown), "Who said it when, by source", timeline.table(shown))


def _incompatible(desk: Desk, row: StatementRow) -> list[StatementView]:
    about = FindingFilter(subject=row.subject_identity, object=row.object_identity, relation=row.relation)
    found = list_standoffs(desk.connection, about, _RELATED).rows
    pairs = [(standoff.one, standoff.other) for standoff in found if standoff.other is not None]
    others = [other if one.id == row.id else one for one, other in pairs if row.id in (one.id, other.id)]
    return [view_statement(other, desk.codebook) for other in others]


def _families(desk: Desk, statement: str) -> list[FamilyOf]:
    c, d, r, s = t.claims.c, t.documents.c, t.reprints.c, t.statements.c
    joined = t.claims.join(t.statements, s.key == c.statement).join(t.reprints, r.document == c.document)
    query = select(r.family, d.id, d.title, d.publisher, d.published).distinct()
    query = query.select_from(joined.join(t.documents, d.key == c.document)).where(s.id == statement)
    found: dict[str, list[tuple[str, str | None, str | None, str | None]]] = {}
    for family, *document in desk.connection.execute(query.order_by(r.family, ascending(d.published), d.id)):
        found.setdefault(family, []).append(tuple(document))
    shared = [FamilyOf(family=family, documents=some) for family, some in found.items() if len(some) > 1]
    return sorted(shared, key=lambda one: (-len(one.documents), one.family))[:_FAMILIES]


VIEW = View(
    path="/statements/{statement}", template="statement/page.html", asked=Asked, show=show, section="Statements"
)
