"""Is what a predicate says affirmed or denied, actual, intended or possible? What stands above and beside it tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sayso.claims.codebook import Scope
from sayso.claims.phrases import is_verbal
from sayso.language import Token
from sayso.model import Modality, Polarity

_UP = frozenset(
    {"xcomp", "ccomp", "pcomp", "prep", "dobj", "pobj", "acl", "advcl", "attr", "acomp", "nsubj", "nsubjpass"}
)
"""Arcs over which a governor's scope reaches its dependent."""

_GOVERNED = frozenset({"xcomp", "ccomp", "acl", "dobj", "pcomp", "prep", "attr", "acomp"})
"""Arcs over which a governor's own negation and mood reach its dependent."""

_ENDABLE = frozenset({"xcomp", "dobj", "pcomp"})
_SHARING = frozenset({"xcomp", "dobj", "attr", "acomp", "nsubjpass", "prep", "pobj"})
"""Arcs over which 'will' and 'may' of a governor hold for its dependent too."""

_QUESTION_WORDS = frozenset({"WP", "WRB", "WDT", "WP$"})
_NEGATING = frozenset({"det", "preconj", "advmod"})
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_FARTHEST = 8


class Standing(NamedTuple):
    """Polarity and modality of what a predicate says.

    `ended` where it was so and is so no more, `blocked` where the sentence says that it was kept from being. `markers`
    are governing words that deny it: without them the evidence would show the opposite.
    """

    polarity: Polarity
    modality: Modality
    ended: bool = False
    blocked: bool = False
    markers: tuple[Token, ...] = ()


class ScopeReader:
    """Reads the standing of predicates by the codebook's scope words."""

    def __init__(self, scope: Scope) -> None:
        self._denying = frozenset(scope.denying)
        self._negations = frozenset(scope.negations)
        self._intending = frozenset(scope.intending)
        self._demanding = frozenset(scope.demanding)
        self._future = frozenset(scope.future)
        self._possible = frozenset(scope.possible)
        self._ending = frozenset(scope.ending)
        self._preventing = frozenset(scope.preventing)
        self._polite = frozenset(scope.polite)
        self._continuing = frozenset(scope.continuing)

    def read(self, predicate: Token) -> Standing:
        """The standing of a predicate in its sentence."""
        ended = _no_longer(predicate)
        denied = not ended and self._negated(predicate)
        intended, possible = self._own_mood(predicate)
        blocked, markers = False, []
        for lower, upper in self._climb(predicate):
            lemma, governed = upper.lemma, lower.dep in _GOVERNED
            negated = self._negated(upper)
            if lemma in self._denying or (governed and negated):
                turns = lemma in self._denying or lemma in self._ending
                denied = not denied if turns else True
                markers.append(upper)
            ended |= lower.dep in _ENDABLE and lemma in self._ending and not negated
            intended |= governed and (lemma in self._intending or lemma in self._demanding)
            blocked |= governed and lemma in self._preventing
            wills, may = self._own_mood(upper) if lower.dep in _SHARING else (False, False)
            intended = (intended or wills) and lemma not in self._continuing
            possible |= may or (governed and lemma in self._possible)
        possible |= _is_open_question(predicate)
        modality: Modality = "possible" if possible else "intended" if intended else "actual"
        return Standing("denied" if denied else "affirmed", modality, ended, blocked, tuple(markers))

    def _negated(self, token: Token) -> bool:
        """Is the word itself negated: 'not', 'no', 'without', or a subject such as 'nobody'?"""
        beside = any(
            (c.dep == "neg" or (c.dep in _NEGATING and c.lower in self._negations)) and not _not_only(c)
            for c in token.children
        )
        without = token.dep in ("pobj", "pcomp") and token.head.lower == "without"
        nobody = any(
            s.lower in self._negations or any(d.lower in ("no", "neither") for d in s.childs("det"))
            for s in token.childs("nsubj", "nsubjpass")
        )
        return beside or without or nobody or (_shares_negation(token) and self._negated(token.head))

    def _own_mood(self, token: Token) -> tuple[bool, bool]:
        """Intended, possible: the mood that auxiliaries, adverbs, 'if' and a purpose infinitive put on the word."""
        beside = {c.lower for c in token.children if c.dep in ("aux", "advmod", "mark", "amod")}
        if token.dep == "conj" and not token.child("nsubj", "nsubjpass") and is_verbal(token):
            beside |= {c.lower for c in token.head.children if c.dep in ("aux", "mark")}
        if token.lemma in self._polite:
            beside -= {"would"}
        purpose = token.tag == "VB" and token.dep in ("advcl", "acl", "relcl") and "to" in beside
        return purpose or bool(beside & self._future), bool(beside & self._possible)

    def _is_presupposed(self, noun: Token) -> bool:
        """'Their backers', 'his war on X': what a noun says of somebody holds whatever is said of the noun."""
        upper = noun.head
        said_of_it = upper.lemma in self._denying or upper.lemma in self._ending or upper.lemma in self._preventing
        definite = noun.child("poss") is not None or any(
            d.lower in ("the", "this", "these") for d in noun.childs("det")
        )
        return noun.dep in ("nsubj", "pobj", "conj", "appos", "dobj") and definite and not said_of_it

    def _climb(self, token: Token) -> Iterator[tuple[Token, Token]]:
        """Pairs of a word and what governs it, as far as scope can reach."""
        if token.pos == "NOUN" and self._is_presupposed(token):
            return
        for _ in range(_FARTHEST):
            head = token.head
            if head is token:
                return
            if token.dep == "conj":
                token = _first_conjunct(token)
                if token.head is token:
                    return
                head = token.head
            if token.dep not in _UP or (token.dep == "advcl" and token.tag in _FINITE) or _precedes(token):
                return
            yield token, head
            token = head


def _is_open_question(predicate: Token) -> bool:
    """A question whether something is so; 'why' and 'who' take it for granted."""
    words = predicate.sentence.tokens
    return words[-1].text == "?" and words[0].tag not in _QUESTION_WORDS


def _not_only(negation: Token) -> bool:
    """'Not only attacked' says that he attacked."""
    words = negation.sentence.tokens
    after = negation.index - words[0].index + 1
    return after < len(words) and words[after].lower in ("only", "merely", "just", "simply")


def _precedes(clause: Token) -> bool:
    """A clause before what governs it stands on its own: 'X left Y: it withdrew its men', 'X left Y, Z said'."""
    return clause.dep == "ccomp" and clause.index < clause.head.index


def _shares_negation(token: Token) -> bool:
    """In 'never armed, paid or directed X' the one 'never' is said of all three verbs."""
    if token.dep != "conj" or token.child("nsubj", "nsubjpass", "aux", "auxpass"):
        return False
    joined = token.head.childs("cc") or token.childs("cc")
    return any(c.lower in ("or", "nor") for c in joined)


def _no_longer(token: Token) -> bool:
    return any(c.lower == "longer" and c.child("neg", "advmod", "det") is not None for c in token.childs("advmod"))


def _first_conjunct(token: Token) -> Token:
    while token.dep == "conj" and token.head is not token:
        token = token.head
    return token
