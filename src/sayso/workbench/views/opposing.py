"""What the pages of disputes and of rival answers share: one side in words, with its sources."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import select

from sayso.claims.codebook import Codebook
from sayso.exports.sentences import claim_clause
from sayso.findings.stands import Speaker, Stand
from sayso.model import Claim
from sayso.pages.views import ClaimView, view_claim
from sayso.storage import schema as t
from sayso.storage.claims import claims_by_key
from sayso.workbench.desk import Desk


class SpeakerView(msgspec.Struct, frozen=True, kw_only=True):
    """An independent source: its names (of an anonymous one, those who vouch for it), who carries its word, since when.

    `claim` is its first claim, where the page quotes it.
    """

    kind: str
    names: tuple[str, ...]
    carried: list[str]
    since: str | None
    until: str | None
    claim: ClaimView | None


class StandView(msgspec.Struct, frozen=True, kw_only=True):
    """Those who take one side: figures, days of publication, the first sources and how many more there are."""

    documents: int
    independent: int
    anonymous: int
    since: str | None
    until: str | None
    speakers: list[SpeakerView]
    left: int


def view_stand(stand: Stand, most: int, quoted: dict[str, ClaimView] | None = None) -> StandView:
    """A side with so many of its sources; `quoted` are the claims that are shown, by id."""
    shown = stand.speakers[:most]
    return StandView(
        documents=stand.documents,
        independent=stand.independent,
        anonymous=stand.anonymous,
        since=stand.since,
        until=stand.until,
        speakers=[_speaker(speaker, quoted or {}) for speaker in shown],
        left=len(stand.speakers) - len(shown),
    )


def _speaker(speaker: Speaker, quoted: dict[str, ClaimView]) -> SpeakerView:
    return SpeakerView(
        kind=speaker.kind,
        names=speaker.names,
        carried=[outlet for outlet in speaker.outlets if outlet not in speaker.names],
        since=speaker.since,
        until=speaker.until,
        claim=quoted.get(speaker.claims[0]) if speaker.claims else None,
    )


def quote(desk: Desk, stands: Iterable[Stand], most: int) -> dict[str, ClaimView]:
    """The first claim of each of the sources that are shown, by id."""
    ids = [speaker.claims[0] for stand in stands for speaker in stand.speakers[:most] if speaker.claims]
    c = t.claims.c
    keys = list(desk.connection.scalars(select(c.key).where(c.id.in_(ids))))
    return {one.id: view_claim(one, desk.codebook) for one in claims_by_key(desk.connection, keys).values()}


def clause(subject: str, relation: str, object_: str, codebook: Codebook) -> str:
    """What is said, as a sentence: 'Vostrya supports the Lumen Front'."""
    return claim_clause(Claim(holder=(), subject=subject, relation=relation, object=object_, evidence=()), codebook)
