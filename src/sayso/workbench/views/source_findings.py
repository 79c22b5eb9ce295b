"""What was found over all documents about one source: citation in circles, and what it changed in how it speaks."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

import msgspec
from sqlalchemy import select

from sayso.claims.codebook import Codebook
from sayso.exports.sentences import claim_clause
from sayso.findings.circles import Circle
from sayso.findings.drift import Drift
from sayso.findings.keeping import CIRCLES, DRIFT
from sayso.model import Claim
from sayso.storage import schema as t
from sayso.storage.kept import is_kept
from sayso.workbench.desk import Desk

_FEW = 20_000
"""In a project with no more claims than these, what a run has not left ready is looked for while somebody waits."""
_MOST = 10


class CircleView(msgspec.Struct, frozen=True, kw_only=True):
    """A circle, with its statement in words."""

    row: Circle
    words: str


class DriftView(msgspec.Struct, frozen=True, kw_only=True):
    """A drift, with the shares before and after, the largest first."""

    row: Drift
    before: list[tuple[str, float]]
    after: list[tuple[str, float]]


def circles_of(desk: Desk, names: Collection[str]) -> list[CircleView] | None:
    """The circles of which one with such a shown name is a member; None where nobody has looked for circles yet."""
    if not _ready(desk, CIRCLES):
        return None
    found = (circle for circle in desk.project.findings.circles() if any(set(m) & set(names) for m in circle.members))
    return [CircleView(row=circle, words=_words(circle, desk.codebook)) for circle in islice(found, _MOST)]


def drifts_of(
    desk: Desk, *, outlets: Collection[str] | None = None, actors: Collection[str] | None = None
) -> list[DriftView] | None:
    """The drifts of outlets, or about actors, with these shown names; None where nobody has looked for any yet."""
    if not _ready(desk, DRIFT):
        return None
    found = desk.project.findings.drift().found
    return [
        DriftView(row=drift, before=_shares(drift.before), after=_shares(drift.after))
        for drift in found
        if (outlets is None or drift.outlet in outlets) and (actors is None or drift.actor in actors)
    ][:_MOST]


def _ready(desk: Desk, name: str) -> bool:
    if is_kept(desk.connection, name):
        return True
    return desk.connection.execute(select(t.claims.c.key).limit(1).offset(_FEW)).first() is None


def _words(circle: Circle, codebook: Codebook) -> str:
    claim = Claim(holder=(), subject=circle.subject, relation=circle.relation, object=circle.object, evidence=())
    return claim_clause(claim, codebook)


def _shares(shares: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(shares.items(), key=lambda item: (-item[1], item[0]))
