"""How many independent sources stand behind a statement: its voices, folded into the roots of their holder chains.

Pure. What counts as one, and why: docs/decisions/0017-independent-sources.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias, get_args

import msgspec

from sayso.corpus.copies import find_copies, in_order
from sayso.corpus.graphs import Joined, circles
from sayso.storage.voices import Voice

Fold: TypeAlias = Literal["reprints", "self", "speaker", "circles", "owner"]
"""What is folded, in this order: copies of one text; who cites itself, and a speaker with the outlet that it owns;
voices that lead to one speaker; those who cite each other in a circle; outlets of one owner."""
FOLDS: tuple[Fold, ...] = get_args(Fold)
USUAL: frozenset[Fold] = frozenset(FOLDS) - {"owner"}
Kind: TypeAlias = Literal["named", "anonymous", "reader"]
"""Of a root: an independent source; one without a name, counted apart; a comment below an article, likewise."""
_KINDS: tuple[Kind, ...] = get_args(Kind)
Owners: TypeAlias = Mapping[str, str]
"""The identity to which others belong, by theirs."""
Group: TypeAlias = tuple[str, ...]
_NAMED = ("named", "self")
_NO_OWNERS: Owners = {}


class Root(msgspec.Struct, frozen=True, kw_only=True):
    """One source, after folding, with the claims (keys) that rest on it, the first to be published first.

    `identities` are those at the ends of the chains, several where they were folded into one; of an anonymous root,
    those on whose word there is such a source. `copies` are claims in reprints, which add nothing.
    """

    kind: Kind
    identities: Group
    claims: tuple[int, ...]
    copies: tuple[int, ...] = ()


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What one fold did: how many there were `before` and `after` it, and the groups of identities that it made one.

    'reprints' counts documents. The others count voices, that is sources document by document, and from 'speaker' on
    sources as such.
    """

    fold: Fold
    before: int
    after: int
    joined: tuple[Group, ...] = ()


class Folding(msgspec.Struct, frozen=True, kw_only=True):
    """The way from documents to roots. `originals` are the documents without reprints, `voices` the sources in these,
    document by document.
    """

    documents: int
    originals: int
    voices: int
    steps: tuple[Step, ...]
    roots: tuple[Root, ...]

    def number(self, kind: Kind) -> int:
        """How many roots are of this kind."""
        return sum(root.kind == kind for root in self.roots)


class Count(NamedTuple):
    """The figures of a folding, without the way."""

    documents: int = 0
    originals: int = 0
    named: int = 0
    anonymous: int = 0
    readers: int = 0


class Source(NamedTuple):
    """The end of a holder chain: who it is, or for somebody without a name, on whose word there is such a source."""

    kind: Kind
    identity: str


def source_of(voice: Voice) -> Source:
    """On whose word it stands in the end: the last holder.

    Where that one has no name, the last before who has one vouches for there being such a source. What a comment
    reports, nobody but its writer answers for.
    """
    holders, standings = voice.holders, voice.standings
    if standings[0] == "reader":
        return Source("reader", holders[0])
    if standings[-1] in _NAMED:
        return Source("named", holders[-1])
    named = (h for h, standing in zip(reversed(holders), reversed(standings), strict=True) if standing in _NAMED)
    return Source("anonymous", next(named, holders[0]))


def count(voices: Sequence[Voice], *, folds: Collection[Fold] = USUAL, owners: Owners = _NO_OWNERS) -> Count:
    """The figures that `fold` gives, and the quick way to them."""
    if len(voices) < 2:
        kinds = [source_of(voice).kind for voice in voices]
        return Count(len(kinds), len(kinds), *map(kinds.count, _KINDS))
    copies = find_copies(voices) if "reprints" in folds else {}
    kept = [v for v in voices if v.claim not in copies] if copies else voices
    keys = _keys(map(_end, kept), _joined(voices, folds, owners), one="speaker" in folds)
    kinds = [kind for kind, *_ in set(keys)]
    documents = len({v.document for v in voices})
    originals = len({v.document for v in kept}) if copies else documents
    return Count(documents, originals, *map(kinds.count, _KINDS))


