"""What an export takes from the database: documents with their claims, a few at a time, always in one order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from sayso.model import Analysis, Claim, Document, Span
from sayso.storage import schema as t
from sayso.storage.claims import filtering, standing
from sayso.storage.rows import ClaimFilter
from sayso.storage.writing import decode, read_document

_AT_ONCE = 100
"""So many documents are in memory at a time."""


class Who(msgspec.Struct, frozen=True):
    """An actor over all documents: its identity, the name that it is shown with, its type; how a holder is cited."""

    identity: str
    name: str
    type: str
    standing: str = "named"


class ExportedClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with its actors as they are over all documents, after all corrections. `holders` are outermost first.

    `claim` has the shown names, too, so that it can be put into words; `statement` is the id of the one it belongs to.
    """

    id: str
    claim: Claim
    holders: tuple[Who, ...]
    subject: Who
    object: Who
    statement: str | None = None


class ExportedDocument(msgspec.Struct, frozen=True):
    """A document as it was added, and those of its claims that are wanted, in the order of the text."""

    document: Document
    claims: tuple[ExportedClaim, ...]


class Origin(msgspec.Struct, frozen=True):
    """A document, and the fingerprint of all that its analysis depends on; None where there is no analysis."""

    document: Document
    fingerprint: str | None


class Scope(msgspec.Struct, frozen=True):
    """What is exported: the keys of the claims that are wanted, and those of the documents."""

    claims: Select[int]
    documents: Select[int]


def scope_of(connection: Connection, wanted: ClaimFilter, min_confidence: float) -> Scope:
    """The claims that meet all conditions, and the documents that hold them: all documents where nothing is asked."""
    least = min_confidence if wanted.min_confidence is None else wanted.min_confidence
    c, d = t.claims.c, t.documents.c
    conditions: list[ColumnElement[bool]] = [*filtering(connection, wanted)]
    asked = bool(conditions) or wanted.reviewed is not None
    conditions += standing(wanted.reviewed, least)
    joined = t.claims.join(t.documents, d.key == c.document)
    claims = select(c.key).select_from(joined).where(*conditions).correlate(None)
    holding = select(c.document).select_from(joined).where(*conditions).correlate(None)
    return Scope(claims, holding if asked else select(d.key).correlate(None))


def count_claims(connection: Connection, scope: Scope) -> int:
    """The number of claims that are wanted."""
    return connection.execute(select(func.count()).select_from(scope.claims.subquery())).scalar_one()


def exported_documents(connection: Connection, scope: Scope) -> Iterator[ExportedDocument]:
    """The documents in scope with their claims, by day of publication (the undated last), then by id."""
    for keys in _batches(connection, scope):
        claims = _claims(connection, scope, keys)
        for row in _rows_of(connection, keys):
            yield ExportedDocument(read_document(row), tuple(claims.get(row.key, ())))


def exported_analyses(connection: Connection, scope: Scope) -> Iterator[Analysis]:
    """All that was found in each document in scope, in the same order; those not analysed come bare."""
    a = t.analyses.c
    for keys in _batches(connection, scope):
        payloads = dict(connection.execute(select(a.document, a.payload).where(a.document.in_(keys))).all())
        for row in _rows_of(connection, keys):
            if row.key in payloads:
                yield decode(payloads[row.key], row.text)
            else:
                yield Analysis(document=read_document(row))


def origins(connection: Connection, scope: Scope) -> Iterator[Origin]:
    """The documents in scope, in the same order, with what says how they were analysed."""
    a = t.analyses.c
    for keys in _batches(connection, scope):
        found = dict(connection.execute(select(a.document, a.fingerprint).where(a.document.in_(keys))).all())
        for row in _rows_of(connection, keys):
            yield Origin(read_document(row), found.get(row.key))


def _batches(connection: Connection, scope: Scope) -> Iterator[list[int]]:
    """The keys of the documents in scope, in order, a few at a time."""
    d = t.documents.c
    chosen = select(d.key).where(d.key.in_(scope.documents)).order_by(d.published.is_(None), d.published, d.id)
    keys = list(connection.scalars(chosen))
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def _rows_of(connection: Connection, keys: Sequence[int]) -> list[Row[Any]]:
    """The documents with these keys, in their order."""
    rows = {row.key: row for row in connection.execute(select(t.documents).where(t.documents.c.key.in_(keys)))}
    return [rows[key] for key in keys]


