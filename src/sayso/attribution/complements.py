"""Where grammar puts the content of a cue: one function for each frame that the lexicon names.

Each gives the words of the content, or none where the cue is not used in that frame. Labels are ClearNLP's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sayso.attribution.cues import Cue, Frame
from sayso.language import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_CLAUSES = ("ccomp", "xcomp")
_CLAUSE_ROOTS = frozenset({"ROOT", "ccomp", "advcl", "relcl", "parataxis", "conj", "acl", "csubj", "pcomp"})


def content_of(token: Token, cue: Cue) -> list[Token]:
    """The content that the cue governs itself: the first frames of its entry that it shows, in the entry's order."""
    for frame in cue.frames:
        if words := _FRAMES[frame](token):
            return words
    return prepositional(token, cue.preps)


def prepositional(token: Token, preps: tuple[str, ...]) -> list[Token]:
    """What one of these prepositions brings in: 'of a plot', 'about leaving'."""
    for child in token.children:
        if child.dep in ("prep", "agent", "prt") and child.lower in preps and child.index > token.index:
            return _all(c for c in child.children if c.dep in ("pobj", "pcomp"))
    return []


def clause(token: Token) -> list[Token]:
    """'said (that) they left', also in front of the cue; for nouns and adjectives 'the claim that ...'."""
    deps = ("ccomp",) if token.pos in ("VERB", "AUX") else ("ccomp", "acl")
    clauses = [c for c in token.children if c.dep in deps and (_has_subject(c) or c.dep == "ccomp")]
    after = [c for c in clauses if c.index > token.index]
    if token.pos not in ("VERB", "AUX"):
        return _all(c for c in [*after, *_equated(token)][:1] if _has_subject(c))
    if after:
        return _all([*_missed_subject(token, after[0]), after[0]])
    return _all(clauses[:1]) if clauses and _follows(token) else _all(_strayed(token))


def _strayed(cue: Token) -> list[Token]:
    """'said in a letter [that they had left]', which parsers take for a clause about the letter."""
    things = [c for p in cue.childs("prep") if p.index > cue.index for c in p.childs("pobj")]
    clauses = [c for thing in things for c in thing.childs("relcl") if c.subtree()[0].lower == "that"]
    return [c for c in clauses[:1] if (subject := c.child(*SUBJECTS)) is not None and subject.tag != "WDT"]


def infinitive(token: Token) -> list[Token]:
    """'promised to leave', 'a promise to leave'."""
    deps = ("xcomp",) if token.pos in ("VERB", "AUX") else ("xcomp", "acl", "ccomp")
    return _all([c for c in token.children if c.dep in deps and _is_infinitive(c)][:1])


def gerund(token: Token) -> list[Token]:
    """'denied leaving'."""
    return _all([c for c in token.children if c.dep in _CLAUSES and c.tag == "VBG" and not _has_subject(c)][:1])


def direct_object(token: Token) -> list[Token]:
    """'criticised the plan', 'the plan was criticised by them'."""
    if token.child("agent"):
        return _all(token.childs("nsubjpass")[:1])
    return _all(token.childs("dobj")[:1]) if not token.child(*_CLAUSES) else []


def naming(token: Token) -> list[Token]:
    """'called the plan a mistake', 'described the plan as a mistake'."""
    thing = token.child("dobj", "nsubjpass")
    if clauses := [c for c in token.childs("ccomp", "xcomp") if _has_subject(c) and _is_small(c)]:
        return _all(clauses[:1])
    name = [c for c in token.children if c.dep in ("oprd", "xcomp", "acomp", "attr") and not _is_infinitive(c)]
    as_name = [c for c in token.children if c.dep == "prep" and c.lower == "as"]
    if not name and not as_name:
        return []
    return _all([*([thing] if thing and thing.lower != "what" else []), *name, *as_name])


def person_told(token: Token) -> list[Token]:
    """'urged them to leave', 'called on them to leave', 'accused them of lying': the person belongs to the content."""
    person = token.child("dobj", "nsubjpass") or _object_of(token, "on", "upon")
    doing = [c for c in token.children if c.dep in _CLAUSES and _is_infinitive(c) and (person or _has_subject(c))]
    if doing:
        return _all([*([person] if person else []), doing[0]])
    agents = [by.child("pobj") for by in token.childs("agent")]
    preps = [c for holder in (token, *agents) if holder for c in holder.childs("prep")]
    deeds = [c for c in preps if c.lower in ("of", "for") and c.child("pcomp", "pobj")]
    return _all([person, deeds[0]]) if person and deeds else []


def _object_of(token: Token, *preps: str) -> Token | None:
    prep = next((c for c in token.childs("prep") if c.lower in preps), None)
    return prep.child("pobj") if prep else None


def passive(token: Token) -> list[Token]:
    """'they are said to be leaving', 'it is believed that ...'."""
    if not is_passive(token):
        return []
    thing = token.child("nsubjpass")
    doing = [c for c in token.children if c.dep in ("xcomp", "ccomp", "oprd")][:1]
    if not doing:
        return []
    return _all([*([thing] if thing and not _is_expletive(thing) else []), *doing])


