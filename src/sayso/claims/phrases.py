"""A word and the words around it: its voice, its modifiers, what its prepositions and clauses hold.

All of this is grammar alone; sayso.claims.arguments adds the codebook's word lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.language import Token

NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
FRONT = frozenset({"compound", "amod", "nmod"})
"""Arcs of words in front of a noun."""

_VERBS = frozenset({"VERB", "AUX"})
_HYPHENS = frozenset("-–‑")
_DASHES = frozenset({"-", "--", "–", "—"})
_JOINING = frozenset({"punct", "cc", "conj", "advcl"})
_PARTICLES = frozenset({"back", "away", "down", "up", "off", "over", "apart", "aside", "together", "out"})
_DISPLACED = frozenset({"against", "between", "on", "upon", "to", "by", "with", "from"})
"""Prepositions that the parser often hangs on the noun before them."""


def _continues_list(token: Token, later: Token) -> bool:
    """Parsers take the second of 'X, Y, Z and W' for an apposition of the first, and Y of 'SARNHOLM - Y left'."""
    signs = [c for c in token.children if token.index < c.index < later.index]
    dashed = token.text.isupper() and any(c.text in _DASHES for c in signs)
    return token.pos == later.pos == "PROPN" and (dashed or later.child("conj") is not None)


def is_verbal(token: Token) -> bool:
    """Verbs, auxiliaries, participles taken for adjectives by the tagger, and verbs taken for nouns ('arms')."""
    if token.pos == "NOUN":
        return token.tag == "NNS" and token.child("nsubj") is not None and token.child("dobj") is not None
    return token.pos in _VERBS or (token.pos == "ADJ" and token.tag in ("VBN", "VBG"))


def is_relative(token: Token | None) -> bool:
    """Is this 'who', 'which' or 'that' in a relative clause?"""
    return token is not None and token.tag in ("WDT", "WP", "WP$")


def is_passive(verb: Token) -> bool:
    """Is the verb in the passive, also as a bare participle after or before a noun?"""
    if verb.child("nsubjpass", "auxpass", "agent"):
        return True
    if verb.tag != "VBN" or verb.child("aux", "nsubj", "dobj"):
        return False
    if verb.dep in ("acl", "amod"):
        return True
    return verb.dep == "conj" and is_verbal(verb.head) and is_passive(verb.head)


def agents_of(verb: Token) -> list[Token]:
    """Whom a passive has behind 'by'; those of the last of several verbs that share them ('founded and armed by X').

    They share nothing where the first says more ('was held in May and later armed by X').
    """
    by = [o for p in verb.children if p.dep in ("agent", "prep") and p.lower == "by" for o in objects_of(p)]
    listed = [v for clause in verb.childs("advcl") if clause.tag == "VBN" for v in clause.childs("conj")]
    later = [
        v for v in (*verb.childs("conj"), *listed) if v.tag == verb.tag and not v.child("nsubj", "nsubjpass", "aux")
    ]
    joined = [v for v in later if all(c.dep in _JOINING for c in verb.children if verb.index < c.index < v.index)]
    return by or [o for v in joined if not v.child("advmod", "auxpass") for o in agents_of(v)]


def before_aside(verb: Token) -> list[Token]:
    """The 'X' of 'X, says Y, is armed by Z', which parsers take for a second subject of 'says'."""
    told = [aside.childs("nsubj") for aside in verb.childs("parataxis", "ccomp") if aside.index < verb.index]
    return [subjects[0] for subjects in told if len(subjects) == 2 and subjects[0].head.index > subjects[0].index]


def particles(verb: Token) -> list[Token]:
    """The 'up' of 'backed X up' and the 'back' of 'pulled back from X', which parsers take for an adverb.

    They take the 'out' of 'drove X out of Y' for a preposition.
    """
    found = verb.childs("prt")
    found += [p for p in verb.childs("prep") if p.lower == "out"] if not found else []
    return found or [p for p in verb.childs("advmod") if p.lower in _PARTICLES and p.index == verb.index + 1]


def hyphen_parts(participle: Token) -> list[Token]:
    """The 'X' of 'X-backed'."""
    before = [t for t in participle.children if t.index < participle.index]
    if not any(t.text in _HYPHENS for t in before):
        return []
    return [t for t in before if t.pos in NOUNS or t.pos == "ADJ"]


def modifiers(noun: Token) -> list[Token]:
    """The words in front of a noun that qualify it; both in 'X-Y talks'."""
    found = noun.childs("compound", "amod", "nmod", "npadvmod")
    return [*(part for word in found for part in _before_hyphen(word)), *found]


def _before_hyphen(word: Token) -> list[Token]:
    if not any(c.text in _HYPHENS for c in word.children):
        return []
    return [c for c in word.childs("compound", "amod", "nmod", "npadvmod") if c.end + 1 == word.start]


def beyond_place(clause: Token) -> Token | None:
    """What a clause belongs to that parsers hang on a name before it: 'flew' in 'flew to Kestria to meet X'."""
    word = clause.head
    to_do = clause.tag == "VBG" or any(c.lower == "to" for c in clause.childs("aux"))
    if word.pos != "PROPN" or not to_do or clause.child("nsubj", "nsubjpass"):
        return None
    while word.dep in ("pobj", "prep", "conj") and word.head is not word:
        word = word.head
    if word.dep == "dobj" and clause.tag == "VB":
        word = word.head
    return word if word is not clause.head else None


def is_own(thing: Token) -> bool:
    """'Its border' in 'X refused to open its border with Y'."""
    return any(map(is_reflexive, thing.childs("poss")))


def is_reflexive(token: Token) -> bool:
    """A possessive pronoun that in an object as a rule means the subject ('X continued its fight')."""
    return token.lower in ("its", "their", "his", "her")


def is_title(noun: Token, name: Token) -> bool:
    """The 'president' of 'Velmora's President Ilse Maren', and not that of 'the president of Velmora, Ilse Maren'."""
    beside = name.dep == "appos" and name.head is noun and name.pos == "PROPN"
    return beside and name.subtree()[0].index == noun.index + 1


