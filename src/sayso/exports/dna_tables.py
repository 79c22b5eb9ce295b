"""The tables of a Discourse Network Analyzer 3 database (.dna, an SQLite file), and the rows that it cannot do without.

Names, types and constraints are those that DNA 3 makes itself (leifeld/dna, class sql.Sql, method createTables).
"""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from itertools import permutations

VERSION, VERSION_DATE = "3.0.11", "2023-11-26"
"""The release of DNA whose tables these are; DNA looks at the first digit."""
SHORT = 190
"""DNA holds no longer text (characters) where it says 'short text', nor in titles, authors and sources."""
ADMIN, SAYSO = 1, 2
"""The coders: DNA needs an administrator as the first, and what sayso found is told from what people code."""
PASSWORD = "sayso"
"""Of both coders. It keeps nobody out: whoever has the file can read it."""
_ROUNDS = 100_000
_PERMISSIONS = (
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
    "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations",
    "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
)  # fmt: skip


def _short(name: str, default: str = "") -> str:
    return f"{name} TEXT NOT NULL{default} CHECK (LENGTH({name}) < 191)"


def _bounded(name: str, low: int, high: int, default: int, null: str = "NOT NULL ") -> str:
    return f"{name} INTEGER {null}CHECK ({name} BETWEEN {low} AND {high}) DEFAULT {default}"


def _refers(name: str, table: str) -> str:
    return f"FOREIGN KEY({name}) REFERENCES {table}(ID) ON DELETE CASCADE"


_COLOUR = ", ".join(_bounded(name, 0, 255, 0) for name in ("Red", "Green", "Blue"))
_FREE_COLOUR = ", ".join(f"{name} INTEGER CHECK ({name} BETWEEN 0 AND 255)" for name in ("Red", "Green", "Blue"))
_KEY = "ID INTEGER PRIMARY KEY NOT NULL"
_MAY = ", ".join(_bounded(f"Permission{name}", 0, 1, 1) for name in _PERMISSIONS)
_SHOWN = ", ".join(
    _bounded(f"{right}{what}", 0, 1, 1) for what in ("Statements", "Documents") for right in ("view", "edit")
)
_OF_STATEMENT = f"{_refers('StatementId', 'STATEMENTS')}, {_refers('VariableId', 'VARIABLES')}"
_VALUE_OF = "StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL"
_ONCE = "UNIQUE (StatementId, VariableId)"
_KINDS = " OR ".join(f"DataType = '{kind}'" for kind in ("boolean", "integer", "long text", "short text"))

