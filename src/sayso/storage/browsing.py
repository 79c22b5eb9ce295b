"""Claims a page at a time, in any size of project: each page begins behind the last row of the one before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select, tuple_

from sayso.errors import UsageError
from sayso.storage import schema as t
from sayso.storage.claim_conditions import MOST_COUNTED, ClaimsWanted, Conditions, Lead, joined
from sayso.storage.claims import claims_by_key
from sayso.storage.dialects import ascending, descending, unindexed
from sayso.storage.rows import StoredClaim

__all__ = ["LOOKED", "MOST_COUNTED", "ClaimsWanted", "Listed", "every_claim", "list_claims_page"]

Row = TypeVar("Row")
LOOKED = 2_000
"""For one page no more documents than this are looked through; what is seldom is looked for page by page."""
_DOCUMENT = "~"
"""A page that begins behind a whole document is named by this and the document's id."""


class Listed(msgspec.Struct, Generic[Row], frozen=True, kw_only=True):
    """One page: the next one begins behind `after`, None on the last page.

    A page that is not full may have a next one: then all places were looked at up to there. `number` counts all rows
    that meet the conditions; None where that would take reading more than MOST_COUNTED rows.
    """

    rows: list[Row]
    after: str | None
    number: int | None


def list_claims_page(
    connection: Connection, wanted: ClaimsWanted, size: int, after: str | None = None
) -> Listed[StoredClaim]:
    """Claims by day of publication (the undated last), document, and place in it.

    Raises UsageError where nobody is called as asked, or `after` is no claim.
    """
    conditions = Conditions(connection, wanted)
    number, lead = conditions.lead(connection)
    place = _place(connection, after) if after else None
    keys: list[int] = []
    last: str | None = None
    for is_dated in (True, False):
        if place is not None and is_dated and place.published is None:
            continue
        own = place if place is not None and (place.published is not None) == is_dated else None
        last = _window(connection, conditions, own, is_dated) if lead == "order" else None
        keys += islice(_keys(connection, conditions, lead, own, is_dated, last), size + 1 - len(keys))
        if len(keys) > size or last is not None:
            break
    shown = claims_by_key(connection, keys[:size])
    rows = [shown[key] for key in keys[:size]]
    behind = rows[-1].id if len(keys) > size else _DOCUMENT + last if last is not None else None
    return Listed(rows=rows, after=behind, number=number)


def every_claim(connection: Connection, wanted: ClaimsWanted) -> Iterator[StoredClaim]:
    """All the claims that meet the conditions, in the same order, a few hundred at a time."""
    conditions = Conditions(connection, wanted)
    _, lead = conditions.lead(connection)
    for is_dated in (True, False):
        keys = _keys(connection, conditions, lead, None, is_dated, None)
        while some := list(islice(keys, 500)):
            shown = claims_by_key(connection, some)
            yield from (shown[key] for key in some)


class _Place(NamedTuple):
    """Behind what a page begins: a claim, or with `position` None a whole document."""

    published: str | None
    document: str
    key: int
    position: int | None


def _place(connection: Connection, after: str) -> _Place:
    c, d = t.claims.c, t.documents.c
    if after.startswith(_DOCUMENT):
        found = connection.execute(select(d.published, d.id, d.key).where(d.id == after[1:])).one_or_none()
        row = (*found, None) if found else None
    else:
        query = joined(select(d.published, d.id, d.key, c.position)).where(c.id == after)
        found = connection.execute(query).one_or_none()
        row = tuple(found) if found else None
    if row is None:
        raise UsageError(f"The list has changed: {after} is not in it any more. Begin at its first page.")
    return _Place(*row)


def _window(connection: Connection, conditions: Conditions, place: _Place | None, is_dated: bool) -> str | None:
    """The last document (its id) that a page looks through; None where it may look through all that are left."""
    d = t.documents.c
    query = select(d.id).where(*conditions.of_documents, *_from(conditions, place, is_dated))
    return connection.execute(query.order_by(*_days(conditions)).limit(1).offset(LOOKED)).scalar()


def _keys(
    connection: Connection, conditions: Conditions, lead: Lead, place: _Place | None, is_dated: bool, last: str | None
) -> Iterator[int]:
    """The keys of claims in dated or undated documents, in order: from behind a place, up to a document and in it."""
    c, d = t.claims.c, t.documents.c
    query: Select[Any] = joined(select(c.key), by_document=lead == "order").where(*conditions.by(lead))
    query = query.where(*_from(conditions, place, is_dated)).order_by(*_days(conditions), c.position)
    if last is not None:
        end = select(d.published, d.id).where(d.id == last).subquery()
        published, own = connection.execute(select(end.c.published, end.c.id)).one()
        query = query.where(_compared(published, own, up_to=True, newest=conditions.newest))
    if place is not None:
        passed = c.document == place.key
        passed = passed if place.position is None else and_(passed, c.position <= place.position)
        query = query.where(or_(unindexed(c.document) != place.key, ~passed))
    return (row.key for row in connection.execute(query.execution_options(yield_per=200)))


def _days(conditions: Conditions) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    d = t.documents.c
    return (descending(d.published), d.id.desc()) if conditions.newest else (ascending(d.published), d.id)


def _from(conditions: Conditions, place: _Place | None, is_dated: bool) -> Iterator[ColumnElement[bool]]:
    published = t.documents.c.published
    yield published.is_not(None) if is_dated else published.is_(None)
    if place is not None:
        yield _compared(place.published, place.document, up_to=False, newest=conditions.newest)


def _compared(published: str | None, document: str, *, up_to: bool, newest: bool) -> ColumnElement[bool]:
    """Whether a document stands at this one or before it (`up_to`), or at it or behind it, in the order asked for."""
    d = t.documents.c
    row, here = (tuple_(d.published, d.id), tuple_(published, document)) if published else (d.id, document)
    return row >= here if up_to == newest else row <= here
