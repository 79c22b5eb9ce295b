"""Counts the uses of names over all documents, and finds what is shown beside them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, Select, case, exists, func, or_, select

from sayso.actors.voices import READER
from sayso.storage import schema as t
from sayso.storage.dialects import ascending
from sayso.storage.name_uses import fold_name
from sayso.storage.naming import actors_named

_BATCH = 500
_CHOSEN = ("name", "label")
"""What somebody calls an actor by choice; other descriptions and adjectives are only counted where all are wanted."""
_MONTH = len("2021-08")


class NameFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which uses of names to count; every condition that is set must hold.

    `actor` and `holder` are meant by any of their names. `since` and `until` (ISO dates, cut as short as you like, both
    included) bound the day of publication. `every_form` counts descriptions ('the group') and adjectives, too.
    """

    actor: str | None = None
    holder: str | None = None
    since: str | None = None
    until: str | None = None
    every_form: bool = False


@dataclass(slots=True)
class Counts:
    """The uses of one name of one actor by one holder (identities), over all spellings and months."""

    kinds: set[str] = field(default_factory=set)
    days: list[str] = field(default_factory=list)
    documents: int = 0
    uses: int = 0
    distanced: int = 0
    months: Counter[str] = field(default_factory=Counter)

    def add(self, row: Any) -> None:  # noqa: ANN401 - a row of `_uses`
        self.kinds.add(row.kind)
        self.days += filter(None, (row.first, row.last))
        self.documents += row.documents
        self.uses += row.uses
        self.distanced += row.distanced
        self.months[row.month or ""] += row.uses


Key: TypeAlias = tuple[str, str, str | None]
"""An actor, a folded name and a holder, the two by their identities."""
Spelt: TypeAlias = dict[tuple[str, str], Counter[str]]
"""The spellings of each actor's folded names; of equally frequent ones the first in the alphabet comes first."""

Note: TypeAlias = tuple[str | None, str | None]
"""Who uses a name and how they stand to the actor, as the registry says."""


def count_uses(connection: Connection, wanted: NameFilter) -> tuple[dict[Key, Counts], Spelt]:
    """The uses by actor, name and holder, and how the names are spelt."""
    counts: defaultdict[Key, Counts] = defaultdict(Counts)
    spelt: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    rows = connection.execute(_uses().where(*_conditions(connection, wanted))).all()
    for row in sorted(rows, key=lambda row: row.name):
        counts[row.actor, row.folded, row.holder].add(row)
        spelt[row.actor, row.folded][row.name] += row.uses
    return dict(counts), dict(spelt)


def _uses() -> Select[Any]:
    a, d, u, holders = t.actors.c, t.documents.c, t.name_uses.c, t.actors.alias("holders")
    holder = _holder(holders)
    month = func.substr(d.published, 1, _MONTH)
    columns = (
        a.identity.label("actor"),
        u.folded,
        u.name,
        u.kind,
        holder.label("holder"),
        month.label("month"),
        func.min(d.published).label("first"),
        func.max(d.published).label("last"),
        func.count(u.document.distinct()).label("documents"),
        func.sum(u.uses).label("uses"),
        func.sum(u.distanced).label("distanced"),
    )
    joined = t.name_uses.join(t.actors, a.key == u.actor).outerjoin(holders, holders.c.key == u.holder)
    joined = joined.join(t.documents, d.key == u.document)
    groups = (a.identity, u.folded, u.name, u.kind, holder, month)
    return select(*columns).select_from(joined).group_by(*groups).order_by(*map(ascending, groups))


def own_uses(connection: Connection, wanted: NameFilter) -> dict[str, dict[str, Counter[str]]]:
    """The uses by actor, holder (identities) and name, where the holder is known and takes no distance to the name.

    Of the spellings of a name that count as one, the most usual stands for all; of equals, the first.
    """
    a, u, holders = t.actors.c, t.name_uses.c, t.actors.alias("holders")
    holder, uses = _holder(holders), func.sum(u.uses - u.distanced)
    joined = t.name_uses.join(t.actors, a.key == u.actor).join(holders, holders.c.key == u.holder)
    if wanted.since is not None or wanted.until is not None:
        joined = joined.join(t.documents, t.documents.c.key == u.document)
    query = select(a.identity, holder, u.folded, u.name, uses).select_from(joined)
    query = query.where(u.uses > u.distanced, *_conditions(connection, wanted))
    groups = (a.identity, holder, u.folded, u.name)
    rows = connection.execute(query.group_by(*groups).order_by(*groups)).all()
    spelt: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for actor, _, folded, name, number in sorted(rows, key=lambda row: row.name):
        spelt[actor, folded][name] += number
    usual = {key: spellings.most_common(1)[0][0] for key, spellings in spelt.items()}
    found: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for actor, who, folded, _, number in rows:
        found[actor][who][usual[actor, folded]] += number
    return {actor: dict(by_holder) for actor, by_holder in found.items()}


