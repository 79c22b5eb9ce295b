"""What may name an actor: names of the registry, names that the parser's NER sees, and noun phrases by their head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.actors.phrases import NounPhrase, premodifiers, root_of, span_phrase
from sayso.actors.registry import Known, Registry
from sayso.language import Parsed, Token

_NER_TYPES = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "NORP": "people"}
_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "around", "outside", "inside", "from", "to", "through", "into", "of", "across"})
_MODIFIER = frozenset({"amod", "compound", "nmod", "poss", "npadvmod", "advmod", "nummod"})
_STATES = frozenset({"state"})


@dataclass(slots=True, eq=False)
class Name:
    """A proper name: the tokens `first` to `last` (both inside), what the registry knows of it, its type."""

    tokens: list[Token]
    type: str
    known: Known | None = None
    head: Token = field(init=False)

    def __post_init__(self) -> None:
        self.head = root_of(self.tokens)


@dataclass(slots=True, eq=False)
class Candidate:
    """A noun phrase that may name an actor. `states` are the countries that it is, or is part of."""

    phrase: NounPhrase
    kind: str
    type: str
    name: Name | None = None
    states: list[Known] = field(default_factory=list)

    @property
    def head(self) -> Token:
        """The head word."""
        return self.phrase.head


def find_candidates(parsed: Parsed, registry: Registry) -> list[Candidate]:
    """All names and nominal actors of a document, in the order of their heads, one for each head word."""
    names = find_names(parsed, registry)
    by_token = {token.index: name for name in names for token in name.tokens}
    found = {}
    for name in names:
        phrase = span_phrase(name.tokens, name.head)
        found[name.head.index] = Candidate(phrase, "name", name.type, name)
    for candidate in _nominals(parsed, registry, by_token):
        found.setdefault(candidate.head.index, candidate)
    return [found[index] for index in sorted(found)]


def find_names(parsed: Parsed, registry: Registry) -> list[Name]:
    """Names of the registry and of NER, without overlap: the longer wins, and of two equals the registry's."""
    known = list(_registry_names(parsed, registry))
    taken = {token.index: name for name in known for token in name.tokens}
    names = set(known)
    result = list(known)
    for name in _ner_names(parsed):
        inside = {id(taken[t.index]): taken[t.index] for t in name.tokens if t.index in taken}.values()
        if any(len(k.tokens) >= len(name.tokens) or _keep_parts(k, name, registry) for k in inside):
            continue
        names -= set(inside)
        names.add(name)
        result.append(name)
        taken.update((t.index, name) for t in name.tokens)
    return sorted((n for n in result if n in names), key=lambda n: n.tokens[0].index)


def _keep_parts(known: Name, ner: Name, registry: Registry) -> bool:
    """Is the NER name a phrase round the registry's ('Iranian Government'), and not another name ('Hunter Biden')?"""
    last = ner.tokens[-1]
    if known.tokens[-1] is last and ner.type != "person":
        return known.type != "person" and len(known.tokens) > 1
    return known.type in _STATES and registry.nominals.type_of(last) is not None and len(ner.tokens) <= 3


def _registry_names(parsed: Parsed, registry: Registry) -> Iterator[Name]:
    for match in registry.find(parsed.document.text):
        tokens = [t for t in parsed.tokens_in(match.start, match.end) if t.text not in ("'s", "’s", ".")]
        if not tokens or tokens[0].sentence is not tokens[-1].sentence:
            continue
        name = Name(tokens, match.known.entry.type, match.known)
        if match.known.form == "capital" and _is_place(name.head):
            name = Name(tokens, "place")
        yield name


def _is_place(head: Token) -> bool:
    return head.dep == "pobj" and head.head.lower in _PLACE_PREPOSITIONS


def _ner_names(parsed: Parsed) -> Iterator[Name]:
    tokens: list[Token] = []
    for token in [*parsed.tokens, None]:
        if token is not None and tokens and token.entity.startswith("I-") and token.sentence is tokens[0].sentence:
            tokens.append(token)
            continue
        if tokens and (trimmed := _trim(tokens)):
            yield Name(trimmed, _NER_TYPES[tokens[0].entity[2:]])
        tokens = [token] if token is not None and token.entity[2:] in _NER_TYPES else []


def _trim(tokens: list[Token]) -> list[Token]:
    while tokens and (tokens[0].pos in ("DET", "PUNCT") or tokens[0].tag == "POS"):
        tokens = tokens[1:]
    while tokens and (tokens[-1].tag == "POS" or tokens[-1].pos == "PUNCT"):
        tokens = tokens[:-1]
    return tokens if any(t.text[:1].isupper() for t in tokens) else []


def _nominals(parsed: Parsed, registry: Registry, names: dict[int, Name]) -> Iterator[Candidate]:
    nominals = registry.nominals
    for token in parsed.tokens:
        if token.pos not in ("NOUN", "PROPN", "ADJ") or token.index in names:
            continue
        actor_type = nominals.type_of(token)
        if actor_type is None or not _is_head(token, names):
            continue
        phrase = span_phrase([token], token)
        before = premodifiers(token)
        if token.lemma in nominals.not_alone and not any(m.pos != "DET" for m in before):
            continue
        if token.pos == "ADJ" and not any(m.pos == "DET" for m in before):
            continue
        candidate = Candidate(phrase, "nominal", actor_type)
        _place_under_state(candidate, before, registry, names)
        yield candidate


def _is_head(token: Token, names: dict[int, Name]) -> bool:
    """Not a title before a name, nor the first part of a longer compound."""
    if token.dep in ("compound", "amod", "nmod") and token.head.index > token.index:
        return False
    return not (token.dep == "nmod" and token.head.index in names)


def _place_under_state(candidate: Candidate, before: list[Token], registry: Registry, names: dict[int, Name]) -> None:
    """'The French army' is France, and so is 'the Government of France'; 'the former Afghan government' is its own."""
    head = candidate.head
    if head.lemma not in registry.nominals.of_state and head.lower not in registry.nominals.of_state:
        return
    if any(m.lower in registry.nominals.apart for m in before for m in (m, *m.children)):
        return
    owners = [names[m.index] for m in before if m.index in names]
    of = next((c for c in head.children if c.lower == "of" and c.dep == "prep"), None)
    owner = of.child("pobj") if of else None
    if owner is not None and owner.index in names:
        owners.append(names[owner.index])
    states = [n.known for n in owners if n.known and n.known.entry.type == "state" and n.known.form != "capital"]
    if states and len(states) == len({id(n) for n in owners}):
        candidate.states = states
