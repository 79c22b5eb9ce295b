"""Claims as rows of events in the PLOVER coding scheme, tab-separated.

PLOVER codes what happened, and knows no denial, doubt or plan, so that only what is affirmed as a fact becomes a row.
Which codes a relation has stands in the codebook. See Open Event Data Alliance, 'PLOVER: Political Language Ontology
for Verifiable Event Records'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sayso.exports.csv_tables import safe
from sayso.exports.source import Source
from sayso.storage.exporting import ExportedClaim, ExportedDocument

COLUMNS = (
    "event_id", "event_type", "other_types", "event_date", "event_date_end", "date_is", "actor_name", "actor_type",
    "recipient_name", "recipient_type", "placename", "source", "publication_date", "headline", "url", "said_by",
    "relation", "confidence", "quotation",
)  # fmt: skip

_SPACE = re.compile(r"\s+")


def write(source: Source, path: Path) -> None:
    """Writes a row for each claim that is affirmed as a fact and whose relation has a code."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("\t".join(COLUMNS) + "\n")
        for document in source.documents():
            for row in _rows(document, source):
                stream.write("\t".join(safe(_SPACE.sub(" ", cell).strip()) for cell in row) + "\n")


def _rows(document: ExportedDocument, source: Source) -> Iterator[tuple[str, ...]]:
    for exported in document.claims:
        relation = source.codebook.relations.get(exported.claim.relation)
        is_fact = exported.claim.polarity == "affirmed" and exported.claim.modality == "actual"
        if is_fact and relation and relation.plover:
            yield _row(document, exported, relation.plover)


def _row(document: ExportedDocument, exported: ExportedClaim, codes: tuple[str, ...]) -> tuple[str, ...]:
    read, claim = document.document, exported.claim
    first, slash, last = (claim.when or read.published or "").partition("/")
    date_is = "of the event" if claim.when else "of publication" if read.published else ""
    quotation = " […] ".join(read.text[start:end] for start, end in claim.evidence)
    return (
        exported.id, codes[0], ",".join(codes[1:]), first, last if slash else first, date_is,
        exported.subject.name, exported.subject.type, exported.object.name, exported.object.type,
        claim.where or "", read.publisher or "", read.published or "", read.title or "", read.url or "",
        " > ".join(claim.holder), claim.relation, f"{claim.confidence:g}", quotation,
    )  # fmt: skip
