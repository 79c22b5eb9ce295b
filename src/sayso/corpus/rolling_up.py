"""Statements along the registry: what is said of a part counts for the whole to which it belonged when it was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, select

from sayso.corpus.statements import Triple, figures, statement_id, turned
from sayso.storage import schema as t
from sayso.storage.actors import usual_names
from sayso.storage.registry_links import REGISTRY, Part, read_owners, read_parts
from sayso.storage.relations import read_turning
from sayso.storage.statements import StatementFilter, StatementRow, named_in, statement_keys, statement_row
from sayso.storage.voices import Voice, read_voices


def roll_up(connection: Connection, wanted: StatementFilter) -> list[StatementRow]:
    """The statements that meet the conditions, each actor as the whole to which it belonged on the day of publication.

    The way up ends at those who are asked for. What then relates a whole to itself is left out. Nothing is stored:
    `min_independent` and the figures count what is rolled up.
    """
    parts, asked = read_parts(connection), named_in(connection, wanted)
    below = {role: _with_parts(identities, parts) for role, identities in asked.items()}
    keys = statement_keys(connection, msgspec.structs.replace(wanted, min_independent=0), below)
    stops = frozenset().union(*asked.values())
    voices = _voices(connection, keys, parts, stops)
    owners, names = read_owners(connection), _names(connection)
    rows = [
        statement_row(statement_id(triple), triple, names, figures(some, owners))
        for triple, some in voices.items()
        if triple[0] != triple[2] and _is_asked(triple, asked)
    ]
    return sorted((row for row in rows if row.independent >= wanted.min_independent), key=_ORDERS[wanted.sort])


_ORDERS = {
    "documents": lambda row: (-row.documents, -row.independent, row.id),
    "independent": lambda row: (-row.independent, -row.affirming, row.id),
    "inflation": lambda row: (-row.inflation, -row.affirming, row.id),
}


def whole(identity: str, day: str | None, parts: Mapping[str, Sequence[Part]], stops: Collection[str] = ()) -> str:
    """The outermost whole of an actor on a day, or the first on the way that is in `stops`."""
    way = [identity]
    while way[-1] not in stops:
        above = next((part.whole for part in reversed(parts.get(way[-1], ())) if part.holds(day)), None)
        if above is None or above in way:
            break
        way.append(above)
    return way[-1]


def _with_parts(identities: Collection[str], parts: Mapping[str, Sequence[Part]]) -> set[str]:
    """These and all that belong or ever belonged to them."""
    members: dict[str, list[str]] = defaultdict(list)
    for part, wholes in parts.items():
        for term in wholes:
            members[term.whole].append(part)
    found, waiting = set(identities), list(identities)
    while waiting:
        new = [part for part in members[waiting.pop()] if part not in found]
        found.update(new)
        waiting += new
    return found


def _voices(
    connection: Connection, keys: Sequence[int], parts: Mapping[str, Sequence[Part]], stops: Collection[str]
) -> dict[Triple, list[Voice]]:
    turning = read_turning(connection)
    triples = _triples(connection, keys)
    found: dict[Triple, list[Voice]] = defaultdict(list)
    for key, voices in read_voices(connection, set(triples)):
        subject, relation, object_ = triples.get(key, ("", "", ""))
        for voice in voices if key in triples else ():
            ends = (whole(side, voice.day, parts, stops) for side in (subject, object_))
            found[turned((next(ends), relation, next(ends)), turning)].append(voice)
    return found


def _triples(connection: Connection, keys: Sequence[int]) -> dict[int, Triple]:
    s = t.statements.c
    wanted = set(keys)
    rows = connection.execute(select(s.key, s.subject, s.relation, s.object))
    return {key: (subject, relation, object_) for key, subject, relation, object_ in rows if key in wanted}


def _names(connection: Connection) -> dict[str, str]:
    """What each identity is shown as, also the wholes that no document names."""
    i = t.identities.c
    shown = dict(connection.execute(select(i.identity, i.name)).all())
    return {REGISTRY + own: name for own, name in usual_names(connection).items()} | shown


def _is_asked(triple: Triple, asked: Mapping[str, Collection[str]]) -> bool:
    sides = {"subject": triple[:1], "object": triple[2:], "about": triple[::2]}
    return all(not set(sides[role]).isdisjoint(identities) for role, identities in asked.items())
