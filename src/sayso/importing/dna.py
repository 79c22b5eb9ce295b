"""Reads the database of Discourse Network Analyzer 3 (.dna) as annotated documents in the project's file format."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from sayso.errors import UsageError
from sayso.exports.dna import ACTOR_VARIABLES, TYPE, seconds
from sayso.exports.dna_tables import SHORT, TABLES

_ROLES = ("subject", "relation", "object")
"""The variables that make a claim of a statement; those without them become attributions."""
_HOLDERS = ("person", "organization")


class _Statement(NamedTuple):
    """A statement as DNA has it: offsets in UTF-16 units, the type's label, who coded it, its variables."""

    key: int
    start: int
    stop: int
    type: str
    coder: str
    values: dict[str, Any]


def read_dna(path: Path, *, coder: str | None = None) -> Iterator[dict[str, Any]]:
    """The documents of the database in the order of their numbers, with what `coder` (None: everybody) has coded.

    A statement with the variables subject, relation and object is a claim. Any other is an attribution to its person or
    organization; its variables (concept, agreement ...) stand under `dna`, which the file format does not know.

    Raises UsageError where there is no such file, or it is no database of DNA 3.
    """
    with _opened(path) as connection:
        types = _actor_types(connection)
        for document in connection.execute("SELECT * FROM DOCUMENTS ORDER BY ID"):
            statements = list(_statements(connection, document["ID"], coder))
            yield _row(document, statements, types)


