"""Who stands in which role of a predicate, whatever the sentence does to it.

Passives, relative clauses, participles, coordination, infinitives under control verbs, nouns in light-verb phrases and
possessives all come down to the same few roles, which the codebook's patterns name:

    subj   who does it (the 'by' phrase of a passive)      obj   whom it is done to (the subject of a passive)
    iobj   the indirect object                              self  whom a relational noun denotes ('X, an ally of Y')
    said   the same, where the sentence says it of somebody and does not only call him so ('President X')
    poss   the possessor ('X's support')                    comp  a modifier in front ('Iranian support')
    agent  whose act a noun is, through the verb above it
    clause  who does what the clause below says ('demanded that Y leave')
    deed    what that clause says is to be done ('leave'), for conditions
    target  whom it is to be done to, as the object of the deed
    aim     the same behind a preposition ('impose sanctions on X')
    lest    who is to do something lest it be done ('unless X leaves')
    teller  who says what the clause says ('X said that Y was behind the attack'); telling is the verb by which he does
    hyphen  the first part of 'X-backed'
    prefixed  the second part of 'anti-X'
    to, with, against, ...  the object of that preposition
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sayso.claims.codebook import Grammar
from sayso.claims.deeds import aimed_at, deeds, on_condition, own_deeds, small_clauses, telling
from sayso.claims.phrases import (
    FRONT,
    NOUNS,
    agents_of,
    before_aside,
    beyond_place,
    companions,
    displaced,
    hyphen_parts,
    is_own,
    is_passive,
    is_reflexive,
    is_relative,
    is_title,
    is_verbal,
    modifiers,
    objects_of,
    particles,
    possessors_of,
    prefixed,
    prepositional,
    with_coordinated,
)  # fmt: skip
from sayso.language import Token

_DEEP = 6
"""How many clauses up a missing subject is looked for."""

_COPULAS = frozenset({"be", "become", "remain", "seem", "appear"})
_ADVERBS = frozenset({"ADV", "ADP", "SCONJ"})


class Arguments:
    """Finds the words that fill the roles of predicates, by the codebook's word lists for control and light verbs.

    What it found for a word and role is kept: make one for each document.
    """

    def __init__(self, grammar: Grammar) -> None:
        self.prepositions = frozenset(grammar.prepositions)
        self._light = frozenset(grammar.light)
        self._receiving = frozenset(grammar.receiving)
        self._object_control = frozenset(grammar.object_control)
        self._blaming = frozenset(grammar.blaming)
        self._asking = frozenset(grammar.asking)
        self._filled: dict[tuple[Token, str], list[Token]] = {}
        self._fillers: Mapping[str, Callable[[Token], list[Token]]] = {
            "subj": self._doer,
            "self": self.denoted,
            "said": self._said,
            "obj": self.object,
            "iobj": lambda verb: [t for t in verb.childs("dative") if t.pos in NOUNS],
            "agent": self.noun_agent,
            "clause": self._clause,
            "deed": deeds,
            "target": self._targets,
            "aim": aimed_at,
            "lest": on_condition,
            "telling": telling,
            "teller": lambda word: [t for verb in telling(word) for t in self.surface_subject(verb)],
            "hyphen": hyphen_parts,
            "prefixed": prefixed,
            "poss": possessors_of,
            "oprd": lambda verb: [*verb.childs("oprd"), *verb.childs("dobj")[1:], *small_clauses(verb)],
            "comp": modifiers,
        }

    def fill(self, predicate: Token, role: str, anchors: Sequence[Token] = ()) -> Sequence[Token]:
        """The head words in a role, coordinated ones included, in the order of the text.

        `anchors` are words that belong to the predicate ('support' in 'gave support to X') and may carry the role.
        """
        known = self._filled.get((predicate, role))
        if known is None:
            known = self._filled[predicate, role] = _all_words(predicate, self._one_role(predicate, role))
        if known or not anchors:
            return known
        heads: list[Token] = []
        for anchor in anchors:
            heads = heads or (possessors_of(anchor) if role == "poss" else modifiers(anchor) if role == "comp" else
                              prepositional([anchor], role))  # fmt: skip
        return _all_words(predicate, heads)

    def _one_role(self, predicate: Token, role: str) -> list[Token]:
        if predicate.pos in _ADVERBS:
            return self._beside(predicate, role)
        if role in self._fillers:
            return self._fillers[role](predicate)
        if role.endswith("^"):
            return self._above(predicate, role[:-1])
        verbal = is_verbal(predicate)
        if verbal and predicate.lemma == "be":  # What follows 'is an ally' is said of the ally.
            return prepositional([predicate], role)
        near = predicate.childs("dobj", "attr", "oprd", "acomp") if verbal else self._light_verb(predicate)
        heads = [predicate, *near, *(particles(predicate) if verbal else ())]
        return prepositional(heads, role) or displaced(heads, role)

    def _doer(self, predicate: Token) -> list[Token]:
        return self.subject(predicate) if is_verbal(predicate) else self.denoted(predicate)

    def _said(self, noun: Token) -> list[Token]:
        said_of = [t for t in self.denoted(noun) if t is not noun and noun.dep not in FRONT]
        return [t for t in said_of if not is_title(noun, t)]

    def _clause(self, verb: Token) -> list[Token]:
        return [s for clause in verb.childs("ccomp") for s in self.surface_subject(clause)]

    def _targets(self, verb: Token) -> list[Token]:
        return [o for deed in own_deeds(verb) for o in self.object(deed) if not is_own(o)]

    def _beside(self, adverb: Token, role: str) -> list[Token]:
        """Who does it and with whom, for 'together with X', 'alongside X' and 'X and Y jointly'."""
        if role == "subj":
            head = adverb.head
            while head.pos in _ADVERBS and head.head is not head:
                head = head.head
            return self.subject(head) if is_verbal(head) else [head]
        if role == "obj":
            return objects_of(adverb)
        with_it = adverb.head.lower == role and adverb.head.pos == "ADP"
        return objects_of(adverb.head) if with_it else prepositional([adverb], role)

    def _light_verb(self, noun: Token) -> list[Token]:
        """The light verbs around the noun: 'to X' may hang on them ('gave aid to X', 'the threat posed to X')."""
        head = noun.head
        light = noun.dep in ("dobj", "nsubjpass") and is_verbal(head) and head.lemma in self._light
        done = [verb for verb in noun.childs("acl") if verb.lemma in self._light and is_passive(verb)]
        return [head, *done] if light else done

    def _above(self, noun: Token, preposition: str) -> list[Token]:
        """The subject of the clause in which the noun stands behind a preposition ('with the support of X, Y won')."""
        prep = noun.head
        if noun.dep != "pobj" or prep.lower != preposition:
            return []
        return self.surface_subject(prep.head) if is_verbal(prep.head) else self.noun_agent(prep.head)

    def subject(self, verb: Token, depth: int = 0) -> list[Token]:
        """Who does what the verb says, also where the sentence is passive."""
        if is_passive(verb):
            return agents_of(verb) or hyphen_parts(verb)
        return self.surface_subject(verb, depth)

    def object(self, verb: Token) -> list[Token]:
        """Whom it is done to."""
        if is_passive(verb):
            return self.surface_subject(verb)
        direct = verb.childs("dobj")[:1] or verb.childs("attr")
        direct = direct or [s for clause in small_clauses(verb) for s in clause.childs("nsubj")]
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
            return [verb.head if is_relative(t) and verb.dep == "relcl" else t for t in own] + companions(verb)
        if stray := before_aside(verb):
            return stray
        head = verb.head
        if depth > _DEEP or head is verb:
            return []
        if verb.dep == "conj" and (is_verbal(head) or head.pos == "ADJ"):
            return self.surface_subject(head, depth + 1)
        if verb.dep in ("acl", "relcl") and (above := beyond_place(verb)):
            return self.surface_subject(above, depth + 1) if is_verbal(above) else [above]
        if verb.dep in ("relcl", "amod"):
            to_do = verb.tag == "VB" and any(c.lower == "to" for c in verb.childs("aux"))
            return (self._bearer(head, depth) if to_do else []) or [head]
        if verb.dep == "acl":
            return [head] if verb.tag in ("VBG", "VBN") else self._bearer(head, depth)
        if verb.dep == "acomp" and is_verbal(head):
            return self.surface_subject(head, depth + 1)
        if verb.dep in ("xcomp", "ccomp", "advcl") and (is_verbal(head) or head.pos == "ADJ"):
            return self._controller(verb, head, depth)
        if verb.dep == "pcomp":
            return self._pcomp_subject(head, depth)
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
        if verb.dep == "advcl" and verb.tag != "VBN" and is_passive(governor):
            return self.subject(governor) or self.surface_subject(governor, depth + 1)
        return self.surface_subject(governor, depth + 1)

    def _bearer(self, noun: Token, depth: int) -> list[Token]:
        """Whose 'effort to', 'need to' or 'right to' it is."""
        own = possessors_of(noun) or prepositional([noun], "of") or self.noun_agent(noun, depth + 1)
        while noun.dep in ("conj", "appos") and noun.head.pos == "NOUN":
            noun = noun.head
        if not own and noun.dep == "dobj" and is_verbal(noun.head):
            own = self.subject(noun.head, depth + 1)
        if not own and noun.dep == "pobj" and noun.head.lower in ("in", "with") and is_verbal(noun.head.head):
            own = self.subject(noun.head.head, depth + 1)
        return own or [t for t in modifiers(noun) if t.pos == "PROPN"]

    def _pcomp_subject(self, preposition: Token, depth: int) -> list[Token]:
        governor = preposition.head
        if not is_verbal(governor):
            return self.noun_agent(governor, depth + 1)
        if governor.lemma in self._blaming or preposition.lower == "into":
            return self.object(governor)
        return self.surface_subject(governor, depth + 1)

    def noun_agent(self, noun: Token, depth: int = 0) -> list[Token]:
        """Whose act a noun names: its possessor, its 'by' phrase, or the subject of the light verb above it."""
        possessors = possessors_of(noun)
        if depth == 0 and noun.dep == "dobj" and is_verbal(noun.head) and any(is_reflexive(t) for t in possessors):
            possessors = self.surface_subject(noun.head, depth + 1) or possessors
        own = possessors or [o for p in noun.childs("prep") if p.lower == "by" for o in objects_of(p)]
        own = own or self._doers(noun)
        if own or depth > _DEEP:
            return own
        head = noun.head
        if noun.dep == "conj" and head.pos == "NOUN":
            return self.noun_agent(head, depth + 1)
        if noun.dep in ("dobj", "nsubjpass") and is_verbal(head) and head.lemma in self._light:
            return self.subject(head, depth + 1)
        if noun.dep in ("dobj", "nsubjpass") and is_verbal(head) and head.lemma in self._receiving:
            return [o for p in (*noun.childs("prep"), *head.childs("prep")) if p.lower == "from" for o in objects_of(p)]
        if noun.dep == "pobj":
            return self._circumstantial(noun, depth)
        if noun.dep in ("attr", "acomp"):
            return self.surface_subject(head, depth + 1)
        return []

    def _doers(self, noun: Token) -> list[Token]:
        """Who did it, where a clause after the noun tells: 'crimes committed by X', 'the raids that X carried out'."""
        for verb in noun.childs("acl", "relcl"):
            if verb.lemma in self._light:
                passive = is_passive(verb)
                done = passive and (verb.dep == "acl" or any(map(is_relative, verb.childs("nsubjpass"))))
                if done or (verb.dep == "relcl" and not passive and noun in self.object(verb)):
                    return self.subject(verb)
        return []

    def _circumstantial(self, noun: Token, depth: int) -> list[Token]:
        """Whose it is in 'X did so in cooperation with Y', 'X, in cooperation with Y, ...' and 'accused X of raids'."""
        preposition = noun.head
        upper = preposition.head
        if not is_verbal(upper):
            return [upper] if upper.pos == "PROPN" and preposition.lower == "in" and not noun.child("det") else []
        if preposition.lower in ("in", "through", "at"):
            return self.surface_subject(upper, depth + 1)
        if preposition.lower in ("of", "for") and upper.lemma in self._blaming:
            return self.object(upper)
        return []

    def owners(self, thing: Token) -> list[Token]:
        """Whose act or instrument a thing is: its maker, possessor, who uses it, or the name in front of it."""
        used = thing.dep == "dobj" and is_verbal(thing.head) and thing.head.lemma in self._object_control
        user = self.subject(thing.head) if used else []
        return self.noun_agent(thing) or user or [t for t in modifiers(thing) if t.pos in ("PROPN", "ADJ")]

    def owned_by(self, thing: Token) -> list[Token]:
        """Whose a thing is: its possessor, what it is 'of', or the name in front of it."""
        named = possessors_of(thing) or prepositional([thing], "of")
        named = named or [t for t in modifiers(thing) if t.pos in ("PROPN", "ADJ")]
        return [t for head in named for t in with_coordinated(head)]

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
        if word.dep == "appos" and head.pos in NOUNS:
            return [head]
        if word.dep in FRONT:
            return [head]
        if word.dep == "pobj" and head.lower == "as" and is_verbal(head.head):
            return self.object(head.head) or self.surface_subject(head.head)
        if word.dep == "pobj" and head.lower == "but" and head.head.dep in ("attr", "oprd"):
            return self.denoted(head.head)  # 'They are nothing but puppets.'
        beside = [t for t in word.childs("appos") if t.pos in NOUNS]
        return beside or [word]


def _all_words(predicate: Token, heads: Sequence[Token]) -> list[Token]:
    """The heads with what is coordinated with them; in 'our allies and our rivals' only the allies are allies."""
    if not heads or (len(heads) == 1 and (heads[0] is predicate or not heads[0].children)):
        return list(heads)
    found: dict[int, Token] = {}
    for head in heads:
        for token in with_coordinated(head) if head is not predicate else [head]:
            found.setdefault(token.index, token)
    return [found[index] for index in sorted(found)]
