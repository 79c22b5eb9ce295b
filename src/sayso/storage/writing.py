"""Puts documents, analyses and failures into the database. Each function is one step of a transaction of the caller."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import Connection, delete, select

from sayso.actors import Entry
from sayso.errors import AnalysisError, ReadingError
from sayso.model import Actor, Analysis, Document, Passage
from sayso.reading.identity import normalised
from sayso.storage import schema as t
from sayso.storage.database import free_keys, insert_rows
from sayso.storage.dialects import longest_name
from sayso.storage.keys import bounds, claim_ids, fold, identity
from sayso.storage.name_uses import name_uses
from sayso.storage.rows import SkippedRow
from sayso.storage.standings import standings
from sayso.storage.untraced import find_untraced

_DISTINGUISHING = ("text", "title", "publisher", "author", "speaker", "published")
"""Where these differ (and are given), the second of two documents with one id is refused."""
_AS_JSON: dict[str, Any] = {"passages": tuple[Passage, ...], "origins": dict[str, str]}
"""The fields of a document that stand in their columns as JSON, with their types."""
UNKNOWN = "unknown"
Identify: TypeAlias = Callable[[str, str, Actor | None], str]
"""Who an actor is: (id of the document, key of the actor in it, the actor) -> identity."""
_NO_ACTOR = Actor(type=UNKNOWN, names=())
"""Stands for a holder who is not listed among the actors: a publisher, 'reader', or words that name nobody known."""


def add_document(connection: Connection, document: Document, source: str) -> bool:
    """Stores a document unless it is there; whether it is new. `source` is the file that gave it.

    Raises ReadingError ('conflict') where another document has its id; that one is left as it was.
    """
    known = connection.execute(select(t.documents).where(t.documents.c.id == document.id)).one_or_none()
    if known is None:
        key = next(free_keys(connection, t.documents.c.key))
        insert_rows(connection, t.documents, [document_row(key, document)])
    else:
        key = known.key
        _check_same(document, read_document(known))
    came = t.inputs.c
    if not connection.execute(select(came.source).where(came.source == source, came.document == key)).first():
        insert_rows(connection, t.inputs, [(source, key)])
    return known is None


def document_row(key: int, document: Document) -> tuple[Any, ...]:
    """A row of `documents`."""
    values = {f: getattr(document, f) for f in document.__struct_fields__}
    values |= {f: _json(values[f]) for f in _AS_JSON} | {"key": key}
    return tuple(values[column.name] for column in t.documents.c)


def _check_same(document: Document, known: Document) -> None:
    given = ((f, getattr(document, f), getattr(known, f)) for f in _DISTINGUISHING)
    other = [field for field, new, old in given if new and old and normalised(new) != normalised(old)]
    if other:
        raise ReadingError(
            f"There is a document '{document.id}' already, with other {' and '.join(other)}; it was left as it is. "
            "To have both, give this one another id.",
            reason="conflict",
        )


def read_document(row: Any) -> Document:  # noqa: ANN401 - a row of `documents`
    """The document as it was added."""
    values = {f: getattr(row, f) for f in Document.__struct_fields__}
    return Document(**values | {f: msgspec.json.decode(values[f], type=kind) for f, kind in _AS_JSON.items()})


def put_skipped(connection: Connection, skipped: SkippedRow) -> None:
    """Lists an input or document that gave no result; of a document, what was found before is removed."""
    _forget(connection, skipped.stage, skipped.source)
    key = _key_of(connection, skipped.document_id) if skipped.document_id else None
    if skipped.stage == "analysis":
        connection.execute(delete(t.analyses).where(t.analyses.c.document == key))
    insert_rows(connection, t.skipped, [(skipped.stage, skipped.source, skipped.reason, skipped.message, key)])


def forget_input(connection: Connection, source: str) -> None:
    """Takes a file and all its rows off the list of what could not be read."""
    column = t.skipped.c.source
    rows = (column == source) | column.startswith(f"{source}:", autoescape=True)
    connection.execute(delete(t.skipped).where(t.skipped.c.stage == "reading", rows))


def put_analysis(connection: Connection, analysis: Analysis, fingerprint: str, identify: Identify = identity) -> None:
    """Stores what was found in a document, in place of what was found before.

    `identify` says who an actor is by its document alone, until all documents are looked at together.

    Raises AnalysisError where the analysis is of another text than the document's, or a server cannot keep a name.
    """
    document = analysis.document
    stored = connection.execute(select(t.documents).where(t.documents.c.id == document.id)).one()
    if stored.text != document.text:
        raise AnalysisError("The analysis is of another text than the document's.")
    key = stored.key
    _forget(connection, "analysis", document.id)
    connection.execute(delete(t.analyses).where(t.analyses.c.document == key))
    insert_rows(connection, t.analyses, [(key, fingerprint, encode(analysis))])
    actors = _put_actors(connection, key, analysis, identify)
    ids = claim_ids(document.id, analysis.claims)
    put_claims(connection, key, analysis, actors, [(claim_id, None) for claim_id in ids])
    _put_details(connection, key, analysis, actors)


def put_registry_names(connection: Connection, entries: Iterable[Entry]) -> None:
    """Replaces the known names by those of these actors."""
    connection.execute(delete(t.registry_names))
    rows = [row for entry in entries for row in _registry_rows(entry)]
    insert_rows(connection, t.registry_names, rows)


def _registry_rows(entry: Entry) -> Iterator[tuple[str | int | None, ...]]:
    noted = {name.name: name for name in entry.names if not isinstance(name, str)}
    for place, name in enumerate(entry.spellings()):
        note = noted.get(name)
        used_by = ", ".join(note.used_by) if note else ""
        yield entry.id, place, name, fold(name), used_by or None, note.stance if note else None


def encode(analysis: Analysis) -> bytes:
    """The analysis as JSON without the document's text, which is stored with the document."""
    return _encoder.encode(msgspec.structs.replace(analysis, document=_without_text(analysis.document)))