def read_dna_by_coder(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """For each coder (by name) the documents in which this coder has statements, with these alone.

    Raises UsageError as `read_dna` does.
    """
    with _opened(path) as connection:
        names = [row["Name"] for row in connection.execute("SELECT Name FROM CODERS ORDER BY ID")]
    for name in names:
        for row in read_dna(path, coder=name):
            if row["claims"] or row["attributions"]:
                yield name, row


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise UsageError(f"{path}: there is no such file.")
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        _check(connection, path)
        yield connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    try:
        found = {row["name"].upper() for row in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError as error:
        raise UsageError(f"{path} is no database of Discourse Network Analyzer: {error}.") from error
    needed = {"DOCUMENTS", "STATEMENTS", "STATEMENTTYPES", "VARIABLES", "ENTITIES", "CODERS", "DATASHORTTEXT"}
    if missing := sorted(needed - found):
        raise UsageError(
            f"{path} is no database of Discourse Network Analyzer 3: it has no {', '.join(missing)}. "
            "Open an older one in DNA 3 first, and save it from there."
        )


def _actor_types(connection: sqlite3.Connection) -> dict[str, str]:
    """The types of the actors by name, where the database says them."""
    query = """
        SELECT ENTITIES.Value, AttributeValue FROM ATTRIBUTEVALUES
        JOIN ATTRIBUTEVARIABLES ON ATTRIBUTEVARIABLES.ID = AttributeVariableId AND AttributeVariable = ?
        JOIN ENTITIES ON ENTITIES.ID = EntityId JOIN VARIABLES ON VARIABLES.ID = ENTITIES.VariableId
        WHERE AttributeValue != '' AND Variable IN (?, ?, ?, ?) ORDER BY ATTRIBUTEVALUES.ID DESC"""
    return dict(map(tuple, connection.execute(query, (TYPE, *ACTOR_VARIABLES))))


def _statements(connection: sqlite3.Connection, document: int, coder: str | None) -> Iterator[_Statement]:
    query = """
        SELECT STATEMENTS.ID, Start, Stop, Label, CODERS.Name FROM STATEMENTS
        JOIN STATEMENTTYPES ON STATEMENTTYPES.ID = StatementTypeId JOIN CODERS ON CODERS.ID = STATEMENTS.Coder
        WHERE DocumentId = ? AND (? IS NULL OR CODERS.Name = ?) ORDER BY STATEMENTS.ID"""
    for key, start, stop, kind, by in connection.execute(query, (document, coder, coder)):
        yield _Statement(key, start, stop, kind, by, _values(connection, key))


def _values(connection: sqlite3.Connection, statement: int) -> dict[str, Any]:
    """The variables of a statement, in their order; what is empty is left out."""
    kinds = [table for table in TABLES if table.startswith("DATA") and table != "DATASHORTTEXT"]
    parts = [
        f"SELECT VariableId, Value, '{table}' AS kind FROM {table} WHERE StatementId = :statement" for table in kinds
    ]
    parts.append(
        "SELECT DATASHORTTEXT.VariableId, ENTITIES.Value, 'DATASHORTTEXT' FROM DATASHORTTEXT "
        "JOIN ENTITIES ON ENTITIES.ID = Entity WHERE StatementId = :statement"
    )
    query = (
        f"SELECT Variable, Value, kind FROM ({' UNION ALL '.join(parts)}) JOIN VARIABLES ON ID = VariableId ORDER BY ID"
    )
    rows = connection.execute(query, {"statement": statement})
    return {
        name: bool(value) if kind == "DATABOOLEAN" else value for name, value, kind in rows if value not in ("", None)
    }


def _row(document: sqlite3.Row, statements: list[_Statement], types: dict[str, str]) -> dict[str, Any]:
    text = document["Text"]
    row = _fields(document)
    place = Places(text)
    outermost = row["speaker"] or row["publisher"] or row["author"]
    claims, attributions, others = [], [], []
    for statement in statements:
        span = [place(statement.start), place(statement.stop)]
        if all(statement.values.get(role) for role in _ROLES):
            claims.append(_claim(statement, span, outermost))
        else:
            attributions.append(_attribution(statement, span))
            others.append({"statement": f"s{statement.key}", "type": statement.type, **statement.values})
    named = [name for claim in claims for name in (*claim["holder"], claim["subject"], claim["object"])]
    named += [attribution["holder"] for attribution in attributions if attribution["holder"]]
    actors = {
        name: {"type": types.get(name[:SHORT], "unknown"), "names": [name] if name in text else []}
        for name in dict.fromkeys(named)
    }
    row |= {"actors": actors, "attributions": attributions, "claims": claims, "labels": []}
    return row | ({"dna": others} if others else {})


def _fields(document: sqlite3.Row) -> dict[str, Any]:
    """The document's own fields: as sayso had put them down where DNA still has the same, else as DNA has them."""
    try:
        noted = msgspec.json.decode(document["Notes"], type=dict[str, dict[str, str | None]]).get("sayso", {})
    except msgspec.DecodeError:
        noted = {}
    published = noted.get("published")
    return {
        "id": noted.get("id") or f"dna-{document['ID']}",
        "title": _whole(document["Title"], noted.get("title")),
        "publisher": _whole(document["Source"], noted.get("publisher")),
        "author": _whole(document["Author"], noted.get("author")),
        "speaker": noted.get("speaker"),
        "published": published if noted and seconds(published) == document["Date"] else _day(document["Date"]),
        "lang": noted.get("lang"),
        "url": noted.get("url"),
        "text": document["Text"],
    }


def _day(since_1970: int) -> str | None:
    """The day (UTC) of so many seconds; None where no calendar has it."""
    try:
        return (date(1970, 1, 1) + timedelta(seconds=since_1970)).isoformat()
    except OverflowError:
        return None


def _whole(found: str, noted: str | None) -> str | None:
    """The text that was put down, where DNA has it, perhaps cut; else what DNA has."""
    return noted if noted and noted[:SHORT] == found else found or None


def _claim(statement: _Statement, span: list[int], outermost: str | None) -> dict[str, Any]:
    """The statement as a claim. What people changed in DNA holds; what DNA has no variable for comes from `claim`."""
    values = statement.values
    try:
        noted = msgspec.json.decode(values.get("claim", "{}"), type=dict[str, Any])
    except msgspec.DecodeError:
        noted = {}
    chain = noted.get("holder") or [outermost] * bool(outermost)
    speaker = next((values[name] for name in _HOLDERS if name in values), None)
    if speaker and (not chain or chain[-1][:SHORT] != speaker):
        chain = [*(chain[:-1] if len(chain) > 1 else chain), speaker]
    evidence = noted.get("evidence", [])
    claim = {
        "holder": chain,
        **{role: _whole(values[role], noted.get(role)) for role in _ROLES},
        "polarity": "affirmed" if values.get("agreement", True) else "denied",
        "modality": values.get("modality", "actual"),
        "when": noted.get("when"),
        "where": noted.get("where"),
        "evidence": evidence if evidence and evidence[0] == span else [span],
    }
    return claim | {name: noted[name] for name in ("confidence", "why") if name in noted}


def _attribution(statement: _Statement, span: list[int]) -> dict[str, Any]:
    holder = next((statement.values[name] for name in reversed(_HOLDERS) if name in statement.values), None)
    return {
        "id": f"s{statement.key}",
        "parent": None,
        "kind": "speech",
        "holder": holder,
        "source": [],
        "cue": [],
        "content": [span],
    }


class Places:
    """From offsets in UTF-16 units, as DNA counts, to characters."""

    def __init__(self, text: str) -> None:
        wide = any(character > "\uffff" for character in text)
        self._ends = list(accumulate((1 + (c > "\uffff") for c in text), initial=0)) if wide else None

    def __call__(self, offset: int) -> int:
        return bisect_left(self._ends, offset) if self._ends else offset
