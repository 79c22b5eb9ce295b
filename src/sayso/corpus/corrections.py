"""Replays the log of corrections over the actors that the documents show. Pure: the same log and documents, one result.

Every appearance starts with the identity that clustering gave it, and each event that holds is carried out in the
order of the log, so that a later one wins. Nothing depends on what was stored before, or on the order of documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from sayso.corpus.clusters import Appearance, anchor
from sayso.storage.corrections import Body, Correction, Merge, Redo, Reference, Rename, Retype, Split, Undo
from sayso.storage.keys import PART, fold

Key: TypeAlias = tuple[str, str]
"""An appearance: (id of the document, key of the actor in it)."""
Standing: TypeAlias = Literal["in force", "undone", "waiting", "overruled", "conflict"]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an event: `by` is the id of the one that undid or overruled it; `note` says what is to be known.

    'waiting' means that no document has what it is about (any more, or yet); 'overruled' that a later event says
    otherwise of the same actors or claim; 'conflict' that it cannot be told what it means now; it has no effect.
    """

    standing: Standing = "in force"
    by: str | None = None
    note: str = ""


class Replayed(NamedTuple):
    """Who every appearance is, what corrections name those actors and of which type, and what became of each event."""

    identities: dict[Key, str]
    names: dict[str, str]
    types: dict[str, str]
    outcomes: dict[str, Outcome]


def replay(log: Sequence[Correction], appearances: Sequence[Appearance], clusters: Mapping[Key, str]) -> Replayed:
    """The state after all events of the log; `clusters` says who each appearance is without corrections."""
    undone = undone_by(log)
    state = _State(appearances, [clusters[a.document, a.key] for a in appearances])
    known = {event.id for event in log}
    for event in log:
        if event.id in undone:
            state.outcomes[event.id] = Outcome(standing="undone", by=undone[event.id])
        elif isinstance(event.body, Undo | Redo):
            missing = event.body.event not in known
            state.outcomes[event.id] = Outcome(standing="waiting", note="no such event") if missing else Outcome()
        else:
            state.outcomes[event.id] = Outcome()
            state.apply(event.id, event.body)
    return state.result()


def undone_by(log: Sequence[Correction]) -> dict[str, str]:
    """The events that do not hold, each with that which undid it. An undo that is undone itself undoes nothing."""
    place = {event.id: number for number, event in enumerate(log)}
    undone: dict[str, str] = {}
    for event in reversed(log):
        if isinstance(event.body, Undo | Redo) and event.id not in undone:
            target = event.body.event
            if place.get(target, len(log)) < place[event.id]:
                undone.setdefault(target, event.id)
    return undone


class _Union(NamedTuple):
    """A merge that was carried out: which event, whom it made, and the appearances that each of the actors had."""

    event: str
    identity: str
    groups: list[set[int]]


@dataclass(slots=True)
class _Given:
    """What events say of an identity, its name or its type, and which event says it last."""

    values: dict[str, str] = field(default_factory=dict)
    events: dict[str, str] = field(default_factory=dict)

    def put(self, identity: str, value: str, event: str) -> str | None:
        """Sets the value; the event that said something else before."""
        before = self.events.get(identity) if self.values.get(identity, value) != value else None
        self.values[identity], self.events[identity] = value, event
        return before

    def take(self, identity: str) -> tuple[str, str] | None:
        """Removes the value; (value, event)."""
        event = self.events.pop(identity, None)
        return (self.values.pop(identity), event) if event else None


