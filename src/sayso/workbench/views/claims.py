"""Claims: who says it, what they say, and the words of the text that show it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec

from sayso.exports.rows import CLAIM_COLUMNS, claim_cells, claim_row
from sayso.model import Modality, Polarity
from sayso.pages.views import ClaimView, view_claim
from sayso.storage.browsing import ClaimsWanted, every_claim, list_claims_page
from sayso.storage.claim_conditions import ClaimOrder
from sayso.storage.rows import ReviewFilter
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import Download, View
from sayso.workbench.parameters import Day, Name
from sayso.workbench.views.choices import Choices, choices

SIZE = 30


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims to show; names as in the form. `statement` is a whole id."""

    words: Name | None = None
    subject: Name | None = None
    object: Name | None = None
    about: Name | None = None
    relation: Name | None = None
    holder: Name | None = None
    outlet: Name | None = None
    since: Day | None = None
    until: Day | None = None
    polarity: Polarity | None = None
    modality: Modality | None = None
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None
    statement: Name | None = None
    reviewed: ReviewFilter | None = None
    sort: ClaimOrder = "newest"
    after: Name | None = None


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """A page of claims. `number` counts all that meet the conditions, None where they are too many for that.

    `least` is the confidence below which claims are left out. A page with less than `size` claims may have a next one,
    where only a part of a large project was looked through.
    """

    claims: list[ClaimView]
    size: int
    number: int | None
    after: str | None
    least: float
    choices: Choices


def show(desk: Desk, asked: Asked) -> Claims:
    """The claims that meet all conditions, a page of them."""
    offered = choices(desk, asked.relation)
    conditions = wanted(desk, asked)
    found = list_claims_page(desk.connection, conditions, SIZE, asked.after)
    about = asked.object or asked.about
    return Claims(
        claims=[view_claim(stored, desk.codebook, about=about) for stored in found.rows],
        size=SIZE,
        number=found.number,
        after=found.after,
        least=conditions.min_confidence,
        choices=offered,
    )


def wanted(desk: Desk, asked: Asked) -> ClaimsWanted:
    """The same for the database."""
    same = {name: getattr(asked, name) for name in ClaimsWanted.__struct_fields__ if name in asked.__struct_fields__}
    least = desk.least if asked.confidence is None else asked.confidence
    return ClaimsWanted(**same, min_confidence=least, order=asked.sort)


def rows(desk: Desk, asked: Asked) -> Iterator[dict[str, Any]]:
    """All of them as in an analysis."""
    return (claim_row(stored, desk.codebook) for stored in every_claim(desk.connection, wanted(desk, asked)))


def cells(desk: Desk, asked: Asked) -> Iterator[dict[str, Any]]:
    """All of them for a spreadsheet."""
    return (claim_cells(stored, desk.codebook) for stored in every_claim(desk.connection, wanted(desk, asked)))


VIEW = View(
    path="/claims",
    template="claims/page.html",
    asked=Asked,
    show=show,
    section="Claims",
    opens=True,
    download=Download(columns=CLAIM_COLUMNS, rows=rows, cells=cells),
)
