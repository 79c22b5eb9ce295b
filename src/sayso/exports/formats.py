"""The formats that `sayso export` writes, with what each of them loses. Their modules are loaded when asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast

from sayso.exports.source import Source


class Format(NamedTuple):
    """A format: what it makes, the module and function that write it, what is lost, and whether it is a folder."""

    what: str
    writer: str
    lost: str
    folder: bool = False

    def write(self, source: Source, path: Path) -> None:
        """Writes it to a file that is not there yet, or into an empty folder.

        Raises UsageError where the format needs a package that is not installed.
        """
        module, _, function = self.writer.partition(":")
        writer = getattr(import_module(f"sayso.exports.{module}"), function)
        cast("Callable[[Source, Path], None]", writer)(source, path)


_GRAPH = (
    "evidence, holders, confidence: claims that say the same of the same two actors are one edge, which counts them "
    "and has the first and last day of publication."
)
_HAND_CODING = (
    "corrections and who is one actor over documents. Filters choose documents, and each comes whole. Passages, dates, "
    "places and claims without evidence come along, but are not shown."
)
_BLANK = (
    "all claims, labels, attributions and mentions. Which names belong to which actor comes along, so that a mark on a "
    "name means the actor; it is not shown."
)

FORMATS: dict[str, Format] = {
    "csv": Format(
        "a folder of CSV tables, one subject each",
        "csv_tables:write",
        "texts of documents, mentions and passages; an empty text and an unknown one look the same. A cell that a "
        "spreadsheet would run as a formula has an apostrophe before it: strip one leading apostrophe to undo it.",
        folder=True,
    ),
    "parquet": Format(
        "a folder of Parquet tables with types, the same as csv",
        "parquet_tables:write",
        "texts of documents, mentions and passages. Dates are text, as they may be cut ('2021-08').",
        folder=True,
    ),
    "jsonl": Format(
        "a JSON object a line for each document, as sayso reads it again",
        "json_lines:write",
        "corrections and who is one actor over documents. Filters choose documents, and each comes whole.",
    ),
    "graphml": Format(
        "a network of actors as GraphML, for igraph, Gephi, Cytoscape",
        "graphs:write_graphml",
        _GRAPH,
    ),
    "gexf": Format(
        "a network of actors over time as GEXF, for Gephi",
        "graphs:write_gexf",
        f"{_GRAPH} An edge without whole dates is there at all times.",
    ),
    "dna": Format(
        "a database for Discourse Network Analyzer 3 and rDNA",
        "dna:write",
        "labels, attributions, mentions and passages. Texts of more than 190 characters are cut where DNA holds no "
        "more, and an undated document is dated 1970-01-01. The coders are Admin and sayso; both have the password "
        "'sayso'.",
    ),
    "dna-events": Format(
        "the event list that Discourse Network Analyzer exports, as CSV",
        "dna:write_events",
        "all but the first evidence and the innermost holder; as DNA does, semicolons become commas and double quotes "
        "single ones. Do not open it in a spreadsheet: cells stand as they are, also where they begin like a formula.",
    ),
    "plover": Format(
        "events in the PLOVER scheme, tab-separated",
        "plover:write",
        "what is denied, possible or intended, and relations without a code: PLOVER has no word for them. Of several "
        "codes of a relation the first is the type. Cells are safe for spreadsheets as in csv, each on one line.",
    ),
    "web-annotation": Format(
        "W3C Web Annotations as JSON-LD",
        "web_annotation:write",
        "identities, dates, places, confidence and attributions; holders stand in the sentence. Positions count in the "
        "text that sayso read; on a web page the quotation finds the place.",
    ),
    "ftm": Format(
        "FollowTheMoney entities as JSON lines, for Aleph",
        "follow_the_money:write",
        "what is denied, possible or intended, evidence, labels and attributions; holders stand in the summary of a "
        "link.",
    ),
    "prov": Format(
        "where the claims come from, in PROV-O as JSON-LD",
        "prov:write",
        "the claims themselves, and what each correction says. Of runs with an earlier codebook only the fingerprint "
        "is known.",
    ),
    "brat": Format("a folder for annotation with brat", "brat:write", _HAND_CODING, folder=True),
    "inception": Format(
        "a folder for annotation with INCEpTION (UIMA CAS XMI)", "inception:write", _HAND_CODING, folder=True
    ),
    "label-studio": Format(
        "a folder for annotation with Label Studio: tasks and their configuration",
        "label_studio:write",
        _HAND_CODING,
        folder=True,
    ),
    "brat-blank": Format("the same for brat, to be coded afresh", "brat:write_blank", _BLANK, folder=True),
    "inception-blank": Format(
        "the same for INCEpTION, to be coded afresh", "inception:write_blank", _BLANK, folder=True
    ),
    "label-studio-blank": Format(
        "the same for Label Studio, to be coded afresh", "label_studio:write_blank", _BLANK, folder=True
    ),
}
"""By the name that `sayso export` knows them by."""
