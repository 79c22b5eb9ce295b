"""Noun phrases: how far they reach, and the wordings under which the same phrase may be quoted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.language import Token

_BEFORE = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "advmod", "npadvmod"})
_AFTER = frozenset({"prep", "relcl", "acl"})
_PLACES = frozenset(["in", "from", "of", "across", "throughout", "around", "within", "outside", "under", "on"])
_AT_A_PLACE = frozenset(["there", "here", "abroad", "alike", "concerned", "involved", "responsible"])
_NEAR = 4
"""So many words at most between a preposition and its object."""
_ASIDES = frozenset(
    {"why", "how", "when", "where", "even", "only", "also", "not", "then", "just", "especially", "alias"}
)
_STOPS = frozenset({",", ";", ":", '"', "“", "”", "(", ")", "—", "–"})
_DETERMINERS = frozenset(
    [
        *("the", "a", "an", "this", "that", "these", "those", "our", "its", "their", "his", "her", "my", "your"),
        *("some", "any", "all", "both", "many", "several", "such", "no", "each", "every", "certain", "most", "same"),
        "other",
    ]
)
LONGEST = 16
"""Wordings of more words than this are no names but sentences."""


@dataclass(slots=True, eq=False)
class NounPhrase:
    """`tokens` from the first modifier to the last word of the name or head; `core` is the name or head itself."""

    tokens: list[Token]
    core: list[Token]
    head: Token

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.tokens[-1].end

    @property
    def before(self) -> list[Token]:
        """The words before the core."""
        return self.tokens[: len(self.tokens) - len(self.core)]

    @property
    def is_modifier(self) -> bool:
        """Does it only qualify the noun that follows ('Afghan soil')?"""
        return self.head.dep in _BEFORE and self.head.head.index > self.head.index


def root_of(tokens: list[Token]) -> Token:
    """The word on which the others depend; the last one of several."""
    inside = {t.index for t in tokens}
    roots = [t for t in tokens if t.head.index not in inside or t.head is t]
    return roots[-1] if roots else tokens[-1]


def premodifiers(head: Token) -> list[Token]:
    """The direct modifiers before a head, in order."""
    return [c for c in head.children if c.index < head.index and c.dep in _BEFORE]


def span_phrase(core: list[Token], head: Token) -> NounPhrase:
    """The noun phrase round a name or head noun: back over its modifiers, to the end of the core."""
    words = core[0].sentence.tokens
    base, first = words[0].index, core[0].index
    covered: set[int] = set()
    for word in core:
        for child in word.children:
            if child.index < first and child.dep in _BEFORE:
                covered.update(t.index for t in child.subtree())
    at = first
    while at - 1 in covered and words[at - 1 - base].text not in _STOPS:
        at -= 1
    while at < first and (words[at - base].lower in _ASIDES or words[at - base].pos in ("PUNCT", "CCONJ", "PART")):
        at += 1
    return NounPhrase(words[at - base : core[-1].index + 1 - base], core, head)


def without_determiner(tokens: list[Token]) -> list[Token]:
    """The phrase without leading determiners and possessive pronouns."""
    start = 0
    while start < len(tokens) - 1 and tokens[start].lower in _DETERMINERS:
        start += 1
    return tokens[start:]


def of_phrase(head: Token) -> Token | None:
    """The noun after 'of' that depends on this head ('the people of Freedonia'), or on one that it is joined with
    ('the Government and people of Freedonia').
    """
    of = _of(head)
    if of is None and head.dep == "conj" and head.head.pos == head.pos:
        before = _of(head.head)
        of = before if before is not None and before.index > head.index else None
    joined = head.child("conj")
    if of is None and joined is not None and joined.pos in ("NOUN", "PROPN") and not joined.childs("det"):
        of = _of(joined)
    return of.child("pobj") if of is not None else None


def _of(head: Token) -> Token | None:
    return next((c for c in head.children if c.dep == "prep" and c.lower == "of"), None)


def longer(phrase: NounPhrase) -> Iterator[list[Token]]:
    """The phrase with what follows its head, step by step ('groups in the north', 'groups in the north that ...')."""
    words = phrase.tokens[0].sentence.tokens
    base, first, last = words[0].index, phrase.tokens[0].index, phrase.tokens[-1].index
    for child in phrase.head.children:
        if child.index <= last:
            continue
        if child.dep not in _AFTER:
            break
        last = child.subtree()[-1].index
        object_ = child.child("pobj") if child.dep == "prep" else None
        if object_ is not None and child.index < object_.index < last:
            yield words[first - base : object_.index + 1 - base]
        end = last
        while words[end - base].pos == "PUNCT":
            end -= 1
        yield words[first - base : end + 1 - base]


def nearby(phrase: NounPhrase) -> list[Token]:
    """The phrase with a prepositional phrase right behind it that the parser hung elsewhere ('interfere in the affairs
    of countries in the region'), or with 'there', 'abroad' and the like; empty where neither stands there.
    """
    words = phrase.tokens[0].sentence.tokens
    base = words[0].index
    at = phrase.tokens[-1].index + 1 - base
    if at >= len(words):
        return []
    if words[at].lower in _AT_A_PLACE:
        return words[phrase.tokens[0].index - base : at + 1]
    object_ = words[at].child("pobj") if words[at].lower in _PLACES else None
    if object_ is None or object_.index - words[at].index > _NEAR:
        return []
    return words[phrase.tokens[0].index - base : object_.index + 1 - base]


def without_verb(phrase: NounPhrase) -> list[Token]:
    """The phrase without a verb that the parser took for its first word: 'mercenaries' in 'fund them and supply
    mercenaries', where the noun hangs on a verb as another verb would.
    """
    head, words = phrase.head, phrase.tokens
    misread = head.dep in ("conj", "relcl", "advcl", "xcomp", "ccomp") and head.head.pos == "VERB"
    return words[1:] if misread and len(words) > 1 and words[0].pos in ("NOUN", "VERB") else []


def last_of_joined(phrase: NounPhrase) -> list[Token]:
    """With the last of several joined modifiers alone: 'foreign media' of 'local and foreign media'."""
    at = next((i for i in range(len(phrase.before), 0, -1) if phrase.before[i - 1].pos == "CCONJ"), 0)
    return phrase.tokens[at:] if at else []


def joined(phrase: NounPhrase) -> list[Token]:
    """The phrase with the nouns joined to it ('friends and allies'); empty where a proper name is among them."""
    words = phrase.tokens[0].sentence.tokens
    last = phrase.head
    while (other := last.child("conj")) is not None and other.pos == "NOUN":
        last = other
    if last is phrase.head or last.index < phrase.head.index:
        return []
    return words[phrase.tokens[0].index - words[0].index : last.index + 1 - words[0].index]


def counted(phrase: NounPhrase, quantities: frozenset[str]) -> list[Token]:
    """The phrase with the quantity before it ('dozens of civilians'); empty where none stands there."""
    words = phrase.tokens[0].sentence.tokens
    base, first = words[0].index, phrase.tokens[0].index
    of = words[first - 1 - base] if first > base else phrase.head
    if of.lower == "of" and of.head.index == of.index - 1 and of.head.lemma in quantities:
        quantity = span_phrase([of.head], of.head)
        return words[quantity.tokens[0].index - base : phrase.tokens[-1].index + 1 - base]
    return []
