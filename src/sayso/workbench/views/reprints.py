"""Reprints: which documents are one text, which of them is the earliest known, and what shows that."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec

from sayso.storage.browsing_reprints import (
    Earliest,
    FamiliesWanted,
    FamilyKind,
    QuotationsWanted,
    find_family,
    list_families_page,
    list_quotations_page,
)
from sayso.storage.documents import find_document
from sayso.storage.families import FamilyRow, MemberRow, QuotationRow, Shown
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Name

SIZE = 20
_SHOWN, _MEMBERS, _WORDS = 4, 200, 700
PairKey: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^\d{1,18}\.\d{1,18}$", description="a place in this list, such as 12.15")
]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which families to show. `document` is a whole id, `after` the family behind which the page begins."""

    kind: FamilyKind | None = None
    earliest: Earliest | None = None
    outlet: Name | None = None
    document: Name | None = None
    after: Name | None = None


class FamilyView(msgspec.Struct, frozen=True, kw_only=True):
    """A family: its `earliest` known document (None: nobody can tell), the first of the others, and how many more.

    `name` is the title of the first document that has one.
    """

    id: str
    name: str | None
    kind: str
    number: int
    earliest: Shown | None
    others: list[MemberRow]
    left: int


class Families(msgspec.Struct, frozen=True, kw_only=True):
    """A page of families; `number` counts all that meet the conditions."""

    families: list[FamilyView]
    number: int | None
    after: str | None


def show_families(desk: Desk, asked: Asked) -> Families:
    """The families that meet all conditions, those with most documents first."""
    wanted = FamiliesWanted(kind=asked.kind, earliest=asked.earliest, outlet=asked.outlet, document=asked.document)
    found = list_families_page(desk.connection, wanted, SIZE, asked.after)
    return Families(families=list(map(_view, found.rows)), number=found.number, after=found.after)


def _view(family: FamilyRow) -> FamilyView:
    earliest = next((member.document for member in family.members if member.role == "earliest"), None)
    others = [member for member in family.members if member.role != "earliest"]
    return FamilyView(
        id=family.id,
        name=next((member.document.title for member in family.members if member.document.title), None),
        kind=family.kind,
        number=len(family.members),
        earliest=earliest,
        others=others[:_SHOWN],
        left=len(others) - len(others[:_SHOWN]),
    )


class AskedFamily(msgspec.Struct, frozen=True):
    """Which family, by its id."""

    family: str


class FamilyPage(msgspec.Struct, frozen=True, kw_only=True):
    """A family with its first members, `left` of them left out; `words` are what the head shares with the next."""

    family: FamilyRow
    earliest: Shown | None
    left: int
    words: str


def show_family(desk: Desk, asked: AskedFamily) -> FamilyPage:
    """Raises UsageError where there is no such family."""
    family = find_family(desk.connection, asked.family)
    members = family.members[:_MEMBERS]
    return FamilyPage(
        family=msgspec.structs.replace(family, members=members),
        earliest=_view(family).earliest,
        left=len(family.members) - len(members),
        words=_shared_words(desk, members),
    )


def _shared_words(desk: Desk, members: list[MemberRow]) -> str:
    """The beginning of what the first copy has of the document with which it was compared."""
    copy = next((member for member in members if member.of is not None and member.spans), None)
    if copy is None:
        return ""
    text, (start, end, *_) = find_document(desk.connection, copy.document.id).text, copy.spans[0]
    return f"{text[start : start + _WORDS]}…" if end - start > _WORDS else text[start:end]


class AskedQuotations(msgspec.Struct, frozen=True, kw_only=True):
    """Whose quotations; `after` as storage has it."""

    outlet: Name | None = None
    document: Name | None = None
    after: PairKey | None = None


class Quotations(msgspec.Struct, frozen=True):
    """A page of pairs of documents that quote the same words."""

    quotations: list[QuotationRow]
    after: str | None


def show_quotations(desk: Desk, asked: AskedQuotations) -> Quotations:
    """The pairs that meet all conditions."""
    wanted = QuotationsWanted(outlet=asked.outlet, document=asked.document)
    found = list_quotations_page(desk.connection, wanted, SIZE, asked.after)
    return Quotations(found.rows, found.after)


LIST = View(
    path="/reprints", template="reprints/list.html", asked=Asked, show=show_families, section="Reprints", opens=True
)
QUOTATIONS = View(
    path="/quotations", template="reprints/quotations.html", asked=AskedQuotations, show=show_quotations,
    section="Reprints",
)  # fmt: skip
VIEW = View(
    path="/reprints/{family}", template="reprints/family.html", asked=AskedFamily, show=show_family, section="Reprints"
)
