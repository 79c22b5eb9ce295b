"""Where claims come from, in the W3C's PROV-O, as one JSON-LD file: documents, runs, sayso, codebook, corrections.

See https://www.w3.org/TR/prov-o/. All runs with one fingerprint are one activity. Codebook, registry and cue words
stand with their hashes where they are still those of the run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from sayso.exports.source import Source
from sayso.resources import fingerprint, own_files
from sayso.storage.corrections import read_log
from sayso.storage.exporting import Origin, origins
from sayso.storage.runs import Made, list_made

_LINKS = ("used", "wasAssociatedWith", "wasDerivedFrom", "wasGeneratedBy", "wasInfluencedBy")
_TIMES = ("startedAtTime", "endedAtTime")
CONTEXT: dict[str, Any] = {
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "sayso": "urn:sayso:terms:",
    "atLocation": "prov:atLocation",
    **{name: {"@id": f"prov:{name}", "@type": "@id"} for name in _LINKS},
    **{name: {"@id": f"prov:{name}", "@type": "xsd:dateTime"} for name in _TIMES},
}
"""The terms that are used, as JSON-LD has them."""


def write(source: Source, path: Path) -> None:
    """Writes the graph, node by node."""
    encoder = msgspec.json.Encoder()
    with path.open("wb") as stream:
        stream.write(b'{"@context":' + encoder.encode(CONTEXT) + b',"@graph":[')
        between = b"\n"
        for node in _graph(source):
            stream.write(between + encoder.encode(node))
            between = b",\n"
        stream.write(b"\n]}\n")


def _graph(source: Source) -> Iterator[dict[str, Any]]:
    made = list_made(source.connection)
    for version in sorted({runs.version for runs in made}):
        yield {"@id": _software(version), "@type": ["prov:Agent", "prov:SoftwareAgent"], "label": f"sayso {version}"}
    current, files = fingerprint(source.folder), own_files(source.folder)
    for name, digest in files.items():
        yield {"@id": _file(name, digest), "@type": "prov:Entity", "label": name, "sayso:sha256": digest}
    for runs in made:
        yield _activity(runs, files if runs.fingerprint == current else {})
    corrections = list(_corrections(source))
    yield from corrections
    known = {runs.fingerprint for runs in made}
    analyses = []
    for origin in origins(source.connection, source.scope):
        yield from _document(origin, known)
        if origin.fingerprint:
            analyses.append(_analysis(origin))
    yield {
        "@id": f"urn:sayso:project:{quote(source.name, safe='')}",
        "@type": ["prov:Entity", "prov:Collection"],
        "label": source.name,
        "sayso:claims": source.claims(),
        "wasDerivedFrom": analyses,
        "wasInfluencedBy": [node["@id"] for node in corrections if node["@type"] == "prov:Activity"],
    }


def _activity(runs: Made, files: dict[str, str]) -> dict[str, Any]:
    node = {
        "@id": _run(runs.fingerprint),
        "@type": "prov:Activity",
        "label": "analysis of documents",
        "startedAtTime": runs.started,
        "endedAtTime": runs.ended,
        "wasAssociatedWith": _software(runs.version),
        "used": [_file(name, digest) for name, digest in files.items()],
        "sayso:fingerprint": runs.fingerprint,
        "sayso:runs": runs.runs,
        "sayso:analysed": runs.analysed,
        "sayso:failed": runs.failed,
    }
    return {name: value for name, value in node.items() if value is not None}


def _document(origin: Origin, known: set[str]) -> Iterator[dict[str, Any]]:
    document = f"urn:sayso:document:{quote(origin.document.id, safe='')}"
    where = {"atLocation": origin.document.url} if origin.document.url else {}
    yield {
        "@id": document,
        "@type": "prov:Entity",
        "label": origin.document.title or origin.document.id,
        "sayso:id": origin.document.id,
        "sayso:sha256": hashlib.sha256(origin.document.text.encode()).hexdigest(),
        **where,
    }
    if origin.fingerprint:
        by = {"wasGeneratedBy": _run(origin.fingerprint)} if origin.fingerprint in known else {}
        yield {"@id": _analysis(origin), "@type": "prov:Entity", "wasDerivedFrom": document, **by}


def _corrections(source: Source) -> Iterator[dict[str, Any]]:
    authors: set[str] = set()
    for event in read_log(source.connection):
        person = f"urn:sayso:person:{quote(event.author, safe='')}"
        if person not in authors:
            authors.add(person)
            yield {"@id": person, "@type": ["prov:Agent", "prov:Person"], "label": event.author}
        yield {
            "@id": f"urn:sayso:correction:{event.id}",
            "@type": "prov:Activity",
            "label": event.kind,
            "endedAtTime": event.made_at,
            "wasAssociatedWith": person,
        }


def _software(version: str) -> str:
    return f"urn:sayso:version:{quote(version, safe='')}"


def _file(name: str, digest: str) -> str:
    return f"urn:sayso:file:{quote(name, safe='')}:{digest[:16]}"


def _run(found: str) -> str:
    return f"urn:sayso:run:{found[:16]}"


def _analysis(origin: Origin) -> str:
    return f"urn:sayso:analysis:{quote(origin.document.id, safe='')}"
