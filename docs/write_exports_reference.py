"""Writes docs/reference/exports.md from the formats and tables themselves: `python docs/write_exports_reference.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.exports.formats import FORMATS
from sayso.storage.export_tables import TABLES, ExportTable

TARGET = Path(__file__).parent / "reference" / "exports.md"

_HEAD = """\
# Exports

<!-- Written by docs/write_exports_reference.py from the formats themselves. Do not edit. -->

    sayso export FORMAT --to PATH

writes what a project holds for another program. The filters are those of `sayso claims`; without one, everything is
written ([how to](../how-to/export-to-gephi-r-dna.md)). A file appears whole or not at all, and nothing that is there is
replaced without `--force`. Equal content gives equal bytes. Documents are written as they are read, so that a million
claims need no more memory than a thousand.

Actors are as they are over all documents, after all corrections, by the name that is shown; where there are ids, an
actor's is its identity, which may change when documents or corrections are added. Ids of documents, claims and
statements do not change. What a format has no place for is left out; the command says so on standard error, and this
page below.

| format | makes |
|---|---|
"""

_NOTES = {
    "csv": """\
UTF-8 with a header line. The tables are [below](#tables). A cell that begins with `=`, `+`, `-`, `@` (also full-width),
a tab, a line break or an apostrophe (spaces before it do not count) has an apostrophe before it, and no other has.""",
    "parquet": """\
Needs `pip install 'sayso[parquet]'`. Text is `string`, numbers `int64` and `double`, truth `bool`; what is not
known is null. Compressed with zstd.""",
    "jsonl": """\
[The file format](file-format.md). `sayso add` reads it, and a run with the same codebook, registry and version
gives the same lines again.""",
    "graphml": """\
A directed multigraph, read back by networkx and igraph. Nodes have `label`, `identity`, `type` and `registry`;
edges `label`, `weight` (the number of claims), `relation`, `polarity`, `modality`, `valence` (1, -1 or 0, as the
codebook has it), `claims`, `documents`, `publishers`, `first` and `last` (days of publication) and the id of their
`statement`. A denial is an edge of its own: `supports (denied)`. What is not known is left out.""",
    "gexf": """\
GEXF 1.3 with the same fields; `start` and `end` of an edge are its first and last day, for Gephi's timeline, and
`kind` keeps Gephi from joining parallel edges.""",
    "dna": """\
The tables are those that DNA 3 makes itself, checked by SQLite against its constraints; it was not opened in DNA
when this was written. Each claim is a 'DNA Statement': on the word of an `organization` or `person` (the innermost
holder) a `concept` ('Olvia supports Lumen Front') with `agreement`, so that DNA's networks of actors and concepts
and rDNA's defaults work at once. `subject`, `relation`, `object`, `modality` are variables too, and `claim` keeps
the rest as JSON. Offsets count UTF-16 units, as Java does. The type of an actor is its attribute `Type`.
`sayso import dna` reads it back, with what people changed or added there.""",
    "dna-events": """\
Columns, separators and quotes are those of DNA's own export, for rDNA and relational event models.""",
    "plover": """\
One row a claim that is affirmed as a fact and whose relation has a code in codebook.yaml. `date_is` says whether
the day is that of the event or of publication; `said_by` is the holder chain.""",
    "web-annotation": """\
One AnnotationCollection with one page. Each annotation has a target for each stretch of evidence, with a
TextQuoteSelector (32 characters before and after) and a TextPositionSelector, and as bodies the claim in words and
its relation, polarity and modality as tags.""",
    "ftm": """\
Article, Person, PublicBody, Organization, LegalEntity and UnknownLink, with properties that the schema of
FollowTheMoney 4.11 has. A link is what somebody says, not a fact: its `summary` says who, its `proof` is the
article.""",
    "prov": """\
Documents with the SHA-256 of their texts, each with its analysis; runs with the same fingerprint as one activity,
with version, first start and last end (UTC), and the SHA-256 of codebook.yaml, actors.yaml and cues.yaml where they
are still those of the run; corrections with their authors. Runs before this was kept have no time.""",
}
"""What there is to say of a format, besides what it makes and leaves out."""


def reference() -> str:
    """The whole page."""
    table = [f"| [`{name}`](#{name}) | {form.what} |\n" for name, form in FORMATS.items()]
    sections = [line for name in FORMATS for line in _section(name)]
    return (
        "".join(
            [_HEAD, *table, "\n", *sections, "## Tables\n\nOf `csv` and `parquet`.\n\n", *map(_table, TABLES)]
        ).rstrip()
        + "\n"
    )


def _section(name: str) -> Iterator[str]:
    yield f"## {name}\n\n{FORMATS[name].what[0].upper()}{FORMATS[name].what[1:]}.\n\n"
    if name in _NOTES:
        yield f"{_NOTES[name]}\n\n"
    yield f"**Left out:** {FORMATS[name].lost}\n\n"


def _table(table: ExportTable) -> str:
    rows = "".join(f"| `{name}` | {kind} | {meaning} |\n" for name, kind, meaning in table.columns)
    return f"### {table.name}\n\nA row is {table.row_is}.\n\n| column | type | meaning |\n|---|---|---|\n{rows}\n"


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
