"""What speaks for an earlier phrase as the one that a pronoun takes up: features, and their weights from training.

After Lappin and Leass (1994), with things as rivals of the actors ('the bill ... it') and weights fitted by
`training/pronouns.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sayso.language import Token

HE = frozenset(["he", "him", "his", "himself"])
SHE = frozenset(["she", "her", "hers", "herself"])
THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
IT = frozenset(["it", "its", "itself"])
_SUBJECT = frozenset(["nsubj", "nsubjpass"])
_OBJECT = frozenset(["dobj", "iobj", "dative"])
_CLAUSE = 40.0
"""So many words of distance count as one."""


@dataclass(slots=True)
class Referent:
    """What a later pronoun may take up: a mention with the keys of its actors, or a thing, which has none.

    `gender` is 'm', 'f' or None where the words do not tell.
    """

    head: Token
    keys: tuple[tuple[str, str], ...]
    type: str
    many: bool
    gender: str | None
    is_name: bool
    is_modifier: bool

    @property
    def is_thing(self) -> bool:
        """Is it no actor?"""
        return not self.keys


def salience(token: Token, referent: Referent, times: int, weights: Mapping[str, float]) -> float:
    """How well a pronoun takes up this referent, which was mentioned `times` times before it: higher is better."""
    return sum(weights.get(name, 0.0) * value for name, value in features(token, referent, times))


def nobody(token: Token, weights: Mapping[str, float]) -> float:
    """How well a pronoun means no actor and no thing that was named, as in 'it is hard to say': higher is better."""
    return sum(weights.get(name, 0.0) for name in nobody_features(token))


def nobody_features(token: Token) -> Iterator[str]:
    """The features of a pronoun alone, by name."""
    yield f"nobody {_form(token)}"
    if token.lower == "it":
        yield "nobody it subject" if token.dep in _SUBJECT else "nobody it object"
        if any(c.dep in ("ccomp", "xcomp", "advcl") for c in token.head.children):
            yield "nobody it that"


def _form(token: Token) -> str:
    return "he" if token.lower in HE | SHE else "they" if token.lower in THEY else "it"


def features(token: Token, referent: Referent, times: int) -> Iterator[tuple[str, float]]:
    """The features of a pronoun and one referent before it, by name."""
    head, form = referent.head, _form(token)
    distance = token.sentence.index - head.sentence.index
    yield "sentences", float(distance)
    yield "repeated", float(min(times - 1, 4))
    yield f"thing {form}" if referent.is_thing else "actor", 1.0
    yield "name", float(referent.is_name)
    yield "gender told", float(referent.gender is not None and form == "he")
    if form == "they":
        yield "one for they", float(not is_many(referent))
        yield "people for they", float(referent.type == "people")
    if form == "it":
        yield "state for it", float(referent.type in ("state", "place"))
    yield from _roles(token, head, distance)


def _roles(token: Token, head: Token, distance: int) -> Iterator[tuple[str, float]]:
    role = "subject" if head.dep in _SUBJECT else "object" if head.dep in _OBJECT else head.dep
    if role in ("subject", "object", "pobj", "poss", "conj"):
        yield role, 1.0
    if role == "subject" and head.head.dep == "ROOT":
        yield "main subject", 1.0
    if role == "subject" and token.dep in _SUBJECT:
        yield "both subjects", 1.0
    if distance == 0:
        yield "words", (token.index - head.index) / _CLAUSE
        if head.head in (token.head, *token.head.ancestors()):
            yield "above", 1.0
            if role == "subject":
                yield "subject above", 1.0
                if token.dep == "poss":
                    yield "subject owns", 1.0
    elif head is first_of(head):
        yield "first", 1.0


def first_of(head: Token) -> Token:
    """The first noun of a sentence."""
    return next((t for t in head.sentence.tokens if t.pos in ("NOUN", "PROPN", "PRON")), head)


def is_many(referent: Referent) -> bool:
    """May 'they' mean it without more ado?"""
    return referent.many or len(referent.keys) > 1 or referent.type in ("people", "armed_group")
