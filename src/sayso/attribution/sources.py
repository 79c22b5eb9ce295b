"""Who speaks: the words of the source of a cue."""

from __future__ import annotations

from typing import NamedTuple

from sayso.attribution.complements import is_passive, subject_of
from sayso.language import Token

_CLIMB = frozenset({"xcomp", "conj", "advcl", "acl", "pcomp", "prep", "dobj", "pobj", "attr", "acomp", "ccomp", "dep"})
_SUBJECT_CONTROL = frozenset({"have", "make", "promise", "spend", "take", "use"})
_OF_THE_OBJECT = frozenset({"of", "for", "from", "into"})
"""'They accused X of lying', 'kept X from saying so': X does it. 'They ended the talks by saying so': they do."""
_PEOPLES = frozenset({"NORP", "GPE"})
_EMPTY = frozenset({"there", "what"})


class Source(NamedTuple):
    """The head word of a source and all its words."""

    head: Token
    words: list[Token]


def source_of(token: Token, *, received: bool = False) -> Source | None:
    """The source of a cue, None where nobody is named.

    `received`: the cue is a noun whose verb says that it came from somebody else ('denied the claim that ...').
    """
    if token.pos in ("NOUN", "PROPN"):
        return _of_noun(token) or (None if received else _of_verb(token.head, noun=token))
    if token.pos == "ADV":
        return None
    if token.pos == "ADJ":
        return _of_verb(token.head if token.dep in ("acomp", "oprd", "attr") else token)
    return _of_verb(token)


def _of_verb(verb: Token, noun: Token | None = None, depth: int = 0) -> Source | None:
    if is_passive(verb):
        by = verb.child("agent")
        return _source(by.child("pobj") if by else None)
    subject = subject_of(verb)
    if subject is not None:
        return None if subject.lower in _EMPTY or subject is noun else _source(subject)
    if verb.child("expl"):
        return None
    return _inherited(verb, depth)


def _inherited(verb: Token, depth: int) -> Source | None:
    """The subject of the clause that the verb hangs on: 'she came, saying ...', 'she wants to say ...'."""
    head = verb.head
    if head is verb or depth > 4 or verb.dep not in _CLIMB:
        return None
    if verb.tag == "VBN" and verb.dep in ("advcl", "acl") and not verb.childs("aux"):
        return None
    if head.pos in ("NOUN", "PROPN", "PRON") and verb.dep in ("acl", "relcl"):
        return _modified(verb, head, depth)
    if verb.dep == "pcomp" and head.lower == "as" and (cited := head.head.child("dobj", "nsubjpass")) is not None:
        return _source(cited)
    if verb.dep == "pcomp" and head.lower in _OF_THE_OBJECT and (doer := head.head.child("dobj")) is not None:
        return _source(doer)
    if verb.dep == "xcomp" and (controlled := head.child("dobj")) is not None and head.lemma not in _SUBJECT_CONTROL:
        return _source(controlled)
    if verb.dep == "advcl" and verb.tag == "VBG" and head.dep in ("ccomp", "acl") and head.head.index < head.index:
        head = head.head
    if is_passive(head) and (subject := head.child("nsubjpass")) is not None:
        return _source(subject)
    return _of_verb(head, depth=depth + 1)


def _modified(verb: Token, noun: Token, depth: int) -> Source | None:
    """The noun that the verb describes, 'people saying ...', unless the verb is an aside or an aim of somebody else."""
    aside = any(t.text == "," for t in noun.children if noun.index < t.index < verb.index)
    aim = any(c.tag == "TO" for c in verb.children)
    if not (aside or aim) or noun.dep in ("nsubj", "nsubjpass", "ROOT"):
        return _source(noun)
    return _of_noun(noun) or _of_verb(noun, depth=depth + 1) or _source(noun)


def _of_noun(noun: Token) -> Source | None:
    """'X's claim', 'a claim by X', 'a report from X'."""
    if (owner := noun.child("poss")) is not None:
        return _source(owner)
    for prep in noun.children:
        if prep.dep in ("prep", "agent") and prep.lower in ("by", "from"):
            return _source(prep.child("pobj"))
    named = [c for c in noun.childs("amod", "compound", "nmod") if c.entity[2:] in _PEOPLES and c.index < noun.index]
    return Source(named[0], [named[0]]) if named else None


def _source(head: Token | None) -> Source | None:
    return Source(head, head.subtree()) if head is not None else None


def head_of(words: list[Token]) -> Token:
    """The word of a phrase on which the others depend."""
    inside = {t.index for t in words}
    return next((t for t in words if t.head is t or t.head.index not in inside), words[0])
