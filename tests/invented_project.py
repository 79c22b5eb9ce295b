"""A small project about invented states, whose analyses are written by hand: what is shown must be what was stored."""

import json
from pathlib import Path

from sayso.model import Actor, Analysis, Attribution, Claim, Document, Label, Mention, Passage, Span, TimeExpression
from sayso.project import Project

TITLE = "Vostrya arms the Lumen Front"
TEXT = f"""{TITLE}
By Ilda Marn

Karsk Radio reported on Tuesday that Vostrya has armed the Lumen Front since last spring. It named no witness.

Olvia denied that it had trained the so-called Lumen Front, its spokesman said.

Comments

Good article, but Olvia may attack Vostrya."""
HERALD = "herald-1"
WAITING = "wire-1"


def at(words: str) -> Span:
    """Where the words stand first in the text."""
    start = TEXT.index(words)
    return start, start + len(words)


def passages() -> tuple[Passage, ...]:
    body, furniture, comment = TEXT.index("Karsk Radio"), TEXT.index("Comments"), TEXT.index("Good article")
    return (
        Passage(start=0, end=body, voice="byline"),
        Passage(start=body, end=furniture, voice="article"),
        Passage(start=furniture, end=comment, voice="boilerplate"),
        Passage(start=comment, end=len(TEXT), voice="comment", speaker="Ann"),
    )


def pronoun(word: str) -> Mention:
    start, end = at(f"{word} ")
    return Mention(start=start, end=end - 1, head=start, kind="pronoun")


def analysed(document: Document) -> Analysis:
    """What a careful reader finds in the Herald's article; a document of another text is refused."""
    if document.text != TEXT:
        raise ValueError("this reader has only read the Herald")
    claims = (
        Claim(
            holder=("Vostrya Herald", "Karsk Radio"),
            subject="Vostrya",
            relation="supports",
            object="Lumen Front",
            when="2023",
            evidence=(at("Vostrya has armed the Lumen Front since last spring"), at(TITLE)),
            confidence=0.75,
            why="frame supports: arm/verb, subj > obj",
        ),
        Claim(
            holder=("Vostrya Herald", "Olvia"),
            subject="Olvia",
            relation="supports",
            object="Lumen Front",
            polarity="denied",
            evidence=(at("it had trained the so-called Lumen Front"),),
            confidence=0.5,
            why="frame supports: train/verb, subj > obj",
        ),
        Claim(
            holder=("reader",),
            subject="Olvia",
            relation="attacks",
            object="Vostrya",
            modality="possible",
            evidence=(at("Olvia may attack Vostrya"),),
            confidence=0.25,
            why="frame attacks: attack/verb, subj > obj",
        ),
    )
    return Analysis(
        document=document,
        actors={
            "Vostrya": Actor(type="state", names=("Vostrya",)),
            "Lumen Front": Actor(type="armed_group", names=("Lumen Front", "the Lumen Front")),
            "Olvia": Actor(type="state", names=("Olvia",)),
            "Karsk Radio": Actor(type="outlet", names=("Karsk Radio",)),
        },
        attributions=(
            Attribution(
                id="a1",
                holder="Karsk Radio",
                source=(at("Karsk Radio"),),
                cue=(at("reported"),),
                content=(at("that Vostrya has armed the Lumen Front since last spring"),),
            ),
            Attribution(
                id="a2",
                kind="denial",
                holder="Olvia",
                source=(at("Olvia"),),
                cue=(at("denied"),),
                content=(at("that it had trained the so-called Lumen Front"),),
            ),
            Attribution(
                id="a3",
                holder="spokesman",
                unresolved="nobody known",
                standing="anonymous",
                source=(at("its spokesman"),),
                cue=(at("said"),),
                content=(at("Olvia denied that it had trained the so-called Lumen Front"),),
            ),
        ),
        claims=claims,
        labels=(
            Label(
                holder=("Vostrya Herald",),
                actor="Lumen Front",
                label="so-called",
                tone="negative",
                evidence=(at("so-called Lumen Front"),),
            ),
        ),
        dates=(TimeExpression(*at("last spring"), "DATE", "2023"),),
        unresolved=(pronoun("It"), pronoun("its")),
    )


def reader():
    """Gives `analysed` to a run."""
    return analysed


def make_project(folder: Path, storage: str = "") -> Path:
    """A project with the analysed article, one that waits, and a file that cannot be read."""
    rows = [
        {"id": HERALD, "title": TITLE, "publisher": "Vostrya Herald", "author": "Ilda Marn", "published": "2024-05-02"},
        {"id": WAITING, "title": "Rain in Olvia", "publisher": "Olvian Wire", "published": None},
    ]
    rows[0] |= {"text": TEXT, "passages": [{"start": p.start, "end": p.end, "voice": p.voice} for p in passages()]}
    rows[0]["passages"][-1]["speaker"] = "Ann"
    herald, wire, bad = folder / "herald.jsonl", folder / "wire.jsonl", folder / "bad.jsonl"
    herald.write_text(json.dumps(rows[0]) + "\n")
    wire.write_text(json.dumps(rows[1] | {"text": "It rained in Olvia."}) + "\n")
    bad.write_text("{no json\n")
    with Project.init(folder / "project", storage=storage) as project:
        project.add([herald])
        project.run(make=reader)
        project.add([wire, bad])
    return folder / "project"
