"""Where a claim's event was: the place that governs its predicate, not just any of the sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from sayso.claims.circumstances import is_clause
from sayso.language import Parsed, Token
from sayso.model import Place
from sayso.places import load_words

_NAMING = frozenset({"compound", "amod", "nmod", "appos", "poss"})
"""Arcs below which words say who or which something is ('X-backed militias', 'President X'), not what was done."""

_HOLDING = frozenset({"in", "at", "near", "inside", "outside", "during"})
"""Prepositions whose object has the place of what it was done in: 'in a war in Velmora', 'at a shop in Velmora'."""

_ATTENDING = frozenset({"in", "with", "by", "through", "under", "during"})
"""Prepositions whose object was where its clause was: 'in support of X', 'with the help of X', not 'about the help'."""

_JOINING = frozenset({",", "and", "or", "&"})
_BETWEEN = _JOINING | {"in", "the", "both"}
"""Words that join names of places on a par, and what may stand there besides."""


class Map:
    """The places of one document, with the word that the phrase of each hangs on.

    `light` are the verbs that only say that what their object names was done ('carried out').
    """

    def __init__(self, parsed: Parsed, places: Sequence[Place], light: Collection[str] = ()) -> None:
        self._text, self._light = parsed.document.text, frozenset(light) | frozenset(load_words().happening)
        self._phrases: dict[int, list[Place]] = defaultdict(list)
        self._at: dict[int, list[Token]] = defaultdict(list)
        self._phrase_of: dict[int, Token] = {}
        named = [(place, parsed.tokens_in(place.start, place.end)) for place in places]
        taken = {token.index for _, tokens in named for token in tokens}
        for place, tokens in named:
            preposition = _outermost(tokens[-1], taken) if tokens else None
            if preposition and not _tells_seat(preposition):
                if not self._phrases[preposition.index]:
                    for word in _governors(preposition):
                        self._at[word.index].append(preposition)
                self._phrases[preposition.index].append(place)
                self._phrase_of.update((token.index, preposition) for token in tokens)

    def where(self, predicate: Token, doer: Token, done_to: Token, *, attitude: bool = False) -> str | None:
        """Where the text says that it was done, in its own words ('Raqqa, Syria'); None where it does not say.

        Phrases on the predicate come first, then those on its clause, on what that is done to, and on the clauses above
        whose place holds for it. What is wanted, said or judged need not be where the `attitude` is. A place that is
        itself `doer` or `done_to`, or one of several that are, is not where it was done.
        """
        for preposition in self._around(predicate, done_to, attitude):
            if not any(word in (doer, done_to) for word in _phrase(preposition)):
                return self._words(self._phrases[preposition.index])
        return None

    def _around(self, predicate: Token, done_to: Token, attitude: bool) -> Iterator[Token]:
        """The prepositions of the phrases that may say where, the nearest first."""
        clause = self._clause_of(predicate)
        near = [predicate, *([clause] if clause else [])]
        words = near if attitude else [*near, *_done_to(clause or predicate, done_to, near), *_sharing(near)]
        for word in dict.fromkeys(words):
            yield from self._at.get(word.index, ())
        while clause:
            link = _link(clause)
            if link == "where" and clause.head.index in self._phrase_of:
                yield self._phrase_of[clause.head.index]
            for word in _above(clause, attitude) if link else ():
                yield from (p for p in self._at.get(word.index, ()) if link == "close" or _opens(p))
            clause = self._clause_of(clause.head) if link in ("close", "loose") else None

    def _clause_of(self, word: Token) -> Token | None:
        """The clause that says that what a word says was done; None where it says something else about it."""
        for upper in (word, *word.ancestors()):
            if is_clause(upper):
                return upper if upper is word or upper.dep != "appos" else None
            only_object = upper.dep in ("nsubj", "dobj", "nsubjpass") and upper.head.lemma not in self._light
            only_topic = upper.dep == "pobj" and upper.head.lower not in _ATTENDING
            if upper.dep in _NAMING or only_object or only_topic:
                return None
        return None

    def _words(self, places: Sequence[Place]) -> str:
        """The text's own words for places of one phrase: 'Iraq and Syria', 'Raqqa, Syria' for 'Raqqa in Syria'."""
        words, end = "", places[0].start
        for place in places:
            between = self._text[end : place.start].split()
            listed = not _JOINING.isdisjoint(between) and _BETWEEN.issuperset(between)
            owned = between in (["'s"], ["’s"])
            gap = " ".join(["", *between, ""]).replace(" ,", ",") if listed else f"{between[0]} " if owned else ", "
            words += (gap if words else "") + " ".join(self._text[place.start : place.end].split())
            end = place.end
        return words