def fold(voices: Iterable[Voice], *, folds: Collection[Fold] = USUAL, owners: Owners = _NO_OWNERS) -> Folding:
    """Folds voices that take one side in one statement, step by step.

    The order of the voices does not matter, and a further fold never gives more roots.
    """
    everyone = in_order(voices)
    copies = find_copies(everyone) if "reprints" in folds else {}
    kept = [v for v in everyone if v.claim not in copies]
    documents, originals = (len({v.document for v in some}) for some in (everyone, kept))
    steps = [Step(fold="reprints", before=documents, after=originals)] if "reprints" in folds else []
    ends, joined, is_one = list(map(_end, kept)), Joined[str](), False
    voiced = before = len(set(_keys(ends, joined, one=is_one)))
    for name in (name for name in FOLDS[1:] if name in folds):
        groups = sorted(set(_groups(everyone, name, owners)))
        _join(joined, groups)
        is_one = is_one or name == "speaker"
        after = len(set(_keys(ends, joined, one=is_one)))
        steps.append(Step(fold=name, before=before, after=after, joined=tuple(groups)))
        before = after
    roots = _roots(everyone, copies, joined, one=is_one)
    return Folding(documents=documents, originals=originals, voices=voiced, steps=tuple(steps), roots=tuple(roots))


def _end(voice: Voice) -> tuple[Kind, str, int]:
    return (*source_of(voice), voice.document)


def _keys(
    ends: Iterable[tuple[Kind, str, int]], joined: Joined[str], *, one: bool
) -> Iterator[tuple[Kind, *tuple[Hashable, ...]]]:
    """What tells each source from others: kind, identity, and the document unless it is `one` in all."""
    find = joined.find
    for kind, identity, document in ends:
        yield (kind, find(identity)) if one else (kind, find(identity), document)


def _joined(voices: Sequence[Voice], folds: Collection[Fold], owners: Owners) -> Joined[str]:
    joined = Joined[str]()
    for name in folds:
        _join(joined, _groups(voices, name, owners))
    return joined


def _join(joined: Joined[str], groups: Iterable[Group]) -> None:
    for first, *others in groups:
        for other in others:
            joined.join(first, other)


def _groups(voices: Sequence[Voice], name: Fold, owners: Owners) -> Iterator[Group]:
    """Those whom a fold makes one, of all who are named in the chains; copies show who cites whom as well."""
    if name == "self":
        yield from _self_cited(voices)
        named = _named(voices) if owners else set()
        yield from ((owners[own], own) for own in named if owners.get(own) in named)
    elif name == "circles":
        yield from map(tuple, _circles(voices))
    elif name == "owner" and owners:
        named, owned = _named(voices), defaultdict[str, list[str]](list)
        for own in sorted(named):
            if own in owners:
                owned[owners[own]].append(own)
        for owner, outlets in owned.items():
            group = (*((owner,) if owner in named else ()), *outlets)
            if len(group) > 1:
                yield group


def _named(voices: Iterable[Voice]) -> set[str]:
    pairs = (pair for v in voices for pair in zip(v.holders, v.standings, strict=True))
    return {holder for holder, standing in pairs if standing in _NAMED}


def _self_cited(voices: Iterable[Voice]) -> Iterator[Group]:
    for voice in voices:
        if "self" in voice.standings:
            links = pairwise(zip(voice.holders, voice.standings, strict=True))
            yield from ((one, other) for (one, _), (other, how) in links if how == "self" and one != other)


def cite_in_circles(voices: Collection[Voice]) -> bool:
    """Are there some who cite each other, directly or through others?"""
    return bool(_circles(voices))


def _circles(voices: Iterable[Voice]) -> list[list[str]]:
    """Those who cite each other, directly or through others."""
    citing, cited = set[str](), set[str]()
    for voice in voices:
        citing.update(voice.holders[:-1])
        cited.update(voice.holders[1:])
    if citing.isdisjoint(cited):
        return []
    cites: dict[str, set[str]] = defaultdict(set)
    for voice in voices:
        if len(voice.holders) > 1 and voice.standings[0] != "reader":
            named = [h for h, how in zip(voice.holders, voice.standings, strict=True) if how in _NAMED]
            for one, other in pairwise(named):
                if one != other:
                    cites[one].add(other)
    return circles(cites)


def _roots(voices: Sequence[Voice], copies: Mapping[int, int], joined: Joined[str], *, one: bool) -> list[Root]:
    """The named first, then the anonymous, then readers; each by the first that rests on it."""
    kept = [v for v in voices if v.claim not in copies]
    groups: dict[tuple[Hashable, ...], list[Voice]] = {}
    for voice, key in zip(kept, _keys(map(_end, kept), joined, one=one), strict=True):
        groups.setdefault(key, []).append(voice)
    copied: dict[int, list[int]] = defaultdict(list)
    for voice in voices:
        if voice.claim in copies:
            copied[copies[voice.claim]].append(voice.claim)
    roots = [
        Root(
            kind=source_of(group[0]).kind,
            identities=tuple(dict.fromkeys(source_of(v).identity for v in group)),
            claims=tuple(v.claim for v in group),
            copies=tuple(copy for v in group for copy in copied[v.claim]),
        )
        for group in groups.values()
    ]
    return sorted(roots, key=lambda root: _KINDS.index(root.kind))
