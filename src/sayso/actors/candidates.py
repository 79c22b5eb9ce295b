"""What may name an actor: proper names, and noun phrases whose head is a role or a kind of actor."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.actors.adjectives import name_adjectives
from sayso.actors.datelines import without_datelines
from sayso.actors.names import Name, find_names
from sayso.actors.nominals import Roles
from sayso.actors.phrases import NounPhrase, of_phrase, premodifiers, span_phrase
from sayso.actors.registry import Known, Registry
from sayso.language import Parsed, Token

_ALONE = frozenset(["nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr"])
"""Where nouns stand. One person needs a determiner there: 'justice' is none, 'a justice' and 'rebel attacks' are."""
_THOSE = frozenset(["those", "anyone", "anybody", "everyone", "everybody", "all"])
"""What an adjective behind it tells apart ('those responsible')."""

_BODIES = frozenset(["agency", "organisation", "party"])
"""What may stand before a person's name without being his title ('Police director Doe')."""

_PERSONS = ("ers", "ists", "ians", "ors", "men", "ees", "people", "ants", "ents")
"""What plurals for persons end in, where no list has them ('a group of islanders')."""


@dataclass(slots=True, eq=False)
class Candidate:
    """A noun phrase that may name an actor. `states` are the countries that it stands for ('the French army');
    `role` is the head of the role that stands before a person's name ('India's president Doe'); `unknown_state` is the
    name of the one country that it stands for, where no registry knows it.
    """

    phrase: NounPhrase
    type: str
    name: Name | None = None
    states: list[Known] = field(default_factory=list)
    role: Token | None = None
    unknown_state: Name | None = None

    @property
    def head(self) -> Token:
        """The head word."""
        return self.phrase.head

    @property
    def is_modifier(self) -> bool:
        """Does it only qualify the noun that follows ('rebel attack')?"""
        return self.phrase.is_modifier

    def titled(self) -> list[Token]:
        """The name with the role before it, where there is one."""
        if self.role is None:
            return []
        start = span_phrase([self.role], self.role).tokens[0]
        words = start.sentence.tokens
        base = words[0].index
        return words[start.index - base : self.phrase.core[-1].index + 1 - base]

    def spelled(self, tokens: list[Token], text: str) -> str:
        """These words as the document writes them, on one line."""
        return " ".join(text[tokens[0].start : tokens[-1].end].split())


def find_candidates(parsed: Parsed, registry: Registry) -> list[Candidate]:
    """All names and nominal actors of a document, in the order of their heads, one for each head word."""
    names = without_datelines(parsed, find_names(parsed, registry))
    forms = {n.head.index: n for n in name_adjectives(parsed, names, registry.roles)}
    names = [*(n for n in names if n.head.index not in forms), *forms.values()]
    by_token = {token.index: name for name in names for token in name.tokens}
    found = {n.head.index: _named(n, registry.roles) for n in names}
    for token in parsed.tokens:
        if token.index not in by_token and (candidate := _nominal(token, registry.roles, by_token)):
            owners = _owners(candidate, registry.roles, by_token)
            candidate.states = _states(owners)
            candidate.unknown_state = _unknown_state(owners)
            found[token.index] = candidate
    return [found[index] for index in sorted(found)]


def _named(name: Name, roles: Roles) -> Candidate:
    candidate = Candidate(span_phrase(name.tokens, name.head), name.type, name)
    if name.type != "person":
        return candidate
    head, before = name.head, candidate.phrase.before
    first = candidate.phrase.tokens[0].index
    if head.dep == "appos" and head.head.index == first - 1 and roles.type_of(head.head) == "person":
        candidate.role = head.head
    elif head.dep == "pobj" and head.head.lower == "of" and head.head.index == first - 1 and before:
        title, proper = head.head.head, all(t.pos == "PROPN" and t.lower not in roles.lists.titles for t in before)
        if proper and title.lower in roles.lists.titles and title.index == first - 2:
            candidate.role = title
            candidate.phrase.tokens = candidate.phrase.core
    return candidate


def _nominal(token: Token, roles: Roles, names: dict[int, Name]) -> Candidate | None:
    if _is_anybody(token, roles):
        return Candidate(span_phrase([token], token), "people")
    actor_type = roles.type_of(token) if token.pos in ("NOUN", "PROPN", "ADJ") or _stands_as_noun(token) else None
    if actor_type is None and _is_figure(token, roles, names):
        actor_type = "organisation"
    if token.lower in roles.lists.capitalised and token.text.islower() and not roles.is_compound(token):
        return None
    if actor_type is None or _belongs_to_next(token, roles, names) or _is_collection(token, roles, names):
        return None
    before = [m for m in premodifiers(token) if m.pos != "DET"]
    if any(m.lower in roles.lists.address for m in before):
        return None
    if token.pos == "ADJ" and (token.dep in ("amod", "acomp") or not token.childs("det")):
        return None
    common = token.pos != "PROPN" or actor_type not in ("agency", "organisation")
    if common and token.lower in roles.lists.not_alone and not before and not _is_told_apart(token, actor_type):
        return None
    if actor_type == "person" and token.tag == "NN" and not before and token.dep in _ALONE and not token.childs("det"):
        return None
    phrase = span_phrase([token], token)
    if actor_type == "organisation" and any(w.lower in roles.lists.armed for w in phrase.before):
        actor_type = "armed_group"
    return Candidate(phrase, actor_type)


