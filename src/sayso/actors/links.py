"""Which candidates of one document mean the same actor. Kept apart where unsure: a wrong merge loses claims."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TypeAlias

from sayso.actors.candidates import Candidate
from sayso.actors.definites import BODIES, FAR, antecedent, fuller_name, goes_on, members, only_one
from sayso.actors.folding import fold
from sayso.actors.nominals import Roles
from sayso.actors.phrases import longer, of_phrase, span_phrase, without_determiner
from sayso.actors.registry import Registry
from sayso.actors.second_names import is_proper, second_names
from sayso.actors.voices import READER, Voices
from sayso.language import Token

Key: TypeAlias = tuple[str, str]
"""What an actor is grouped by: ('registry', id), ('people', state id), ('name', folded) or ('nominal', folded)."""

_OPEN = frozenset(["those", "all", "others", "some", "many"])
"""Words that mean somebody else each time; what follows tells whom."""
_COUNTRIES = frozenset(["state", "place"])
_PARTICLES = frozenset(["al", "el", "bin", "ibn", "de", "da", "van", "von", "der", "la", "le"])


@dataclass(slots=True)
class Links:
    """The keys of each candidate, by the index of its head word; `same` sends a key to the one it was merged into;
    `labels` are names for actors that the text names only by a pronoun's help ('its allies').
    """

    keys: dict[int, tuple[Key, ...]] = field(default_factory=dict)
    same: dict[Key, Key] = field(default_factory=dict)
    labels: dict[Key, str] = field(default_factory=dict)

    def of(self, candidate: Candidate) -> tuple[Key, ...]:
        """The keys of a candidate after all merges."""
        keys = self.keys[candidate.head.index]
        return (self.root(keys[0]),) if len(keys) == 1 else tuple(dict.fromkeys(map(self.root, keys)))

    def root(self, key: Key) -> Key:
        """The key into which this one was merged."""
        while key in self.same:
            key = self.same[key]
        return key

    def merge(self, key: Key, into: Key) -> None:
        """From now on the first key means the second."""
        key, into = self.root(key), self.root(into)
        if key != into:
            self.same[key] = into

    def join_role(self, role: Candidate, named: Candidate) -> None:
        """This mention of a role means the named actor, and so does its whole wording unless it is a bare title."""
        key, into = self.keys[role.head.index][0], self.keys[named.head.index][0]
        if key[0] != "nominal":
            return
        if key not in self.same and " " in key[1]:
            self.merge(key, into)
        self.keys[role.head.index] = (into,)


def link(candidates: list[Candidate], text: str, registry: Registry, voices: Voices) -> Links:
    """Groups the candidates of a document, which are given in the order of the text."""
    links = Links()
    for i, candidate in enumerate(candidates):
        own = _own_keys(candidate, text, registry, voices)
        if own[0][0] == "nominal":
            own = _taken_up(i, candidates, links, registry, voices) or own
        elif own[0][0] == "name" and (fuller := fuller_name(i, candidates)):
            own = links.keys[fuller.head.index]
        links.keys[candidate.head.index] = own
    _join_surnames(candidates, links)
    _join_second_names(candidates, links, text, registry.roles)
    _join_appositions(candidates, links)
    return links


def _taken_up(
    at: int, candidates: list[Candidate], links: Links, registry: Registry, voices: Voices
) -> tuple[Key, ...]:
    """The keys of what a bare definite phrase takes up. 'The Government' in a state's own words is that state."""
    summed_up = members(at, candidates)
    if summed_up:
        return tuple(dict.fromkeys(k for m in summed_up for k in links.keys[m.head.index]))
    own = voices.is_state and is_bare_state(candidates[at], registry)
    earlier = antecedent(at, candidates, registry.roles, far=1 if own else FAR)
    earlier = earlier or only_one(at, candidates, registry.roles)
    if earlier is not None:
        return links.keys[earlier.head.index]
    return (("registry", voices.state),) if own and voices.state else ()


def _own_keys(candidate: Candidate, text: str, registry: Registry, voices: Voices) -> tuple[Key, ...]:
    if candidate.states:
        return tuple(("registry", known.entry.id) for known in candidate.states)
    state = candidate.unknown_state or (candidate.name.form_of if candidate.name else None)
    if state is not None:
        return (("name", fold(candidate.spelled(state.tokens, text))),)
    if candidate.name is not None:
        known = candidate.name.known
        if known is not None:
            return (("people" if known.form == "people" else "registry", known.entry.id),)
        return (("name", fold(candidate.spelled(candidate.phrase.core, text))),)
    return (_speakers_own(candidate, registry, voices) or _people(candidate, registry) or _nominal(candidate, text),)


def join_owned(
    candidates: list[Candidate], pronouns: dict[Token, tuple[Key, ...]], links: Links, registry: Registry
) -> dict[Key, set[Key]]:
    """'Its army' is the state that 'its' means, 'their people' that state's, and 'its allies' are 'Iran's allies'.

    Gives the keys that mentions had before, each with those that they have now.
    """
    before = {c.head.index: links.keys[c.head.index][0] for c in candidates}
    for c in candidates:
        owner = pronouns.get(c.phrase.tokens[0], ())
        key = links.keys[c.head.index][0]
        if key[0] != "nominal" or len(owner) != 1 or owner[0][0] != "registry":
            continue
        entry = registry.entries[owner[0][1]]
        apart = any(w.lower in registry.roles.lists.apart for w in c.phrase.before)
        if entry.type == "state" and not apart and registry.roles.is_of_state(c.head):
            links.keys[c.head.index] = owner
        elif entry.type == "state" and c.head.lemma in registry.roles.lists.peoples and len(c.phrase.tokens) == 2:
            links.keys[c.head.index] = (("people", entry.id),)
        elif key not in links.same:
            owned = key[1].partition(" ")[2]
            new = ("nominal", f"{fold(entry.name)} {owned}")
            links.keys[c.head.index] = (new,)
            links.labels[new] = f"{entry.name}'s {owned}"
    renamed: dict[Key, set[Key]] = {}
    for index, key in before.items():
        renamed.setdefault(key, set()).add(links.keys[index][0])
    return renamed


