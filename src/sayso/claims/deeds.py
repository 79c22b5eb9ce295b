"""What somebody is asked, said or threatens to do, and to whom: the clauses below a verb."""

from __future__ import annotations

from sayso.claims.phrases import is_passive, is_verbal, prepositional
from sayso.language import Token

_HARMING = ("on", "upon", "against", "with", "to", "from")
"""Prepositions behind which it stands to whom a deed is done ('impose a ban on X', 'break with X')."""

_CONDITIONS = frozenset({"if", "unless", "until"})


def small_clauses(verb: Token) -> list[Token]:
    """'a puppet' of 'called X a puppet', where the parser took 'X a puppet' for a clause."""
    return [c for c in verb.childs("ccomp") if not is_verbal(c) and not c.child("cop", "aux", "mark")]


def deeds(verb: Token) -> list[Token]:
    """What somebody is asked or said to do: the verbs of the clause below, and the adjective of a small clause.

    Infinitives ('urged X to leave', 'that X leave', which parsers take for a present tense too) and what follows 'into'
    ('talked X into leaving').
    """
    found = small_clauses(verb)
    into = [clause for prep in verb.childs("prep") if prep.lower == "into" for clause in prep.childs("pcomp")]
    todo = verb.childs("xcomp", "ccomp", "advcl") + into
    while todo:
        clause = todo.pop(0)
        to_be_done = clause.tag == "VB" or clause.dep == "pcomp" or (clause.dep == "ccomp" and clause.tag == "VBP")
        if is_verbal(clause) and to_be_done:
            found.append(clause)
            todo += clause.childs("conj")
    return found


def own_deeds(verb: Token) -> list[Token]:
    """What somebody says that he will do himself: 'threatened to leave', 'warned that it would leave'."""
    done = [deed for deed in deeds(verb) if is_verbal(deed)]
    return [deed for deed in done if all(subject.pos == "PRON" for subject in deed.childs("nsubj", "nsubjpass"))]


def aimed_at(verb: Token) -> list[Token]:
    """Against whom a deed goes behind a preposition: X in 'threatened to break off talks with X'."""
    words = [[deed, *deed.childs("dobj")] for deed in own_deeds(verb)]
    return [word for heads in words for preposition in _HARMING for word in prepositional(heads, preposition)]


def on_condition(verb: Token) -> list[Token]:
    """Who is to do something lest it happen: X in 'threatened to strike unless X gives in'."""
    clauses = [c for word in (verb, *own_deeds(verb)) for c in word.childs("advcl")]
    marked = [c for c in clauses if any(m.lower in _CONDITIONS for m in c.childs("mark", "advmod"))]
    return [subject for clause in marked for subject in clause.childs("nsubj")]


def telling(word: Token) -> list[Token]:
    """The verb that tells what a clause says: 'said' for the 'was' and the 'guilty' of 'X said that Y was guilty'."""
    clause = word if is_verbal(word) else word.head
    return [clause.head] if clause.dep == "ccomp" and is_verbal(clause.head) and not is_passive(clause.head) else []
