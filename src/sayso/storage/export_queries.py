"""The questions behind the tables of an export, one a table, in an order that never changes.

Rows name things by what holds outside of the database: ids of documents, claims and statements, identities of actors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import Connection, Select, func, select

from sayso.model import Span
from sayso.storage import schema as t
from sayso.storage.exporting import Scope

Cell: TypeAlias = str | int | float | bool | None


def _of_documents(scope: Scope) -> Any:  # noqa: ANN401 - a condition
    return t.documents.c.key.in_(scope.documents)


def _by_document() -> tuple[Any, ...]:
    d = t.documents.c
    return d.published.is_(None), d.published, d.id


def _shown(otherwise: Any) -> tuple[Any, Any]:  # noqa: ANN401 - columns
    """The identities to join, and the name that is shown, or the other where there is none."""
    shown = t.identities.alias()
    return shown, func.coalesce(shown.c.name, otherwise)


def documents(scope: Scope) -> Select[Any]:
    """A row for each document, without its text."""
    d = t.documents.c
    columns = (d.id, d.title, d.publisher, d.author, d.speaker, d.published, d.lang, d.url, func.length(d.text))
    analysed = t.analyses.c.document.is_not(None)
    joined = t.documents.outerjoin(t.analyses)
    return select(*columns, analysed).select_from(joined).where(_of_documents(scope)).order_by(*_by_document())


def actors(scope: Scope) -> Select[Any]:
    """A row for each actor over all documents that appears in a document of the scope."""
    a, i = t.actors.c, t.identities.c
    joined = t.actors.outerjoin(t.identities, i.identity == a.identity)
    name, kind = func.coalesce(func.min(i.name), func.min(a.name)), func.coalesce(func.min(i.type), func.min(a.type))
    query = select(a.identity, name, kind, func.min(a.registry), func.count(a.document.distinct()))
    return query.select_from(joined).where(a.document.in_(scope.documents)).group_by(a.identity).order_by(a.identity)


def actor_names(scope: Scope) -> Select[Any]:
    """A row for each name of an actor."""
    a, n = t.actors.c, t.actor_names.c
    query = select(a.identity, n.name, func.count(a.document.distinct())).select_from(t.actor_names.join(t.actors))
    return query.where(a.document.in_(scope.documents)).group_by(a.identity, n.name).order_by(a.identity, n.name)


def claims(scope: Scope) -> Select[Any]:
    """A row for each claim."""
    c, d, s, o = t.claims.c, t.documents.c, t.actors.alias(), t.actors.alias()
    shown_s, subject = _shown(s.c.name)
    shown_o, object_ = _shown(o.c.name)
    joined = (
        t.claims.join(t.documents, d.key == c.document)
        .join(s, s.c.key == c.subject)
        .join(o, o.c.key == c.object)
        .outerjoin(shown_s, shown_s.c.identity == s.c.identity)
        .outerjoin(shown_o, shown_o.c.identity == o.c.identity)
        .outerjoin(t.statements, t.statements.c.key == c.statement)
    )
    query = select(
        c.id, d.id, d.publisher, d.published, s.c.identity, subject, c.relation, o.c.identity, object_,
        c.polarity, c.modality, c.when, c.where, c.first_day, func.rtrim(c.last_day, "~"), c.confidence, c.why,
        t.statements.c.id,
    )  # fmt: skip
    return query.select_from(joined).where(c.key.in_(scope.claims)).order_by(*_by_document(), c.position)


def claim_holders(scope: Scope) -> Select[Any]:
    """A row for each of those on whose word a claim stands."""
    c, d, h, a = t.claims.c, t.documents.c, t.claim_holders.c, t.actors.c
    shown, name = _shown(a.name)
    joined = (
        t.claim_holders.join(t.claims, c.key == h.claim)
        .join(t.documents, d.key == c.document)
        .join(t.actors, a.key == h.actor)
        .outerjoin(shown, shown.c.identity == a.identity)
    )
    query = select(c.id, h.position, a.identity, name, h.standing).select_from(joined)
    return query.where(h.claim.in_(scope.claims)).order_by(*_by_document(), c.position, h.position)


def evidence(scope: Scope) -> Select[Any]:
    """A row for each stretch of evidence; the last column is the document's key, for `with_words`."""
    c, d, e = t.claims.c, t.documents.c, t.evidence.c
    joined = t.evidence.join(t.claims, c.key == e.claim).join(t.documents, d.key == c.document)
    query = select(c.id, e.position, d.id, e.start, e.end, c.document).select_from(joined)
    return query.where(e.claim.in_(scope.claims)).order_by(*_by_document(), c.position, e.position)


def attributions(scope: Scope) -> Select[Any]:
    """A row for each attribution; the last column is the document's key, for `with_source_words`."""
    d, a = t.documents.c, t.attributions.c
    columns = (d.id, a.id, a.parent, a.kind, a.holder, a.unresolved, a.standing, a.stance)
    query = select(*columns, a.source, a.cue, a.content, d.key).select_from(
        t.attributions.join(t.documents, d.key == a.document)
    )
    return query.where(_of_documents(scope)).order_by(*_by_document(), a.position)