TABLES: dict[str, str] = {
    "SETTINGS": "Property TEXT PRIMARY KEY, Value TEXT NOT NULL",
    "CODERS": f"{_KEY}, {_short('Name')}, {_COLOUR}, {_bounded('Refresh', 0, 9999, 0)}, "
    f"{_bounded('FontSize', 1, 99, 14)}, {_short('Password')}, {_bounded('PopupWidth', 100, 9999, 300, '')}, "
    f"{_bounded('ColorByCoder', 0, 1, 0)}, {_bounded('PopupDecoration', 0, 1, 0)}, "
    f"{_bounded('PopupAutoComplete', 0, 1, 1)}, {_MAY}",
    "DOCUMENTS": f"{_KEY}, {_short('Title')}, Text TEXT NOT NULL, Coder INTEGER, "
    + ", ".join(_short(name, " DEFAULT ''") for name in ("Author", "Source", "Section"))
    + f", Notes TEXT NOT NULL DEFAULT '', {_short('Type', ' DEFAULT ' + repr(''))}, Date INTEGER NOT NULL, "
    + _refers("Coder", "CODERS"),
    "STATEMENTTYPES": f"{_KEY}, {_short('Label')}, {_COLOUR}",
    "VARIABLES": f"{_KEY}, {_short('Variable')}, DataType TEXT NOT NULL CHECK ({_KINDS}) DEFAULT 'short text', "
    f"StatementTypeId INTEGER, {_refers('StatementTypeId', 'STATEMENTTYPES')}, UNIQUE (Variable, StatementTypeId)",
    "VARIABLELINKS": f"{_KEY}, SourceVariableId INTEGER, TargetVariableId INTEGER, "
    f"CHECK (TargetVariableId != SourceVariableId), {_refers('SourceVariableId', 'VARIABLES')}, "
    f"{_refers('TargetVariableId', 'VARIABLES')}",
    "REGEXES": f"Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < 191), {_COLOUR}",
    "CODERRELATIONS": f"{_KEY}, Coder INTEGER CHECK (Coder > 0), OtherCoder INTEGER CHECK (OtherCoder > 0), {_SHOWN}, "
    f"CHECK (Coder != OtherCoder), {_refers('Coder', 'CODERS')}, {_refers('OtherCoder', 'CODERS')}",
    "STATEMENTS": f"{_KEY}, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER NOT NULL CHECK (Start >= 0), "
    f"Stop INTEGER NOT NULL CHECK (Stop >= 0), Coder INTEGER, CHECK (Start < Stop), "
    f"{_refers('StatementTypeId', 'STATEMENTTYPES')}, {_refers('Coder', 'CODERS')}, "
    + _refers("DocumentId", "DOCUMENTS"),
    "DATABOOLEAN": f"{_KEY}, {_VALUE_OF}, Value INTEGER NOT NULL DEFAULT 1, {_OF_STATEMENT}, {_ONCE}",
    "DATAINTEGER": f"{_KEY}, {_VALUE_OF}, Value INTEGER NOT NULL DEFAULT 0, {_OF_STATEMENT}, {_ONCE}",
    "ENTITIES": f"{_KEY}, VariableId INTEGER NOT NULL, {_short('Value', ' DEFAULT ' + repr(''))}, {_FREE_COLOUR}, "
    f"ChildOf INTEGER CHECK (ChildOf > 0), UNIQUE (VariableId, Value), {_refers('ChildOf', 'ENTITIES')}, "
    + _refers("VariableId", "VARIABLES"),
    "DATASHORTTEXT": f"{_KEY}, {_VALUE_OF}, Entity INTEGER NOT NULL, {_OF_STATEMENT}, {_refers('Entity', 'ENTITIES')}, "
    + _ONCE,
    "DATALONGTEXT": f"{_KEY}, {_VALUE_OF}, Value TEXT DEFAULT '', {_OF_STATEMENT}, {_ONCE}",
    "ATTRIBUTEVARIABLES": f"{_KEY}, VariableId INTEGER NOT NULL, {_short('AttributeVariable')}, "
    f"UNIQUE (VariableId, AttributeVariable), {_refers('VariableId', 'VARIABLES')}",
    "ATTRIBUTEVALUES": f"{_KEY}, EntityId INTEGER NOT NULL, AttributeVariableId INTEGER NOT NULL, "
    f"{_short('AttributeValue', ' DEFAULT ' + repr(''))}, UNIQUE (EntityId, AttributeVariableId), "
    f"{_refers('EntityId', 'ENTITIES')}, {_refers('AttributeVariableId', 'ATTRIBUTEVARIABLES')}",
}
"""The columns and constraints of each table."""


def make_tables(connection: sqlite3.Connection) -> None:
    """Makes all tables in an empty database, with settings and coders."""
    for name, columns in TABLES.items():
        connection.execute(f"CREATE TABLE {name} ({columns})")
    settings = {"version": VERSION, "date": VERSION_DATE}
    connection.executemany("INSERT INTO SETTINGS (Property, Value) VALUES (?, ?)", settings.items())
    coders = ((ADMIN, "Admin", 255, 255, 0, hashed(PASSWORD)), (SAYSO, "sayso", 120, 160, 200, hashed(PASSWORD)))
    insertion = "INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) VALUES (?, ?, ?, ?, ?, ?)"
    connection.executemany(insertion, coders)
    pairs = permutations((ADMIN, SAYSO), 2)
    connection.executemany("INSERT INTO CODERRELATIONS (Coder, OtherCoder) VALUES (?, ?)", pairs)


def hashed(password: str) -> str:
    """The password as DNA stores it: jasypt's StrongPasswordEncryptor, SHA-256 100,000 times over 16 bytes of salt.

    The salt is always the same, so that equal content gives equal files: it protects nothing here.
    """
    salt = hashlib.sha256(b"sayso").digest()[:16]
    digest = salt + password.encode()
    for _ in range(_ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()
