"""Questions about statements: those that meet some conditions, and the one with a given id."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias, get_args

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, desc, func, or_, select

from sayso.storage import dialects
from sayso.storage import schema as t
from sayso.storage.dialects import among
from sayso.storage.documents import begins, only
from sayso.storage.naming import identities_named

SortBy: TypeAlias = Literal["documents", "independent", "inflation"]
SORTS: tuple[SortBy, ...] = get_args(SortBy)
_SHOWN = 5
_MOST_FIRST = 2_000
"""Of a time with more documents than this, a server may begin by the statements and not by the claims of that time."""


class StatementFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which statements are wanted; None means any, and all conditions must hold.

    An actor (`subject`, `object`, `about` for either) is meant by any of its names. `holder` and `outlet` want a claim
    on the word of this one: anywhere in its chain, or at its outer end. `since` and `until` (ISO dates, cut as short as
    you like, both included) want a claim published then; with a holder, one of his. `min_independent` counts the
    independent sources with a name. The figures are those of all claims, also where only some meet the conditions.
    """

    subject: str | None = None
    object: str | None = None
    about: str | None = None
    relation: str | None = None
    holder: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    min_independent: int = 0
    sort: SortBy = "documents"


class StatementRow(msgspec.Struct, frozen=True, kw_only=True):
    """One relation between two actors over all documents, and how often and by how many it is claimed.

    `affirmed` (as a fact), `denied`, `possible` and `intended` count claims, each claim once. `first_day` and
    `last_day` are days of publication. `affirming` documents affirm it as a fact, `originals` of them are no reprints;
    they rest on `independent` sources with a name and `anonymous` ones. `inflation` is the number of affirming
    documents for each independent source. `denying` counts the independent sources with a name that deny it.
    """

    id: str
    subject: str
    relation: str
    object: str
    subject_identity: str
    object_identity: str
    claims: int
    documents: int
    affirmed: int
    denied: int
    possible: int
    intended: int
    first_day: str | None = None
    last_day: str | None = None
    affirming: int
    originals: int
    independent: int
    anonymous: int
    inflation: float
    denying: int


def inflation(affirming: int, independent: int) -> float:
    """Affirming documents for each independent source; where none has a name, all of them."""
    return round(affirming / max(independent, 1), 2)


def list_statements(connection: Connection, wanted: StatementFilter, limit: int | None = None) -> list[StatementRow]:
    """The statements that meet all conditions, those with most first, then by id.

    Raises UsageError where nobody is called as asked.
    """
    return statement_rows(connection, list(conditions(connection, wanted)), list(_order(wanted.sort)), limit)


def statement_rows(
    connection: Connection,
    tests: Sequence[ColumnElement[bool]],
    order: Sequence[ColumnElement[Any]],
    limit: int | None = None,
) -> list[StatementRow]:
    """The statements of which the tests (on columns of the table) hold, in this order."""
    if tests and limit is not None:  # The names of actors are then looked for in these alone.
        key = t.statements.c.key
        tests = [among(key, select(key).where(*tests).order_by(*order).limit(limit))]
    query = _statements().where(*tests).order_by(*order).limit(limit)
    return [_row(row) for row in connection.execute(query)]


def find_statement(connection: Connection, prefix: str) -> tuple[int, StatementRow]:
    """The key, and the one statement whose id is, or begins with, `prefix`.

    Raises UsageError where none or several do.
    """
    query = _statements().where(begins(t.statements.c.id, prefix)).order_by(t.statements.c.id).limit(_SHOWN + 1)
    rows = connection.execute(query).all()
    found = only("statement", prefix, [row.id for row in rows])
    row = next(row for row in rows if row.id == found)
    return row.key, _row(row)


def statement_keys(connection: Connection, wanted: StatementFilter, names: dict[str, set[str]]) -> list[int]:
    """The keys of the statements that meet the conditions, where actors are `names` (identities, by condition)."""
    query = select(t.statements.c.key).where(*conditions(connection, wanted, names))
    return list(connection.scalars(query))


def named_in(connection: Connection, wanted: StatementFilter) -> dict[str, set[str]]:
    """The identities that are meant by subject, object and about, where these are asked for."""
    asked = ((role, getattr(wanted, role)) for role in ("subject", "object", "about"))
    return {role: set(identities_named(connection, name)) for role, name in asked if name is not None}


