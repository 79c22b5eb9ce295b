"""One claim: the words that show it with their parts marked, whose word it is, what matched, and when."""

from __future__ import annotations

import msgspec
from sqlalchemy import select

from sayso.exports.explanation import Excerpt, Explanation, explain
from sayso.exports.pieces import cut_pieces
from sayso.pages.views import ClaimView, view_claim
from sayso.storage import schema as t
from sayso.storage.claims import find_claim
from sayso.storage.documents import get_analysis
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import View
from sayso.workbench.views.verdicts import State, state_of


class Asked(msgspec.Struct, frozen=True):
    """Which claim, by its id or the beginning of it."""

    claim: str


class MarkedPiece(msgspec.Struct, frozen=True):
    """Words of an excerpt, and all the parts that they play in the claim."""

    words: str
    roles: tuple[str, ...]


class MarkedExcerpt(msgspec.Struct, frozen=True):
    """A stretch of the document around evidence, in pieces."""

    voice: str
    pieces: tuple[MarkedPiece, ...]


class ClaimPage(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with everything that is needed to check it. `statement` is the id of that to which it belongs.

    `state` is its review; None where what is stored is older than the log, which the next run brings up to date.
    """

    claim: ClaimView
    explanation: Explanation
    excerpts: tuple[MarkedExcerpt, ...]
    statement: str | None
    state: State | None


def show(desk: Desk, asked: Asked) -> ClaimPage:
    """Raises UsageError where no claim, or several, have this id."""
    stored = find_claim(desk.connection, asked.claim)
    explained = explain(stored, get_analysis(desk.connection, stored.document_id), desk.codebook)
    return ClaimPage(
        claim=view_claim(stored, desk.codebook),
        explanation=explained,
        excerpts=tuple(map(_marked, explained.excerpts)),
        statement=_statement(desk, stored.id),
        state=state_of(desk, stored.id, stored.document_id),
    )


def _marked(excerpt: Excerpt) -> MarkedExcerpt:
    spans = [((mark.start, mark.end), mark.role) for mark in excerpt.marks]
    return MarkedExcerpt(
        excerpt.voice,
        tuple(
            MarkedPiece(excerpt.text[piece.start - excerpt.start : piece.end - excerpt.start], piece.marks)
            for piece in cut_pieces(excerpt.start, excerpt.end, spans)
        ),
    )


def _statement(desk: Desk, claim: str) -> str | None:
    c, s = t.claims.c, t.statements.c
    query = select(s.id).select_from(t.claims.join(t.statements, s.key == c.statement)).where(c.id == claim)
    return desk.connection.execute(query).scalar_one_or_none()


VIEW = View(path="/claims/{claim}", template="claim/page.html", asked=Asked, show=show, section="Claims")