def possessors_of(noun: Token) -> list[Token]:
    """Whose it is; the noun before it for 'whose'."""
    owners = []
    for owner in noun.childs("poss"):
        clause = next((a for a in owner.ancestors() if a.dep == "relcl"), None) if owner.tag == "WP$" else None
        owners.append(clause.head if clause else owner)
    return owners


def prepositional(heads: Sequence[Token], preposition: str) -> list[Token]:
    """The objects of a preposition of the first of these words that has it."""
    for head in heads:
        first = head.childs("prep", "dative", "agent", "prt")
        preps = [p for prep in first for p in (prep, *_coordinated_prepositions(prep))]
        preps += [p for joint in head.childs("cc") for p in joint.childs("prep")]
        found = [o for prep in preps if prep.lower == preposition for o in objects_of(prep)]
        if found := found or (_who_is_to(head) if preposition == "for" else []):
            return found
    return []


def _who_is_to(head: Token) -> list[Token]:
    """The 'X' of 'voted for X to lead', which parsers take for a clause."""
    clauses = [c for c in head.childs("advcl", "xcomp", "ccomp", "acl") if c.tag == "VB"]
    marked = [c for c in clauses if any(mark.lower == "for" for mark in c.childs("mark", "prep"))]
    return [subject for clause in marked for subject in clause.childs("nsubj", "nsubjpass")]


def _coordinated_prepositions(preposition: Token) -> Iterator[Token]:
    """The second 'against' of 'against X as well as against Y'."""
    for later in preposition.childs("conj"):
        if later.pos == "ADP":
            yield later
            yield from _coordinated_prepositions(later)


def displaced(heads: Sequence[Token], preposition: str) -> list[Token]:
    """The same where the phrase hangs one noun too deep ('crimes by X against Y')."""
    if preposition not in _DISPLACED:
        return []
    return prepositional(
        [o for head in heads for p in head.childs("prep", "agent") for o in objects_of(p)], preposition
    )


def prefixed(prefix: Token) -> list[Token]:
    """The 'X' of 'anti-X'."""
    words = prefix.sentence.tokens
    at = prefix.index - words[0].index
    hyphenated = at + 2 < len(words) and words[at + 1].text in _HYPHENS
    return [words[at + 2]] if hyphenated else []


def objects_of(preposition: Token) -> list[Token]:
    """The objects of a preposition, through a second one ('from within X') and through 'which'."""
    found = []
    for child in preposition.children:
        if child.dep == "pobj":
            relative = next((a for a in child.ancestors() if a.dep == "relcl"), None) if is_relative(child) else None
            found.append(relative.head if relative else child)
        elif child.dep == "prep":
            found += objects_of(child)
    return found


def companions(word: Token) -> list[Token]:
    """The 'Y' of 'X, along with Y' and 'X, together with Y', before what they do."""
    found = []
    for prep in word.childs("prep"):
        beside = prep.lower == "with" and any(c.lower in ("together", "along") for c in prep.childs("advmod"))
        if (beside or prep.lower == "along") and (prep.index < word.index or not is_verbal(word)):
            found += objects_of(prep)
    return found


def with_coordinated(head: Token) -> list[Token]:
    """A word, those coordinated with it, and the examples that it is given ('groups such as X and Y')."""
    found, stack = [], [head]
    while stack:
        token = stack.pop()
        found.append(token)
        if not token.children:
            continue
        stack += token.childs("conj") if token.pos in NOUNS or token.pos in ("ADJ", "NUM", "DET") else ()
        stack += [t for t in token.childs("appos") if _continues_list(token, t)]
        for prep in token.childs("prep"):
            if prep.lower in ("including", "like") or (prep.lower == "as" and prep.child("amod", "advmod")):
                stack += objects_of(prep)
        stack += companions(token)
    return sorted(found, key=lambda t: t.index)
