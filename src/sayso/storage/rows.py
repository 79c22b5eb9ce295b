"""What questions to a project are asked with, and what the answers are made of."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from sayso.model import AttributionKind, Claim, Modality, Polarity, Stance, Standing

ReviewFilter: TypeAlias = Literal["yes", "no", "rejected"]
"""Claims that a person accepted, changed or added; those of which nobody said anything; those that were rejected."""


class ClaimFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims to give; every condition that is set must hold.

    An actor (`subject`, `object`, `about` for either of the two, `holder` for anyone in the chain) is meant by any of
    its names, in a document or in the registry, in any case. `document` is an id or the beginning of one.
    `since` and `until` (ISO dates, cut as short as you like, both included) bound the time of the claim, or where the
    text gives none, the day of publication; a claim with neither is left out once a bound is set.
    `min_confidence` None means what sayso.toml says under [claims]; `reviewed` None, all that were not rejected.
    """

    subject: str | None = None
    object: str | None = None
    about: str | None = None
    relation: str | None = None
    holder: str | None = None
    since: str | None = None
    until: str | None = None
    polarity: Polarity | None = None
    modality: Modality | None = None
    document: str | None = None
    min_confidence: float | None = None
    reviewed: ReviewFilter | None = None


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One of those on whose word a claim stands. `registry` is the actor's id in the registry, where it has one.

    `words` are the source and cue as they stand in the text ('the ministry', 'said'), `attribution` is the id of the
    attribution that cites the actor, the rest as there; all empty for the outermost holder, and where none is found.
    """

    actor: str
    registry: str | None = None
    words: tuple[str, ...] = ()
    attribution: str | None = None
    kind: AttributionKind | None = None
    unresolved: str | None = None
    standing: Standing | None = None
    stance: Stance | None = None


class StoredClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with the document that it stands in.

    `id` is 16 hexadecimal digits, made from the document's id, the holders, subject, relation, object and polarity: it
    is the same in every run and on every machine. `quotations` are the words of the text at `claim.evidence`, and
    `chain` is `claim.holder` (outermost first) with the words by which each is cited. The claim names actors as its
    document does; `shown` gives those that have another name over all documents, by the name in the claim. `reviewed`
    is 'accepted', 'changed', 'added' (by hand) or 'rejected', None where nobody reviewed it;
    a changed claim keeps its id.
    """

    id: str
    document_id: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    claim: Claim
    quotations: tuple[str, ...]
    chain: tuple[Link, ...]
    shown: dict[str, str] = {}
    reviewed: str | None = None


class UnresolvedRow(msgspec.Struct, frozen=True, kw_only=True):
    """Words that could not be traced to an actor, from `start` to `end` in the document's text, and why.

    `attribution` is the id of that whose source they are (or, where it names none, its cue) in this document; None
    where they are a mention, and then `reason` is its kind. `quotation` is the text around, on one line.
    """

    document: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    attribution: str | None = None
    reason: str
    words: str
    start: int
    end: int
    quotation: str


class UnresolvedCount(msgspec.Struct, frozen=True, kw_only=True):
    """How often there is one reason, and the words (as names are compared) that most often have it."""

    reason: str
    number: int
    words: dict[str, int]


class DocumentRow(msgspec.Struct, frozen=True, kw_only=True):
    """A document in a list. `claims` is their number; None where the document waits for its (first) analysis."""

    id: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    lang: str | None = None
    characters: int
    claims: int | None = None


class ActorRow(msgspec.Struct, frozen=True, kw_only=True):
    """An actor over all documents, after all corrections.

    `identity` says who it is, in a word that no other actor has. It may change when documents or corrections are added.
    `names` are the strings that name it, each with the number of documents that use it, the most usual first; of those
    that differ only in case, accent or article, the most usual stands for all. `as_subject`, `as_object` and
    `as_holder` count claims, `documents` those in which a claim has it.
    """

    name: str
    registry: str | None = None
    type: str
    names: dict[str, int]
    as_subject: int
    as_object: int
    as_holder: int
    documents: int
    identity: str


class SkippedRow(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not in the results, and why.

    `stage` 'reading': an input that gave no document, with `source` the file (and row); 'analysis': a document that
    could not be analysed, with `document_id`. `reason` is one machine-readable word ('binary', 'conflict', 'crashed').
    """

    stage: Literal["reading", "analysis"]
    source: str
    reason: str
    message: str
    document_id: str | None = None


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """A project in numbers. `waiting` documents were never analysed, or with another codebook, registry or version.

    `claims` counts all that are stored, of whatever confidence, and `actors` those in them. `first` and `last` are the
    earliest and latest days of publication. `storage` is the file of the database, or its URL without the password.
    """

    name: str
    folder: str
    storage: str = ""
    documents: int
    analysed: int
    waiting: int
    failed: int
    unreadable: int
    claims: int
    actors: int
    publishers: int
    first: str | None = None
    last: str | None = None
