"""Claims as people corrected them: stored in place of what was found, from which they can be made anew at any time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, select, update

from sayso.model import Actor, Analysis, Claim
from sayso.storage import schema as t
from sayso.storage.writing import UNKNOWN, Identify, put_actors, put_claims


class Kept(Analysis, frozen=True, kw_only=True):
    """An analysis as it is stored where its claims were corrected: `claims` are those that stand.

    `rejected` are the others, `found` those that were found, None where nothing was corrected. `strangers` are actors
    of the document that only corrections name.
    """

    rejected: tuple[Claim, ...] = ()
    found: tuple[Claim, ...] | None = None
    strangers: tuple[str, ...] = ()

    @property
    def uncorrected(self) -> Analysis:
        """What was found."""
        fields = {name: getattr(self, name) for name in Analysis.__struct_fields__}
        if self.found is not None:
            actors = {name: actor for name, actor in self.actors.items() if name not in self.strangers}
            fields |= {"claims": self.found, "actors": actors}
        return Analysis(**fields)


class Marked(NamedTuple):
    """A claim with its id, and how it was reviewed."""

    id: str
    claim: Claim
    reviewed: str | None


class StoredAnalysis(NamedTuple):
    """What stands in the database of a document: its key, what is kept, and the marks of its claims in order."""

    key: int
    kept: Kept
    marks: list[tuple[str, str | None]]


_decoder = msgspec.json.Decoder(Kept)
_encoder = msgspec.json.Encoder()


def read_kept_analysis(connection: Connection, document: str) -> StoredAnalysis | None:
    """The analysis of a document (a whole id) with what was corrected; None where it is not analysed."""
    d, c = t.documents.c, t.claims.c
    query = (
        select(d.key, d.text, t.analyses.c.payload).select_from(t.documents.join(t.analyses)).where(d.id == document)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    kept = _decoder.decode(row.payload)
    marks = select(c.id, c.reviewed).where(c.document == row.key).order_by(c.position)
    with_text = msgspec.structs.replace(kept.document, text=row.text)
    return StoredAnalysis(
        row.key, msgspec.structs.replace(kept, document=with_text), [tuple(mark) for mark in connection.execute(marks)]
    )


def put_reviewed(
    connection: Connection,
    stored: StoredAnalysis,
    claims: Sequence[Marked],
    known: Mapping[str, str | None],
    identify: Identify,
) -> bool:
    """Stores the claims of a document as they are now, the rejected behind the others; whether actors are new.

    Nothing is written where it stands so already. `known` are ids in the registry of actors that the document has not.
    """
    found = stored.kept.uncorrected
    standing = [one for one in claims if one.reviewed != "rejected"]
    rejected = [one for one in claims if one.reviewed == "rejected"]
    ordered = [*standing, *rejected]
    marks = [(one.id, one.reviewed) for one in ordered]
    actors = _strangers(found, ordered, known)
    changed = any(one.reviewed for one in claims)
    kept = Kept(
        **{name: getattr(found, name) for name in Analysis.__struct_fields__}
        | {"claims": tuple(one.claim for one in standing), "actors": found.actors | actors},
        rejected=tuple(one.claim for one in rejected),
        found=found.claims if changed else None,
        strangers=tuple(sorted(actors)),
    )
    if kept == stored.kept and marks == stored.marks:
        return False
    return _write(connection, stored, kept, marks, identify)


def _strangers(found: Analysis, claims: Sequence[Marked], known: Mapping[str, str | None]) -> dict[str, Actor]:
    """Those in the claims whom neither the document's actors nor its found claims have."""
    there = {name for claim in found.claims for name in _names(claim)} | found.actors.keys()
    new = sorted({name for one in claims for name in _names(one.claim)} - there)
    return {name: Actor(type=UNKNOWN, names=(name,), registry=known.get(name)) for name in new}


def _write(
    connection: Connection, stored: StoredAnalysis, kept: Kept, marks: list[tuple[str, str | None]], identify: Identify
) -> bool:
    a = t.actors.c
    connection.execute(delete(t.claims).where(t.claims.c.document == stored.key))
    gone = set(stored.kept.strangers) - set(kept.strangers)
    connection.execute(delete(t.actors).where(a.document == stored.key, a.name.in_(sorted(gone))))
    rows = dict(connection.execute(select(a.name, a.key).where(a.document == stored.key)).all())
    new = {name: kept.actors[name] for name in kept.strangers if name not in rows}
    if new:
        rows |= put_actors(connection, stored.key, kept.document.id, new, identify)
    every = msgspec.structs.replace(kept, claims=kept.claims + kept.rejected)
    put_claims(connection, stored.key, every, rows, marks)
    bare = msgspec.structs.replace(kept, document=msgspec.structs.replace(kept.document, text=""))
    # Without corrections the very bytes that the analysis had before.
    body = bare if kept.found is not None else bare.uncorrected
    here = t.analyses.c.document == stored.key
    connection.execute(update(t.analyses).where(here).values(payload=_encoder.encode(body)))
    return bool(new)


def _names(claim: Claim) -> tuple[str, ...]:
    return (*claim.holder, claim.subject, claim.object)
