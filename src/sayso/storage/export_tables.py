"""The tables that an export writes: one subject each, joined by ids, with the type and meaning of each column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple, TypeAlias

from sqlalchemy import Connection, Select

from sayso.storage import export_queries as q
from sayso.storage.export_queries import Cell
from sayso.storage.exporting import Scope

Kind: TypeAlias = Literal["text", "integer", "real", "boolean"]
_AT_ONCE = 5_000


class Column(NamedTuple):
    """A column's name, the type of its cells, and what they mean."""

    name: str
    kind: Kind
    meaning: str


class ExportTable(NamedTuple):
    """A table: its name, what one row is, its columns, and what gives its rows."""

    name: str
    row_is: str
    columns: tuple[Column, ...]
    query: Callable[[Scope], Select[Any]]
    finish: Callable[[Connection, Iterator[Any]], Iterator[tuple[Cell, ...]]] | None = None

    def rows(self, connection: Connection, scope: Scope) -> Iterator[tuple[Cell, ...]]:
        """The rows in scope, with a cell for each column; None where nothing is known."""
        found = connection.execute(self.query(scope).execution_options(yield_per=_AT_ONCE))
        yield from self.finish(connection, iter(found)) if self.finish else map(tuple, found)


def _text(name: str, meaning: str) -> Column:
    return Column(name, "text", meaning)


def _number(name: str, meaning: str) -> Column:
    return Column(name, "integer", meaning)


def _real(name: str, meaning: str) -> Column:
    return Column(name, "real", meaning)


def _truth(name: str, meaning: str) -> Column:
    return Column(name, "boolean", meaning)


_DOCUMENT = _text("document", "id of the document")
_CLAIM = _text("claim", "id of the claim")
_SUBJECT = (_text("subject", "identity of the actor that does it"), _text("subject_name", "its name as shown"))
_OBJECT = (_text("object", "identity of the actor to whom it is done"), _text("object_name", "its name as shown"))
_ACTOR = (_text("actor", "identity of the actor"), _text("actor_name", "its name as shown"))

TABLES: tuple[ExportTable, ...] = (
    ExportTable(
        "documents",
        "a document as it was read",
        (
            _text("id", "its id"),
            _text("title", "as the page or file gives it"),
            _text("publisher", "who published it"),
            _text("author", "who wrote it"),
            _text("speaker", "for whom it speaks where that is not the publisher"),
            _text("published", "ISO date"),
            _text("lang", "language code"),
            _text("url", "where it came from"),
            _number("characters", "length of its text"),
            _truth("analysed", "whether claims were looked for"),
        ),
        q.documents,
        q.with_truth(9),
    ),
    ExportTable(
        "actors",
        "an actor over all documents",
        (
            _text("id", "its identity, by which the other tables mean it"),
            _text("name", "its name as shown"),
            _text("type", "person, state, armed_group ..."),
            _text("registry", "its id in actors.yaml"),
            _number("documents", "in how many documents of this export it appears"),
        ),
        q.actors,
    ),
    ExportTable(
        "actor_names",
        "a name of an actor",
        (
            _text("actor", "identity of the actor"),
            _text("name", "as documents spell it"),
            _number("documents", "how many of this export call the actor so"),
        ),
        q.actor_names,
    ),
    ExportTable(
        "claims",
        "a claim",
        (
            _text("id", "its id"),
            _DOCUMENT,
            _text("publisher", "of the document"),
            _text("published", "of the document"),
            *_SUBJECT,
            _text("relation", "id in codebook.yaml"),
            *_OBJECT,
            _text("polarity", "affirmed or denied"),
            _text("modality", "actual, intended or possible"),
            _text("when", "date or interval that the text gives"),
            _text("where", "place in the words of the text"),
            _text("first_day", "first day that it may be about: of `when`, else of publication"),
            _text("last_day", "last day; cut like an ISO date"),
            _real("confidence", "0 to 1"),
            _text("why", "the frame or model that found it"),
            _text("statement", "id of the statement it belongs to"),
        ),
        q.claims,
    ),
    ExportTable(
        "claim_holders",
        "one on whose word a claim stands",
        (
            _CLAIM,
            _number("position", "0 is the outermost"),
            _text("holder", "identity of the actor"),
            _text("holder_name", "its name as shown"),
            _text("standing", "named, anonymous, self or reader"),
        ),
        q.claim_holders,
    ),
    ExportTable(
        "evidence",
        "a stretch of text that shows a claim",
        (
            _CLAIM,
            _number("position", "0 is the first"),
            _DOCUMENT,
            _number("start", "first character of the document's text, from 0"),
            _number("end", "the character after the last"),
            _text("words", "verbatim"),
        ),
        q.evidence,
        q.with_words,
    ),
    ExportTable(
        "attributions",
        "somebody who is made to say or think something",
        (
            _DOCUMENT,
            _text("id", "unique inside the document"),
            _text("parent", "the attribution in whose content it lies"),
            _text("kind", "speech, statement, document, attitude, denial or question"),
            _text("holder", "whom the document names, in its words"),
            _text("unresolved", "why the source could not be traced"),
            _text("standing", "named, anonymous or self"),
            _text("stance", "neutral, endorses or distances"),
            _text("source_words", "verbatim"),
            _text("source", "spans, '12-40 88-120'"),
            _text("cue", "spans"),
            _text("content", "spans"),
        ),
        q.attributions,
        q.with_source_words,
    ),
    ExportTable(
        "labels",
        "an evaluative name that somebody puts on an actor",
        (
            _DOCUMENT,
            _number("position", "counts the labels of the document from 0"),
            _text("holder", "chain in the document's words, outermost first, joined by ' > '"),
            *_ACTOR,
            _text("label", "as it stands in the text"),
            _text("tone", "negative or positive"),
            _text("evidence", "spans"),
        ),
        q.labels,
        q.with_chain,
    ),
    ExportTable(
        "names",
        "how one holder calls one actor in one document",
        (
            _DOCUMENT,
            *_ACTOR,
            _text("holder", "identity of the one whose wording it is; empty for somebody quoted who is not known"),
            _text("holder_name", "its name as shown"),
            _text("kind", "name, label, nominal or derived"),
            _text("name", "the usual spelling"),
            _number("uses", "how often"),
            _number("distanced", "how often with distance ('so-called')"),
        ),
        q.names,
    ),
    ExportTable(
        "statements",
        "one relation between two actors over the whole corpus",
        (
            _text("id", "its id"),
            *_SUBJECT,
            _text("relation", "id in codebook.yaml"),
            *_OBJECT,
            _number("claims", "that belong to it, in the whole project"),
            _number("documents", "that make them"),
            _number("affirmed", "claims that affirm it as a fact"),
            _number("denied", "claims that deny it"),
            _number("possible", "claims that hold it possible"),
            _number("intended", "claims that say it is intended"),
            _text("first_day", "first day of publication"),
            _text("last_day", "last day of publication"),
            _number("affirming", "documents that affirm it as a fact"),
            _number("originals", "of these, without reprints"),
            _number("roots", "independent sources with a name among them"),
            _number("anonymous", "independent sources without a name"),
            _number("denying", "independent sources with a name that deny it"),
        ),
        q.statements,
    ),
    ExportTable(
        "reprints",
        "a member of a reprint family",
        (
            _text("family", "id of the family"),
            _DOCUMENT,
            _text("kind", "whole or passage"),
            _text("role", "earliest, copy or unknown"),
            _text("of", "the document that it is compared with"),
            _real("similarity", "0 to 1"),
        ),
        q.reprints,
    ),
)
"""The tables in the order in which they are written."""
