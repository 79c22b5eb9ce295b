"""When a claim's event was: the date that governs its predicate, not just any of the sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.dates import time_in, told
from sayso.language import Parsed, Sentence, Token
from sayso.model import TimeExpression

_CLAUSES = frozenset(
    {"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "xcomp", "pcomp", "appos", "conj"}
)
"""Arcs by which a word heads a clause of its own."""

_OPEN = frozenset({"xcomp", "pcomp", "conj", "advcl", "acl", "relcl"})
"""Those of them over which the date of the clause above holds too. What was said on a day did not happen on it."""

_TELLING = frozenset({"ROOT", "conj", "advcl", "xcomp", "relcl"})
"""Clauses that carry a story on."""

_MODIFIERS = frozenset({"amod", "compound", "nmod"})
_OF_NAMES_TOO = frozenset({"nummod", "poss", "appos"})
"""Arcs on which a date tells which thing is meant ('the 1967 borders'), not when something was done."""

_DURING = frozenset({"in", "at", "during"})
_PRESENT = frozenset({"VBZ", "VBP"})


class _Dated(NamedTuple):
    """A time, where it stands, its clause, and the noun that it modifies, if any."""

    when: str
    start: int
    clause: Token
    noun: Token | None


class Calendar:
    """The dates of one document, with the clause that each stands in."""

    def __init__(self, parsed: Parsed, dates: Sequence[TimeExpression]) -> None:
        self._parsed = parsed
        self._by_sentence: dict[int, list[_Dated]] = defaultdict(list)
        for dated in self._placed(dates):
            self._by_sentence[dated.clause.sentence.index].append(dated)

    def when(self, predicate: Token) -> str | None:
        """The ISO date or interval of what a predicate says; None where the text gives none.

        It is the predicate's own ('Monday's attack'), its clause's, that of a clause above whose date holds for it, or,
        where the past is told on, the last one that the paragraph told of.
        """
        here = self._by_sentence.get(predicate.sentence.index, [])
        if own := told([dated.when for dated in here if dated.noun is predicate]):
            return own
        for clause in _governing(predicate):
            if when := told([dated.when for dated in here if dated.clause is clause and not dated.noun]):
                return when if self._can_be_of(when, clause) else None
        return self._told_before(predicate)

    def _placed(self, dates: Sequence[TimeExpression]) -> Iterator[_Dated]:
        for expression in dates:
            when = time_in(expression, self._parsed.document)
            tokens = self._parsed.tokens_in(expression.start, expression.end) if when else []
            if not when or not tokens:
                continue
            top = min(reversed(tokens), key=lambda token: sum(1 for _ in token.ancestors()))
            clause = next(t for t in (top, *top.ancestors()) if is_clause(t))
            words = self._parsed.document.text[expression.start : expression.end]
            # 'Today' beside a verb in the present tense is nowadays.
            if words.lower() != "today" or not _is_present(clause):
                yield _Dated(when, expression.start, clause, _modified(top))

    def _can_be_of(self, when: str, clause: Token) -> bool:
        """A clause in the present tense tells of no day before publication: that day is one of its things."""
        published = self._parsed.document.published
        return not published or "/" in when or not _is_present(clause) or when >= published[: len(when)]

    def _told_before(self, predicate: Token) -> str | None:
        """The time of which the main clauses before this one told, in this sentence or an earlier of its paragraph."""
        clause = next(_governing(predicate))
        if not _is_past(clause) or clause.dep not in _TELLING:
            return None
        sentence: Sentence | None = predicate.sentence
        while sentence and sentence.paragraph == predicate.sentence.paragraph:
            dated = [d for d in self._by_sentence.get(sentence.index, []) if d.start < predicate.start]
            if when := told([d.when for d in dated if not d.noun and d.clause.dep == "ROOT" and _is_past(d.clause)]):
                return when
            sentence = self._parsed.sentences[sentence.index - 1] if sentence.index else None
        return None


def _governing(predicate: Token) -> Iterator[Token]:
    """The clause of a predicate, then those above it whose dates hold for it too."""
    for word in (predicate, *predicate.ancestors()):
        if is_clause(word):
            yield word
            if word.dep not in _OPEN:
                return


def _modified(top: Token) -> Token | None:
    """The noun that a date modifies: 'the 2015 agreement', 'the election of 2020', 'resolution 1373 (2001)'."""
    noun = top.head
    if top.dep == "pobj" and noun.lower == "of" and noun.head.pos in ("NOUN", "PROPN"):
        return noun.head
    named = noun.pos == "PROPN" and top.dep in _OF_NAMES_TOO
    if not named and not (noun.pos == "NOUN" and top.dep in _MODIFIERS | _OF_NAMES_TOO):
        return None
    # 'Voted in a 2016 referendum': when that was held, the vote was.
    held = noun.dep == "pobj" and noun.head.lower in _DURING and noun.head.head.pos == "VERB"
    return None if held else noun


def _is_present(clause: Token) -> bool:
    return clause.tag in _PRESENT and clause.child("aux", "auxpass") is None


def _is_past(clause: Token) -> bool:
    return "VBD" in (clause.tag, *(aux.tag for aux in clause.childs("aux", "auxpass")))


def is_clause(token: Token) -> bool:
    """Does this word head a clause, or coordinate one with another?"""
    if token.head is token:
        return True
    return token.dep in _CLAUSES and (token.dep != "conj" or token.pos in ("VERB", "AUX"))
