"""Proper names in a document: those that the registry knows, and those that the parser's NER sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.actors.phrases import root_of
from sayso.actors.registry import Known, Registry
from sayso.actors.whole_names import whole_names
from sayso.language import Parsed, Token
from sayso.model import Span

_NER_TYPES = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "NORP": "people"}
_PLACE_PREPOSITIONS = frozenset(["in", "at", "near", "around", "outside", "inside", "through", "into", "across"])

_ACTING = frozenset(["nsubj", "nsubjpass", "poss", "npadvmod"])


@dataclass(slots=True, eq=False)
class Name:
    """A proper name: its tokens, its type, what the registry knows of it; `form_of` is the name of the country whose
    adjective it is, where no registry knows that country.
    """

    tokens: list[Token]
    type: str
    known: Known | None = None
    form_of: Name | None = None
    head: Token = field(init=False)

    def __post_init__(self) -> None:
        self.head = root_of(self.tokens)

    @property
    def span(self) -> Span:
        """Where it stands in the text, as character offsets."""
        return self.tokens[0].start, self.tokens[-1].end

    @property
    def is_full(self) -> bool:
        """Does it name the actor itself ('Norvath'), and not by adjective, people or capital ('Norvathi')?"""
        return self.form_of is None and (self.known is None or self.known.form == "name")

    @property
    def is_state(self) -> bool:
        """Does the registry know it as a state, under any form of the name?"""
        return self.known is not None and self.known.entry.type == "state"


def find_names(parsed: Parsed, registry: Registry) -> list[Name]:
    """Names of the registry and of NER, in order, without overlap: the longer wins, of two equals the registry's."""
    by_token: dict[int, Name] = {}
    for name in _registry_names(parsed, registry):
        by_token.update((t.index, name) for t in name.tokens)
    for name in _ner_names(parsed, registry):
        inside = list(dict.fromkeys(by_token[t.index] for t in name.tokens if t.index in by_token))
        if not _is_whole(name, inside, registry):
            continue
        for other in inside:
            for token in other.tokens:
                by_token.pop(token.index, None)
        by_token.update((t.index, name) for t in name.tokens)
    for name in _whole_names(parsed, registry, by_token):
        for other in dict.fromkeys(by_token[t.index] for t in name.tokens if t.index in by_token):
            for token in other.tokens:
                by_token.pop(token.index, None)
        by_token.update((t.index, name) for t in name.tokens)
    for name in _other_names(parsed, registry, by_token):
        by_token.update((t.index, name) for t in name.tokens)
    for name in list(dict.fromkeys(by_token.values())):
        for token in _rest_of_person(name, by_token):
            name.tokens.append(token)
            name.head, name.known = token, None
            by_token[token.index] = name
    for name in _named_again(parsed, by_token):
        by_token.update((t.index, name) for t in name.tokens)
    return list(dict.fromkeys(by_token[index] for index in sorted(by_token)))


def _is_whole(ner: Name, inside: list[Name], registry: Registry) -> bool:
    """Is this one name, and no mere phrase round names of the registry ('Iranian Government')?"""
    roles, last = registry.roles, ner.tokens[-1]
    if ner.head is not last and roles.is_of_state(ner.head):
        return False
    if not inside:
        return True
    if any(len(other.tokens) >= len(ner.tokens) or other.tokens[-1].index > last.index for other in inside):
        return False
    first, ends_known = inside[0], inside[-1].tokens[-1] is last
    if ner.type == "person":
        given = first.tokens[0] is ner.tokens[0] and ner.tokens[0].lower in roles.lists.given_names
        return given or (ends_known and not inside[-1].is_state)
    if ends_known:
        return len(inside) == 1 and any(t.lower == "of" for t in ner.tokens)
    if roles.type_of(last) is None:
        more = ner.tokens[len(first.tokens) :]
        proper = first.tokens[0] is ner.tokens[0] and len(more) > 1 and all(t.pos == "PROPN" for t in more)
        return proper or (not first.is_state and len(first.tokens) == 1)
    one_more = first.tokens[0] is ner.tokens[0] and len(ner.tokens) == len(first.tokens) + 1
    return not (first.is_state and one_more)


def _registry_names(parsed: Parsed, registry: Registry) -> Iterator[Name]:
    for match in registry.find(parsed.document.text):
        tokens = [t for t in parsed.tokens_in(match.start, match.end) if t.tag != "POS" and t.text != "."]
        tokens = tokens[1:] if len(tokens) > 1 and tokens[0].lower == "the" else tokens
        if not tokens or tokens[0].sentence is not tokens[-1].sentence:
            continue
        name = Name(tokens, match.known.entry.type, match.known)
        if match.known.form == "capital" and name.head.dep == "pobj" and name.head.head.lower in _PLACE_PREPOSITIONS:
            name = Name(tokens, "place")
        yield name


