"""What must hold of a claim in a list, written so that the database begins by the index that we choose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, func, select

from sayso.model import Modality, Polarity
from sayso.storage import schema as t
from sayso.storage.claims import standing
from sayso.storage.dialects import unindexed
from sayso.storage.naming import identities_named
from sayso.storage.rows import ReviewFilter
from sayso.storage.search import found_documents, quotes_words

ClaimOrder: TypeAlias = Literal["newest", "oldest"]
Lead: TypeAlias = Literal["conditions", "words", "order"]
"""By what the database begins: the indexes of the conditions, that of words, or the order in which rows are wanted."""
MOST_COUNTED = 2_000
"""Where no more rows than this meet the conditions, they are counted and sorted; else they are read in order."""


class ClaimsWanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims to list; every condition that is set must hold, and None means any.

    Actors are meant by any of their names; `outlet` is at the outer end of the chain, `holder` anywhere in it.
    `words` must all stand in the quotation. `since` and `until` (ISO dates, cut as short as you like, both included)
    bound the day of publication. `statement` is a whole id; `reviewed` None leaves out those that were rejected.
    """

    subject: str | None = None
    object: str | None = None
    about: str | None = None
    relation: str | None = None
    holder: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    polarity: Polarity | None = None
    modality: Modality | None = None
    words: str | None = None
    statement: str | None = None
    reviewed: ReviewFilter | None = None
    min_confidence: float = 0.0
    order: ClaimOrder = "newest"


class Conditions:
    """The conditions on claims and their documents. Raises UsageError where nobody is called as asked."""

    def __init__(self, connection: Connection, wanted: ClaimsWanted) -> None:
        self.words = wanted.words
        self.newest = wanted.order == "newest"
        self._indexed: list[tuple[ColumnElement[Any], Callable[[ColumnElement[Any]], ColumnElement[bool]]]] = []
        self._other = list(_facts(wanted))
        self.of_documents = list(_period(wanted))
        """Those that hold of whole documents."""
        for role in ("subject", "object", "about", "holder", "outlet"):
            if (name := getattr(wanted, role)) is not None:
                self._actor(role, identities_named(connection, name))
        self._others_with_index(wanted)

    def by(self, lead: Lead) -> list[ColumnElement[bool]]:
        """All of them, so that the database begins by `lead`."""
        tests = [test(column if lead == "conditions" else unindexed(column)) for column, test in self._indexed]
        found = [*tests, *self._other, *self.of_documents]
        if self.words is None:
            return found
        document = t.claims.c.document
        holding = (document if lead == "words" else unindexed(document)).in_(found_documents(self.words))
        return [*found, holding, quotes_words(self.words)]

    def lead(self, connection: Connection) -> tuple[int | None, Lead]:
        """How many claims meet the conditions, None where they are many; and by what to begin."""
        c, enough = t.claims.c, MOST_COUNTED + 1
        tests = [*(test(column) for column, test in self._indexed), *self._other]
        if self._indexed and _count(connection, select(c.key).where(*tests).limit(enough)) < enough:
            return _count(connection, joined(select(c.key)).where(*self.by("conditions"))), "conditions"
        if self.words is not None and _count(connection, found_documents(self.words).limit(enough)) < enough:
            number = _count(connection, joined(select(c.key)).where(*self.by("words")).limit(enough))
            return (number if number < enough else None), "words"
        if _count(connection, select(c.key).limit(enough)) < enough:
            return _count(connection, joined(select(c.key)).where(*self.by("order"))), "order"
        return None, "order"

    def _actor(self, role: str, identities: list[str]) -> None:
        c, h, a = t.claims.c, t.claim_holders.c, t.actors.c
        actors = select(a.key).where(a.identity.in_(identities))
        if role in ("subject", "object"):
            self._indexed.append((c[role], lambda column: column.in_(actors)))
        elif role == "about":
            sides = select(c.key).where(c.subject.in_(actors)).union(select(c.key).where(c.object.in_(actors)))
            self._indexed.append((c.key, lambda column: column.in_(sides)))
        else:
            held = select(h.claim).where(h.actor.in_(actors), *([h.position == 0] if role == "outlet" else []))
            self._indexed.append((c.key, lambda column: column.in_(held)))

    def _others_with_index(self, wanted: ClaimsWanted) -> None:
        c = t.claims.c
        if wanted.relation is not None:
            self._indexed.append((c.relation, lambda column: column == wanted.relation))
        if wanted.statement is not None:
            key = select(t.statements.c.key).where(t.statements.c.id == wanted.statement).scalar_subquery()
            self._indexed.append((c.statement, lambda column: column == key))


def _facts(wanted: ClaimsWanted) -> Iterator[ColumnElement[bool]]:
    c = t.claims.c
    if wanted.polarity is not None:
        yield c.polarity == wanted.polarity
    if wanted.modality is not None:
        yield c.modality == wanted.modality
    yield from standing(wanted.reviewed, wanted.min_confidence)


def _period(wanted: ClaimsWanted) -> Iterator[ColumnElement[bool]]:
    if wanted.since is not None:
        yield t.documents.c.published >= wanted.since
    if wanted.until is not None:
        yield t.documents.c.published <= f"{wanted.until}~"


def joined(query: Select[Any], *, by_document: bool = False) -> Select[Any]:
    """Claims with their documents; `by_document` goes from documents to claims, since no index leads the other way."""
    key, document = t.documents.c.key, t.claims.c.document
    return query.select_from(t.documents.join(t.claims, (unindexed(key) if by_document else key) == document))


def _count(connection: Connection, rows: Select[Any]) -> int:
    return connection.execute(select(func.count()).select_from(rows.subquery())).scalar_one()