def _claims(connection: Connection, scope: Scope, documents: Sequence[int]) -> dict[int, list[ExportedClaim]]:
    """The claims of these documents that are wanted, by document, in the order of their first words."""
    here = scope.claims.where(t.claims.c.document.in_(documents))
    evidence = _evidence(connection, here)
    holders = _holders(connection, here)
    found: dict[int, list[tuple[int, int, ExportedClaim]]] = {}
    for row in connection.execute(_claim_rows().where(t.claims.c.key.in_(here))):
        spans = evidence.get(row.key, ())
        claim = _exported(row, spans, tuple(holders.get(row.key, ())))
        found.setdefault(row.document, []).append((spans[0][0] if spans else 0, row.position, claim))
    return {
        document: [claim for *_, claim in sorted(claims, key=lambda placed: placed[:2])]
        for document, claims in found.items()
    }


def _claim_rows() -> Select[Any]:
    c, s, o = t.claims.c, t.actors.alias(), t.actors.alias()
    shown_s, shown_o = t.identities.alias(), t.identities.alias()
    joined = (
        t.claims.join(s, s.c.key == c.subject)
        .join(o, o.c.key == c.object)
        .outerjoin(shown_s, shown_s.c.identity == s.c.identity)
        .outerjoin(shown_o, shown_o.c.identity == o.c.identity)
        .outerjoin(t.statements, t.statements.c.key == c.statement)
    )
    return select(
        c.key, c.id, c.document, c.position, c.relation, c.polarity, c.modality, c.when, c.where, c.confidence, c.why,
        s.c.identity.label("subject"), func.coalesce(shown_s.c.name, s.c.name).label("subject_name"),
        func.coalesce(shown_s.c.type, s.c.type).label("subject_type"),
        o.c.identity.label("object"), func.coalesce(shown_o.c.name, o.c.name).label("object_name"),
        func.coalesce(shown_o.c.type, o.c.type).label("object_type"),
        t.statements.c.id.label("statement"),
    ).select_from(joined)  # fmt: skip


def _exported(row: Row[Any], spans: tuple[Span, ...], holders: tuple[Who, ...]) -> ExportedClaim:
    claim = Claim(
        holder=tuple(who.name for who in holders),
        subject=row.subject_name,
        relation=row.relation,
        object=row.object_name,
        polarity=row.polarity,
        modality=row.modality,
        when=row.when,
        where=row.where,
        evidence=spans,
        confidence=row.confidence,
        why=row.why,
    )
    return ExportedClaim(
        id=row.id,
        claim=claim,
        holders=holders,
        subject=Who(row.subject, row.subject_name, row.subject_type),
        object=Who(row.object, row.object_name, row.object_type),
        statement=row.statement,
    )


def _evidence(connection: Connection, claims: Select[int]) -> dict[int, tuple[Span, ...]]:
    e = t.evidence.c
    query = select(e.claim, e.start, e.end).where(e.claim.in_(claims)).order_by(e.claim, e.position)
    found: dict[int, tuple[Span, ...]] = {}
    for claim, start, end in connection.execute(query):
        found[claim] = (*found.get(claim, ()), (start, end))
    return found


def _holders(connection: Connection, claims: Select[int]) -> dict[int, list[Who]]:
    h, a, i = t.claim_holders.c, t.actors.c, t.identities.c
    joined = t.claim_holders.join(t.actors, a.key == h.actor).outerjoin(t.identities, i.identity == a.identity)
    name, kind = func.coalesce(i.name, a.name), func.coalesce(i.type, a.type)
    query = select(h.claim, a.identity, name, kind, h.standing).select_from(joined)
    found: dict[int, list[Who]] = {}
    for claim, *who in connection.execute(query.where(h.claim.in_(claims)).order_by(h.claim, h.position)):
        found.setdefault(claim, []).append(Who(*who))
    return found
