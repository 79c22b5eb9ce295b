"""Claims and statements as pages show them: in words, with their signs."""

from __future__ import annotations

import msgspec

from sayso.claims.codebook import Codebook
from sayso.exports.sentences import as_shown, cited_chain, claim_clause, manner, quotation, statement_clause
from sayso.pictures.signs import VALENCES
from sayso.storage.rows import Link, StoredClaim
from sayso.storage.statements import StatementRow
from sayso.storage.voices import Side, side_of


class HolderView(msgspec.Struct, frozen=True, kw_only=True):
    """One in a holder chain: who it is, the words by which the text cites it, and what is not usual in how."""

    name: str
    words: tuple[str, ...]
    manner: str


class ClaimView(msgspec.Struct, frozen=True, kw_only=True):
    """A claim in words. `sentence` is `holders`, a colon and `clause`; `sign` is the valence of its relation.

    `quotation` is short and in curly quotation marks; `places` counts the other stretches of text that show the claim.
    `reviewed` is what people said of it: 'accepted', 'changed', 'added' or 'rejected'.
    """

    id: str
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    when: str | None
    where: str | None
    confidence: float
    holders: str
    clause: str
    sign: str
    side: Side
    quotation: str
    places: int
    chain: tuple[HolderView, ...]
    reviewed: str | None = None


class StatementView(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in words: as it is, and turned round; `row` has its figures."""

    row: StatementRow
    clause: str
    inverse: str
    sign: str


def view_claim(stored: StoredClaim, codebook: Codebook, *, about: str | None = None) -> ClaimView:
    """A claim with its actors named as over all documents. Where `about` is its object, the sentence begins with it."""
    stored = as_shown(stored)
    claim = stored.claim
    first, *more = stored.quotations or ("",)
    return ClaimView(
        id=stored.id,
        document=stored.document_id,
        title=stored.title,
        publisher=stored.publisher,
        published=stored.published,
        when=claim.when,
        where=claim.where,
        confidence=claim.confidence,
        holders=cited_chain(stored.chain),
        clause=claim_clause(claim, codebook, about=about),
        sign=sign_of(claim.relation, codebook),
        side=side_of(claim.polarity, claim.modality),
        quotation=quotation(first, [(0, len(first))]),
        places=len(more),
        chain=tuple(map(_holder, stored.chain)),
        reviewed=stored.reviewed,
    )


def view_statement(row: StatementRow, codebook: Codebook) -> StatementView:
    """A statement with its sentence both ways round."""
    return StatementView(
        row=row,
        clause=statement_clause(row, codebook),
        inverse=statement_clause(row, codebook, inverse=True),
        sign=sign_of(row.relation, codebook),
    )


def sign_of(relation: str, codebook: Codebook) -> str:
    """'friendly', 'hostile' or 'neither'; the last also where the codebook no longer has the relation."""
    known = codebook.relations.get(relation)
    return VALENCES[known.valence] if known else "neither"


def _holder(link: Link) -> HolderView:
    return HolderView(name=link.actor, words=tuple(" ".join(part.split()) for part in link.words), manner=manner(link))
