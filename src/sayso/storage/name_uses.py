"""What a document says of names: who calls which actor what, and how often."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from sayso.model import Analysis, Naming
from sayso.storage.keys import fold


class NameUse(NamedTuple):
    """One actor under one name, as one holder (by their keys) uses it in one document; `name` is the usual spelling."""

    actor: str
    holder: str | None
    kind: str
    name: str
    folded: str
    uses: int
    distanced: int


def fold_name(name: str) -> str:
    """A name as surface forms are compared: folded, and also without spaces, since 'Da'esh' is 'Daesh'."""
    return fold(name).replace(" ", "")


def name_uses(analysis: Analysis) -> list[NameUse]:
    """The names that the document gives its actors, in the order of the text. What means several actors is left out."""
    text = analysis.document.text
    found: defaultdict[tuple[str, str | None, str, str], list[tuple[str, Naming]]] = defaultdict(list)
    for naming in analysis.mentions:
        if naming.kind != "pronoun" and len(naming.actors) == 1:
            name = " ".join(text[naming.start : naming.end].split())
            found[naming.actors[0], naming.holder, naming.kind, fold_name(name)].append((name, naming))
    return [
        NameUse(
            *(actor, holder, kind),
            name=Counter(name for name, _ in uses).most_common(1)[0][0],
            folded=folded,
            uses=len(uses),
            distanced=sum(naming.distanced for _, naming in uses),
        )
        for (actor, holder, kind, folded), uses in found.items()
    ]
