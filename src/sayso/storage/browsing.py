"""Lists a page at a time, in any size of project: each page begins behind the last row of the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, tuple_

from sayso.errors import UsageError
from sayso.model import Modality, Polarity
from sayso.storage import schema as t
from sayso.storage.claims import claims_by_key
from sayso.storage.naming import identities_named
from sayso.storage.rows import StoredClaim
from sayso.storage.search import found_documents, quotes_words

Row = TypeVar("Row")
ClaimOrder: TypeAlias = Literal["newest", "oldest"]
MOST_COUNTED = 2_000
"""Where no more rows than this meet the conditions, they are counted and sorted; else they are read in order."""


class Listed(msgspec.Struct, Generic[Row], frozen=True, kw_only=True):
    """One page: `after` is the id behind which the next page begins, None on the last page.

    `number` counts all rows that meet the conditions; None where that would take reading more than MOST_COUNTED rows.
    """

    rows: list[Row]
    after: str | None
    number: int | None


class ClaimsWanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims to list; every condition that is set must hold, and None means any.

    Actors are meant by any of their names; `outlet` is at the outer end of the chain, `holder` anywhere in it.
    `words` must all stand in the quotation. `since` and `until` bound the time of the claim, or where the text gives
    none, the day of publication, as in ClaimFilter. `statement` is a whole id.
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
    min_confidence: float = 0.0
    order: ClaimOrder = "newest"


def list_claims_page(
    connection: Connection, wanted: ClaimsWanted, size: int, after: str | None = None
) -> Listed[StoredClaim]:
    """Claims by day of publication (the undated last), document, and place in it.

    Raises UsageError where nobody is called as asked, or `after` is no claim.
    """
    conditions = _Conditions(connection, wanted)
    number, lead = _size(connection, conditions)
    place = _place(connection, after) if after else None
    keys = list(islice(_keys(connection, conditions.by(lead), wanted.order, place), size + 1))
    shown = claims_by_key(connection, keys[:size])
    rows = [shown[key] for key in keys[:size]]
    return Listed(rows=rows, after=rows[-1].id if len(keys) > size else None, number=number)


def every_claim(connection: Connection, wanted: ClaimsWanted) -> Iterator[StoredClaim]:
    """All the claims that meet the conditions, in the same order, a few hundred at a time."""
    conditions = _Conditions(connection, wanted)
    keys = _keys(connection, conditions.by(_size(connection, conditions)[1]), wanted.order, None)
    while some := list(islice(keys, 500)):
        shown = claims_by_key(connection, some)
        yield from (shown[key] for key in some)


Lead: TypeAlias = Literal["conditions", "words", "order"]
"""By what the database begins: the indexes of the conditions, that of words, or the order in which rows are wanted."""


class _Conditions:
    """What must hold of a claim. A column that is not to lead is written so that no index of it is used."""

    def __init__(self, connection: Connection, wanted: ClaimsWanted) -> None:
        self.words = wanted.words
        self._tests: list[tuple[ColumnElement[Any], Callable[[ColumnElement[Any]], ColumnElement[bool]]]] = []
        self._other: list[ColumnElement[bool]] = []
        for role in ("subject", "object", "about", "holder", "outlet"):
            if (name := getattr(wanted, role)) is not None:
                self._actor(role, identities_named(connection, name))
        self._facts(wanted)

    def by(self, lead: Lead) -> list[ColumnElement[bool]]:
        """The conditions, so that the database begins by `lead`."""
        tests = [test(column if lead == "conditions" else _unindexed(column)) for column, test in self._tests]
        if self.words is None:
            return [*tests, *self._other]
        document = t.claims.c.document
        found = (document if lead == "words" else _unindexed(document)).in_(found_documents(self.words))
        return [*tests, *self._other, found, quotes_words(self.words)]

    @property
    def indexed(self) -> bool:
        """Whether some condition has an index to begin by."""
        return bool(self._tests)

    def without_words(self) -> list[ColumnElement[bool]]:
        return [*(test(column) for column, test in self._tests), *self._other]

    def _actor(self, role: str, identities: list[str]) -> None:
        c, h, a = t.claims.c, t.claim_holders.c, t.actors.c
        actors = select(a.key).where(a.identity.in_(identities))
        if role in ("subject", "object"):
            self._tests.append((c[role], lambda column: column.in_(actors)))
        elif role == "about":
            sides = select(c.key).where(c.subject.in_(actors)).union(select(c.key).where(c.object.in_(actors)))
            self._tests.append((c.key, lambda column: column.in_(sides)))
        else:
            held = select(h.claim).where(h.actor.in_(actors), *([h.position == 0] if role == "outlet" else []))
            self._tests.append((c.key, lambda column: column.in_(held)))

    def _facts(self, wanted: ClaimsWanted) -> None:
        c = t.claims.c
        if wanted.relation is not None:
            self._tests.append((c.relation, lambda column: column == wanted.relation))
        if wanted.statement is not None:
            key = select(t.statements.c.key).where(t.statements.c.id == wanted.statement).scalar_subquery()
            self._tests.append((c.statement, lambda column: column == key))
        if wanted.until is not None:
            self._tests.append((c.first_day, lambda column: column <= f"{wanted.until}~"))
        self._other += [c.last_day >= wanted.since] if wanted.since is not None else []
        self._other += [c.polarity == wanted.polarity] if wanted.polarity else []
        self._other += [c.modality == wanted.modality] if wanted.modality else []
        self._other += [c.confidence >= wanted.min_confidence] if wanted.min_confidence > 0 else []


def _unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same value, by no index: SQLite keeps no figures by which it could choose a better way than that asked."""
    return column + 0 if column.type.python_type is int else column.concat("")


