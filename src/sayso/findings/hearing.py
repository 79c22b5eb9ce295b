"""The job that keeps what is heard of each statement up to date, so that findings over all of them read few voices."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from sayso.corpus.independence import Owners, cite_in_circles, count, source_of
from sayso.findings.stands import heard
from sayso.storage.registry_links import read_owners
from sayso.storage.relations import Valence, read_valences
from sayso.storage.stances import (
    Group,
    Placed,
    Stance,
    group_of,
    put_leanings,
    put_stances,
    read_members,
    read_placed,
    read_stances,
    take_changed,
)
from sayso.storage.voices import Voice, read_voices

_MOST = 20_000
"""Where more statements changed, all are looked at: to pick these out would take longer."""
_FORM = 1
"""Counts up whenever `_stance` makes something else of the same voices."""
_TOLD = ("named", "self")


def settle_stances(connection: Connection, changed: Collection[int]) -> None:
    """Brings stances and leanings up to date, where these statements (keys) were counted anew or are gone.

    They are what would be made of all voices, in whatever order these came and went.
    """
    owners, valences = read_owners(connection), read_valences(connection)
    noted = take_changed(connection, _basis(owners, valences))
    stale = None if noted is None or len(noted) + len(changed) > _MOST else noted | set(changed)
    placed = {row.key: row for row in read_placed(connection, stale)}
    groups = {row.group for row in placed.values()}
    if stale is not None:
        before = (stance for _, stance in read_stances(connection, stale))
        groups |= {group_of(old.subject, old.object, valences.get(old.relation)) for old in before}
    touched = {group for group in groups if group is not None}
    members = placed.values() if stale is None else read_members(connection, touched)
    stances, leanings = _hear(connection, placed, {row.key: row.group for row in members if row.group}, owners)
    put_stances(connection, stances, stale)
    put_leanings(connection, leanings, None if stale is None else touched)


def _basis(owners: Owners, valences: Mapping[str, Valence]) -> str:
    """On what stances rest beside the voices."""
    return hashlib.sha256(msgspec.json.encode((_FORM, sorted(owners.items()), sorted(valences.items())))).hexdigest()


def _hear(
    connection: Connection, placed: Mapping[int, Placed], groups: Mapping[int, Group], owners: Owners
) -> tuple[dict[int, Stance], dict[Group, int]]:
    """The stances of statements and the leanings of groups (of statements, by key), in one reading of the voices."""
    stances: dict[int, Stance] = {}
    waiting, voices = Counter(groups.values()), defaultdict[Group, list[Voice]](list)
    leanings: dict[Group, int] = {}
    wanted = placed.keys() | groups.keys()
    for key, found in read_voices(connection, wanted):
        affirming = heard(found, "affirmed")
        if key in placed:
            stances[key] = _stance(placed[key], found, affirming)
        if (group := groups.get(key)) is not None:
            voices[group] += affirming
            waiting[group] -= 1
            # Most groups are one statement: counted at once, their voices are not kept until all were read.
            if not waiting[group] and (sources := count(voices.pop(group), owners=owners).named):
                leanings[group] = sources
    return stances, leanings


def _stance(placed: Placed, voices: Sequence[Voice], affirming: Sequence[Voice]) -> Stance:
    said: dict[str, bool | None] = {}
    for voice in heard(voices, "affirmed", "denied"):
        kind, source = source_of(voice)
        if kind == "named":
            put_side(said, source, affirms=voice.side == "affirmed")
    told: dict[str, dict[int, int]] = {}
    for voice in affirming:
        if voice.day is not None and voice.standings[0] in _TOLD:
            documents = told.setdefault(voice.holders[0], {})
            documents[voice.document] = documents.get(voice.document, 0) + 1
    sided = any(voice.side in ("affirmed", "denied") for voice in voices)
    return Stance(
        subject=placed.subject,
        relation=placed.relation,
        object=placed.object,
        said=said if sided else None,
        told=told,
        circular=cite_in_circles(affirming),
    )


def put_side(said: dict[str, bool | None], source: str, *, affirms: bool) -> None:
    """Notes what a source says beside what else it said: None where it does both."""
    said[source] = affirms if said.get(source, affirms) == affirms else None
