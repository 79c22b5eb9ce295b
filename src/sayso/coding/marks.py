"""What people mark in a text with a program for annotation: stretches with a kind, features, and links between them.

It is what brat, INCEpTION and Label Studio have in common. Each format of theirs is read into marks and written from
marks; marking.py and unmarking.py know what marks mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias, get_args

import msgspec

from sayso.model import AttributionKind, Modality, NamingKind, Polarity, Span, Stance, Standing, Tone

Kind: TypeAlias = Literal["Actor", "Claim", "Label", "Attribution", "Source", "Cue"]
KINDS: tuple[Kind, ...] = get_args(Kind)

CHOICES: Mapping[str, tuple[Kind, tuple[str, ...]]] = {
    "polarity": ("Claim", get_args(Polarity)),
    "modality": ("Claim", get_args(Modality)),
    "tone": ("Label", get_args(Tone)),
    "manner": ("Attribution", get_args(AttributionKind)),
    "standing": ("Attribution", get_args(Standing)),
    "stance": ("Attribution", get_args(Stance)),
    "form": ("Actor", get_args(NamingKind)),
    "distanced": ("Actor", ("yes",)),
}
"""Features with a closed list of values: the kind of mark that has them, and the values. All others are free words.

`manner` is the kind of an attribution, `form` that of a mention."""


def choice_features(kind: Kind) -> list[str]:
    """The features of a kind of mark that are chosen, not written: a claim's `relation`, and those of CHOICES."""
    own = [name for name, (bearer, _) in CHOICES.items() if bearer == kind]
    return ["relation", *own] if kind == "Claim" else own


ROLES: Mapping[Kind, tuple[str, ...]] = {
    "Claim": ("Subject", "Object", "Holder", "Holder2", "Holder3"),
    "Label": ("Actor", "Holder", "Holder2", "Holder3"),
    "Attribution": ("Source", "Cue", "Parent"),
}
"""The links that a mark of a kind can have. `Holder` is outermost; longer chains are numbered on."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One or more stretches of text that are marked as one thing. `links` are (role, id of another mark).

    `place` is where it stands in its file (a line, from 1), for messages.
    """

    id: str
    kind: Kind
    spans: tuple[Span, ...]
    features: dict[str, str] = {}
    links: tuple[tuple[str, str], ...] = ()
    place: int | None = None

    def linked(self, role: str) -> list[str]:
        """The ids of the marks that play this part."""
        return [target for name, target in self.links if name == role]


class MarkedText(msgspec.Struct, frozen=True, kw_only=True):
    """A document and all its marks. `head` are the fields of its row that are no marks, JSON-ready.

    `head["unplaced"]` holds what cannot be marked, as it has no place in the text: for each list of the row
    ('claims', 'mentions' ...), which is also how it is known that the row has that list, [[index, item], ...].
    """

    text: str
    head: dict[str, Any] = {}
    marks: tuple[Mark, ...] = ()


class Fault(msgspec.Struct, frozen=True):
    """Something in a file that cannot be read, and is left out: the file, the line (from 1; None: no line), and why."""

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        return f"{self.file}{'' if self.line is None else f':{self.line}'}: {self.reason}"


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """One document as somebody coded it: a row of the file format; `coder` is None where the file does not say who."""

    row: dict[str, Any]
    coder: str | None = None


def inside(text: str, spans: Sequence[Sequence[int]]) -> bool:
    """Whether there are spans, and all are stretches of the text."""
    return bool(spans) and all(
        not isinstance(span, str) and len(span) == 2 and 0 <= span[0] < span[1] <= len(text) for span in spans
    )