def _holder(actors: FromClause) -> ColumnElement[str]:
    """The identity of a holder; all readers are one, since nobody follows them from page to page."""
    return case((actors.c.name == READER, READER), else_=actors.c.identity)


def _conditions(connection: Connection, wanted: NameFilter) -> Iterator[ColumnElement[bool]]:
    if not wanted.every_form:
        yield t.name_uses.c.kind.in_(_CHOSEN)
    if wanted.actor is not None:
        yield t.name_uses.c.actor.in_(actors_named(connection, wanted.actor))
    if wanted.holder is not None:
        yield t.name_uses.c.holder.in_(actors_named(connection, wanted.holder))
    yield from _days(wanted)


def _days(wanted: NameFilter) -> Iterator[ColumnElement[bool]]:
    published = t.documents.c.published
    if wanted.since is not None:
        yield published >= wanted.since
    if wanted.until is not None:
        yield published <= wanted.until + "~"


def count_documents(
    connection: Connection, wanted: NameFilter, holders: Iterable[str]
) -> dict[str, list[tuple[str, int]]]:
    """For each holder its months with the number of documents in which it calls anybody anything."""
    a, d = t.actors.c, t.documents.c
    month, holder = func.substr(d.published, 1, _MONTH), _holder(t.actors)
    # Whether a holder uses any name is asked once for each document, not counted from all its uses.
    speaks = exists().where(t.name_uses.c.holder == a.key)
    joined = t.actors.join(t.documents, d.key == a.document)
    query = select(holder, month, func.count(a.document.distinct())).select_from(joined)
    query = query.where(func.length(d.published) >= _MONTH, speaks, *_days(wanted))
    query = query.group_by(holder, month).order_by(holder, month)
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for some in _batches(holders):
        meant = or_(a.identity.in_(some), *([a.name == READER] if READER in some else []))
        for identity, when, number in connection.execute(query.where(meant)):
            found[identity].append((when, number))
    return dict(found)


def shown_names(connection: Connection, identities: Iterable[str]) -> dict[str, str]:
    """What these actors are shown as: as it was settled, else by the first of their names."""
    a, i = t.actors.c, t.identities.c
    found, wanted = {READER: READER}, set(identities)
    for some in _batches(wanted):
        found |= dict(connection.execute(select(i.identity, i.name).where(i.identity.in_(some))).all())
    for some in _batches(wanted - found.keys()):
        named = select(a.identity, func.min(a.name)).where(a.identity.in_(some)).group_by(a.identity)
        found |= dict(connection.execute(named).all())
    return found


def find_people(connection: Connection, identities: Iterable[str]) -> set[str]:
    """Those of these actors that a document knows as persons."""
    a = t.actors.c
    found: set[str] = set()
    for some in _batches(identities):
        found.update(connection.scalars(select(a.identity).where(a.identity.in_(some), a.type == "person")))
    return found


def registry_notes(connection: Connection, identities: Iterable[str]) -> dict[tuple[str, str], Note]:
    """What the registry says of names of these actors: (identity, folded name) -> (used by, stance)."""
    a, known = t.actors.c, t.registry_names.c
    noted = known.used_by.is_not(None) | known.stance.is_not(None)
    found = {}
    for some in _batches(identities):
        entries = select(a.identity, a.registry).where(a.identity.in_(some)).distinct().subquery()
        query = select(entries.c.identity, known.name, known.used_by, known.stance)
        query = query.select_from(entries.join(t.registry_names, known.registry == entries.c.registry)).where(noted)
        for identity, name, used_by, stance in connection.execute(
            query.order_by(known.registry, known.position.desc())
        ):
            found[identity, fold_name(name)] = (used_by, stance)
    return found


def _batches(identities: Iterable[str]) -> Iterator[list[str]]:
    """In pieces that one question can name."""
    in_order = sorted(identities)
    return (in_order[start : start + _BATCH] for start in range(0, len(in_order), _BATCH))
