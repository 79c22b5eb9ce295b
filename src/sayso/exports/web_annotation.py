"""Claims as annotations of the words that show them, in the W3C Web Annotation data model, as one JSON-LD file.

See https://www.w3.org/TR/annotation-model/. The annotations are the items of one page of one collection.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from sayso.exports.source import Source
from sayso.model import Document, Span
from sayso.storage.exporting import ExportedClaim

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters before and after the words, by which they are found again where they stand more than once."""


def write(source: Source, path: Path) -> None:
    """Writes the collection, annotation by annotation."""
    encoder = msgspec.json.Encoder()
    collection = f"urn:sayso:project:{quote(source.name, safe='')}"
    head = {
        "@context": CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": source.name,
        "total": source.claims(),
    }
    page = {"id": f"{collection}:page:1", "type": "AnnotationPage", "partOf": collection, "startIndex": 0}
    with path.open("wb") as stream:
        stream.write(encoder.encode(head)[:-1] + b',"first":' + encoder.encode(page)[:-1] + b',"items":[')
        between = b"\n"
        for document in source.documents():
            for claim in document.claims:
                stream.write(between + encoder.encode(annotation(document.document, claim, source)))
                between = b",\n"
        stream.write(b"\n]}}\n")


def annotation(document: Document, claim: ExportedClaim, source: Source) -> dict[str, Any]:
    """One claim: in words, tagged with relation, polarity and modality, at all the words that show it."""
    tags = (claim.claim.relation, claim.claim.polarity, claim.claim.modality)
    describing = {"purpose": "describing", "value": source.sentence(claim), "format": "text/plain", "language": "en"}
    return {
        "id": f"urn:sayso:claim:{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", **describing},
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags),
        ],
        "target": [_target(document, span) for span in claim.claim.evidence],
    }


def _target(document: Document, span: Span) -> dict[str, Any]:
    start, end = span
    text = document.text
    words = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    return {
        "type": "SpecificResource",
        "source": address(document),
        "selector": [words, {"type": "TextPositionSelector", "start": start, "end": end}],
    }


def address(document: Document) -> str:
    """The document's IRI: its address on the web where it has one, else a name made from its id."""
    if document.url and document.url.startswith(("http://", "https://")):
        return quote(document.url, safe=":/?#[]@!$&'()*+,;=%~-._")
    return f"urn:sayso:document:{quote(document.id, safe='')}"
