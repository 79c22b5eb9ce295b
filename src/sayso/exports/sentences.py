"""A claim in words: on whose word, who, what, to whom; and the words of the text that show it, as a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from sayso.claims.codebook import Codebook, Relation
from sayso.model import AttributionKind, Claim, Modality, Span, Stance, Standing
from sayso.storage.rows import Link, StoredClaim
from sayso.storage.statements import StatementRow

QUOTATION_LENGTH = 200
"""Quotations are cut at a word near this many characters."""

_MODALS: dict[Modality, str] = {"possible": "may", "intended": "is to"}
_LONG_FORMS: dict[Modality, str] = {"possible": "it may be that", "intended": "it is intended that"}
_KINDS: dict[AttributionKind, str] = {
    "statement": "in a written statement",
    "document": "in a document or broadcast",
    "attitude": "as a belief or judgement",
    "denial": "as a denial",
    "question": "as a question",
}
_STANDINGS: dict[Standing, str] = {"anonymous": "an anonymous source", "self": "citing itself"}
_STANCES: dict[Stance, str] = {
    "endorses": "whom the text bears out",
    "distances": "whom the text distances itself from",
}
_NEGATED = re.compile(r" (do|does|is|are) not ")
_COPULA = re.compile(r" (is|are) ")


def sentence(claim: Claim, codebook: Codebook, *, about: str | None = None) -> str:
    """The claim as one sentence: 'Vostrya Herald, citing Karsk Radio: denies that Vostrya supports the Lumen Front'.

    Where `about` is the claim's object, the sentence is turned round, so that this actor comes first.
    """
    return f"{chain(claim.holder)}: {claim_clause(claim, codebook, about=about)}"


def as_shown(stored: StoredClaim) -> StoredClaim:
    """The same with its actors named as over all documents, for people to read; offsets and words of the text stay."""
    shown, claim = stored.shown, stored.claim
    if not shown:
        return stored
    named = msgspec.structs.replace(
        claim,
        holder=tuple(shown.get(holder, holder) for holder in claim.holder),
        subject=shown.get(claim.subject, claim.subject),
        object=shown.get(claim.object, claim.object),
    )
    links = tuple(msgspec.structs.replace(link, actor=shown.get(link.actor, link.actor)) for link in stored.chain)
    return msgspec.structs.replace(stored, claim=named, chain=links)


def chain(holder: Sequence[str]) -> str:
    """A holder chain in words, outermost first: 'Vostrya Herald, citing Karsk Radio'."""
    return ", citing ".join(holder) if holder else "nobody named"


def cited_chain(links: Sequence[Link]) -> str:
    """A holder chain with what is not usual of each: 'Vostrya Herald, citing officials (an anonymous source)'.

    That somebody denies is left out: the clause behind says it.
    """
    how = ((link, manner(link, denial=False)) for link in links)
    return chain([f"{link.actor} ({words})" if words else link.actor for link, words in how])


def manner(link: Link, *, denial: bool = True) -> str:
    """What is not usual in how the actor is cited: 'an anonymous source, in a written statement'; else nothing."""
    standing = _STANDINGS.get(link.standing) if link.standing else None
    kind = _KINDS.get(link.kind) if link.kind and (denial or link.kind != "denial") else None
    stance = _STANCES.get(link.stance) if link.stance else None
    return ", ".join(filter(None, (standing, kind, stance)))


def claim_clause(claim: Claim, codebook: Codebook, *, about: str | None = None) -> str:
    """The claim without its holders. A demand, a plan and a wish all read 'is to': whose they are is not said."""
    relation = codebook.relations.get(claim.relation)
    turned = about is not None and about == claim.object and about != claim.subject
    pattern = _pattern(relation, claim.modality, turned) if relation else _unknown(claim)
    # One pass, so that an actor whose own name holds braces stays as it is.
    actors = {"{subject}": claim.subject, "{object}": claim.object}
    clause = re.sub(r"\{subject\}|\{object\}", lambda hit: actors[hit[0]], pattern)
    return f"denies that {clause}" if claim.polarity == "denied" else clause


def statement_clause(statement: StatementRow, codebook: Codebook, *, inverse: bool = False) -> str:
    """A statement in words: 'Vostrya supports the Lumen Front'; `inverse` begins with its object."""
    named = Claim(
        holder=(), subject=statement.subject, relation=statement.relation, object=statement.object, evidence=()
    )
    return claim_clause(named, codebook, about=statement.object if inverse else None)


def _pattern(relation: Relation, modality: Modality, turned: bool) -> str:
    wording = relation.inverse_wording if turned else relation.wording
    if modality == "actual":
        return wording
    modal = _MODALS[modality]
    # The negated wording holds the bare infinitive ('does not support'), which no rule of ours could guess.
    if not turned and (negated := _NEGATED.search(relation.denied_wording)):
        return _NEGATED.sub(f" {_fitted(modal, negated[1])} ", relation.denied_wording, count=1)
    if copula := _COPULA.search(wording):
        return _COPULA.sub(f" {_fitted(modal, copula[1])} ", wording, count=1)
    return f"{_LONG_FORMS[modality]} {wording}"


def _fitted(modal: str, auxiliary: str) -> str:
    """'may' or 'is to' in the number of the auxiliary that it replaces, with 'be' where that was a copula."""
    number = modal.replace("is to", "are to") if auxiliary in ("do", "are") else modal
    return f"{number} be" if auxiliary in ("is", "are") else number


def _unknown(claim: Claim) -> str:
    """A relation that is no longer in the codebook is shown by its id."""
    return f"{{subject}} {claim.relation.replace('_', ' ')} {{object}}"


def quotation(text: str, evidence: Sequence[Span], *, limit: int = QUOTATION_LENGTH) -> str:
    """The evidence in curly quotation marks, verbatim but for white space, cut at a word near `limit` characters.

    Several spans are joined by '[…]', in the order of the text.
    """
    pieces = [" ".join(text[start:end].split()) for start, end in sorted(evidence)]
    words = " […] ".join(piece for piece in pieces if piece)
    return f"“{cut_at_word(words, limit)}”" if words else ""


def cut_at_word(words: str, limit: int) -> str:
    """The words as they are where they fit into `limit` characters, else cut behind a whole word, with '…'."""
    if len(words) <= limit:
        return words
    head = words[: limit - 1]
    last_space = head.rfind(" ")
    return head[: last_space if last_space > limit // 2 else None].rstrip(" ,;:") + "…"
