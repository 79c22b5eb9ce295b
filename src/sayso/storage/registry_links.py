"""What the registry says of its actors beyond their names, as data in the database: wholes, owners, countries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from sayso.actors import Entry
from sayso.storage import schema as t
from sayso.storage.database import insert_rows

REGISTRY = "registry:"
"""The identity of an actor that the registry knows is this and its id."""


class Part(NamedTuple):
    """The identity of what an actor belongs to, and from when to when (ISO dates, both included; None: open)."""

    whole: str
    since: str | None = None
    until: str | None = None

    def holds(self, day: str | None) -> bool:
        """Is it so on this day? On a day that is not known, only what has no bounds is."""
        if day is None:
            return self.since is None and self.until is None
        began = self.since is None or self.since[: len(day)] <= day[: len(self.since)]
        return began and (self.until is None or day[: len(self.until)] <= self.until[: len(day)])


def put_registry_links(connection: Connection, entries: Iterable[Entry]) -> None:
    """Replaces what is known by what these entries say."""
    connection.execute(delete(t.registry_links))
    insert_rows(connection, t.registry_links, [row for entry in entries for row in _rows(entry)])


def _rows(entry: Entry) -> Iterator[tuple[str | int | None, ...]]:
    for kind, terms in (("part_of", entry.parents), ("leads", entry.leads)):
        for place, term in enumerate(terms):
            yield entry.id, kind, place, term.id, term.since, term.until
    for kind in ("owned_by", "country", "ownership"):
        if (other := getattr(entry, kind)) is not None:
            yield entry.id, kind, 0, other, None, None


def read_parts(connection: Connection) -> dict[str, list[Part]]:
    """What each identity belongs or belonged to, in the order of the registry."""
    link = t.registry_links.c
    query = select(link.registry, link.other, link.since, link.until).where(link.kind == "part_of")
    parts: dict[str, list[Part]] = {}
    for own, whole, since, until in connection.execute(query.order_by(link.registry, link.position)):
        parts.setdefault(REGISTRY + own, []).append(Part(REGISTRY + whole, since, until))
    return parts


def read_owners(connection: Connection) -> dict[str, str]:
    """The identity of the owner of each that has one: as `owned_by` says, or the country of what a state owns."""
    link = t.registry_links.c
    kinds = ("owned_by", "country", "ownership")
    query = select(link.registry, link.kind, link.other).where(link.kind.in_(kinds))
    told: dict[str, dict[str, str]] = {}
    for own, kind, other in connection.execute(query):
        told.setdefault(own, {})[kind] = other
    found = {own: says.get("owned_by") or _state(says) for own, says in told.items()}
    return {REGISTRY + own: REGISTRY + owner for own, owner in sorted(found.items()) if owner}


def _state(says: dict[str, str]) -> str | None:
    return says.get("country") if says.get("ownership") == "state" else None
