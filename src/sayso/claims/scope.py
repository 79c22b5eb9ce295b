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

    `ended` where it was so and is so no more, `blocked` where the sentence says that it was kept from being, `asked`
    where somebody calls for it. `markers` are governing words that deny it: without them the evidence would show the
    opposite.
    """

    polarity: Polarity
    modality: Modality
    ended: bool = False
    blocked: bool = False
    asked: bool = False
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
        self._uncommitted = frozenset(scope.uncommitted)
        self._factive = frozenset(scope.factive)
        self._occasions = frozenset(scope.occasions)
        self._conditional = frozenset(scope.conditional)
        self._inverted = frozenset(scope.inverted)
        self._obliging = frozenset(scope.obliging)

    def read(self, predicate: Token, *roles: Token) -> Standing:
        """The standing of a predicate in its sentence, said of the words in its roles."""
        ended = _no_longer(predicate)
        aside = any(_is_set_aside(word) for word in roles if word is not predicate.head)
        denied = not ended and (self._negated(predicate) or _has_no_object(predicate) or aside)
        intended, possible = self._own_mood(predicate)
        blocked, asked, markers = False, self._is_obliged(predicate), []
        for lower, upper in self._climb(predicate):
            words, governed = _weighed(lower, upper), lower.dep in _GOVERNED
            negated = governed and self._negated(upper)
            left_open = negated and bool(words & self._uncommitted)
            kept_up = negated and bool(words & self._ending)
            denies = bool(words & self._denying)
            if denies or negated:
                denied ^= denies ^ (negated and not left_open and not kept_up)
                markers.append(upper)
            ended |= lower.dep in _ENDABLE and bool(words & self._ending) and not negated
            demanded = governed and bool((words | {upper.lower}) & self._demanding)
            intended |= demanded or (governed and bool((words | {upper.lower}) & self._intending))
            asked |= demanded and is_verbal(upper)
            blocked |= governed and bool(words & self._preventing)
            wills, may = self._own_mood(upper) if lower.dep in _SHARING else (False, False)
            intended = (intended or wills) and (upper.lemma not in self._continuing or upper.lower in self._intending)
            possible |= may or left_open or (governed and bool(words & self._possible))
        if ended and denied:  # 'Refuses to end its support', 'ended its refusal to support'.
            ended = denied = False
        possible |= _is_open_question(predicate)
        modality: Modality = "possible" if possible else "intended" if intended else "actual"
        return Standing("denied" if denied else "affirmed", modality, ended, blocked, asked, tuple(markers))

    def _negated(self, token: Token) -> bool:
        """Is the word itself negated: 'not', 'no', 'without', or a subject such as 'nobody'?"""
        beside = any(
            (c.dep == "neg" or (c.dep in _NEGATING and c.lower in self._negations)) and not _not_only(c)
            for c in token.children
        )
        without = token.dep in ("pobj", "pcomp") and _excludes(token.head)
        nobody = any(
            s.lower in self._negations or any(d.lower in ("no", "neither") for d in s.childs("det"))
            for s in token.childs("nsubj", "nsubjpass")
        )
        own = beside or without or nobody or self._at_no_time(token)
        return own or (_shares_negation(token) and self._negated(token.head))

    def _is_obliged(self, token: Token) -> bool:
        return any(c.lower in self._obliging for c in token.childs("aux"))

    def _at_no_time(self, token: Token) -> bool:
        """'At no time', 'in no way', 'not once'."""
        preposed = [o for p in token.childs("prep") for o in p.childs("pobj")]
        return any(
            o.lemma in self._occasions and any(c.lower in ("no", "not") for c in o.childs("det", "neg"))
            for o in (*preposed, *token.childs("advmod"))
        )

    def _is_condition(self, token: Token) -> bool:
        """'Provided that X attacks', 'should X attack', 'were X to attack', 'had X attacked'."""
        if token.head.lower in self._conditional and any(c.lower == "that" for c in token.childs("mark")):
            return True
        heads = [token, token.head] if any(c.lower == "to" for c in token.childs("aux")) else [token]
        return token.sentence.tokens[-1].text != "?" and any(self._is_inverted(head) for head in heads)

    def _is_inverted(self, token: Token) -> bool:
        """Does the clause begin with an auxiliary before its subject?"""
        subject = token.child("nsubj", "nsubjpass")
        if subject is None:
            return False
        before = [c for c in (token, *token.children) if c.index < subject.index and c.dep not in ("punct", "cc")]
        return len(before) == 1 and before[0].lower in self._inverted

    def _own_mood(self, token: Token) -> tuple[bool, bool]:
        """Intended, possible: the mood that auxiliaries, adverbs, 'if' and a purpose infinitive put on the word."""
        beside = {c.lower for c in token.children if c.dep in ("aux", "advmod", "mark", "amod")}
        if token.dep == "conj" and not token.child("nsubj", "nsubjpass") and is_verbal(token):
            beside |= {c.lower for c in token.head.children if c.dep in ("aux", "mark")}
        if token.lemma in self._polite:
            beside -= {"would"}
        purpose = token.tag == "VB" and token.dep in ("advcl", "acl", "relcl") and "to" in beside
        purpose &= token.head.lemma not in self._denying
        possible = bool(beside & self._possible) or self._is_condition(token)
        return purpose or bool(beside & self._future), possible

    def _is_presupposed(self, noun: Token) -> bool:
        """'Their backers', 'his war on X': what a noun says of somebody holds whatever is said of the noun."""
        upper = noun.head
        said_of_it = upper.lemma in self._denying or upper.lemma in self._ending or upper.lemma in self._preventing
        definite = noun.child("poss") is not None or any(
            d.lower in ("the", "this", "these") for d in noun.childs("det")
        )
        return noun.dep in ("nsubj", "pobj", "conj", "appos", "dobj") and definite and not said_of_it

    def _is_taken_for_granted(self, clause: Token) -> bool:
        """What somebody did not know, or say the reason of, is so all the same; so is why or when he did not."""
        if clause.dep == "advcl":
            return clause.tag in _FINITE
        reason = any(c.tag == "WRB" for c in clause.childs("advmod"))
        return clause.dep == "ccomp" and (reason or clause.head.lemma in self._factive)

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
            if token.dep not in _UP or _precedes(token) or self._is_taken_for_granted(token):
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
    return any(
        c.lower == "anymore" or (c.lower in ("longer", "more") and any(d.lower in ("no", "any") for d in c.children))
        for c in token.childs("advmod")
    )


def _weighed(lower: Token, upper: Token) -> set[str]:
    """The words that say how a governor takes what depends on it: itself; 'false' in 'it is false that ...'."""
    said_of_it = {word.lemma for word in upper.childs("acomp", "attr", "oprd")} if lower.dep == "ccomp" else set()
    return said_of_it if said_of_it and upper.child("oprd") else {upper.lemma} | said_of_it


def _excludes(preposition: Token) -> bool:
    """'Without', 'instead of', 'rather than'."""
    return preposition.lower == "without" or any(c.lower in ("instead", "rather") for c in preposition.childs("advmod"))


def _has_no_object(verb: Token) -> bool:
    """'Gave no aid to X', 'supports neither X nor Y'; but he who spares no effort to do something does it."""
    objects = [o for o in verb.childs("dobj", "attr") if is_verbal(verb) and o.child("acl") is None]
    return any(c.lower in ("no", "neither") for o in objects for c in o.childs("det", "preconj", "cc"))


def _is_set_aside(word: Token) -> bool:
    """X in 'not X but Y', 'Y, not X' and 'Y rather than X'."""
    head = word.head
    beside = [*word.childs("neg"), *(head.childs("neg", "cc") if word.dep in ("appos", "conj") else [])]
    return any(
        c.lower == "than" or (c.dep == "neg" and not _not_only(c))
        for c in beside
        if c.index < word.index and (c.head is word or c.index > head.index)
    )


def _first_conjunct(token: Token) -> Token:
    while token.dep == "conj" and token.head is not token:
        token = token.head
    return token
