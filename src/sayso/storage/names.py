"""Questions about names over all documents: who calls an actor what, since when, and who calls it something else."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain

import msgspec
from sqlalchemy import Connection

from sayso.storage.name_counts import (
    Counts,
    Key,
    NameFilter,
    Spelt,
    count_documents,
    count_uses,
    find_people,
    own_uses,
    registry_notes,
    shown_names,
)
from sayso.storage.rivals import rival_names

__all__ = ["MonthUse", "NameFilter", "NameRow", "RivalName", "RivalNames", "list_names", "list_rivals"]

_RANK = {kind: place for place, kind in enumerate(("name", "label", "nominal", "derived"))}


class MonthUse(msgspec.Struct, frozen=True, kw_only=True):
    """A month in which the holder has a say: `uses` of the name among its `mentions` of the actor, by whatever name.

    `documents` are those of the month in which the holder calls anybody anything. A month that is not listed has none:
    the holder has not stopped to use the name, it is not there.
    """

    month: str
    uses: int
    mentions: int
    documents: int


class NameRow(msgspec.Struct, frozen=True, kw_only=True):
    """One name of an actor, as one holder uses it. `name` is the most usual of the spellings that count as one.

    `holder` is None for all those who are quoted and not known. `since` and `until` are the first and last day of
    publication, `share` is that of this name in the holder's mentions of the actor (0 to 1), `distanced` counts uses
    as 'so-called' or in quotation marks. `used_by` and `stance` are what the registry says of the name.
    """

    actor: str
    name: str
    kind: str
    holder: str | None
    since: str | None = None
    until: str | None = None
    documents: int
    uses: int
    share: float
    distanced: int
    used_by: str | None = None
    stance: str | None = None
    months: tuple[MonthUse, ...] = ()


class RivalName(msgspec.Struct, frozen=True, kw_only=True):
    """A name of an actor, and those who call it so more often than anything else, the most frequent first."""

    name: str
    uses: int
    holders: tuple[str, ...]


class RivalNames(msgspec.Struct, frozen=True, kw_only=True):
    """An actor whom two or more holders call by different names; `names` in the order of their uses."""

    actor: str
    holders: int
    uses: int
    names: tuple[RivalName, ...]


def list_names(connection: Connection, wanted: NameFilter, *, by_month: bool = False) -> list[NameRow]:
    """The names of `wanted.actor` by holder, the most used name first, and of each those who use it most first.

    `months` are filled only `by_month`, from documents of which at least the month of publication is known.
    """
    counts, spelt = count_uses(connection, wanted)
    shown = shown_names(connection, {i for actor, _, holder in counts for i in (actor, holder) if i})
    notes = registry_notes(connection, {actor for actor, _, _ in counts})
    months = _months(connection, wanted, counts) if by_month else {}
    mentions = _mentions(counts)
    rows = []
    for key in _in_order(counts, shown):
        (actor, folded, holder), found = key, counts[key]
        used_by, stance = notes.get((actor, folded), (None, None))
        rows.append(
            NameRow(
                actor=shown[actor],
                name=_usual(spelt, actor, folded),
                kind=min(found.kinds, key=_RANK.__getitem__),
                holder=shown[holder] if holder else None,
                since=min(found.days, default=None),
                until=max(found.days, default=None),
                documents=found.documents,
                uses=found.uses,
                share=round(found.uses / mentions[actor, holder].total(), 3),
                distanced=found.distanced,
                used_by=used_by,
                stance=stance,
                months=months.get(key, ()),
            )
        )
    return rows


def _in_order(counts: dict[Key, Counts], shown: dict[str, str]) -> list[Key]:
    """By the uses of the actor, of its name, and by its holder, each the most frequent first."""
    totals: Counter[tuple[str, ...]] = Counter()
    for (actor, folded, _), found in counts.items():
        totals.update({(actor,): found.uses, (actor, folded): found.uses})

    def place(key: Key) -> tuple[object, ...]:
        actor, folded, holder = key
        by_name = -totals[actor, folded], folded
        return -totals[actor,], actor, *by_name, -counts[key].uses, shown[holder] if holder else "~", holder or ""

    return sorted(counts, key=place)


def _usual(spelt: Spelt, actor: str, folded: str) -> str:
    return spelt[actor, folded].most_common(1)[0][0]


def _mentions(counts: dict[Key, Counts]) -> dict[tuple[str, str | None], Counter[str]]:
    """How often each holder mentions each actor in each month, by whatever name."""
    found: defaultdict[tuple[str, str | None], Counter[str]] = defaultdict(Counter)
    for (actor, _, holder), uses in counts.items():
        found[actor, holder].update(uses.months)
    return found


def _months(connection: Connection, wanted: NameFilter, counts: dict[Key, Counts]) -> dict[Key, tuple[MonthUse, ...]]:
    mentions = _mentions(counts)
    spoke = count_documents(connection, wanted, {holder for _, _, holder in counts if holder})
    return {
        key: tuple(
            MonthUse(month=month, uses=found.months[month], mentions=mentions[key[0], key[2]][month], documents=number)
            for month, number in spoke.get(key[2] or "", ())
        )
        for key, found in counts.items()
    }


def list_rivals(connection: Connection, wanted: NameFilter) -> list[RivalNames]:
    """The actors whom two or more holders call by different names, those with most such names first.

    A holder counts for the name that it uses most, distanced uses aside; a shorter form of a name is no rival of it.
    """
    uses = own_uses(connection, wanted)
    several = {actor: by_holder for actor, by_holder in uses.items() if len(by_holder) > 1}
    people = find_people(connection, several)
    rivals = {actor: rival_names(by_holder, is_person=actor in people) for actor, by_holder in several.items()}
    rivals = {actor: found for actor, found in rivals.items() if len(found) > 1}
    meant = {identity for actor, found in rivals.items() for identity in (actor, *chain(*found.values()))}
    shown = shown_names(connection, meant)
    rows = [
        RivalNames(
            actor=shown[actor],
            holders=len(uses[actor]),
            uses=sum(used.total() for used in uses[actor].values()),
            names=tuple(
                RivalName(
                    name=name,
                    uses=sum(used[name] for used in uses[actor].values()),
                    holders=tuple(shown[holder] for holder in holders),
                )
                for name, holders in found.items()
            ),
        )
        for actor, found in rivals.items()
    ]
    return sorted(rows, key=lambda row: (-len(row.names), -row.holders, -row.uses, row.actor))