def clause_around(token: Token) -> list[Token]:
    """The clause in which the cue is an aside: 'they left, he said', 'as she put it', 'in her view', 'reportedly'."""
    if token.pos == "ADV":
        return _without(clause_root(token.head), token)
    if token.pos in ("NOUN", "PROPN"):
        inside = token.head if token.dep == "pobj" and token.head.lower in ("in", "to", "by") else None
        return _without(clause_root(inside.head), inside) if inside and token.child("poss") else []
    marked = token.dep in ("advcl", "prep") and (mark := token.child("mark", "advmod")) and mark.lower == "as"
    if (token.dep == "parataxis" or marked) and token.child("nsubj", "agent"):
        return [*_all(_other_subjects(token)), *_without(clause_root(token.head), token)]
    return []


def _without(root: Token, aside: Token) -> list[Token]:
    own = {t.index for t in aside.subtree()}
    return [t for t in root.subtree() if t.index not in own] if root is not aside else []


def tops_of(words: Sequence[Token]) -> list[Token]:
    """The words that depend on none of the others; signs and subordinators do not count."""
    inside = {t.index for t in words}
    tops = [t for t in words if t.head is t or t.head.index not in inside]
    return [t for t in tops if t.pos not in ("PUNCT", "SPACE", "SCONJ")]


def _missed_subject(cue: Token, clause: Token) -> list[Token]:
    """An object, or second subject, of the cue that must be the subject of a finite clause: 'said [talks] are over'."""
    finite = clause.tag in ("VBZ", "VBP", "VBD") or any(c.tag == "MD" for c in clause.children)
    if not finite or _has_subject(clause):
        return []
    objects = [c for c in cue.children if c.dep in ("dobj", "npadvmod") and cue.index < c.index < clause.index]
    return [*_other_subjects(cue), *objects]


def _other_subjects(cue: Token) -> list[Token]:
    """What the parser took for a second subject of an inserted cue: '[they], he said, left'."""
    return [c for c in cue.childs("nsubj") if c is not subject_of(cue)]


def _equated(noun: Token) -> list[Token]:
    """'their claim is [that they left]'."""
    verb = noun.head
    return verb.childs("ccomp") if noun.dep == "nsubj" and verb.lemma == "be" else []


def _follows(cue: Token) -> bool:
    """Whether the cue may close what was said before it: nothing that it could govern stands behind it."""
    if cue.tag == "VBG" or any(c.dep in ("xcomp", "oprd") and c.index > cue.index for c in cue.children):
        return False
    before = [c for c in cue.children if c.dep == "punct" and c.index < cue.index]
    return not before or before[-1].text not in (";", ":", "-", "–", "—", "--")


def clause_root(token: Token) -> Token:
    """The head of the clause that this word stands in."""
    while token.head is not token and not (token.dep in _CLAUSE_ROOTS and token.pos in ("VERB", "AUX")):
        token = token.head
    while token.dep == "conj" and token.head.pos in ("VERB", "AUX") and not _has_subject(token):
        token = token.head
    return token


def subject_of(verb: Token, *, passive: bool = False) -> Token | None:
    """The nearest subject of an active verb, or also of a passive one; Y in 'X, says Y, left'."""
    subjects = verb.childs("nsubj", *(("nsubjpass",) if passive else ()))
    inserted = [c for c in verb.childs("punct") if c.index == verb.index - 1 and c.text == ","]
    return min(
        ([s for s in subjects if s.index > verb.index] if inserted else []) or subjects,
        key=lambda t: abs(t.index - verb.index),
        default=None,
    )


def is_passive(token: Token) -> bool:
    """Whether the verb is a passive with or without auxiliary."""
    return bool(token.child("nsubjpass", "auxpass", "csubjpass", "agent"))


def _all(heads: Iterable[Token]) -> list[Token]:
    words = {t.index: t for head in heads for t in head.subtree()}
    return [words[i] for i in sorted(words)]


def _has_subject(token: Token) -> bool:
    return token.child(*SUBJECTS, "expl") is not None


def _is_small(token: Token) -> bool:
    """A clause without a finite verb: 'called [it a mistake]'."""
    return token.tag not in ("VBD", "VBZ", "VBP", "VB", "MD") and token.child("aux", "mark", "cop") is None


def _is_infinitive(token: Token) -> bool:
    return any(c.dep == "aux" and c.tag == "TO" for c in token.children)


def raising(token: Token) -> list[Token]:
    """'they seem to be leaving': what seems so holds also the subject."""
    thing = token.child("nsubj")
    doing = [c for c in token.children if c.dep in ("xcomp", "ccomp", "oprd", "acomp", "advcl")][:1]
    return _all([*([thing] if thing and not _is_expletive(thing) else []), *doing]) if doing else []


def described(token: Token) -> list[Token]:
    """'The alleged [attack on the port]'."""
    if token.dep != "amod" or token.head.pos not in ("NOUN", "PROPN"):
        return []
    return [t for t in _without(token.head, token) if t.index > token.index]


def _is_expletive(token: Token) -> bool:
    return token.lower in ("it", "there")


def _quoted(_: Token) -> list[Token]:
    return []


_FRAMES: dict[Frame, Callable[[Token], list[Token]]] = {
    "quote": _quoted,
    "clause": clause,
    "to": infinitive,
    "ing": gerund,
    "object": direct_object,
    "name": naming,
    "person": person_told,
    "passive": passive,
    "raising": raising,
    "around": clause_around,
    "noun": described,
}
