"""Is what a predicate says affirmed or denied, actual, intended or possible? Decided by what stands above and beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sayso.claims.arguments import is_verbal
from sayso.claims.codebook import Scope
from sayso.language import Token
from sayso.model import Modality, Polarity

_UP = frozenset(
    {"xcomp", "ccomp", "pcomp", "prep", "dobj", "pobj", "acl", "advcl", "attr", "acomp", "nsubj", "nsubjpass"}
)
"""Arcs over which a governor's scope reaches its dependent."""

_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_FARTHEST = 8


class Standing(NamedTuple):
    """Polarity and modality of what a predicate says; `blocked` where the sentence says that it was kept from being."""

    polarity: Polarity
    modality: Modality
    blocked: bool = False


class ScopeReader:
    """Reads the standing of predicates by the codebook's scope words."""

    def __init__(self, scope: Scope) -> None:
        self._denying = frozenset(scope.denying)
        self._negations = frozenset(scope.negations)
        self._intending = frozenset(scope.intending)
        self._demanding = frozenset(scope.demanding)
        self._future = frozenset(scope.future)
        self._possible = frozenset(scope.possible)
        self._preventing = frozenset(scope.preventing)

    def read(self, predicate: Token) -> Standing:
        """The standing of a predicate in its sentence."""
        denied = self._negated(predicate)
        intended, possible, blocked = self._own_mood(predicate)
        for lower, upper in self._climb(predicate):
            lemma = upper.lemma
            if lemma in self._denying:
                denied = not denied
            elif lower.dep in ("xcomp", "ccomp", "dobj", "acl", "prep", "pcomp") and self._negated(upper):
                denied = True
            governed = lower.dep in ("xcomp", "ccomp", "acl", "dobj", "pcomp", "prep")
            intended |= governed and (lemma in self._intending or lemma in self._demanding)
            blocked |= governed and lemma in self._preventing
            above = self._own_mood(upper) if lower.dep != "ccomp" else (False, False, False)
            intended |= above[0]
            possible |= above[1] or (governed and lemma in self._possible)
        possible |= predicate.sentence.tokens[-1].text == "?"
        modality: Modality = "possible" if possible else "intended" if intended else "actual"
        return Standing("denied" if denied else "affirmed", modality, blocked)

    def _negated(self, token: Token) -> bool:
        return any(c.dep == "neg" or (c.dep in ("det", "preconj", "advmod") and c.lower in self._negations)
                   for c in token.children) or (
            token.dep == "pobj" and token.head.lower == "without"
        ) or (token.dep == "pcomp" and token.head.lower == "without") or any(
            s.lower in self._negations or any(d.lower in ("no", "neither") for d in s.childs("det"))
            for s in token.childs("nsubj", "nsubjpass")
        )  # fmt: skip

    def _own_mood(self, token: Token) -> tuple[bool, bool, bool]:
        """Mood that auxiliaries, adverbs, 'if' and a purpose infinitive put on the word itself."""
        beside = {c.lower for c in token.children if c.dep in ("aux", "advmod", "mark", "amod")}
        if token.dep == "conj" and not token.child("nsubj", "nsubjpass") and is_verbal(token):
            beside |= {c.lower for c in token.head.children if c.dep in ("aux", "mark")}
        purpose = token.tag == "VB" and token.dep in ("advcl", "acl", "relcl") and "to" in beside
        return purpose or bool(beside & self._future), bool(beside & self._possible), False

    @staticmethod
    def _climb(token: Token) -> Iterator[tuple[Token, Token]]:
        """Pairs of a word and what governs it, as far as scope can reach."""
        for _ in range(_FARTHEST):
            head = token.head
            if head is token:
                return
            if token.dep == "conj":
                token = _first_conjunct(token)
                if token.head is token:
                    return
                head = token.head
            if token.dep not in _UP or (token.dep == "advcl" and token.tag in _FINITE):
                return
            yield token, head
            token = head


def _first_conjunct(token: Token) -> Token:
    while token.dep == "conj" and token.head is not token:
        token = token.head
    return token
