"""What the forms of lists offer to choose from."""

from __future__ import annotations

import difflib

import msgspec

from sayso.errors import UsageError
from sayso.workbench.desk import Desk


class Relation(msgspec.Struct, frozen=True):
    """A relation of the codebook: its id, and how it reads between two actors."""

    id: str
    words: str


class Choices(msgspec.Struct, frozen=True):
    """The relations that the codebook has."""

    relations: list[Relation]


def choices(desk: Desk, relation: str | None) -> Choices:
    """What there is to choose from. Raises UsageError where the relation that is asked for is unknown."""
    known = desk.codebook.relations
    if relation is not None and relation not in known:
        near = difflib.get_close_matches(relation, known, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known are {', '.join(known)}."
        raise UsageError(f"There is no relation '{relation}' in the codebook. {hint}")
    return Choices([Relation(name, _words(one.wording)) for name, one in sorted(known.items())])


def _words(wording: str) -> str:
    return wording.replace("{subject}", "").replace("{object}", "…").strip()
