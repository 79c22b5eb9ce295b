"""Claims as FollowTheMoney entities, one JSON object a line, as Aleph and its kin load them.

See https://followthemoney.tech. A link there says that something is so, without a word for 'denied' or 'possible', so
that only what is affirmed as a fact becomes one; who says it stands in its summary.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from sayso.exports.source import Source
from sayso.model import Document
from sayso.storage.exporting import ExportedClaim, Who

_SCHEMATA = {
    "person": "Person",
    "state": "PublicBody",
    "agency": "PublicBody",
    "party": "Organization",
    "armed_group": "Organization",
    "outlet": "Organization",
    "organisation": "Organization",
}
"""The schema of each type of actor; any other is a LegalEntity."""

USED: dict[str, frozenset[str]] = {
    "Article": frozenset({"title", "author", "publisher", "publishedAt", "sourceUrl"}),
    "UnknownLink": frozenset(
        {"subject", "object", "role", "date", "startDate", "endDate", "summary", "recordId", "sourceUrl", "publisher"}
        | {"proof"}
    ),
    **{schema: frozenset({"name"}) for schema in ("Person", "PublicBody", "Organization", "LegalEntity")},
}
"""All schemata and properties that are written; each is documented in FollowTheMoney 3 and 4, own or inherited."""


def write(source: Source, path: Path) -> None:
    """Writes each article and actor before the first link that needs it."""
    encoder = msgspec.json.Encoder()
    known: set[str] = set()
    with path.open("wb") as stream:
        for document in source.documents():
            stream.write(encoder.encode(article(document.document)) + b"\n")
            for claim in document.claims:
                if claim.claim.polarity == "affirmed" and claim.claim.modality == "actual":
                    for entity in _with_actors(claim, document.document, source, known):
                        stream.write(encoder.encode(entity) + b"\n")


def article(document: Document) -> dict[str, Any]:
    """The document as an Article, without its text."""
    return _entity(
        "Article",
        _document_id(document),
        title=document.title or document.id,
        author=document.author,
        publisher=document.publisher,
        publishedAt=document.published,
        sourceUrl=document.url,
    )


def _with_actors(claim: ExportedClaim, document: Document, source: Source, known: set[str]) -> Iterator[dict[str, Any]]:
    for who in (claim.subject, claim.object):
        if who.identity not in known:
            known.add(who.identity)
            yield _entity(_SCHEMATA.get(who.type, "LegalEntity"), _actor_id(who), name=who.name)
    yield _link(claim, document, source)


def _link(claim: ExportedClaim, document: Document, source: Source) -> dict[str, Any]:
    first, slash, last = (claim.claim.when or "").partition("/")
    return _entity(
        "UnknownLink",
        f"sayso-claim-{claim.id}",
        subject=_actor_id(claim.subject),
        object=_actor_id(claim.object),
        role=claim.claim.relation,
        date=None if slash else first,
        startDate=first if slash else None,
        endDate=last,
        summary=source.sentence(claim),
        recordId=claim.id,
        publisher=document.publisher,
        sourceUrl=document.url,
        proof=_document_id(document),
    )


def _entity(schema: str, entity_id: str, **properties: str | None) -> dict[str, Any]:
    """An entity; a property that is not known is left out, and each other is a list, as the format has it."""
    known = {name: [value] for name, value in properties.items() if value}
    return {"id": entity_id, "schema": schema, "properties": known}


def _actor_id(who: Who) -> str:
    return f"sayso-actor-{_hashed(who.identity)}"


def _document_id(document: Document) -> str:
    return f"sayso-document-{_hashed(document.id)}"


def _hashed(text: str) -> str:
    """40 hexadecimal digits: ids of other form do not pass through Aleph."""
    return hashlib.sha256(text.encode()).hexdigest()[:40]
