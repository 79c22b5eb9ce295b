"""The roles that the mentions of a sentence fill, themselves or by what is theirs, of the predicates near them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

from sayso.claims.arguments import Arguments
from sayso.claims.pairs import Spot
from sayso.claims.phrases import is_verbal
from sayso.language import Token

Roles: TypeAlias = Mapping[int, Sequence[tuple[Token, str]]]
"""For the head of a mention (`Token.index`) the predicates of which it fills a role, and the role.

A role ends in '~' where something of the actor's fills it ('X's forces').
"""

_HIGH = 7
"""So many heads up from a mention its predicates are looked for."""

_BELOW: Mapping[str, frozenset[str]] = {
    "iobj": frozenset({"dative"}), "poss": frozenset({"poss"}), "clause": frozenset({"ccomp"}),
    "comp": frozenset({"compound", "amod", "nmod", "npadvmod"}),
}  # fmt: skip
"""Roles that are filled over these arcs from the predicate alone."""
_LENDING = frozenset({"conj", "dobj", "nsubjpass", "pobj", "attr", "acomp"})
"""Arcs over which a noun without anything below it has what the words above it lend it."""
_OWNING = ("poss", "compound", "amod", "nmod", "appos")
_BELONGING = frozenset({"of", "by", "from", "in"})
_NAMING = frozenset({"NOUN", "ADJ", "PROPN", "PRON"})
_OBJECTS = ("dobj", "attr", "oprd", "acomp")


def find_roles(spots: Sequence[Spot], arguments: Arguments) -> Roles:
    """What each mention of a sentence is to each predicate."""
    heads = {spot.head.index for spot in spots}
    meant: dict[int, list[tuple[int, str]]] = {}
    roles: dict[int, list[tuple[Token, str]]] = defaultdict(list)
    for predicate in _predicates(spots, heads):
        for role in _roles(predicate, arguments.prepositions):
            for word in arguments.fill(predicate, role):
                if word.index not in meant:
                    meant[word.index] = list(_mentioned(word, heads))
                for head, mark in meant[word.index]:
                    roles[head].append((predicate, role + mark))
    return roles


def _predicates(spots: Sequence[Spot], heads: Collection[int]) -> Iterator[Token]:
    """The words near the mentions that may relate them."""
    above: dict[int, Token] = {}
    for spot in spots:
        for token, _ in zip((spot.head, *spot.head.ancestors()), range(_HIGH + 1), strict=False):
            above[token.index] = token
    near = above | {child.index: child for token in above.values() for child in token.children}
    for token in near.values():
        if token.pos in ("NOUN", "ADJ") or (token.pos == "PROPN" and token.index not in heads) or is_verbal(token):
            yield token


def _roles(predicate: Token, prepositions: Collection[str]) -> Iterator[str]:
    """The roles that words may fill of a predicate; most others are known to be empty by the arcs around it."""
    arcs = {child.dep for child in predicate.children}
    yield from ("subj", "self", "prefixed")
    if arcs:
        yield "hyphen"
        yield from (role for role, needed in _BELOW.items() if not needed.isdisjoint(arcs))
    if arcs or predicate.dep in _LENDING:
        yield "agent"
    if arcs or predicate.dep == "relcl" or predicate.tag == "VBN":
        yield "obj"
    near = [predicate, *predicate.childs(*_OBJECTS)]
    if predicate.pos == "NOUN" and predicate.dep in ("dobj", "nsubjpass"):
        near.append(predicate.head)
    beside = {p.lower for token in near for p in token.childs("prep", "dative", "agent", "prt")}
    yield from (word for word in beside if word in prepositions)


def _mentioned(word: Token, heads: Collection[int]) -> Iterator[tuple[int, str]]:
    """The mention that a word is the head of, or those that it belongs to."""
    if word.index in heads:
        yield word.index, ""
    elif word.pos in _NAMING:
        belonging = [o for p in word.childs("prep") if p.lower in _BELONGING for o in p.childs("pobj")]
        yield from ((o.index, "~") for o in (*word.childs(*_OWNING), *belonging) if o.index in heads)
