"""One side of a finding: who takes it, through which outlets, and since when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias, TypeVar

import msgspec
from sqlalchemy import Connection

from sayso.corpus.independence import Folding, Owners, Root, fold
from sayso.storage.name_counts import shown_names
from sayso.storage.oppositions import StatementKey, claim_ids
from sayso.storage.voices import Side, Voice

SpeakerKind: TypeAlias = Literal["named", "anonymous"]
Case = TypeVar("Case")
_FIRST, _MOST = 20, 2_000


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """One independent source, by the names that were folded into it; of an anonymous one, those who vouch for it.

    `outlets` are those who carry its word. `since` and `until` are days of publication, `claims` the ids of its claims,
    the first to be published first, without reprints.
    """

    kind: SpeakerKind
    names: tuple[str, ...]
    outlets: tuple[str, ...]
    since: str | None = None
    until: str | None = None
    claims: tuple[str, ...]


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet in which the side is taken by whomever: in how many documents, and from when to when."""

    outlet: str
    documents: int
    since: str | None = None
    until: str | None = None


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """Those who take one side. `independent` counts the named speakers, `anonymous` those without a name.

    `originals` are the documents without reprints, `since` and `until` days of publication.
    """

    documents: int
    originals: int
    independent: int
    anonymous: int
    since: str | None = None
    until: str | None = None
    speakers: tuple[Speaker, ...]
    outlets: tuple[Carried, ...]


class Shown(msgspec.Struct, frozen=True):
    """What is shown in place of identities, and of the keys of claims."""

    names: Mapping[str, str]
    claims: Mapping[int, str]


def look_up(connection: Connection, statements: Iterable[StatementKey], voices: Collection[Voice]) -> Shown:
    """What is shown for all who are named in these statements and voices, and for the claims."""
    identities = {identity for s in statements for identity in (s.subject, s.object)}
    identities.update(holder for voice in voices for holder in voice.holders)
    return Shown(shown_names(connection, identities), claim_ids(connection, (voice.claim for voice in voices)))


def portions(cases: Sequence[Case]) -> Iterator[Sequence[Case]]:
    """The cases in their order, few at first: who wants only some shall not wait until the voices of all are read."""
    start, size = 0, _FIRST
    while start < len(cases):
        yield cases[start : start + size]
        start, size = start + size, min(2 * size, _MOST)


def heard(voices: Iterable[Voice], *sides: Side) -> list[Voice]:
    """The voices that take one of these sides. A comment below an article is no voice in a finding."""
    return [voice for voice in voices if voice.side in sides and voice.standings[0] != "reader"]


def roots_of(voices: Sequence[Voice], owners: Owners) -> list[Root]:
    """The independent sources of the voices, those without a name too."""
    return roots_in(fold(voices, owners=owners))


def roots_in(folding: Folding) -> list[Root]:
    """The same of voices that were folded already."""
    return [root for root in folding.roots if root.kind != "reader"]


def differ(one: Iterable[Root], other: Iterable[Root]) -> bool:
    """Is there a source on each side that is another than some source on the other side?

    One source alone that says both contradicts itself: that is no dispute.
    """
    first, second = ({(root.kind, root.identities[:1]) for root in some} for some in (one, other))
    return bool(first and second) and len(first | second) > 1


def take_stand(voices: Sequence[Voice], owners: Owners, shown: Shown, folding: Folding | None = None) -> Stand:
    """The side that these voices take together; `folding` is what they fold into, where that was made already."""
    folding = folding or fold(voices, owners=owners)
    by_key = {voice.claim: voice for voice in voices}
    days = [voice.day for voice in voices if voice.day]
    return Stand(
        documents=folding.documents,
        originals=folding.originals,
        independent=folding.number("named"),
        anonymous=folding.number("anonymous"),
        since=min(days, default=None),
        until=max(days, default=None),
        speakers=tuple(_speaker(root, by_key, shown) for root in roots_in(folding)),
        outlets=tuple(_carried(voices, shown)),
    )


def _speaker(root: Root, by_key: Mapping[int, Voice], shown: Shown) -> Speaker:
    voices = [by_key[claim] for claim in root.claims]
    every = voices + [by_key[claim] for claim in root.copies]
    days = [voice.day for voice in every if voice.day]
    return Speaker(
        kind="named" if root.kind == "named" else "anonymous",
        names=tuple(dict.fromkeys(shown.names.get(i, i) for i in root.identities)),
        outlets=tuple(sorted({shown.names.get(v.holders[0], v.holders[0]) for v in every if _has_outlet(v)})),
        since=min(days, default=None),
        until=max(days, default=None),
        claims=tuple(shown.claims[voice.claim] for voice in voices),
    )


def _carried(voices: Iterable[Voice], shown: Shown) -> Iterator[Carried]:
    by_outlet: dict[str, list[Voice]] = {}
    for voice in voices:
        if _has_outlet(voice):
            by_outlet.setdefault(voice.holders[0], []).append(voice)
    found = []
    for outlet, some in by_outlet.items():
        days, documents = [voice.day for voice in some if voice.day], len({voice.document for voice in some})
        name, first = shown.names.get(outlet, outlet), min(days, default=None)
        found.append(Carried(outlet=name, documents=documents, since=first, until=max(days, default=None)))
    yield from sorted(found, key=lambda carried: (-carried.documents, carried.since or "~", carried.outlet))


def _has_outlet(voice: Voice) -> bool:
    """Is it known who put the document out?"""
    return voice.standings[0] in ("named", "self")
