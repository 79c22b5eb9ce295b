"""What people say of claims: accept, reject, change, and add by hand. Each is one event at the end of the log."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from sayso.corpus.claim_anchors import Names
from sayso.corpus.claim_replay import Reviewed
from sayso.corpus.claim_settling import ReviewedDocument, review_document
from sayso.corpus.correcting import Change, Corrected, Rules
from sayso.errors import UsageError
from sayso.model import Modality, Polarity, Span
from sayso.storage import schema as t
from sayso.storage.claim_events import Accept, Add, Content, Reject, content_of
from sayso.storage.claim_events import Change as Changed
from sayso.storage.claims import find_claim
from sayso.storage.database import Database
from sayso.storage.documents import find_document
from sayso.storage.naming import find_actor

REGISTRY = "registry:"
LONGEST = 2_000
"""No claim is shown by more characters than these."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be another in a claim; None leaves it. Actors are meant by any of their names."""

    holder: Sequence[str] | None = None
    subject: str | None = None
    relation: str | None = None
    object: str | None = None
    polarity: Polarity | None = None
    modality: Modality | None = None


class Reviews:
    """What is said of the claims of a project. Claims are meant by their ids, or the beginnings of these.

    Every change takes `by`, who says so (else the user of this computer), and `reason`, in words; `blind` makes it a
    second reading, which is kept to be compared with the first and changes nothing. `relations` are those of the
    codebook. Raises UsageError where there is no such claim, document, relation or stretch of text.
    """

    def __init__(self, database: Database, rules: Rules, relations: Collection[str]) -> None:
        self._database, self._rules, self._relations = database, rules, relations

    def accept(self, claim: str, *, blind: bool = False, by: str | None = None, reason: str | None = None) -> Corrected:
        """The claim is right as it reads."""
        with self._database.writing() as connection:
            change = Change(connection, self._rules)
            _, one = _reviewed(change, claim)
            return change.make(Accept(one.anchor, _read(one, blind), blind), by, reason)

    def reject(self, claim: str, *, blind: bool = False, by: str | None = None, reason: str | None = None) -> Corrected:
        """The text does not claim this."""
        with self._database.writing() as connection:
            change = Change(connection, self._rules)
            _, one = _reviewed(change, claim)
            return change.make(Reject(one.anchor, _read(one, blind), blind), by, reason)

    def change(
        self, claim: str, reading: Reading, *, blind: bool = False, by: str | None = None, reason: str | None = None
    ) -> Corrected:
        """The words claim something else."""
        with self._database.writing() as connection:
            change = Change(connection, self._rules)
            document, one = _reviewed(change, claim)
            before = _read(one, blind)
            given = {name: value for name, value in msgspec.structs.asdict(reading).items() if value is not None}
            content, known = self._content(connection, document, msgspec.structs.asdict(before) | given)
            if content == before and one.review != "rejected":
                raise UsageError("That is what the claim says already. To say that it is right: sayso correct accept")
            return change.make(Changed(one.anchor, content, blind, known), by, reason)

    def add(
        self,
        document: str,
        evidence: Sequence[Span],
        reading: Reading,
        *,
        by: str | None = None,
        reason: str | None = None,
    ) -> Corrected:
        """These stretches of a document's text (by its id) claim something that was not found."""
        with self._database.writing() as connection:
            change = Change(connection, self._rules)
            id_ = find_document(connection, document).id
            reviewed = review_document(connection, change.log, id_)
            if reviewed is None:
                raise UsageError("The document waits for its analysis; first: sayso run")
            text = reviewed.stored.kept.document.text
            spans = tuple(sorted({(start, end) for start, end in evidence}))
            if not spans or any(not 0 <= start < end <= len(text) for start, end in spans):
                raise UsageError("The claim needs words of the text that show it.")
            if sum(end - start for start, end in spans) > LONGEST:
                raise UsageError(f"A claim is shown by {LONGEST:,} characters at the most; choose fewer words.")
            given = {"holder": None, "polarity": "affirmed", "modality": "actual"}
            given |= {name: value for name, value in msgspec.structs.asdict(reading).items() if value is not None}
            content, known = self._content(connection, reviewed, given)
            words = tuple(text[start:end] for start, end in spans)
            return change.make(Add(id_, spans, words, content, known), by, reason)

    def quoted(self, document: str, words: str) -> Span:
        """Where these words stand in a document, for `add`. Raises UsageError where nowhere, or at several places."""
        with self._database.reading() as connection:
            text = find_document(connection, document).text
        number = text.count(words) if words else 0
        if number != 1:
            where = "not in the text" if not number else f"{number} times in the text; quote more of them"
            raise UsageError(f"The words stand {where}. They must be as they are written there.")
        return text.index(words), text.index(words) + len(words)

    def _content(
        self, connection: Connection, document: ReviewedDocument, given: Mapping[str, Any]
    ) -> tuple[Content, dict[str, str | None]]:
        """What is claimed, with the document's actors; and those that it has not, with their ids in the registry."""
        kept = document.stored.kept
        if missing := [name for name in ("subject", "relation", "object") if not given.get(name)]:
            raise UsageError(f"A claim needs a {missing[0]}.")
        if given["relation"] not in self._relations:
            raise UsageError(f"The codebook has no relation '{given['relation']}'. See: sayso codebook")
        finder = _Finder(connection, document)
        holder = given["holder"] or (outermost(document),)
        content = Content(
            tuple(map(finder.find, holder)),
            finder.find(given["subject"]),
            given["relation"],
            finder.find(given["object"]),
            given["polarity"],
            given["modality"],
        )
        if content.subject == content.object:
            raise UsageError("A claim relates two actors; these are one.")
        there = {name for claim in kept.claims for name in claim.holder} | kept.actors.keys()
        names = {*content.holder, content.subject, content.object} - there
        return content, {name: finder.known.get(name) for name in sorted(names)}


