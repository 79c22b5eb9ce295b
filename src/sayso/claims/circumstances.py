"""When a claim's event was: the dates that its predicate governs, not just any date of the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.dates import when_within
from sayso.language import Parsed, Token
from sayso.model import TimeExpression

_CLAUSES = frozenset(
    {"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "xcomp", "pcomp", "appos", "conj"}
)


class Calendar:
    """The dates of one document, with the clause that each stands in."""

    def __init__(self, parsed: Parsed, dates: Sequence[TimeExpression]) -> None:
        self._parsed = parsed
        self._clauses = [(date, self._clause_of(date)) for date in dates]

    def when(self, predicate: Token) -> str | None:
        """The ISO date or interval of what a predicate says: of its own clause, else of the nearest clause above."""
        for clause in (c for c in (predicate, *predicate.ancestors()) if is_clause(c)):
            inside = [date for date, at in self._clauses if at is clause]
            if when := when_within(inside, 0, len(self._parsed.document.text)):
                return when
        return None

    def _clause_of(self, date: TimeExpression) -> Token | None:
        tokens = self._parsed.tokens_in(date.start, date.end)
        if not tokens:
            return None
        top = min(tokens, key=lambda t: sum(1 for _ in t.ancestors()))
        return next((t for t in (top, *top.ancestors()) if is_clause(t)), None)


def is_clause(token: Token) -> bool:
    """Does this word head a clause, or coordinate one with another?"""
    if token.head is token:
        return True
    return token.dep in _CLAUSES and (token.dep != "conj" or token.pos in ("VERB", "AUX"))