class _State:
    """Who everybody is so far. Appearances are counted; `members` are those of each identity."""

    def __init__(self, appearances: Sequence[Appearance], identities: Sequence[str]) -> None:
        self.outcomes: dict[str, Outcome] = {}
        self._appearances, self._first = appearances, identities
        self._members: dict[str, set[int]] = {}
        for number, identity in enumerate(identities):
            self._members.setdefault(identity, set()).add(number)
        self._into: dict[str, str] = {}
        self._origins: dict[str, str] = {}
        self._unions: list[_Union] = []
        self._names, self._types = _Given(), _Given()
        self._sayings: set[str] = set()

    def apply(self, event: str, body: Body) -> None:
        match body:
            case Merge():
                self._merge(event, body)
            case Split():
                self._split(event, body)
            case Rename():
                self._give(event, self._names, body.actor, body.name)
            case Retype():
                self._give(event, self._types, body.actor, body.type)

    def result(self) -> Replayed:
        identities = {
            (self._appearances[number].document, self._appearances[number].key): identity
            for identity, numbers in self._members.items()
            for number in numbers
        }
        return Replayed(identities, self._names.values, self._types.values, self.outcomes)

    def _merge(self, event: str, body: Merge) -> None:
        found = [self._whom(actor) for actor in body.actors]
        target, *others = dict.fromkeys(filter(None, found)) or (None,)
        missing = [actor.name for actor, identity in zip(body.actors, found, strict=True) if identity is None]
        if target is None or (missing and not others):
            self._wait(event, missing)
            return
        apart = [part for part in self._origins if not self._rejoined(part)]
        if others:
            self._unions.append(_Union(event, target, [set(self._members[i]) for i in (target, *others)]))
        for other in others:
            self._absorb(event, target, other)
        self._say(event, self._names, target, body.actors[0].name)
        for part in filter(self._rejoined, apart):
            self._overrule(event, part.removeprefix(PART))
        note = f"not there: {', '.join(missing)}" if missing else "" if others else "they were one already"
        self.outcomes[event] = Outcome(note=note)

    def _absorb(self, event: str, target: str, other: str) -> None:
        self._members[target] |= self._members.pop(other)
        self._into[other] = target
        # Of what was said of either, that of the first holds; of types, that of another where nothing is said of it.
        for given in (self._names, self._types):
            if (taken := given.take(other)) is None:
                continue
            if given is self._types and target not in given.values:
                given.put(target, *taken)
            elif given.values.get(target) != taken[0]:
                self._overrule_saying(event, taken[1])

    def _rejoined(self, part: str) -> bool:
        return self._now(part) == self._now(self._origins[part])

    def _split(self, event: str, body: Split) -> None:
        whole = self._whom(body.actor)
        if whole is None:
            self._wait(event, [body.actor.name])
            return
        part = {number for number in self._members[whole] if fits(self._appearances[number], body)}
        if not part:
            self.outcomes[event] = Outcome(standing="waiting", note=f"no document of {body.actor.name} fits")
            return
        for union in self._unions:
            if self._now(union.identity) == whole and _parted(union.groups, self._members[whole], part):
                self._overrule(event, union.event)
        identity = PART + event
        self._members[whole] -= part
        self._members[identity] = part
        self._origins[identity] = whole
        self._names.put(identity, body.name, event)

    def _give(self, event: str, given: _Given, actor: Reference, value: str) -> None:
        identity = self._whom(actor)
        if identity is None:
            self._wait(event, [actor.name])
            return
        self._sayings.add(event)
        self._say(event, given, identity, value)

    def _say(self, event: str, given: _Given, identity: str, value: str) -> None:
        if (earlier := given.put(identity, value, event)) is not None:
            self._overrule_saying(event, earlier)

    def _overrule_saying(self, event: str, earlier: str) -> None:
        """Only a rename or retype is overruled by another name or type: merges and splits do more than to name."""
        if earlier in self._sayings:
            self._overrule(event, earlier)

    def _whom(self, actor: Reference) -> str | None:
        """The identity that is meant now; None where nobody has it, or nothing is left of it.

        Where clustering no longer knows it: the identity of most of those that have it as their anchor, else of those
        that are called so. A part that was split off is found by its event alone.
        """
        if actor.identity in self._first_identities or actor.identity in self._origins:
            meant: str | None = self._now(actor.identity)
        elif actor.identity.startswith(PART):
            meant = None
        else:
            numbers = next((n for tier in self._tiers if (n := tier.get(actor.identity))), None)
            name = f"name:{fold(actor.name)}"
            numbers = numbers or next((n for tier in self._tiers if (n := tier.get(name))), [])
            counts = Counter(self._now(self._first[number]) for number in numbers)
            meant = min(counts, key=lambda identity: (-counts[identity], identity), default=None)
        return meant if meant is not None and self._members[meant] else None

    def _now(self, identity: str) -> str:
        while identity in self._into:
            identity = self._into[identity]
        return identity

    @cached_property
    def _first_identities(self) -> frozenset[str]:
        return frozenset(self._first)

    @cached_property
    def _tiers(self) -> tuple[dict[str, list[int]], ...]:
        """The appearances by anchor, by the name that stands for the actor in its document, by any of its names."""
        anchors: dict[str, list[int]] = {}
        keys: dict[str, list[int]] = {}
        names: dict[str, list[int]] = {}
        for number, a in enumerate(self._appearances):
            anchors.setdefault(anchor(a.document, a.key, a.actor), []).append(number)
            keys.setdefault(f"name:{fold(a.key)}", []).append(number)
            for name in called(a):
                names.setdefault(f"name:{name}", []).append(number)
        return anchors, keys, names

    def _wait(self, event: str, missing: Iterable[str]) -> None:
        self.outcomes[event] = Outcome(standing="waiting", note=f"not there: {', '.join(missing)}")

    def _overrule(self, event: str, earlier: str) -> None:
        self.outcomes[earlier] = Outcome(standing="overruled", by=event)


def fits(appearance: Appearance, split: Split) -> bool:
    """Whether an appearance of the actor meets the condition of a split."""
    if split.documents:
        return appearance.document in split.documents
    if split.called is not None:
        return fold(split.called) in called(appearance)
    return split.publisher is not None and fold(split.publisher) == fold(appearance.publisher or "")


def called(appearance: Appearance) -> set[str]:
    """The folded names by which a document calls the actor."""
    return {fold(name) for name in (appearance.key, *appearance.actor.names)}


def _parted(groups: Iterable[set[int]], whole: set[int], part: set[int]) -> bool:
    """Whether of the groups that stand in the whole, one lies in the part and another has nothing in it."""
    present = [group & whole for group in groups if group & whole]
    return any(group <= part for group in present) and any(not group & part for group in present)