class _Finder:
    """Finds who is meant by a name: an actor of the document, else one of the project, else somebody new."""

    def __init__(self, connection: Connection, document: ReviewedDocument) -> None:
        self._connection, self._document = connection, document
        self._names = Names(document.stored.kept.actors)
        self.known: dict[str, str | None] = {}

    def find(self, name: str) -> str:
        name = " ".join(name.split())
        if not name:
            raise UsageError("An actor needs a name.")
        kept = self._document.stored.kept
        key = self._names.key(name)
        if key in kept.actors or any(key in claim.holder for claim in kept.claims):
            return key
        try:
            meant = find_actor(self._connection, name)
        except UsageError:
            return name
        a = t.actors.c
        here = select(a.name).where(a.document == self._document.stored.key, a.identity == meant.identity)
        own = self._connection.scalars(here.order_by(a.key)).first()
        if own is None and meant.identity.startswith(REGISTRY):
            self.known[meant.name] = meant.identity.removeprefix(REGISTRY)
        return own or meant.name


def outermost(document: ReviewedDocument) -> str:
    """Who puts a document out, as its claims have it."""
    kept = document.stored.kept
    first = next((claim.holder[0] for claim in (kept.found or kept.claims) if claim.holder), None)
    return first or kept.document.publisher or kept.document.author or "author"


def _reviewed(change: Change, claim: str) -> tuple[ReviewedDocument, Reviewed]:
    """A claim after the log, with its document."""
    stored = find_claim(change.connection, claim)
    document = review_document(change.connection, change.log, stored.document_id)
    one = next((one for one in document.replayed.claims if one.id == stored.id), None) if document else None
    if document is None or one is None:
        raise UsageError("The claim is not there any more; the list has changed.")
    return document, one


def _read(one: Reviewed, blind: bool) -> Content:
    """What the claim says to the one who judges: a second reader sees it as it was found."""
    return one.anchor.content if blind else content_of(one.claim)