def _speakers_own(candidate: Candidate, registry: Registry, voices: Voices) -> Key | None:
    """'Our country', 'my government', 'our people', where we know the state that speaks."""
    first, head = candidate.phrase.tokens[0], candidate.head
    if first.lower not in ("our", "my") or voices.state is None or voices.by_sentence[head.sentence.index] == READER:
        return None
    plain = all(w.lower in ("our", "my", "own", "great", "dear", "armed", "security") for w in candidate.phrase.before)
    if not plain or any(c.dep == "prep" and c.lower == "of" for c in head.children):
        return None
    if head.lemma in registry.roles.lists.own or registry.roles.is_of_state(head):
        return ("registry", voices.state)
    return ("people", voices.state) if head.lemma in registry.roles.lists.peoples else None


def is_bare_state(candidate: Candidate, registry: Registry) -> bool:
    """'The Government', 'the country': in a state's own words, itself."""
    words = [t.lower for t in candidate.phrase.tokens]
    lists = registry.roles.lists
    own = candidate.head.lemma in lists.own or registry.roles.is_of_state(candidate.head)
    own = own and candidate.head.lemma not in lists.hostile
    one = candidate.head.tag not in ("NNS", "NNPS")
    return own and one and len(words) == 2 and words[0] == "the" and not goes_on(candidate)


def _people(candidate: Candidate, registry: Registry) -> Key | None:
    """'The Afghan people' and 'the people of Afghanistan' are the Afghans."""
    if candidate.head.lemma not in registry.roles.lists.peoples:
        return None
    words = without_determiner(candidate.phrase.tokens)[:-1]
    owner = of_phrase(candidate.head)
    if owner is not None and not words:
        words = owner_words(owner)
    known = registry.lookup(" ".join(w.text for w in words if w.tag != "POS")) if words else None
    return ("people", known.entry.id) if known is not None and known.entry.type == "state" else None


def owner_words(owner: Token) -> list[Token]:
    """The noun phrase of an owner without its determiner."""
    return without_determiner(span_phrase([owner], owner).tokens)


def _nominal(candidate: Candidate, text: str) -> Key:
    if candidate.head.pos == "PRON" or candidate.head.lower in _OPEN:
        return ("nominal", fold(candidate.spelled(candidate.head.subtree(), text)))
    tokens = next(longer(candidate.phrase), candidate.phrase.tokens)
    name = fold(candidate.spelled(without_determiner(tokens), text))
    first = candidate.phrase.tokens[0]
    return ("nominal", f"{first.lower} {name}" if first.tag == "PRP$" else name)


def _join_surnames(candidates: list[Candidate], links: Links) -> None:
    """'Sharif' is 'Shahbaz Sharif' where only one person of the document has that surname."""
    full: dict[str, dict[Key, None]] = defaultdict(dict)
    short: dict[str, dict[Key, None]] = defaultdict(dict)
    for c in candidates:
        words = _name_words(c) if c.name is not None else []
        if len(words) == 1 or (words and c.type == "person"):
            (full if len(words) > 1 else short)[words[-1]][links.keys[c.head.index][0]] = None
    for surname, alone in short.items():
        owners = full.get(surname, {})
        if len(owners) == 1:
            for key in alone:
                links.merge(key, next(iter(owners)))


def _name_words(candidate: Candidate) -> list[str]:
    """The words of a name without a particle in front ('al-Sharif' and 'Sharif' are one surname)."""
    words = fold(" ".join(t.text for t in candidate.phrase.core)).split()
    while len(words) > 1 and words[0] in _PARTICLES:
        words = words[1:]
    return words


def _join_second_names(candidates: list[Candidate], links: Links, text: str, roles: Roles) -> None:
    """'The Salt Men, also known as the Pirates', 'Movement of the Free (MF)': both names are one actor's."""
    for second, first in second_names(candidates, text, roles):
        key, into = links.keys[second.head.index][0], links.keys[first.head.index][0]
        if not is_proper(first):
            links.join_role(first, second)
        elif links.root(key)[0] == "registry":
            if links.root(into)[0] != "registry":
                links.merge(into, key)
        else:
            links.merge(key, into)


def _many(candidate: Candidate) -> bool:
    return candidate.name is None and candidate.head.tag in ("NNS", "NNPS")


def _alike(one: str, other: str) -> bool:
    """May one actor have these two types, of which NER or a noun tells only so much?"""
    return one == other or {one, other} <= BODIES or {one, other} <= _COUNTRIES


def _join_appositions(candidates: list[Candidate], links: Links) -> None:
    """'Shahbaz Sharif, the prime minister': the role belongs to the person."""
    by_head = {c.head.index: c for c in candidates}
    for c in candidates:
        role = c.role or (c.head.head if c.head.dep == "appos" else None)
        other = by_head.get(role.index) if role is not None else None
        if other is None or not _alike(c.type, other.type) or _many(c) != _many(other):
            continue
        if (c.name is None) != (other.name is None):
            links.join_role(*((c, other) if c.name is None else (other, c)))
