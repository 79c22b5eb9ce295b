"""A small project whose claims are hard to write down: formulas, emoji, two evidences, parallel relations, no date."""

from __future__ import annotations

import json
from pathlib import Path

from sayso.model import Actor, Analysis, Attribution, Claim, Document, Label, Naming, Span
from sayso.project import Project

TEXTS = {
    "gazette": 'The 🦅 Gazette says: "Olvia <arms> & feeds the Lumen Front." Olvia condemned the Lumen Front in May.',
    "ledger": "=HYPERLINK: Karsk Radio reports that Vostrya may attack Olvia. Olvia arms the Lumen Front.",
    "pamphlet": "-1 The Lumen Front does not support Vostrya.\r\n\tIt says so.",
}
FIELDS: dict[str, dict[str, str]] = {
    "gazette": {"title": "@Olvia & the Front", "publisher": "The Gazette", "published": "2024-05-02"},
    "ledger": {"title": "=1+1", "publisher": "The Ledger", "published": "2024-05-09"},
    "pamphlet": {"author": "+Ann"},
}
FIELDS["ledger"]["url"] = "https://ledger.example/a b"
ACTORS = {
    "Olvia": Actor(type="state", names=("Olvia",)),
    "Vostrya": Actor(type="state", names=("Vostrya",)),
    "Lumen Front": Actor(type="armed_group", names=("Lumen Front", "the Lumen Front")),
    "Karsk Radio": Actor(type="outlet", names=("Karsk Radio",)),
    "The Gazette": Actor(type="outlet", names=("The 🦅 Gazette",)),
}


def at(document: str, words: str) -> Span:
    """Where the words stand in the document's text."""
    start = TEXTS[document].index(words)
    return start, start + len(words)


CLAIMS = {
    "gazette": (
        Claim(
            holder=("The Gazette",), subject="Olvia", relation="supports", object="Lumen Front", confidence=0.9,
            evidence=(at("gazette", "Olvia <arms> & feeds the Lumen Front"), at("gazette", "feeds")), why="frame a",
        ),
        Claim(
            holder=("The Gazette",), subject="Olvia", relation="denounces", object="Lumen Front", when="2024-05",
            evidence=(at("gazette", "Olvia condemned the Lumen Front in May"),), confidence=0.5, why="frame b",
        ),
    ),
    "ledger": (
        Claim(
            holder=("The Ledger", "Karsk Radio"), subject="Vostrya", relation="attacks", object="Olvia",
            modality="possible", evidence=(at("ledger", "Vostrya may attack Olvia"),), confidence=0.7, why="frame c",
        ),
        Claim(
            holder=("The Ledger",), subject="Olvia", relation="supports", object="Lumen Front", where="Karsk",
            when="2024-01-01/2024-03-01", evidence=(at("ledger", "Olvia arms the Lumen Front"),), why="frame a",
        ),
    ),
    "pamphlet": (
        Claim(
            holder=("+Ann",), subject="Lumen Front", relation="supports", object="Vostrya", polarity="denied",
            evidence=(at("pamphlet", "The Lumen Front does not support Vostrya"),), confidence=0.8, why="frame a",
        ),
    ),
}  # fmt: skip


def analysed(document: Document) -> Analysis:
    """What a careful reader finds in one of the documents."""
    words = at("ledger", "Vostrya may attack Olvia")
    attribution = Attribution(
        id="a1", holder="Karsk Radio", source=(at("ledger", "Karsk Radio"),), cue=(at("ledger", "reports"),),
        content=(words,),
    )  # fmt: skip
    label = Label(
        holder=("The Gazette",), actor="Lumen Front", label="Front", tone="negative", evidence=(at("gazette", "Front"),)
    )
    start, end = at(document.id, "Lumen Front")
    return Analysis(
        document=document,
        actors={name: actor for name, actor in ACTORS.items() if any(n in document.text for n in actor.names)},
        attributions=(attribution,) if document.id == "ledger" else (),
        claims=CLAIMS[document.id],
        labels=(label,) if document.id == "gazette" else (),
        mentions=(Naming(start, end, "name", ("Lumen Front",), CLAIMS[document.id][0].holder[0]),),
    )


def reader():
    """Gives `analysed` to a run."""
    return analysed


def write_rows(folder: Path) -> Path:
    """The documents as rows that `sayso add` reads, one waiting for its analysis, another never to be analysed."""
    path = folder / "rows.jsonl"
    rows = [{"id": name, "text": text, **FIELDS[name]} for name, text in TEXTS.items()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def make_project(folder: Path) -> Path:
    """The folder of a project with all documents analysed."""
    with Project.init(folder / "project") as project:
        project.add([write_rows(folder)])
        project.run(make=reader)
    return folder / "project"