def _ner_names(parsed: Parsed, registry: Registry) -> Iterator[Name]:
    tokens: list[Token] = []
    for token in [*parsed.tokens, None]:
        goes_on = token is not None and token.entity.startswith("I-") and token.tag != "POS" and token.text != "("
        if tokens and token is not None and goes_on and token.sentence is tokens[0].sentence:
            tokens.append(token)
            continue
        if tokens and (name := _ner_name(tokens, registry)):
            yield name
        tokens = [token] if token is not None and token.entity[2:] in _NER_TYPES and token.tag != "POS" else []


def _whole_names(parsed: Parsed, registry: Registry, taken: dict[int, Name]) -> Iterator[Name]:
    """Names of bodies of which NER saw a part or nothing; what the registry knows stays as it is."""
    for tokens in whole_names(parsed, registry.roles):
        inside = [taken[t.index] for t in tokens if t.index in taken]
        inner = {t.index for t in tokens}
        if not any(n.known or len(n.tokens) >= len(tokens) or n.tokens[-1].index not in inner for n in inside):
            kind = registry.roles.type_of(root_of(tokens)) or registry.roles.type_of(tokens[-1])
            yield Name(tokens, "organisation" if kind in (None, "person") else kind)


def _other_names(parsed: Parsed, registry: Registry, taken: dict[int, Name]) -> Iterator[Name]:
    """Runs of proper nouns that neither knows, where they act or own."""
    roles = registry.roles
    run: list[Token] = []
    for token in [*parsed.tokens, None]:
        if token is not None and run and token.sentence is run[0].sentence and _is_free_proper(token, taken):
            run.append(token)
            continue
        while run and run[0].lower in roles.lists.titles:
            run = run[1:]
        if run and root_of(run).dep in _ACTING and len(run[-1].text) > 1 and roles.type_of(run[-1]) is None:
            yield Name(run, "organisation")
        run = [token] if token is not None and _is_free_proper(token, taken) else []


def _rest_of_person(name: Name, taken: dict[int, Name]) -> list[Token]:
    """The end of a personal name that NER cut short: in 'Wanda Doe Smith' it may see 'Wanda Doe' alone."""
    last = name.tokens[-1]
    if name.type != "person" or last.dep != "compound" or last.head.pos != "PROPN" or last.head.index <= last.index:
        return []
    words = last.sentence.tokens
    rest = words[last.index + 1 - words[0].index : last.head.index + 1 - words[0].index]
    return rest if all(t.pos == "PROPN" and t.index not in taken for t in rest) else []


def _named_again(parsed: Parsed, taken: dict[int, Name]) -> Iterator[Name]:
    """Names that NER overlooked although it saw the same one, or a person of that surname, elsewhere."""
    types: dict[tuple[str, ...], str] = {}
    for name in dict.fromkeys(taken.values()):
        if name.known is None:
            types.setdefault(tuple(t.text for t in name.tokens), name.type)
            if name.type == "person":
                types.setdefault((name.tokens[-1].text,), name.type)
    lengths: dict[str, set[int]] = defaultdict(set)
    for words in types:
        lengths[words[0]].add(len(words))
    for token in parsed.tokens:
        if token.pos != "PROPN" or not token.text[0].isupper():
            continue
        at = token.index - token.sentence.tokens[0].index
        for length in sorted(lengths.get(token.text, ()), reverse=True):
            tokens = token.sentence.tokens[at : at + length]
            kind = types.get(tuple(t.text for t in tokens))
            longer = length > 1 and at > 0 and token.sentence.tokens[at - 1].pos in ("NUM", "ADJ", "PROPN")
            if kind is not None and not longer and not any(t.index in taken for t in tokens):
                yield Name(tokens, kind)
                break


def _is_free_proper(token: Token, taken: dict[int, Name]) -> bool:
    return token.pos == "PROPN" and not token.entity and token.text[0].isupper() and token.index not in taken


def _ner_name(tokens: list[Token], registry: Registry) -> Name | None:
    kind = _NER_TYPES[tokens[0].entity[2:]]
    titles = registry.roles.lists.titles
    while tokens and (tokens[0].pos in ("DET", "PUNCT") or (kind == "person" and tokens[0].lower in titles)):
        tokens = tokens[1:]
    while tokens and tokens[-1].pos == "PUNCT":
        tokens = tokens[:-1]
    if not any(t.text[:1].isupper() for t in tokens) or (len(tokens) == 1 and tokens[0].lower in titles):
        return None
    name = Name(tokens, kind)
    if kind == "organisation" and name.head.lower in registry.roles.lists.things:
        return None
    if kind == "people" and name.head.dep in ("amod", "compound") and name.head.head.index > name.head.index:
        return None
    if kind == "organisation":
        role = registry.roles.type_of(name.head) or registry.roles.type_of(tokens[-1])
        if role is not None and len(tokens) == 1:
            return None
        name.type = role or kind
    return name
