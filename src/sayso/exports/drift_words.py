"""What a series of an outlet is about, and its categories, in words: the same in the terminal and on pages."""

from __future__ import annotations

from sayso.claims.codebook import Codebook
from sayso.exports.sentences import claim_clause
from sayso.model import Claim
from sayso.storage.outlets import SeriesKind

_ABOUT: dict[SeriesKind, str] = {
    "does": "what {actor} is said to do",
    "undergoes": "what is said to be done to {actor}",
    "names": "what it calls {actor}",
    "tone": "the tone of what it calls {actor}",
}
_CATEGORIES = {"+": "friendly", "-": "hostile", "0": "neutral"}


def about(kind: SeriesKind, outlet: str, actor: str, relation: str | None, codebook: Codebook) -> str:
    """'The Ledger: what Vostrya is said to do'; of answers 'The Ledger: who, it says, controls Vostrya'."""
    if kind == "answers":
        asked = Claim(holder=(), subject="who, it says,", relation=relation or "", object=actor, evidence=())
        return f"{outlet}: {claim_clause(asked, codebook)}"
    return f"{outlet}: {_ABOUT[kind].format(actor=actor)}"


def category(name: str) -> str:
    """What is counted in a series, in words: 'hostile' for '-'; names stay as they are."""
    return _CATEGORIES.get(name, name)
