"""Names and labels in rows: who uses them, how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from sayso.storage.called import Called, Labelled


class User(msgspec.Struct, frozen=True, kw_only=True):
    """One who uses a name: how often, and in which part (0 to 1) of all that it calls the actor."""

    holder: str
    identity: str | None
    uses: int
    share: float


class NameLine(msgspec.Struct, frozen=True, kw_only=True):
    """A name of the actor with those who use it, the most frequent first."""

    name: str
    kind: str
    uses: int
    distanced: int
    first: str | None
    last: str | None
    users: list[User]


class LabelLine(msgspec.Struct, frozen=True, kw_only=True):
    """A label of an actor, its tone, and who uses it; it stands first in `document` (an id)."""

    actor: str
    identity: str
    label: str
    tone: str
    holder: str
    uses: int
    first: str | None
    last: str | None
    document: str


def name_lines(called: Iterable[Called], names: Mapping[str, str]) -> list[NameLine]:
    """The names by their uses, each with its users."""
    mentions: Counter[str | None] = Counter()
    by_name: dict[tuple[str, str], list[Called]] = {}
    for row in called:
        mentions[row.holder] += row.uses
        by_name.setdefault((row.folded, row.kind), []).append(row)
    found = [
        NameLine(
            name=rows[0].name,
            kind=rows[0].kind,
            uses=sum(row.uses for row in rows),
            distanced=sum(row.distanced for row in rows),
            first=min((row.first for row in rows if row.first), default=None),
            last=max((row.last for row in rows if row.last), default=None),
            users=[
                User(
                    holder=holder_name(row.holder, names),
                    identity=row.holder,
                    uses=row.uses,
                    share=round(row.uses / mentions[row.holder], 3),
                )
                for row in rows
            ],
        )
        for rows in by_name.values()
    ]
    return sorted(found, key=lambda line: (-line.uses, line.name))


class NamedLine(msgspec.Struct, frozen=True, kw_only=True):
    """What one who speaks calls an actor: `share` is the part (0 to 1) of this name in all that it calls that one."""

    actor: str
    identity: str
    name: str
    kind: str
    uses: int
    share: float
    distanced: int
    first: str | None
    last: str | None


def named_lines(called: Iterable[Called], names: Mapping[str, str]) -> list[NamedLine]:
    """The names that a holder uses, those of whom it speaks most first."""
    rows = list(called)
    mentions: Counter[str] = Counter()
    for row in rows:
        mentions[row.actor] += row.uses
    found = [
        NamedLine(
            actor=names.get(row.actor, row.actor),
            identity=row.actor,
            name=row.name,
            kind=row.kind,
            uses=row.uses,
            share=round(row.uses / mentions[row.actor], 3),
            distanced=row.distanced,
            first=row.first,
            last=row.last,
        )
        for row in rows
    ]
    return sorted(found, key=lambda line: (-mentions[line.identity], line.identity, -line.uses, line.name))


def holder_name(identity: str | None, names: Mapping[str, str]) -> str:
    """As whom a holder is shown, also where nobody knows who it is."""
    return names.get(identity, identity) if identity else "somebody quoted"


def label_line(row: Labelled, names: Mapping[str, str]) -> LabelLine:
    """A label with its holder named."""
    return LabelLine(
        actor=names.get(row.actor, row.actor),
        identity=row.actor,
        label=row.label,
        tone=row.tone,
        holder=holder_name(row.holder, names),
        uses=row.uses,
        first=row.first,
        last=row.last,
        document=row.document,
    )
