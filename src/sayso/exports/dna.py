"""Claims for Discourse Network Analyzer 3 and rDNA: as a database (.dna), and as the list of events that DNA exports.

A claim becomes a 'DNA Statement': on the word of a person or organization (the innermost holder), a concept ('Olvia
supports Lumen Front') to which it agrees or, where it denies it, does not. So DNA's networks of actors and concepts
work at once. Further variables keep what DNA has no place for; `sayso.importing.dna` reads them back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from sayso.exports.dna_tables import SAYSO, SHORT, make_tables
from sayso.exports.sentences import claim_clause
from sayso.exports.source import Source
from sayso.model import Document
from sayso.storage.exporting import ExportedClaim, ExportedDocument

STATEMENT_TYPE = "DNA Statement"
VARIABLES: dict[str, str] = {
    "person": "short text",
    "organization": "short text",
    "concept": "short text",
    "agreement": "boolean",
    "subject": "short text",
    "relation": "short text",
    "object": "short text",
    "modality": "short text",
    "claim": "long text",
}
"""The variables of a statement with their types: DNA's own four, then sayso's. `claim` is the claim in JSON."""

ACTOR_VARIABLES = ("person", "organization", "subject", "object")
TYPE = "Type"
"""The attribute of an actor that says what it is: person, state, armed_group ..."""

_EVENT_FIELDS = ("statement ID", "time", "document ID", "document title", "author", "source", "section", "type", "text")
_EVENT_VARIABLES = tuple(name for name in VARIABLES if name != "claim")
_DATA = {"short text": "DATASHORTTEXT", "long text": "DATALONGTEXT", "boolean": "DATABOOLEAN"}


class Coded(NamedTuple):
    """A claim as a statement of DNA: offsets in UTF-16 units, as Java counts, and the value of each variable.

    `types` has the types of those actors that variables name, by variable.
    """

    start: int
    stop: int
    values: dict[str, str | int]
    types: dict[str, str]


def coded(claim: ExportedClaim, document: Document, source: Source) -> Coded:
    """The claim with its first evidence and all variables."""
    start, end = claim.claim.evidence[0]
    before = utf16(document.text[:start])
    speaker = claim.holders[-1] if claim.holders else None
    name = speaker.name[:SHORT] if speaker else ""
    is_person = speaker is not None and speaker.type == "person"
    affirmed = msgspec.structs.replace(claim.claim, polarity="affirmed")
    types = {"subject": claim.subject.type, "object": claim.object.type}
    if speaker:
        types["person" if is_person else "organization"] = speaker.type
    values: dict[str, str | int] = {
        "person": name if is_person else "",
        "organization": "" if is_person else name,
        "concept": claim_clause(affirmed, source.codebook)[:SHORT],
        "agreement": int(claim.claim.polarity == "affirmed"),
        "subject": claim.subject.name[:SHORT],
        "relation": claim.claim.relation[:SHORT],
        "object": claim.object.name[:SHORT],
        "modality": claim.claim.modality,
        "claim": msgspec.json.encode({"id": claim.id, **msgspec.to_builtins(claim.claim)}).decode(),
    }
    return Coded(before, before + utf16(document.text[start:end]), values, types)


def utf16(text: str) -> int:
    """The length of a text as Java counts it: characters outside the basic plane are two."""
    return len(text) + sum(character > "\uffff" for character in text)


def write(source: Source, path: Path) -> None:
    """Writes the database. Equal content gives equal bytes with one version of SQLite."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("BEGIN")
        make_tables(connection)
        database = _Database(connection)
        for number, document in enumerate(source.documents(), 1):
            database.add(number, document, source)
        connection.commit()