def labels(scope: Scope) -> Select[Any]:
    """A row for each label."""
    d, n, a = t.documents.c, t.labels.c, t.actors.c
    shown, name = _shown(a.name)
    joined = (
        t.labels.join(t.documents, d.key == n.document)
        .join(t.actors, a.key == n.actor)
        .outerjoin(shown, shown.c.identity == a.identity)
    )
    columns = (d.id, n.position, n.holder, a.identity, name, n.label, n.tone, n.evidence)
    query = select(*columns).select_from(joined)
    return query.where(_of_documents(scope)).order_by(*_by_document(), n.position)


def names(scope: Scope) -> Select[Any]:
    """A row for each document, holder, actor and name."""
    d, u, a, h = t.documents.c, t.name_uses.c, t.actors.c, t.actors.alias()
    shown, name = _shown(a.name)
    shown_h, holder = _shown(h.c.name)
    joined = (
        t.name_uses.join(t.documents, d.key == u.document)
        .join(t.actors, a.key == u.actor)
        .outerjoin(h, h.c.key == u.holder)
        .outerjoin(shown, shown.c.identity == a.identity)
        .outerjoin(shown_h, shown_h.c.identity == h.c.identity)
    )
    columns = (d.id, a.identity, name, h.c.identity, holder, u.kind, u.name, u.uses, u.distanced)
    query = select(*columns).select_from(joined)
    return query.where(_of_documents(scope)).order_by(*_by_document(), u.position)


def statements(scope: Scope) -> Select[Any]:
    """A row for each statement to which a claim of the scope belongs."""
    s, c = t.statements.c, t.claims.c
    shown_s, subject = _shown(s.subject)
    shown_o, object_ = _shown(s.object)
    joined = t.statements.outerjoin(shown_s, shown_s.c.identity == s.subject).outerjoin(
        shown_o, shown_o.c.identity == s.object
    )
    query = select(
        s.id, s.subject, subject, s.relation, s.object, object_, s.claims, s.documents, s.affirmed, s.denied,
        s.possible, s.intended, s.first_day, s.last_day, s.affirming, s.originals, s.roots, s.anonymous, s.denying,
    )  # fmt: skip
    belonging = select(c.statement).where(c.key.in_(scope.claims), c.statement.is_not(None)).correlate(None)
    return query.select_from(joined).where(s.key.in_(belonging)).order_by(s.id)


def reprints(scope: Scope) -> Select[Any]:
    """A row for each member of a reprint family."""
    r, d, other = t.reprints.c, t.documents.c, t.documents.alias()
    joined = t.reprints.join(t.documents, d.key == r.document).outerjoin(other, other.c.key == r.of)
    query = select(r.family, d.id, r.kind, r.role, other.c.id, r.similarity).select_from(joined)
    return query.where(_of_documents(scope)).order_by(r.family, d.id)


def spans(text: str) -> tuple[Span, ...]:
    """Spans from their JSON."""
    return msgspec.json.decode(text, type=tuple[Span, ...])


def written(found: tuple[Span, ...]) -> str:
    """Spans as '12-40 88-120' (character offsets, half open)."""
    return " ".join(f"{start}-{end}" for start, end in found)


def with_words(connection: Connection, rows: Iterator[Any]) -> Iterator[tuple[Cell, ...]]:
    """Puts the words from start to end in place of the document's key; the rows of a document stand together."""
    known, text = None, ""
    for claim, position, document, start, end, key in rows:
        if key != known:
            known, text = key, _text(connection, key)
        yield claim, position, document, start, end, text[start:end]


def _text(connection: Connection, document: int) -> str:
    text: str = connection.execute(select(t.documents.c.text).where(t.documents.c.key == document)).scalar_one()
    return text


def with_source_words(connection: Connection, rows: Iterator[Any]) -> Iterator[tuple[Cell, ...]]:
    """Puts the words of the source before the spans, and these as text, in place of the document's key."""
    known, text = None, ""
    for *fields, source, cue, content, key in rows:
        if key != known:
            known, text = key, _text(connection, key)
        words = " ".join(text[start:end] for start, end in spans(source))
        yield *fields, words or None, *(written(spans(part)) or None for part in (source, cue, content))


def with_chain(_: Connection, rows: Iterator[Any]) -> Iterator[tuple[Cell, ...]]:
    """Writes chain and spans of labels as text."""
    for document, position, holder, *fields, evidence in rows:
        yield document, position, " > ".join(msgspec.json.decode(holder)), *fields, written(spans(evidence))


def with_truth(column: int) -> Callable[[Connection, Iterator[Any]], Iterator[tuple[Cell, ...]]]:
    """Makes a boolean of a column's 0 or 1."""

    def finish(_: Connection, rows: Iterator[Any]) -> Iterator[tuple[Cell, ...]]:
        return ((*row[:column], bool(row[column]), *row[column + 1 :]) for row in rows)

    return finish
