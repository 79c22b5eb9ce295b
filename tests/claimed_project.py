"""A project whose documents say in so many words what is claimed: 'Karsk, officials: Olvia not supports Front @2014'.

Before the colon stand those who are cited, outermost first; 'officials' are an anonymous source. 'not' denies, 'may' is
possible, '@' gives the time of the claim. A line 'Olvia = puppet' calls Olvia that; 'Olvia = -puppet' with a hostile
label. Names are one word; those in REGISTRY are actors of the registry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sayso import Project
from sayso.errors import UsageError
from sayso.model import Actor, Analysis, Attribution, Claim, Document, Label, Naming

REGISTRY = """
actors:
  - {id: olvia, name: Olvia, type: state}
  - {id: bureau, name: Bureau, type: agency, part_of: olvia}
  - {id: marn, name: Marn, type: person, leads: front}
  - {id: front, name: Front, type: armed_group}
"""
KNOWN = {"Olvia": "olvia", "Bureau": "bureau", "Marn": "marn", "Front": "front"}
_CLAIM = re.compile(
    r"(?:(?P<cited>[\w, ]+): )?(?P<subject>\w+) (?P<how>not |may )?"
    r"(?P<relation>\w+) (?P<object>\w+)(?: @(?P<when>\S+))?$"
)
_NAMING = re.compile(r"(?P<actor>\w+) = (?P<tone>-?)(?P<name>\w+)$")


class Said(NamedTuple):
    """A document: who put it out, on which day, and its lines."""

    publisher: str | None
    day: str | None
    lines: tuple[str, ...]


def said(publisher: str | None, day: str | None, *lines: str) -> Said:
    return Said(publisher, day, lines)


class _Reading:
    """What the lines of one document say."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.actors: dict[str, Actor] = {}
        self.claims: list[Claim] = []
        self.attributions: list[Attribution] = []
        self.labels: list[Label] = []
        self.mentions: list[Naming] = []
        at = 0
        for line in document.text.splitlines(keepends=True):
            self._line(line.strip(), (at, at + len(line.strip())))
            at += len(line)

    def _line(self, line: str, span: tuple[int, int]) -> None:
        if naming := _NAMING.match(line):
            self._name(naming, span[1])
        elif claim := _CLAIM.match(line):
            self._claim(claim, span)

    def _name(self, found: re.Match[str], end: int) -> None:
        who, start = self._actor(found["actor"]), end - len(found["name"])
        holder = self.document.publisher or "author"
        self.actors.setdefault(holder, Actor(type="outlet", names=(holder,)))
        if found["tone"]:
            label = Label(holder=(holder,), actor=who, label=found["name"], tone="negative", evidence=((start, end),))
            self.labels.append(label)
        kind = "label" if found["tone"] else "name"
        self.mentions.append(Naming(start, end, kind, (who,), holder, False))

    def _claim(self, found: re.Match[str], span: tuple[int, int]) -> None:
        cited = [name.strip() for name in (found["cited"] or "").split(",") if name.strip()]
        for place, name in enumerate(cited):
            if name == "officials":
                cite = Attribution(id=f"a{span[0]}-{place}", holder=name, standing="anonymous", content=(span,))
                self.attributions.append(cite)
            self._actor(name)
        self.claims.append(
            Claim(
                holder=(self.document.publisher or "author", *cited),
                subject=self._actor(found["subject"]),
                relation=found["relation"],
                object=self._actor(found["object"]),
                polarity="denied" if found["how"] == "not " else "affirmed",
                modality="possible" if found["how"] == "may " else "actual",
                when=found["when"],
                evidence=(span,),
                confidence=0.9,
                why="as it says",
            )
        )

    def _actor(self, name: str) -> str:
        self.actors[name] = Actor(type="armed_group", names=(name,), registry=KNOWN.get(name))
        return name


def read(document: Document) -> Analysis:
    found = _Reading(document)
    return Analysis(
        document=document,
        actors=found.actors,
        attributions=tuple(found.attributions),
        claims=tuple(found.claims),
        labels=tuple(found.labels),
        mentions=tuple(found.mentions),
    )


def reader():
    return read


def make_project(folder: Path, documents: Iterable[Said]) -> Project:
    """An open project with these documents, analysed."""
    folder.mkdir(parents=True, exist_ok=True)
    project = Project.init(folder / "project")
    (project.folder / "actors.yaml").write_text(REGISTRY)
    add_said(project, documents, folder / "in.jsonl")
    return project


def add_said(project: Project, documents: Iterable[Said], path: Path) -> None:
    """Adds these documents as the rows of a file, which names them, and runs."""
    name = "" if path.stem == "in" else f"{path.stem}-"
    rows = (
        {"id": f"d{name}{number:05}", "publisher": d.publisher, "published": d.day, "text": "\n".join(d.lines)}
        for number, d in enumerate(documents)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    project.add([path])
    project.run(make=reader, processes=1)


def correct(project: Project, what: str, names: Sequence[str]) -> None:
    """One correction: 'merge', 'rename' or 'undo'; nothing where there is nothing to correct."""
    with suppress(UsageError):
        if what == "merge":
            project.corrections.merge(names[:2])
        elif what == "rename":
            project.corrections.rename(names[0], "Vostrya")
        elif what == "undo":
            project.corrections.undo()
