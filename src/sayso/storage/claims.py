"""Questions about claims: those that meet some conditions, and the one with a given id."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import BindParameter, ColumnElement, Connection, Row, Select, and_, bindparam, or_, select

from sayso.model import Actor, Attribution, Claim
from sayso.storage import schema as t
from sayso.storage.chains import chain, quotations
from sayso.storage.database import portions
from sayso.storage.dialects import ascending
from sayso.storage.documents import begins, only
from sayso.storage.naming import actors_named
from sayso.storage.rows import ClaimFilter, ReviewFilter, StoredClaim

_SHOWN = 5
_DOCUMENTS = 20
"""So many texts and analyses are held at once."""


class _Found(msgspec.Struct, frozen=True):
    """What of a stored analysis is needed to show its claims."""

    claims: tuple[Claim, ...] = ()
    rejected: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    actors: dict[str, Actor] = {}


_decoder = msgspec.json.Decoder(_Found)


def list_claims(connection: Connection, wanted: ClaimFilter, min_confidence: float) -> list[StoredClaim]:
    """The claims that meet all conditions, by day of publication (the undated last), document, and place in it."""
    least = min_confidence if wanted.min_confidence is None else wanted.min_confidence
    conditions = [*filtering(connection, wanted), *standing(wanted.reviewed, least)]
    d, first = t.documents.c, t.evidence.alias()
    shown = and_(first.c.claim == t.claims.c.key, first.c.position == 0)
    order = (d.published.is_(None), d.published, d.id, ascending(first.c.start), t.claims.c.position)
    query = _claims().outerjoin(first, shown).where(*conditions).order_by(*order)
    return list(_stored(connection, connection.execute(query).all()))


def find_claim(connection: Connection, prefix: str) -> StoredClaim:
    """The one claim whose id is, or begins with, `prefix`. Raises UsageError where none or several do."""
    query = _claims().where(begins(t.claims.c.id, prefix)).order_by(t.claims.c.id).limit(_SHOWN + 1)
    rows = connection.execute(query).all()
    claim_id = only("claim", prefix, [row.id for row in rows])
    return next(_stored(connection, [row for row in rows if row.id == claim_id]))


def claims_by_key(connection: Connection, keys: Collection[int]) -> dict[int, StoredClaim]:
    """The claims with these keys, by key."""
    found: dict[int, StoredClaim] = {}
    for some in portions(keys):
        query = _claims().add_columns(t.claims.c.key).where(t.claims.c.key.in_(some)).order_by(t.claims.c.document)
        rows = connection.execute(query).all()
        found |= {row.key: stored for row, stored in zip(rows, _stored(connection, rows), strict=True)}
    return found


def _claims() -> Select[Any]:
    c, d = t.claims.c, t.documents.c
    # The join is spelt out because a claim's way to its document leads over the analysis.
    joined = t.claims.join(t.documents, d.key == c.document)
    return select(c.id, c.document, c.position, c.reviewed).select_from(joined)


def _stored(connection: Connection, rows: Iterable[Row[Any]]) -> Iterator[StoredClaim]:
    """The claims of these rows, which must stand together document by document."""
    for source, known_as, group in _by_document(connection, rows):
        found = _decoder.decode(source.payload)
        every = found.claims + found.rejected
        for row in group:
            claim = every[row.position]
            yield StoredClaim(
                id=row.id,
                document_id=source.id,
                title=source.title,
                publisher=source.publisher,
                published=source.published,
                claim=claim,
                quotations=quotations(source.text, claim),
                chain=chain(source.text, claim, found.attributions, found.actors),
                shown={name: known_as[name] for name in _names(claim) if name in known_as},
                reviewed=row.reviewed,
            )


def _by_document(
    connection: Connection, rows: Iterable[Row[Any]]
) -> Iterator[tuple[Row[Any], dict[str, str], list[Row[Any]]]]:
    """Rows by document, with what claims need of it: asked for some documents at a time, as a server is far away."""
    groups = [(document, list(group)) for document, group in groupby(rows, key=lambda row: row.document)]
    for start in range(0, len(groups), _DOCUMENTS):
        some = groups[start : start + _DOCUMENTS]
        meant = {"documents": [document for document, _ in some]}
        sources = {row.key: row for row in connection.execute(_source(), meant)}
        known_as: dict[int, dict[str, str]] = {document: {} for document, _ in some}
        for document, name, shown in connection.execute(_known_as(), meant):
            known_as[document][name] = shown
        yield from ((sources[document], known_as[document], group) for document, group in some)


@cache
def _source() -> Select[Any]:
    """Made once, for to make it takes longer than to answer it."""
    d = t.documents.c
    columns = (d.key, d.id, d.title, d.publisher, d.published, d.text, t.analyses.c.payload)
    return select(*columns).select_from(t.documents.join(t.analyses)).where(d.key.in_(_meant()))


@cache
def _known_as() -> Select[int, str, str]:
    """The actors that are shown by another name than their document has for them: (document, its name, the other)."""
    a, i = t.actors.c, t.identities.c
    joined = t.actors.join(t.identities, a.identity == i.identity)
    columns = (a.document, a.name, i.name.label("shown"))
    return select(*columns).select_from(joined).where(a.document.in_(_meant()), a.name != i.name)


def _meant() -> BindParameter[Any]:
    return bindparam("documents", expanding=True)


def _names(claim: Claim) -> dict[str, None]:
    return dict.fromkeys((*claim.holder, claim.subject, claim.object))


def standing(reviewed: ReviewFilter | None, least: float) -> Iterator[ColumnElement[bool]]:
    """What must hold of a claim whatever is asked: it is sure enough, and not rejected unless that is asked for."""
    c = t.claims.c
    if least > 0:
        yield c.confidence >= least
    yield {
        None: c.reviewed.is_distinct_from("rejected"),
        "yes": c.reviewed.in_(("accepted", "changed", "added")),
        "no": c.reviewed.is_(None),
        "rejected": c.reviewed == "rejected",
    }[reviewed]


def filtering(connection: Connection, wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    """What must hold of a claim and its document, both of which the query has; confidence is left to the caller."""

    def named(name: str) -> Select[int]:
        return actors_named(connection, name)

    c = t.claims.c
    if wanted.subject is not None:
        yield c.subject.in_(named(wanted.subject))
    if wanted.object is not None:
        yield c.object.in_(named(wanted.object))
    if wanted.about is not None:
        yield or_(c.subject.in_(named(wanted.about)), c.object.in_(named(wanted.about)))
    if wanted.holder is not None:
        holders = t.claim_holders.c
        yield c.key.in_(select(holders.claim).where(holders.actor.in_(named(wanted.holder))))
    for field in ("relation", "polarity", "modality"):
        if (value := getattr(wanted, field)) is not None:
            yield c[field] == value
    if wanted.document is not None:
        yield begins(t.documents.c.id, wanted.document)
    if wanted.since is not None:
        yield c.last_day >= wanted.since
    if wanted.until is not None:
        yield c.first_day <= wanted.until + "~"
