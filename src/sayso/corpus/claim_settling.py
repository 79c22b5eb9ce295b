"""The job that makes what people said of claims hold: replayed over what was found in each document, and stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from sayso.corpus.claim_replay import ReplayedClaims, events_of, replay_claims
from sayso.corpus.clusters import anchor
from sayso.corpus.corrections import Outcome, undone_by
from sayso.storage import schema as t
from sayso.storage.claim_events import OF_CLAIM, document_of
from sayso.storage.corrections import Body, Correction, Redo, Undo
from sayso.storage.reviews import Marked, StoredAnalysis, put_reviewed, read_kept_analysis

ABSENT = Outcome(standing="waiting", note="the document is not there, or not analysed")


class Settled(NamedTuple):
    """How many claims read or stand otherwise than before, and whether actors came that no document had."""

    claims: int
    has_new_actors: bool


class ReviewedDocument(NamedTuple):
    """A document with what is stored of it, and what its events make of its claims."""

    stored: StoredAnalysis
    replayed: ReplayedClaims


def settle_claims(
    connection: Connection, log: Sequence[Correction], documents: Collection[str] | None = None
) -> Settled:
    """Brings the claims of these documents (ids; None for all that the log is about) up to date with the log."""
    wanted = documents_in(log) if documents is None else documents
    undone = undone_by(log)
    changed, has_new = 0, False
    for document in sorted(wanted):
        reviewed = review_document(connection, log, document, undone)
        if reviewed is None:
            continue
        stored, replayed = reviewed
        marked = [Marked(one.id, one.claim, one.review) for one in replayed.claims]
        changed += _count_changes(stored, marked)
        has_new |= put_reviewed(connection, stored, marked, replayed.known, anchor)
    return Settled(changed, has_new)


def review_document(
    connection: Connection, log: Sequence[Correction], document: str, undone: Mapping[str, str] | None = None
) -> ReviewedDocument | None:
    """The claims of one document after the log; None where it is not analysed."""
    stored = read_kept_analysis(connection, document)
    if stored is None:
        return None
    undone = undone_by(log) if undone is None else undone
    relations = set(connection.scalars(select(t.relations.c.relation)))
    return ReviewedDocument(stored, replay_claims(events_of(log, document), undone, stored.kept.uncorrected, relations))


def outcomes_of_claims(
    connection: Connection, log: Sequence[Correction], documents: Collection[str] | None = None
) -> dict[str, Outcome]:
    """What became of each event about a claim, of all documents or these."""
    undone = undone_by(log)
    found: dict[str, Outcome] = {}
    for document in sorted(documents_in(log) if documents is None else documents):
        reviewed = review_document(connection, log, document, undone)
        if reviewed is not None:
            found |= reviewed.replayed.outcomes
            continue
        for event in events_of(log, document):
            by = undone.get(event.id)
            found[event.id] = ABSENT if by is None else Outcome(standing="undone", by=by)
    return found


def documents_in(log: Sequence[Correction]) -> set[str]:
    """The documents (ids) whose claims the log is about."""
    return {document_of(event.body) for event in log if isinstance(event.body, OF_CLAIM)}


def documents_touched(body: Body, log: Sequence[Correction]) -> set[str]:
    """Those whose claims an event may change, itself or by what it undoes."""
    events = {event.id: event.body for event in log}
    while isinstance(body, Undo | Redo):
        if body.event not in events:
            return set()
        body = events[body.event]
    return {document_of(body)} if isinstance(body, OF_CLAIM) else set()


def _count_changes(stored: StoredAnalysis, marked: Sequence[Marked]) -> int:
    claims = (*stored.kept.claims, *stored.kept.rejected)
    before = {id_: (claim, reviewed) for (id_, reviewed), claim in zip(stored.marks, claims, strict=True)}
    after = {one.id: (one.claim, one.reviewed) for one in marked}
    return sum(before.get(id_) != after.get(id_) for id_ in before.keys() | after.keys())
