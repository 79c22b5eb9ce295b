"""A small, quick way to analyse, for tests of everything around it: 'Gazette: Alba said Bero attacked Cora.'

Two words make it misbehave: FAULT raises an error, CRASH kills the process in which the document is analysed.
"""

from __future__ import annotations

import os
import re
import signal
import time

from sayso.model import Actor, Analysis, Attribution, Claim, Document

SENTENCE = re.compile(
    r"(?:(?P<source>\w+) (?P<cue>said) )?(?P<subject>[A-Z]\w+) (?P<verb>attacked) (?P<object>[A-Z]\w+)"
)


def simple():
    """Makes the analysis; sent by name to worker processes."""
    return analyse_simply


def slow():
    """As `simple`, but a document takes a twentieth of a second."""

    def analyse(document: Document) -> Analysis:
        time.sleep(0.05)
        return analyse_simply(document)

    return analyse


def unloadable():
    """What a faulty data file does."""
    from sayso.errors import DataFileError

    raise DataFileError("codebook.yaml, line 3: unknown key 'wrding'.", path="codebook.yaml", key="wrding", line=3)


def analyse_simply(document: Document) -> Analysis:
    if "FAULT" in document.text:
        raise ValueError("a word that cannot be")
    if "CRASH" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    outermost = document.publisher or "author"
    actors, attributions, claims = {}, [], []
    for match in SENTENCE.finditer(document.text):
        source = match["source"]
        for name in filter(None, (source, match["subject"], match["object"])):
            actors[name] = Actor(type="armed_group", names=(name,), registry="AL" if name == "Albania" else None)
        content = (match.start("subject"), match.end())
        if source:
            spans = {"source": (match.span("source"),), "cue": (match.span("cue"),), "content": (content,)}
            attributions.append(Attribution(id=f"a{len(attributions)}", holder=source, **spans))
        claims.append(
            Claim(
                holder=(outermost, source) if source else (outermost,),
                subject=match["subject"],
                relation="attacks",
                object=match["object"],
                evidence=(content,),
                confidence=0.9 if source else 0.5,
                why="pattern",
            )
        )
    return Analysis(document=document, actors=actors, attributions=tuple(attributions), claims=tuple(claims))
