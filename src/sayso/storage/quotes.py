"""The words in which an outlet said something of an actor: quotations for findings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, or_, select

from sayso.model import Naming, Span
from sayso.storage import schema as t
from sayso.storage.name_uses import fold_name
from sayso.storage.outlets import SeriesKind

_AROUND = 60
"""Characters of the text shown before and behind a name."""


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a document (by id), on one line, and where they stand: character offsets. `claim` is an id."""

    document: str
    published: str | None
    start: int
    end: int
    quotation: str
    claim: str | None = None


def quote_claims(
    connection: Connection,
    kind: SeriesKind,
    about: tuple[str, str],
    categories: Collection[str],
    documents: Sequence[int],
) -> list[Quote]:
    """Of each of these documents (keys) the first claim that puts the actor into one of the categories.

    `about` is an identity and a relation, as in `outlets.Told`.
    """
    c, s, e, d, r = t.claims.c, t.statements.c, t.evidence.c, t.documents.c, t.relations.c
    joined = t.claims.join(t.statements, s.key == c.statement).join(t.relations, r.relation == s.relation)
    joined = joined.join(t.documents, d.key == c.document).join(t.evidence, (e.claim == c.key) & (e.position == 0))
    facts = (c.polarity == "affirmed", c.modality == "actual", c.document.in_(documents))
    query = select(c.document, d.id, d.published, d.text, c.id.label("claim"), e.start, e.end).select_from(joined)
    rows = connection.execute(query.where(*facts, _meant(kind, about, categories)).order_by(e.start, c.position))
    first: dict[int, Quote] = {}
    for row in rows:
        words = " ".join(row.text[row.start : row.end].split())
        quote = Quote(
            document=row.id, published=row.published, start=row.start, end=row.end, quotation=words, claim=row.claim
        )
        first.setdefault(row.document, quote)
    return [first[document] for document in documents if document in first]


def _meant(kind: SeriesKind, about: tuple[str, str], categories: Collection[str]) -> ColumnElement[bool]:
    s, r, (actor, relation) = t.statements.c, t.relations.c, about
    if kind == "answers":
        return and_(s.object == actor, s.relation == relation, s.subject.in_(categories))
    own, other = (s.subject, s.object) if kind == "does" else (s.object, s.subject)
    return and_(r.valence.in_(categories), or_(own == actor, and_(r.symmetric == 1, other == actor)))


class _Named(msgspec.Struct, frozen=True):
    """What of a stored analysis is needed to find names."""

    mentions: tuple[Naming, ...] = ()


_decoder = msgspec.json.Decoder(_Named)


def quote_names(
    connection: Connection, holder: str, actor: str, name: str | None, documents: Sequence[int]
) -> list[Quote]:
    """Of each of these documents (keys) the first place where the holder calls the actor (identities) by this name, in
    any spelling; where it does not, or the name is None, by any. With some words around it.
    """
    d = t.documents.c
    query = select(d.key, d.id, d.published, d.text, t.analyses.c.payload).select_from(t.documents.join(t.analyses))
    rows = {row.key: row for row in connection.execute(query.where(d.key.in_(documents)))}
    holders, called = (_known_as(connection, identity, documents) for identity in (holder, actor))
    quotes = []
    for key in documents:
        if (row := rows.get(key)) is not None:
            known = holders.get(key, set()), called.get(key, set())
            span = _first_use(row, name, *known) or _first_use(row, None, *known)
            quotes += [_around(row, span)] if span else []
    return quotes


def _known_as(connection: Connection, identity: str, documents: Collection[int]) -> dict[int, set[str]]:
    """The keys that this actor has in the analyses of the documents."""
    a = t.actors.c
    found: dict[int, set[str]] = {}
    for document, name in connection.execute(
        select(a.document, a.name).where(a.identity == identity, a.document.in_(documents))
    ):
        found.setdefault(document, set()).add(name)
    return found


def _first_use(row: Any, name: str | None, holders: set[str], called: set[str]) -> Span | None:  # noqa: ANN401
    for naming in _decoder.decode(row.payload).mentions:
        own = naming.holder in holders and not naming.distanced and not called.isdisjoint(naming.actors)
        if own and (name is None or fold_name(row.text[naming.start : naming.end]) == fold_name(name)):
            return naming.start, naming.end
    return None


def quote_labels(connection: Connection, actor: str, tone: str, documents: Sequence[int]) -> list[Quote]:
    """Of each of these documents (keys) the first place where the actor (identity) gets a label of this tone, with some
    words around it.
    """
    labels, d, a = t.labels.c, t.documents.c, t.actors.c
    joined = t.labels.join(t.actors, a.key == labels.actor).join(t.documents, d.key == labels.document)
    query = select(d.key, d.id, d.published, d.text, labels.evidence).select_from(joined)
    query = query.where(a.identity == actor, labels.tone == tone, d.key.in_(documents)).order_by(labels.position)
    first: dict[int, Quote] = {}
    for row in connection.execute(query):
        for start, end in msgspec.json.decode(row.evidence, type=list[Span])[:1]:
            first.setdefault(row.key, _around(row, (start, end)))
    return [first[document] for document in documents if document in first]


def _around(row: Any, span: Span) -> Quote:  # noqa: ANN401 - a row with a document
    start, end = span
    left, right = max(0, start - _AROUND), min(len(row.text), end + _AROUND)
    before, behind = row.text[left:start].split(), row.text[end:right].split()
    if left and before:
        before[0] = "…"
    if right < len(row.text) and behind:
        behind[-1] = "…"
    words = " ".join((*before, *row.text[start:end].split()))
    glued = "" if row.text[end : end + 1].strip() else " "
    words = f"{words}{glued}{' '.join(behind)}".strip()
    return Quote(document=row.id, published=row.published, start=start, end=end, quotation=words)
