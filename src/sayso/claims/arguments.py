"""Who stands in which role of a predicate, whatever the sentence does to it.

Passives, relative clauses, participles, coordination, infinitives under control verbs, nouns in light-verb phrases and
possessives all come down to the same few roles, which the codebook's patterns name:

    subj   who does it (the 'by' phrase of a passive)      obj   whom it is done to (the subject of a passive)
    iobj   the indirect object                              self  whom a relational noun denotes ('X, an ally of Y')
    said   the same, where the sentence says it of somebody and does not only call him so ('President X')
    poss   the possessor ('X's support')                    comp  a modifier in front ('Iranian support')
    agent  whose act a noun is, through the verb above it
    clause  who does what the clause below says ('demanded that Y leave')
    hyphen  the first part of 'X-backed'
    prefixed  the second part of 'anti-X'
    to, with, against, ...  the object of that preposition
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.codebook import Grammar
from sayso.language import Token

_DEEP = 6
"""How many clauses up a missing subject is looked for."""

_DISPLACED = frozenset({"against", "on", "upon", "to", "by", "with", "from"})
"""Prepositions that the parser often hangs on the noun before them."""

_FRONT = frozenset({"compound", "amod", "nmod"})

_HYPHENS = frozenset("-–‑")
_COPULAS = frozenset({"be", "become", "remain", "seem", "appear"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_VERBS = frozenset({"VERB", "AUX"})


class Arguments:
    """Finds the words that fill the roles of predicates, by the codebook's word lists for control and light verbs."""

    def __init__(self, grammar: Grammar) -> None:
        self._light = frozenset(grammar.light)
        self._receiving = frozenset(grammar.receiving)
        self._object_control = frozenset(grammar.object_control)
        self._blaming = frozenset(grammar.blaming)
        self._asking = frozenset(grammar.asking)

    def fill(self, predicate: Token, role: str, anchors: Sequence[Token] = ()) -> list[Token]:
        """The head words in a role, coordinated ones included, in the order of the text.

        `anchors` are words that belong to the predicate ('support' in 'gave support to X') and may carry the role.
        """
        heads = self._one_role(predicate, role)
        for anchor in anchors if not heads else ():
            heads = heads or (anchor.childs("poss") if role == "poss" else modifiers(anchor) if role == "comp" else
                              prepositional([anchor], role))  # fmt: skip
        found: dict[int, Token] = {}
        for head in heads:
            for token in with_coordinated(head):
                found.setdefault(token.index, token)
        return [found[index] for index in sorted(found)]

    def _one_role(self, predicate: Token, role: str) -> list[Token]:
        verbal = is_verbal(predicate)
        match role:
            case "subj":
                return self.subject(predicate) if verbal else self.denoted(predicate)
            case "self":
                return self.denoted(predicate)
            case "said":
                return [t for t in self.denoted(predicate) if t is not predicate and predicate.dep not in _FRONT]
            case "obj":
                return self.object(predicate)
            case "iobj":
                return [t for t in predicate.childs("dative") if t.pos in _NOUNS]
            case "agent":
                return self.noun_agent(predicate)
            case "clause":
                return [s for clause in predicate.childs("ccomp") for s in self.surface_subject(clause)]
            case "hyphen":
                return hyphen_parts(predicate)
            case "prefixed":
                return prefixed(predicate)
            case "poss" | "oprd":
                return predicate.childs(role)
            case "comp":
                return modifiers(predicate)
        if role.endswith("^"):
            return self._above(predicate, role[:-1])
        near = predicate.childs("dobj", "attr", "oprd", "acomp") if verbal else self._light_verb(predicate)
        heads = [predicate, *near]
        return prepositional(heads, role) or displaced(heads, role)

    def _light_verb(self, noun: Token) -> list[Token]:
        """The light verb whose object the noun is: 'to X' may hang on it ('provided financing to X')."""
        head = noun.head
        light = noun.dep in ("dobj", "nsubjpass") and is_verbal(head) and head.lemma in self._light
        return [head] if light else []

    def _above(self, noun: Token, preposition: str) -> list[Token]:
        """The subject of the clause in which the noun stands behind a preposition ('with the support of X, Y won')."""
        prep = noun.head
        if noun.dep != "pobj" or prep.lower != preposition:
            return []
        return self.surface_subject(prep.head) if is_verbal(prep.head) else self.noun_agent(prep.head)

    def subject(self, verb: Token, depth: int = 0) -> list[Token]:
        """Who does what the verb says, also where the sentence is passive."""
        if is_passive(verb):
            by = [o for p in verb.children if p.dep in ("agent", "prep") and p.lower == "by" for o in objects_of(p)]
            return by or hyphen_parts(verb)
        return self.surface_subject(verb, depth)

    def object(self, verb: Token) -> list[Token]:
        """Whom it is done to."""
        if is_passive(verb):
            return self.surface_subject(verb)
        direct = verb.childs("dobj", "attr")
        if verb.dep == "relcl" and all(is_relative(t) for t in direct):
            gap = direct or not any(t.tag in ("WRB", "WDT", "WP") for t in verb.children)
            return [verb.head] if gap and verb.child("nsubj") and not is_relative(verb.child("nsubj")) else []
        if not direct and not verb.childs("prep", "xcomp", "ccomp"):
            return self._shared_object(verb)
        return direct

    def _shared_object(self, verb: Token) -> list[Token]:
        """The object of the last of several verbs that share one ('armed, trained and sheltered X')."""
        for later in verb.childs("conj"):
            if is_verbal(later) and not later.child("nsubj", "nsubjpass"):
                return later.childs("dobj") or self._shared_object(later)
        return []

    def surface_subject(self, verb: Token, depth: int = 0) -> list[Token]:
        """The grammatical subject, found further up where the clause has none of its own."""
        own = verb.childs("nsubj", "nsubjpass")
        if own:
            return [verb.head if is_relative(t) and verb.dep == "relcl" else t for t in own]
        head = verb.head
        if depth > _DEEP or head is verb:
            return []
        if verb.dep == "conj" and (is_verbal(head) or head.pos == "ADJ"):
            return self.surface_subject(head, depth + 1)
        if verb.dep in ("relcl", "amod"):
            return [head]
        if verb.dep == "acl":
            return [head] if verb.tag in ("VBG", "VBN") else self._bearer(head, depth)
        if verb.dep in ("xcomp", "ccomp", "advcl") and (is_verbal(head) or head.pos == "ADJ"):
            return self._controller(verb, head, depth)
        if verb.dep == "pcomp":
            return self._pcomp_subject(head.head, depth)
        return []

    def _controller(self, verb: Token, governor: Token, depth: int) -> list[Token]:
        if verb.dep != "advcl" and not is_passive(governor):
            objects = governor.childs("dobj", "dative")
            if objects and governor.lemma in self._object_control:
                return objects
        if governor.lemma in self._asking and verb.tag == "VB":
            asked = [o for role in ("on", "upon", "to") for o in prepositional([governor], role)]
            if asked:
                return asked
        if verb.dep == "advcl" and is_passive(governor):
            return self.subject(governor) or self.surface_subject(governor, depth + 1)
        return self.surface_subject(governor, depth + 1)

    def _bearer(self, noun: Token, depth: int) -> list[Token]:
        """Whose 'effort to', 'need to' or 'right to' it is."""
        own = noun.childs("poss") or prepositional([noun], "of") or self.noun_agent(noun, depth + 1)
        if not own and noun.dep == "dobj" and is_verbal(noun.head):
            own = self.subject(noun.head, depth + 1)
        return own or [t for t in modifiers(noun) if t.pos == "PROPN"]

    def _pcomp_subject(self, governor: Token, depth: int) -> list[Token]:
        if not is_verbal(governor):
            return self.noun_agent(governor, depth + 1)
        if governor.lemma in self._blaming:
            return self.object(governor)
        return self.surface_subject(governor, depth + 1)

    def noun_agent(self, noun: Token, depth: int = 0) -> list[Token]:
        """Whose act a noun names: its possessor, its 'by' phrase, or the subject of the light verb above it."""
        possessors = noun.childs("poss")
        if depth == 0 and noun.dep == "dobj" and is_verbal(noun.head) and any(_is_reflexive(t) for t in possessors):
            possessors = self.surface_subject(noun.head, depth + 1) or possessors
        own = possessors or [o for p in noun.childs("prep") if p.lower == "by" for o in objects_of(p)]
        if own or depth > _DEEP:
            return own
        head = noun.head
        if noun.dep == "conj" and head.pos == "NOUN":
            return self.noun_agent(head, depth + 1)
        if noun.dep in ("dobj", "nsubjpass") and is_verbal(head) and head.lemma in self._light:
            return self.subject(head, depth + 1)
        if noun.dep in ("dobj", "nsubjpass") and is_verbal(head) and head.lemma in self._receiving:
            return [o for p in (*noun.childs("prep"), *head.childs("prep")) if p.lower == "from" for o in objects_of(p)]
        if noun.dep == "pobj" and is_verbal(head.head):
            if head.lower in ("in", "through"):
                return self.surface_subject(head.head, depth + 1)
            if head.lower in ("of", "for") and head.head.lemma in self._blaming:
                return self.object(head.head)
        if noun.dep in ("attr", "acomp"):
            return self.surface_subject(head, depth + 1)
        return []

    def owners(self, thing: Token) -> list[Token]:
        """Whose act or instrument a thing is: its maker, possessor or the name in front of it."""
        return self.noun_agent(thing) or [t for t in modifiers(thing) if t.pos in ("PROPN", "ADJ")]

    def authors(self, act: Token) -> list[Token]:
        """Who did what a noun names: its possessor, 'by', 'from' or 'of' phrase, or a participle's agent."""
        done = [a for verb in act.childs("acl") if is_passive(verb) for a in self.subject(verb)]
        named = done or self.noun_agent(act) or prepositional([act], "from") or prepositional([act], "of")
        return [t for head in named for t in with_coordinated(head)]

    def denoted(self, word: Token) -> list[Token]:
        """Whom a relational noun or an adjective is said of; the noun itself where nobody else is named."""
        head = word.head
        if word.dep in ("attr", "acomp", "oprd") and is_verbal(head):
            if head.lemma in _COPULAS or is_passive(head):
                return self.surface_subject(head)
            return self.object(head) or self.surface_subject(head)
        if word.dep == "conj" and word.pos == head.pos:
            return self.denoted(head) if head.dep in ("attr", "acomp", "oprd", "appos") else [word]
        if word.dep == "appos" and head.pos in _NOUNS:
            return [head]
        if word.dep in _FRONT:
            return [head]
        if word.dep == "pobj" and head.lower == "as" and is_verbal(head.head):
            return self.object(head.head) or self.surface_subject(head.head)
        beside = [t for t in word.childs("appos") if t.pos in _NOUNS]
        return beside or [word]