def decode(payload: bytes, text: str) -> Analysis:
    """The analysis whose `encode` is `payload`, of a document with this text."""
    analysis = _decoder.decode(payload)
    return msgspec.structs.replace(analysis, document=msgspec.structs.replace(analysis.document, text=text))


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Analysis)


def _without_text(document: Document) -> Document:
    return msgspec.structs.replace(document, text="")


def _json(value: object) -> str:
    return _encoder.encode(value).decode()


def _forget(connection: Connection, stage: str, source: str) -> None:
    """Takes an entry off the list of what was skipped."""
    connection.execute(delete(t.skipped).where(t.skipped.c.stage == stage, t.skipped.c.source == source))


def _key_of(connection: Connection, document_id: str) -> int:
    key: int = connection.execute(select(t.documents.c.key).where(t.documents.c.id == document_id)).scalar_one()
    return key


def _put_actors(connection: Connection, document: int, analysis: Analysis, identify: Identify) -> dict[str, int]:
    """The keys of the document's actors by name; whoever else is a holder, subject or object gets one too."""
    in_claims = [(*claim.holder, claim.subject, claim.object) for claim in analysis.claims]
    in_labels = [(*label.holder, label.actor) for label in analysis.labels]
    in_words = [[use.holder for use in name_uses(analysis) if use.holder]]
    everyone = {name: _NO_ACTOR for names in in_claims + in_labels + in_words for name in names} | analysis.actors
    return put_actors(connection, document, analysis.document.id, everyone, identify)


def put_actors(
    connection: Connection, document: int, id_: str, everyone: Mapping[str, Actor], identify: Identify
) -> dict[str, int]:
    """Rows for further actors of a document (its key and id), by their names in it; the keys of these rows."""
    keys = dict(zip(everyone, free_keys(connection, t.actors.c.key), strict=False))
    rows = [
        (keys[name], document, name, actor.type, actor.registry, identify(id_, name, actor), None)
        for name, actor in everyone.items()
    ]
    longest = longest_name(connection)
    if longest is not None and any(len(row[5].encode()) > longest for row in rows):
        raise AnalysisError(f"The name of an actor has more than {longest} bytes, which the server cannot keep.")
    names = [
        (keys[key], place, name, fold(name))
        for key, actor in everyone.items()
        for place, name in enumerate(dict.fromkeys((key, *actor.names)))
    ]
    insert_rows(connection, t.actors, rows)
    insert_rows(connection, t.actor_names, names)
    return keys


def put_claims(
    connection: Connection,
    document: int,
    analysis: Analysis,
    actors: Mapping[str, int],
    marks: Sequence[tuple[str, str | None]],
) -> None:
    """The rows of the analysis' claims; `marks` are the id of each, and how it was reviewed."""
    keys = free_keys(connection, t.claims.c.key)
    rows, holders, evidence = [], [], []
    for place, ((claim_id, reviewed), claim) in enumerate(zip(marks, analysis.claims, strict=True)):
        key = next(keys)
        first, last = bounds(claim.when, analysis.document.published)
        # fmt: off
        rows.append((
            key, claim_id, document, place, actors[claim.subject], claim.relation, actors[claim.object], claim.polarity,
            claim.modality, claim.when, claim.where, first, last, claim.confidence, claim.why, None,
            reviewed,
        ))
        # fmt: on
        how = standings(analysis, claim)
        holders += [(key, number, actors[name], how[number]) for number, name in enumerate(claim.holder)]
        evidence += [(key, number, start, end) for number, (start, end) in enumerate(claim.evidence)]
    insert_rows(connection, t.claims, rows)
    insert_rows(connection, t.claim_holders, holders)
    insert_rows(connection, t.evidence, evidence)


def _put_details(connection: Connection, document: int, analysis: Analysis, actors: dict[str, int]) -> None:
    attributions = [
        (
            document, place, a.id, a.parent, a.kind, a.holder, _json(a.source), _json(a.cue), _json(a.content),
            a.unresolved, a.standing, a.stance,
        )
        for place, a in enumerate(analysis.attributions)
    ]  # fmt: skip
    labels = [
        (document, place, _json(n.holder), actors[n.actor], n.label, fold(n.label), n.tone, _json(n.evidence))
        for place, n in enumerate(analysis.labels)
    ]
    dates = [(document, place, d.start, d.end, d.type, d.value) for place, d in enumerate(analysis.dates)]
    insert_rows(connection, t.attributions, attributions)
    insert_rows(connection, t.labels, labels)
    untraced = [
        (document, place, u.reason, u.words, fold(u.words), u.start, u.end, u.attribution)
        for place, u in enumerate(find_untraced(analysis))
    ]
    uses = [
        (document, place, actors[u.actor], actors[u.holder] if u.holder else None, *u[2:])
        for place, u in enumerate(name_uses(analysis))
    ]
    insert_rows(connection, t.dates, dates)
    insert_rows(connection, t.name_uses, uses)
    insert_rows(connection, t.unresolved, untraced)