def conditions(
    connection: Connection, wanted: StatementFilter, names: dict[str, set[str]] | None = None
) -> Iterator[ColumnElement[bool]]:
    """What must hold of a statement. Raises UsageError where nobody is called as asked."""
    s = t.statements.c
    for role, identities in (named_in(connection, wanted) if names is None else names).items():
        either = s.subject.in_(identities), s.object.in_(identities)
        yield or_(*either) if role == "about" else either[role == "object"]
    if wanted.relation is not None:
        yield s.relation == wanted.relation
    if wanted.min_independent > 0:
        yield s.roots >= wanted.min_independent
    if wanted.holder is not None:
        yield among(s.key, _held(identities_named(connection, wanted.holder), wanted, outermost=False))
    if wanted.outlet is not None:
        yield among(s.key, _held(identities_named(connection, wanted.outlet), wanted, outermost=True))
    if (wanted.since or wanted.until) and wanted.holder is wanted.outlet is None:
        yield from _in_time(connection, wanted)


def _held(identities: Collection[str], wanted: StatementFilter, *, outermost: bool) -> Select[Any]:
    h, a = t.claim_holders.c, t.actors.c
    holders = select(h.claim).where(among(h.actor, select(a.key).where(a.identity.in_(identities))))
    claims = holders.where(h.position == 0) if outermost else holders
    return _published(wanted).where(among(t.claims.c.key, claims))


def _in_time(connection: Connection, wanted: StatementFilter) -> Iterator[ColumnElement[bool]]:
    """That some claim was published in the time that is asked for. A bound alone needs no look at claims."""
    s, d = t.statements.c, t.documents.c
    if not wanted.until:
        yield s.last_day >= wanted.since
    elif not wanted.since:
        yield s.first_day <= wanted.until + "~"
    else:
        enough = select(d.key).where(*_days(wanted)).limit(1).offset(_MOST_FIRST)
        many = connection.execute(enough).first() is not None
        yield s.key.in_(_published(wanted)) if many else among(s.key, _published(wanted))


def _published(wanted: StatementFilter) -> Select[Any]:
    """The statements of the claims that were published in the time that is asked for."""
    c = t.claims.c
    query, days = select(c.statement).where(c.statement.is_not(None)), list(_days(wanted))
    if not days:
        return query
    return query.select_from(t.claims.join(t.documents, t.documents.c.key == c.document)).where(*days)


def _days(wanted: StatementFilter) -> Iterator[ColumnElement[bool]]:
    published = t.documents.c.published
    if wanted.since is not None:
        yield published >= wanted.since
    if wanted.until is not None:
        yield published <= wanted.until + "~"


def _statements() -> Select[Any]:
    s, subject, object_ = t.statements.c, t.identities.alias(), t.identities.alias()
    joined = t.statements.outerjoin(subject, subject.c.identity == s.subject)
    joined = joined.outerjoin(object_, object_.c.identity == s.object)
    shown = (
        func.coalesce(subject.c.name, s.subject).label("subject_name"),
        func.coalesce(object_.c.name, s.object).label("object_name"),
    )
    return select(t.statements, *shown).select_from(joined)


def _order(sort: SortBy) -> Iterable[ColumnElement[Any]]:
    s = t.statements.c
    if sort == "documents":
        return desc(s.documents), desc(s.roots), s.id
    if sort == "independent":
        return desc(s.roots), desc(s.affirming), s.id
    return desc(dialects.inflation()), desc(s.affirming), s.id


def _row(row: Row[Any]) -> StatementRow:
    names = {row.subject: row.subject_name, row.object: row.object_name}
    return statement_row(row.id, (row.subject, row.relation, row.object), names, row._asdict())


def statement_row(
    statement_id: str, triple: tuple[str, str, str], names: Mapping[str, str], figures: Mapping[str, Any]
) -> StatementRow:
    """A statement with its figures, which are named as the columns of the table; `names` are those of the actors."""
    subject, relation, object_ = triple
    same = ("claims", "documents", "affirmed", "denied", "possible", "intended", "first_day", "last_day", "affirming")
    return StatementRow(
        id=statement_id,
        subject=names.get(subject, subject),
        relation=relation,
        object=names.get(object_, object_),
        subject_identity=subject,
        object_identity=object_,
        **{name: figures[name] for name in (*same, "originals", "anonymous", "denying")},
        independent=figures["roots"],
        inflation=inflation(figures["affirming"], figures["roots"]),
    )
