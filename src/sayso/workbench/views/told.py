"""What is claimed, in rows that lead to the claims: statements in words, and who says how much of what kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from sayso.actors.voices import READER
from sayso.pages.views import view_statement
from sayso.pictures.signs import VALENCES
from sayso.storage.appearances import SaidBy, StatementTold
from sayso.workbench.desk import Desk
from sayso.workbench.parameters import address


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Claims by what they say: `friendly`, `hostile` and `neither` affirm (also what is possible, or intended)."""

    friendly: int = 0
    hostile: int = 0
    neither: int = 0
    denied: int = 0


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """One who says something of the actor: what it does, and what is done to it. `who` None: all without a name."""

    who: str | None
    name: str
    claims: int
    does: Tally
    undergoes: Tally
    href: str | None


class ToldView(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in words, and how many of the counted claims make it."""

    id: str
    clause: str
    sign: str
    claims: int
    denied: int
    href: str


def told_views(
    desk: Desk, told: Iterable[StatementTold], conditions: Mapping[str, str | None], *, about: str | None = None
) -> list[ToldView]:
    """Statements in words; each leads to those of its claims that meet the conditions, which are those of that page.

    Where `about` (an identity) is the object, the sentence begins with it.
    """
    found = []
    for one in told:
        view = view_statement(one.row, desk.codebook)
        is_object = about == one.row.object_identity != one.row.subject_identity
        found.append(
            ToldView(
                id=one.row.id,
                clause=view.inverse if is_object else view.clause,
                sign=view.sign,
                claims=one.claims,
                denied=one.denied,
                href=address("/claims", None, **conditions, statement=one.row.id),
            )
        )
    return found


def speakers_of(
    said: Iterable[SaidBy], names: Mapping[str, str], role: str, conditions: Mapping[str, str | None], most: int
) -> tuple[list[Speaker], int]:
    """Those who say most of an actor, and how many more there are. Each leads to the claims in which it has the `role`
    'outlet' or 'holder' and that meet the conditions."""
    tallies: dict[str | None, tuple[Counter[str], Counter[str]]] = {}
    for row in said:
        kind = "denied" if row.polarity == "denied" else VALENCES[row.valence]
        tallies.setdefault(row.who, (Counter(), Counter()))[not row.does][kind] += row.claims

    def place(who: str | None) -> tuple[int, str, str]:
        return -sum(some.total() for some in tallies[who]), names.get(who or "", who or "~"), who or ""

    def speaker(who: str | None) -> Speaker:
        does, undergoes = tallies[who]
        return Speaker(
            who=who,
            name=names.get(who, who) if who else "without a name",
            claims=does.total() + undergoes.total(),
            does=Tally(**does),
            undergoes=Tally(**undergoes),
            href=address("/claims", None, **conditions, **{role: who}) if who and who != READER else None,
        )

    return [speaker(who) for who in sorted(tallies, key=place)[:most]], len(tallies) - most
