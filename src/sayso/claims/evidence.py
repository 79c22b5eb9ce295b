"""The words that show a claim: the smallest clause that holds the predicate and both actors."""

from __future__ import annotations

from sayso.claims.circumstances import is_clause
from sayso.language import Token
from sayso.model import Span

_EDGE = " \t\n,;:.!?-–—"


def clause_span(text: str, predicate: Token, *arguments: Token) -> Span:
    """Offsets of the smallest clause around the predicate that holds all the arguments of the same sentence."""
    needed = [predicate, *(a for a in arguments if a.sentence is predicate.sentence)]
    low, high = min(t.start for t in needed), max(t.end for t in needed)
    for node in (predicate, *predicate.ancestors()):
        if is_clause(node):
            tree = node.subtree()
            if tree[0].start <= low and high <= tree[-1].end:
                return _trim(text, tree[0].start, tree[-1].end)
    return low, high


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end