def is_verbal(token: Token) -> bool:
    """Verbs, auxiliaries, and participles that the tagger took for adjectives."""
    return token.pos in _VERBS or (token.pos == "ADJ" and token.tag in ("VBN", "VBG"))


def is_relative(token: Token | None) -> bool:
    """Is this 'who', 'which' or 'that' in a relative clause?"""
    return token is not None and token.tag in ("WDT", "WP", "WP$")


def _is_reflexive(token: Token) -> bool:
    """A possessive pronoun that in an object as a rule means the subject ('X continued its fight')."""
    return token.lower in ("its", "their", "his", "her")


def is_passive(verb: Token) -> bool:
    """Is the verb in the passive, also as a bare participle after or before a noun?"""
    if verb.child("nsubjpass", "auxpass", "agent"):
        return True
    if verb.tag != "VBN" or verb.child("aux", "nsubj", "dobj"):
        return False
    if verb.dep in ("acl", "amod"):
        return True
    return verb.dep == "conj" and is_verbal(verb.head) and is_passive(verb.head)


def hyphen_parts(participle: Token) -> list[Token]:
    """The 'X' of 'X-backed'."""
    before = [t for t in participle.children if t.index < participle.index]
    if not any(t.text in _HYPHENS for t in before):
        return []
    return [t for t in before if t.pos in _NOUNS or t.pos == "ADJ"]


def modifiers(noun: Token) -> list[Token]:
    """The words in front of a noun that qualify it."""
    return noun.childs("compound", "amod", "nmod", "npadvmod")


def prepositional(heads: Sequence[Token], preposition: str) -> list[Token]:
    """The objects of a preposition of the first of these words that has it."""
    for head in heads:
        for prep in head.childs("prep", "dative", "agent", "prt"):
            if prep.lower == preposition and (found := objects_of(prep)):
                return found
    return []


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


def with_coordinated(head: Token) -> list[Token]:
    """A word, those coordinated with it, and the examples that it is given ('groups such as X and Y')."""
    found, stack = [], [head]
    while stack:
        token = stack.pop()
        found.append(token)
        stack += token.childs("conj") if token.pos in _NOUNS or token.pos in ("ADJ", "NUM", "DET") else ()
        for prep in token.childs("prep"):
            if prep.lower in ("including", "like") or (prep.lower == "as" and prep.child("amod", "advmod")):
                stack += objects_of(prep)
    return sorted(found, key=lambda t: t.index)