def _is_anybody(token: Token, roles: Roles) -> bool:
    """'Those who shelter them', 'those responsible', 'those on the list'; 'others' alone."""
    if token.lower not in roles.lists.anybody:
        return False
    after = [c for c in token.children if c.index > token.index]
    if any(c.dep in ("relcl", "acl") for c in after):
        return True
    if token.lower == "others":
        return token.dep in _ALONE and token.head.lower != "among"
    told = ("prep", "amod", "advmod") if token.lower == "those" else ("amod", "advmod")
    return token.lower in _THOSE and any(c.dep in told and c.lower != "of" for c in after)


def _is_figure(token: Token, roles: Roles, names: dict[int, Name]) -> bool:
    """'This plague', 'Zelmar's tool', 'the militia project': things that stand for whom they are said of."""
    if token.lemma not in roles.lists.figures or token.pos != "NOUN":
        return False
    of, before = of_phrase(token), premodifiers(token)
    if token.tag == "NNS" and token.lemma in roles.lists.figures_of_one:
        return False  # 'their arms'
    if not before and token.dep == "pobj" and token.head.lower == "in":
        return False  # 'in front of X'
    owned = [*before, *([of] if of is not None else [])]
    if any(m.lower in ("this", "these") or m.tag == "PRP$" for m in before):
        return True
    return any(o.index in names or roles.type_of(o) is not None for o in owned)


def _stands_as_noun(token: Token) -> bool:
    """'The accused', 'militants' where the parser took a noun for a verb."""
    return token.pos == "VERB" and token.dep in _ALONE and (token.tag == "VBZ" or bool(token.childs("det")))


def _is_told_apart(token: Token, actor_type: str) -> bool:
    """'Members of the council', 'a force that ...', 'this individual': heads that need more than themselves."""
    if of_phrase(token) is not None or any(c.dep in ("relcl", "acl") for c in token.children):
        return True
    return actor_type == "person" and any(c.lower in ("this", "that", "these", "those") for c in token.childs("det"))


def _is_collection(token: Token, roles: Roles, names: dict[int, Name]) -> bool:
    """'A group of islands', 'the body of law': made of what is no actor."""
    if token.lower not in roles.lists.collections:
        return False
    made_of = of_phrase(token)
    if made_of is None or made_of.pos != "NOUN" or made_of.index in names:
        return False
    return roles.type_of(made_of) is None and not made_of.lower.endswith(_PERSONS)


def _belongs_to_next(token: Token, roles: Roles, names: dict[int, Name]) -> bool:
    """A title before a name, or the first part of a compound that itself names an actor ('police officers')."""
    if token.dep not in ("compound", "amod", "nmod") or token.head.index < token.index:
        return False
    of_a_person = (
        names[token.head.index].type == "person" if token.head.index in names else _is_person(token.head, roles)
    )
    if of_a_person and token.dep != "amod" and roles.type_of(token) in _BODIES:
        return False
    return token.head.index in names or roles.type_of(token.head) is not None or token.dep == "amod"


def _is_person(token: Token, roles: Roles) -> bool:
    return roles.type_of(token) == "person"


def _owners(candidate: Candidate, roles: Roles, names: dict[int, Name]) -> list[Name]:
    """The names whose own this government or force is; none for 'the former Afghan government', which is its own."""
    head = candidate.head
    if not roles.is_of_state(head):
        return []
    words = candidate.phrase.before
    if any(w.lower in roles.lists.apart or (w.pos == "PROPN" and w.index not in names) for w in words):
        return []
    owners = dict.fromkeys(names[w.index] for w in words if w.index in names)
    after = of_phrase(head)
    many = head.tag in ("NNS", "NNPS")
    while after is not None and after.index in names:
        owners[names[after.index]] = None
        after = after.child("conj") if many else None
    return list(owners) if len(owners) < 2 or many else []


def _states(owners: list[Name]) -> list[Known]:
    """'The French army' is France, and so is 'the Government of France'."""
    all_states = all(o.is_state and o.known and o.known.form != "capital" for o in owners)
    return [o.known for o in owners if o.known] if all_states else []


def _unknown_state(owners: list[Name]) -> Name | None:
    """'The Sarlandian army' is Sarland, where the text names Sarland."""
    if len(owners) != 1 or owners[0].known is not None:
        return None
    owner = owners[0]
    like_a_country = owner.type == "place" or (len(owner.tokens) == 1 and not owner.head.text.isupper())
    return owner.form_of or (owner if like_a_country and owner.head.dep == "pobj" else None)
