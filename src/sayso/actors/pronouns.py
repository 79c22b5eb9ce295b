"""Whom a pronoun means, where that is clear.

The first person is the voice of its sentence. The third person is resolved by agreement, distance and grammatical
role (after Lappin and Leass, 1994, with weights of our own), and left open where two candidates come out alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.actors.candidates import Candidate
from sayso.actors.links import Key, Links
from sayso.actors.nominals import Nominals, Roles
from sayso.actors.voices import READER, READER_KEY, Voices
from sayso.language import Parsed, Token

_FIRST = frozenset(["i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"])
_SINGULAR_FIRST = frozenset(["i", "me", "my", "mine", "myself"])
_HE = frozenset(["he", "him", "his", "himself"])
_SHE = frozenset(["she", "her", "hers", "herself"])
_THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
_IT = frozenset(["it", "its", "itself"])
_SUBJECT = frozenset(["nsubj", "nsubjpass"])
_MANY = frozenset(["NNS", "NNPS"])
BACK = 2
"""How many sentences back a pronoun may reach."""
MOST = 200
"""How many mentions back, so that one endless sentence takes no endless time."""
REPEATED = 0.6
"""What each further mention of the same actor adds."""
ONE_AS_MANY = 3.0
"""What it costs to call one government or organisation 'they'."""
SENTENCE, SUBJECT, SAME_CLAUSE, NAMED, OBLIQUE, WORDS = 2.5, 1.5, 1.0, 1.0, 0.5, 40.0
"""Salience: what each sentence of distance costs; what a subject gains, one whose verb governs the pronoun's clause,
and a name; what an owner or the object of a preposition loses; how many words of distance cost one."""
MARGIN = 0.5
"""The best candidate must be ahead of the second by this much."""


def first_person(token: Token) -> bool:
    """Is this a pronoun of the first person ('we', 'our', 'I')? 'US' is not."""
    return token.lower in _FIRST and token.pos in ("PRON", "DET") and token.text != "US"


def third_person(token: Token) -> bool:
    """Is this 'he', 'she', 'they', 'it' or one of their forms?"""
    return token.lower in _HE | _SHE | _THEY | _IT and token.pos in ("PRON", "DET")


@dataclass(slots=True)
class Referent:
    """A mention that a later pronoun may take up. `gender` is 'm', 'f' or None where the words do not tell."""

    head: Token
    keys: tuple[Key, ...]
    type: str
    many: bool
    gender: str | None
    is_name: bool
    is_modifier: bool


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
    return found


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
        """The actors that a third-person pronoun takes up; empty where nothing fits or two fit alike."""
        if _names_nobody(token, self._roles.lists):
            return ()
        scores: dict[tuple[Key, ...], float] = {}
        for referent in reversed(self._seen[-MOST:]):
            distance = token.sentence.index - referent.head.sentence.index
            if distance > BACK:
                break
            if _agrees(token, referent):
                score = _salience(token, referent, distance)
                old = scores.get(referent.keys)
                scores[referent.keys] = score if old is None else max(old, score) + REPEATED
        keys = _clear_winner(scores)
        if keys:
            self._seen.append(_as_referent(token, keys))
        return keys


def _as_referent(token: Token, keys: tuple[Key, ...]) -> Referent:
    word = token.lower
    gender = "m" if word in _HE else "f" if word in _SHE else None
    kind = "person" if gender else "organisation"
    return Referent(token, keys, kind, word in _THEY, gender, is_name=False, is_modifier=False)


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
    if word in _HE:
        return person and referent.gender != "f"
    if word in _SHE:
        return person and referent.gender != "m"
    if word in _THEY:
        return _is_many(referent) or not person
    return not person and not referent.many and len(referent.keys) == 1 and referent.type != "people"


def _is_many(referent: Referent) -> bool:
    return referent.many or len(referent.keys) > 1 or referent.type in ("people", "armed_group")


def _same_clause_object(token: Token, subject: Token) -> bool:
    """In 'France attacked them', 'them' is not France."""
    return token.dep in ("dobj", "iobj") and subject.dep in _SUBJECT and subject.head is token.head


def _salience(token: Token, referent: Referent, distance: int) -> float:
    head = referent.head
    score = -SENTENCE * distance + (NAMED if referent.is_name else 0.0)
    if token.lower in _THEY and not _is_many(referent):
        score -= ONE_AS_MANY
    if head.dep in _SUBJECT:
        score += SUBJECT
    elif head.dep in ("pobj", "poss"):
        score -= OBLIQUE
    if distance == 0:
        score -= (token.index - head.index) / WORDS
        if head.dep in _SUBJECT and head.head in (token.head, *token.head.ancestors()):
            score += SAME_CLAUSE
    return score


def _clear_winner(scores: dict[tuple[Key, ...], float]) -> tuple[Key, ...]:
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN):
        return ()
    return ranked[0][0]
