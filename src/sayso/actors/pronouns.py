"""Whom a pronoun means, where that is clear.

The first person is the voice of its sentence. The third person takes up the likeliest of all that agrees with it, by
`sayso.actors.salience`; it is left open where that is a thing, or likely no more than another.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

from sayso.actors.candidates import Candidate
from sayso.actors.links import Key, Links
from sayso.actors.nominals import Nominals, Roles
from sayso.actors.salience import HE, IT, SHE, THEY, Referent, is_many, nobody, salience
from sayso.actors.voices import READER, READER_KEY, Voices
from sayso.language import Parsed, Token

_FIRST = frozenset(["i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"])
_THIRD = HE | SHE | THEY | IT
_PRONOUNS = frozenset(["PRON", "DET"])
_SINGULAR_FIRST = frozenset(["i", "me", "my", "mine", "myself"])
_SUBJECT = frozenset(["nsubj", "nsubjpass"])
_MANY = frozenset(["NNS", "NNPS"])
_THINGS = frozenset(["nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj"])
"""Where things that a pronoun may take up stand."""
BACK = 2
"""How many sentences back a pronoun may reach."""
MOST = 400
"""How many nouns back, so that one endless sentence takes no endless time."""


def first_person(token: Token) -> bool:
    """Is this a pronoun of the first person ('we', 'our', 'I')? 'US' is not."""
    return token.pos in _PRONOUNS and token.lower in _FIRST and token.text != "US"


def third_person(token: Token) -> bool:
    """Is this 'he', 'she', 'they', 'it' or one of their forms?"""
    return token.pos in _PRONOUNS and token.lower in _THIRD


def find_pronouns(
    parsed: Parsed, candidates: list[Candidate], links: Links, voices: Voices, voice: Key, roles: Roles
) -> list[tuple[Token, tuple[Key, ...]]]:
    """Every pronoun of the first and third person with the actors it means; none where that is not clear."""
    heads = {c.head.index: c for c in candidates}
    home = ("registry", voices.state) if voices.state else voice
    resolver = Resolver(roles)
    found: list[tuple[Token, tuple[Key, ...]]] = []
    for token in parsed.tokens:
        candidate = heads.get(token.index)
        if candidate is not None:
            resolver.see(_referent(candidate, links, roles))
            joined = _joined(candidate, heads)
            if len(joined) > 1:
                resolver.see(_group(joined, links))
        elif first_person(token):
            is_reader = voices.by_sentence[token.sentence.index] == READER
            own = voice if token.lower in _SINGULAR_FIRST else home
            found.append((token, (READER_KEY if is_reader else own,)))
        elif third_person(token):
            found.append((token, resolver.resolve(token)))
        elif token.tag in ("NN", "NNS") and token.dep in _THINGS and not token.entity:
            resolver.see(_thing(token))
    return found


def _thing(token: Token) -> Referent:
    return Referent(token, (), "thing", token.tag == "NNS", None, is_name=False, is_modifier=False)


def _referent(candidate: Candidate, links: Links, roles: Roles) -> Referent:
    head = candidate.head
    words = {t.lower for t in candidate.phrase.tokens}
    male, female = words & roles.lists.male, words & roles.lists.female
    return Referent(
        head=head,
        keys=links.of(candidate),
        type=candidate.type,
        many=(head.tag in _MANY and candidate.name is None) or len(candidate.states) > 1,
        gender=None if bool(male) == bool(female) else "m" if male else "f",
        is_name=candidate.name is not None,
        is_modifier=candidate.is_modifier and head.dep != "poss",
    )


def _joined(candidate: Candidate, heads: dict[int, Candidate]) -> list[Candidate]:
    """The actors joined with this one by 'and', where it is the last of them ('France and Mali')."""
    if candidate.head.child("conj") is not None:
        return []
    chain, head = [candidate], candidate.head
    while head.dep == "conj" and head.head.index in heads:
        head = head.head
        chain.append(heads[head.index])
    return chain[::-1]


def _group(joined: list[Candidate], links: Links) -> Referent:
    keys = tuple(dict.fromkeys(k for c in joined for k in links.of(c)))
    named = all(c.name is not None for c in joined)
    return Referent(joined[0].head, keys, "group", many=True, gender=None, is_name=named, is_modifier=False)


class Resolver:
    """Goes through a document from front to back: `see` each mention, `resolve` each pronoun between them."""

    def __init__(self, roles: Roles) -> None:
        self._roles = roles
        self._seen: list[Referent] = []

    def see(self, referent: Referent) -> None:
        """Remembers a mention; the mentions must come in the order of their heads."""
        self._seen.append(referent)

    def resolve(self, token: Token) -> tuple[Key, ...]:
        """The actors that a third-person pronoun takes up; empty where a thing, or nothing, fits best or nearly so."""
        if _names_nobody(token, self._roles.lists):
            return ()
        rivals = self.rivals(token)
        scores = [(_best(token, group, self._roles.salience), group[0].keys) for group in rivals]
        keys = _likely(scores, nobody(token, self._roles.salience), self._roles.salience["certain"])
        if keys:
            self.see(_as_referent(token, keys))
        return keys

    def rivals(self, token: Token) -> list[list[Referent]]:
        """The earlier mentions of each actor and thing that the pronoun may take up, the nearest first."""
        groups: dict[object, list[Referent]] = {}
        for referent in reversed(self._seen[-MOST:]):
            if token.sentence.index - referent.head.sentence.index > BACK:
                break
            if _agrees(token, referent):
                groups.setdefault(referent.keys or referent.head.lemma, []).append(referent)
        return list(groups.values())


def _best(token: Token, mentions: list[Referent], weights: Mapping[str, float]) -> float:
    return max(salience(token, referent, len(mentions), weights) for referent in mentions)


def _likely(scores: list[tuple[float, tuple[Key, ...]]], nobody: float, certain: float) -> tuple[Key, ...]:
    """The actors of the best score, where their share of all is at least `certain`."""
    best = max(scores, key=lambda pair: pair[0], default=(nobody, ()))
    share = 1.0 / sum(exp(score - best[0]) for score in [nobody, *(score for score, _ in scores)])
    return best[1] if scores and share >= certain else ()


def _as_referent(token: Token, keys: tuple[Key, ...]) -> Referent:
    word = token.lower
    gender = "m" if word in HE else "f" if word in SHE else None
    kind = "person" if gender else "organisation"
    return Referent(token, keys, kind, word in THEY, gender, is_name=False, is_modifier=False)


def _names_nobody(token: Token, lists: Nominals) -> bool:
    """Does the verb tell that a thing, an event or nothing at all is meant?"""
    verb = token.head.lemma
    if token.lower in ("they", "them"):
        return token.dep in ("nsubjpass", "dobj") and verb in lists.made
    if token.lower != "it":
        return False
    # 'It is said that', 'it was believed': as a passive subject it means an event more often than an actor.
    if token.dep in ("expl", "nsubjpass"):
        return True
    return verb in (lists.it_does if token.dep == "nsubj" else lists.done_to_it if token.dep == "dobj" else ())


def _agrees(token: Token, referent: Referent) -> bool:
    word = token.lower
    if referent.is_modifier or _same_clause_object(token, referent.head):
        return False
    person = referent.type == "person" and not referent.many
    if word in HE:
        return person and referent.gender != "f"
    if word in SHE:
        return person and referent.gender != "m"
    if word in THEY:
        return referent.many if referent.is_thing else is_many(referent) or not person
    return not person and not referent.many and len(referent.keys) < 2 and referent.type != "people"


def _same_clause_object(token: Token, subject: Token) -> bool:
    """In 'France attacked them', 'them' is not France."""
    return token.dep in ("dobj", "iobj") and subject.dep in _SUBJECT and subject.head is token.head
