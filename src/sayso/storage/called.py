"""Who calls whom what, of one actor or of one who speaks: for pages, so in no more documents than they count in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, case, func, select

from sayso.actors.voices import READER
from sayso.storage import schema as t
from sayso.storage.appearances import Of, appearances
from sayso.storage.dialects import ascending, last_item

CHOSEN = ("name", "label")
"""The kinds of names that somebody chooses; descriptions ('the group') and adjectives are the other."""


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """One name of an actor as one holder uses it (identities; `holder` None: somebody quoted who is not known).

    `name` is the most usual of the spellings that count as one; `first` and `last` are days of publication.
    """

    actor: str
    holder: str | None
    folded: str
    name: str
    kind: str
    uses: int
    distanced: int
    documents: int
    first: str | None
    last: str | None


class Labelled(msgspec.Struct, frozen=True, kw_only=True):
    """A label for an actor: its tone, who uses it (an identity, None where nobody known does), and in which document
    it stands first (an id)."""

    actor: str
    label: str
    tone: str
    holder: str | None
    uses: int
    first: str | None
    last: str | None
    document: str


def list_called(
    connection: Connection, of: Of, role: Literal["actor", "holder"], *, every_form: bool = False
) -> list[Called]:
    """The names of an actor, or those that a holder uses, the most used first."""
    return called_where(connection, [t.name_uses.c[role].in_(appearances(of))], every_form=every_form)


def called_where(
    connection: Connection, tests: Iterable[ColumnElement[bool]], *, every_form: bool = False
) -> list[Called]:
    """The uses of names of which the tests hold, the most used first."""
    u, d, a, holders = t.name_uses.c, t.documents.c, t.actors.c, t.actors.alias("holders")
    holder = case((holders.c.name == READER, READER), else_=holders.c.identity)
    groups = (a.identity, holder, u.folded, u.kind, u.name)
    sums = (func.sum(u.uses), func.sum(u.distanced), func.count(u.document.distinct()))
    joined = t.name_uses.join(t.actors, a.key == u.actor).outerjoin(holders, holders.c.key == u.holder)
    joined = joined.join(t.documents, d.key == u.document)
    query = select(*groups, *sums, func.min(d.published), func.max(d.published)).select_from(joined)
    query = query.where(*tests, *([] if every_form else [u.kind.in_(CHOSEN)]))
    spellings: dict[tuple[str, str | None, str, str], list[Any]] = {}
    for row in connection.execute(query.group_by(*groups).order_by(*map(ascending, groups))):
        spellings.setdefault(tuple(row[:4]), []).append(row)
    usual: dict[tuple[str, str], Counter[str]] = {}
    for (actor, _, folded, _), rows in spellings.items():
        usual.setdefault((actor, folded), Counter()).update({row[4]: row[5] for row in rows})
    found = [_called(key, rows, usual[key[0], key[2]].most_common(1)[0][0]) for key, rows in spellings.items()]
    return sorted(found, key=lambda row: (-row.uses, row.name, row.actor, row.holder or "~"))


def _called(key: tuple[str, str | None, str, str], rows: list[Any], name: str) -> Called:
    actor, holder, folded, kind = key
    uses, distanced, documents = (sum(row[place] for row in rows) for place in (5, 6, 7))
    return Called(
        actor=actor,
        holder=holder,
        folded=folded,
        name=name,
        kind=kind,
        uses=uses,
        distanced=distanced,
        documents=documents,
        first=min((row[8] for row in rows if row[8]), default=None),
        last=max((row[9] for row in rows if row[9]), default=None),
    )


def list_labels(connection: Connection, of: Of) -> list[Labelled]:
    """The labels of an actor, the most used first."""
    return labels_where(connection, [t.labels.c.actor.in_(appearances(of))])


def labels_where(connection: Connection, tests: Iterable[ColumnElement[bool]]) -> list[Labelled]:
    """The labels of which the tests hold, the most used first."""
    labels, d, a, holder = t.labels.c, t.documents.c, t.actors.c, t.actors.alias("holders")
    own = (holder.c.document == labels.document) & (holder.c.name == last_item(labels.holder))
    joined = t.labels.join(t.actors, a.key == labels.actor).outerjoin(holder, own)
    joined = joined.join(t.documents, d.key == labels.document)
    groups = (a.identity, labels.folded, labels.tone, holder.c.identity)
    more = (func.min(labels.label), func.count(), func.min(d.published), func.max(d.published), func.min(d.id))
    query = select(*groups, *more).select_from(joined).where(*tests).group_by(*groups)
    rows = connection.execute(query.order_by(*map(ascending, groups)))
    found = [
        Labelled(actor=actor, label=label, tone=tone, holder=who, uses=uses, first=first, last=last, document=document)
        for actor, _, tone, who, label, uses, first, last, document in rows
    ]
    return sorted(found, key=lambda row: (-row.uses, row.label, row.tone, row.holder or "~"))