def _outermost(token: Token, names: set[int]) -> Token | None:
    """The preposition of the phrase of a place: the first 'in' of 'in Raqqa in Syria' and 'in the city of Raqqa'."""
    found: Token | None = None
    for word in token.ancestors():
        if word.dep == "prep":
            found = word
            if word.lower != "of" and word.head.index not in names:
                return word
        elif word.pos not in ("NOUN", "PROPN") and not (word.dep == "conj" and word.pos == "ADP"):
            break
    return found


def _tells_seat(preposition: Token) -> bool:
    """'The regime in Doha' rules from there, whatever it does and whatever is done to it elsewhere."""
    words, seated = preposition.sentence.tokens, load_words().seated
    before = words[max(0, preposition.index - words[0].index - 1)]
    return preposition.head.lower in seated or before.lower in seated


def _phrase(preposition: Token) -> Iterator[Token]:
    """The words of a phrase but for the clauses in it: 'in Doha' of 'in Doha, where X met Y'."""
    yield preposition
    for child in preposition.children:
        if child.dep not in ("relcl", "acl", "advcl"):
            yield from _phrase(child)


def _governors(preposition: Token) -> Iterator[Token]:
    """What a phrase says the place of: the shop and the shooting in 'shot X at a shop in Raqqa'.

    In 'In Raqqa, two were killed, he said' it is the killing, not the saying.
    """
    head = preposition.head
    told = [c for c in head.childs("ccomp") if preposition.index < c.index < head.index]
    yield told[0] if told else head
    while head.dep == "pobj" and head.pos == "NOUN" and head.head.lower in _HOLDING:
        head = head.head.head
        yield head


def _objects(clause: Token) -> list[Token]:
    """What is done to whom, and behind that by whom: 'was killed by soldiers in Raqqa' says where he was killed."""
    agents = [o for by in clause.childs("agent") for o in by.childs("pobj")]
    return [*clause.childs("dobj", "nsubjpass"), *agents]


def _done_to(clause: Token, inner: Token, near: Sequence[Token]) -> Iterator[Token]:
    for word in (*_objects(clause), *_down_to(inner, near)):
        yield from _with_whole(word)


def _with_whole(word: Token) -> Iterator[Token]:
    """A word and what it is of: the bases and the Front in 'bases of the Front'."""
    yield word
    for whole in (o for of in word.childs("prep") if of.lower == "of" for o in of.childs("pobj")):
        yield from _with_whole(whole)


def _down_to(inner: Token, near: Sequence[Token]) -> list[Token]:
    """The nouns on the way from a predicate to what it is done to ('a base of the Front'), and what is beside that."""
    beside = [inner, *(word for word in inner.childs("conj") if not word.child("det", "poss"))]
    path: list[Token] = []
    for word in (inner, *inner.ancestors()):
        if word in near:
            return [*reversed(path), *beside]
        if is_clause(word):
            break
        if word.dep != "conj" and word.pos in ("NOUN", "PROPN"):
            path.append(word.head)
    return beside


def _sharing(near: Sequence[Token]) -> Iterator[Token]:
    """Later words in one breath with these: 'bombed and shelled the Front in Kunar', 'raids and arrests in Kunar'."""
    for word in near:
        for later in word.childs("conj"):
            if later.pos == word.pos and not word.childs("dobj", "prep") and not later.child("nsubj", "nsubjpass"):
                yield later
                yield from _objects(later)
                yield from _sharing([later])


def _link(clause: Token) -> Literal["close", "loose", "where"] | None:
    """How the place of what stands above holds for a clause.

    'close': any does ('went to Doha to meet X'); 'loose': only one that opens the sentence; 'where': the clause tells
    of the place itself ('in Doha, where X met Y'); None: no place does.
    """
    if clause.dep == "relcl":
        return "where" if any(child.lower == "where" for child in clause.children) else None
    own = clause.child("nsubj", "nsubjpass")
    to_do = clause.dep == "acl" and clause.tag == "VB"
    if clause.dep in ("xcomp", "pcomp") or to_do or (clause.dep in ("conj", "advcl") and not own):
        return "close"
    return "loose" if clause.dep in ("conj", "advcl") else None


def _above(clause: Token, attitude: bool) -> list[Token]:
    """The words above a clause whose phrases may hold for it."""
    upper = clause.head
    objects = _objects(upper) if clause.dep in ("xcomp", "advcl", "pcomp") and not attitude else []
    return [upper, *objects]


def _opens(preposition: Token) -> bool:
    """Does the phrase open its clause?"""
    before = [c for c in preposition.head.children if c.index < preposition.index]
    return preposition.index < preposition.head.index and not any(c.dep in ("nsubj", "nsubjpass") for c in before)