class _Database:
    """A DNA database that is being filled."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._entities: dict[tuple[int, str], int] = {}
        self._statements = 0
        self._variables = {name: number for number, name in enumerate(VARIABLES, 1)}
        connection.execute("INSERT INTO STATEMENTTYPES VALUES (1, ?, 239, 208, 51)", (STATEMENT_TYPE,))
        rows = [(number, name, VARIABLES[name]) for name, number in self._variables.items()]
        connection.executemany("INSERT INTO VARIABLES VALUES (?, ?, ?, 1)", rows)
        typed = [(self._variables[name], self._variables[name], TYPE) for name in ACTOR_VARIABLES]
        connection.executemany("INSERT INTO ATTRIBUTEVARIABLES VALUES (?, ?, ?)", typed)

    def add(self, number: int, exported: ExportedDocument, source: Source) -> None:
        """Adds a document under this number, with its claims."""
        document = exported.document
        texts = (document.title or document.id, document.author or "", document.publisher or "")
        title, author, publisher = (text[:SHORT] for text in texts)
        row = (number, title, document.text, SAYSO, author, publisher, notes(document), seconds(document.published))
        self._connection.execute(
            "INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Author, Source, Notes, Date) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        for claim in exported.claims:
            if claim.claim.evidence:
                self._add_statement(number, coded(claim, document, source))

    def _add_statement(self, document: int, statement: Coded) -> None:
        self._statements += 1
        row = (self._statements, document, statement.start, statement.stop, SAYSO)
        self._connection.execute("INSERT INTO STATEMENTS VALUES (?, 1, ?, ?, ?, ?)", row)
        for name, value in statement.values.items():
            variable, kind = self._variables[name], VARIABLES[name]
            stored = self._entity(name, str(value), statement.types.get(name)) if kind == "short text" else value
            self._connection.execute(
                f"INSERT INTO {_DATA[kind]} VALUES (NULL, ?, ?, ?)", (self._statements, variable, stored)
            )

    def _entity(self, name: str, value: str, kind: str | None) -> int:
        """The key of a value of a short text variable, put down when it is met first, with the type of an actor."""
        variable = self._variables[name]
        key = self._entities.get((variable, value))
        if key is None:
            key = self._entities[variable, value] = len(self._entities) + 1
            row = (key, variable, value)
            self._connection.execute("INSERT INTO ENTITIES VALUES (?, ?, ?, 0, 0, 0, NULL)", row)
            if kind:
                self._connection.execute("INSERT INTO ATTRIBUTEVALUES VALUES (NULL, ?, ?, ?)", (key, variable, kind))
        return key


def notes(document: Document) -> str:
    """What of a document has no place in DNA or may be cut there, as JSON."""
    fields = ("id", "title", "publisher", "author", "speaker", "published", "lang", "url")
    return msgspec.json.encode({"sayso": {name: getattr(document, name) for name in fields}}).decode()


def seconds(published: str | None) -> int:
    """Seconds from 1970 to the beginning of the day (UTC), as DNA dates documents; 0 where no day is known."""
    day = (published or "").partition("/")[0].partition("T")[0]
    try:
        year, month, date = (*map(int, day.split("-")), 1, 1)[:3]
        return int(datetime(year, month, date, tzinfo=UTC).timestamp())
    except ValueError:
        return 0


def write_events(source: Source, path: Path) -> None:
    """Writes the events: in columns, separators and quotes what DNA's own export of an event list writes."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(";".join(_quoted(name) for name in (*_EVENT_FIELDS, *_EVENT_VARIABLES)))
        for line in _events(source):
            stream.write("\n" + line)


def _events(source: Source) -> Iterator[str]:
    statements = 0
    for number, exported in enumerate(source.documents(), 1):
        document = exported.document
        time = datetime.fromtimestamp(seconds(document.published), UTC).strftime("%Y-%m-%d %H:%M:%S")
        about = (document.title or document.id, document.author, document.publisher, "", "")
        for claim in exported.claims:
            if claim.claim.evidence:
                statements += 1
                start, end = claim.claim.evidence[0]
                words = [_quoted(text or "") for text in (*about, document.text[start:end])]
                values = coded(claim, document, source).values
                variables = [_event_value(name, values[name]) for name in _EVENT_VARIABLES]
                yield ";".join([str(statements), time, str(number), *words, *variables])


def _event_value(name: str, value: str | int) -> str:
    return str(value) if VARIABLES[name] == "boolean" else _quoted(str(value))


def _quoted(text: str) -> str:
    """As DNA does it: commas for semicolons, single quotes for double ones; and all on one line, an event a line."""
    return '"' + " ".join(text.replace(";", ",").replace('"', "'").split()) + '"'
