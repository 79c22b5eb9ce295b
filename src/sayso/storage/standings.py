"""How a claim knows each of those on whose word it stands: by name, or only as somebody."""

from __future__ import annotations

from typing import Literal, TypeAlias

from sayso.actors.voices import READER
from sayso.model import Actor, Analysis, Claim
from sayso.storage.chains import chain
from sayso.storage.rows import Link

HolderStanding: TypeAlias = Literal["named", "anonymous", "self", "described", "reader"]
"""'named': by its name; 'self': cited by nobody but itself; 'anonymous': a source that is not named ('officials said').

'described': only words say who it is ('the group', 'three shepherds'; a document of which nobody knows who put it out).
'reader': whoever wrote a comment below an article, under a name or none.
"""


def standings(analysis: Analysis, claim: Claim) -> tuple[HolderStanding, ...]:
    """The standing of each holder of a claim, outermost first."""
    links = chain(analysis.document.text, claim, analysis.attributions, analysis.actors)
    return tuple(_standing(analysis, link, outermost=place == 0) for place, link in enumerate(links))


def _standing(analysis: Analysis, link: Link, *, outermost: bool) -> HolderStanding:
    actor, document = analysis.actors.get(link.actor), analysis.document
    signed = document.speaker or document.publisher or document.author
    if link.actor == READER or (actor is not None and actor.form == "voice" and signed):
        return "reader"
    if link.standing in ("anonymous", "self"):
        return link.standing
    if outermost:
        return "named" if signed else "described"
    return "described" if actor is None or _is_described(actor) else "named"


def _is_described(actor: Actor) -> bool:
    return actor.form is not None and actor.registry is None