def _size(connection: Connection, conditions: _Conditions) -> tuple[int | None, Lead]:
    """How many claims meet the conditions, None where they are many; and by what to begin."""
    enough = MOST_COUNTED + 1
    c = t.claims.c
    if conditions.indexed:
        few = select(c.key).where(*conditions.without_words()).limit(enough)
        if _count(connection, few) < enough:
            return _count(connection, _joined(select(c.key)).where(*conditions.by("conditions"))), "conditions"
    if conditions.words is not None and _count(connection, found_documents(conditions.words).limit(enough)) < enough:
        number = _count(connection, _joined(select(c.key)).where(*conditions.by("words")).limit(enough))
        return (number if number < enough else None), "words"
    if _count(connection, select(c.key).limit(enough)) < enough:
        return _count(connection, _joined(select(c.key)).where(*conditions.by("order"))), "order"
    return None, "order"


def _count(connection: Connection, rows: Any) -> int:  # noqa: ANN401 - a query of SQLAlchemy
    return connection.execute(select(func.count()).select_from(rows.subquery())).scalar_one()


class _Place(NamedTuple):
    """Where in the order a claim stands."""

    published: str | None
    document: str
    key: int
    position: int


def _place(connection: Connection, claim: str) -> _Place:
    c, d = t.claims.c, t.documents.c
    query = _joined(select(d.published, d.id, d.key, c.position)).where(c.id == claim)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise UsageError(f"The list has changed: there is no claim {claim} any more. Begin at its first page.")
    return _Place(*row)


def _joined(query: Select[Any]) -> Select[Any]:
    return query.select_from(t.documents.join(t.claims, t.documents.c.key == t.claims.c.document))


def _keys(
    connection: Connection, conditions: list[ColumnElement[bool]], order: ClaimOrder, place: _Place | None
) -> Iterator[int]:
    """The keys of the claims behind a place, in order. Two questions, so that each follows the index of days."""
    d = t.documents.c
    parts = []
    if place is None or place.published is not None:
        parts.append(_ordered(conditions, order, place).where(d.published.is_not(None)))
    behind = place if place is not None and place.published is None else None
    parts.append(_ordered(conditions, order, behind).where(d.published.is_(None)))
    return chain.from_iterable(_read(connection, part) for part in parts)


def _read(connection: Connection, query: Select[Any]) -> Iterator[int]:
    return (row.key for row in connection.execute(query.execution_options(yield_per=200)))


def _ordered(conditions: list[ColumnElement[bool]], order: ClaimOrder, place: _Place | None) -> Select[Any]:
    c, d = t.claims.c, t.documents.c
    by = (d.published.desc(), d.id.desc()) if order == "newest" else (d.published, d.id)
    query = _joined(select(c.key)).where(*conditions).order_by(*by, c.position)
    if place is None:
        return query
    here: Any = (place.published, place.document) if place.published is not None else (place.document,)
    row = tuple_(d.published, d.id) if place.published is not None else tuple_(d.id)
    from_here = row <= tuple_(*here) if order == "newest" else row >= tuple_(*here)
    passed = and_(c.document == place.key, c.position <= place.position)
    return query.where(from_here, or_(_unindexed(c.document) != place.key, ~passed))
