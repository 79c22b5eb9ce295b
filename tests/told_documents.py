"""Documents that say in so many words who claims what, for tests of what is made of claims over all documents.

A line is 'Alba attacks Bero', or 'Wire > Ministry: not Alba attacks Bero' with those who are cited before a colon. The
words 'not', 'maybe' and 'soon' deny it, call it possible, and say that it is intended. 'officials' have no name, and
lines behind 'Comments' are a reader's.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise

from sayso.model import Actor, Analysis, Attribution, Claim, Document

LINE = re.compile(
    r"^(?:(?P<cited>[\w >]+): )?(?P<how>not |maybe |soon )?"
    r"(?P<subject>[A-Z]\w*) (?P<relation>[a-z_]+) (?P<object>[A-Z]\w*)$",
    re.MULTILINE,
)


def told():
    """Gives `analyse_told` to a run."""
    return analyse_told


def analyse_told(document: Document) -> Analysis:
    own = document.publisher or "the document"
    actors: dict[str, Actor] = {}
    claims, attributions = [], []
    for match in LINE.finditer(document.text):
        comment = "Comments" in document.text[: match.start()]
        chain = ("reader" if comment else own, *filter(None, (match["cited"] or "").split(" > ")))
        for name in (match["subject"], match["object"], *chain[1:]):
            actors[name] = Actor(type="outlet", names=(name,), registry=REGISTRY.get(name))
        content = ((match.start("subject"), match.end()),)
        for number, (parent, holder) in enumerate(pairwise(chain)):
            at = document.text.index(holder, match.start())
            attributions.append(
                Attribution(
                    id=f"a{match.start()}-{number}",
                    parent=f"a{match.start()}-{number - 1}" if number else None,
                    holder=holder,
                    standing="anonymous" if holder == "officials" else "self" if holder == parent else "named",
                    source=((at, at + len(holder)),),
                    content=content,
                )
            )
        how = (match["how"] or "").strip()
        claims.append(
            Claim(
                holder=chain,
                subject=match["subject"],
                relation=match["relation"],
                object=match["object"],
                polarity="denied" if how == "not" else "affirmed",
                modality={"maybe": "possible", "soon": "intended"}.get(how, "actual"),
                evidence=content,
                confidence=0.3 if "doubtful" in document.text else 0.9,
                why="told",
            )
        )
    if own in REGISTRY:
        actors[own] = Actor(type="outlet", names=(own,), registry=REGISTRY[own])
    return Analysis(document=document, actors=actors, attributions=tuple(attributions), claims=tuple(claims))


REGISTRY = {"Lantern": "lantern", "Ridge": "ridge", "Radio": "radio", "Courier": "courier", "Echo": "echo"}
"""Those who stand in `ACTORS`, by the name that they have in documents."""

ACTORS = """
extends: sayso
actors:
- {id: lantern, name: Lantern, type: armed_group}
- {id: ridge, name: Ridge, type: armed_group, part_of: {id: lantern, from: 2020}}
- {id: radio, name: Radio, type: outlet, owned_by: lantern, ownership: movement}
- {id: courier, name: Courier, type: outlet, owned_by: house}
- {id: echo, name: Echo, type: outlet, owned_by: house}
- {id: house, name: House, type: company}
"""
"""What the registry of a test says."""


def add_told(project, folder, *documents):
    """Adds documents, each (publisher, day, text), and runs."""
    path = folder / f"{len(project.documents())}.jsonl"
    rows = [
        {"id": f"{publisher}-{day}-{number}", "publisher": publisher, "published": day, "text": text}
        for number, (publisher, day, text) in enumerate(documents)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    project.add([path])
    project.run(make=told)
