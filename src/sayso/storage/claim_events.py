"""What people say of claims, as events of the log of corrections: accepted, rejected, changed, added by hand.

An event means a claim by the words that show it, never by a row of the database, so that it holds in every run.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from sayso.model import Claim, Modality, Polarity, Span


class Content(msgspec.Struct, frozen=True):
    """What a claim says, with its actors as the document calls them; `holder` outermost first."""

    holder: tuple[str, ...]
    subject: str
    relation: str
    object: str
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"


class Anchor(msgspec.Struct, frozen=True):
    """A claim as an event means it: its document (a whole id), where its evidence is, and the words that stand there.

    `content` is what it says without corrections; of a claim that was added by hand, `added` is the event that did so.
    """

    document: str
    evidence: tuple[Span, ...]
    words: tuple[str, ...]
    content: Content
    added: str | None = None


class _Verdict(msgspec.Struct, frozen=True):
    """`content` is what the claim says in the eyes of who judges. With `blind` this is a second reading.

    A second reading is made without sight of the first: it serves to compare the two, and changes nothing. `known` are
    actors that the document does not have, by name, with their ids in the registry where they have one.
    """

    claim: Anchor
    content: Content
    blind: bool = False
    known: dict[str, str | None] = {}


class Accept(_Verdict, frozen=True, tag_field="kind", tag="accept"):
    """The claim is right as it reads."""


class Reject(_Verdict, frozen=True, tag_field="kind", tag="reject"):
    """The text does not claim this."""


class Change(_Verdict, frozen=True, tag_field="kind", tag="change"):
    """What the words claim is `content`."""


class Add(msgspec.Struct, frozen=True, tag_field="kind", tag="add"):
    """These words claim this, which nobody found. `known` as in a verdict."""

    document: str
    evidence: tuple[Span, ...]
    words: tuple[str, ...]
    content: Content
    known: dict[str, str | None] = {}


Verdict: TypeAlias = Accept | Reject | Change
OfClaim: TypeAlias = Verdict | Add
VERDICTS = (Accept, Reject, Change)
OF_CLAIM = (*VERDICTS, Add)


def document_of(body: OfClaim) -> str:
    """The document (a whole id) that an event is about."""
    return body.document if isinstance(body, Add) else body.claim.document


def content_of(claim: Claim) -> Content:
    """What a claim says."""
    return Content(claim.holder, claim.subject, claim.relation, claim.object, claim.polarity, claim.modality)
