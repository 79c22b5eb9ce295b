"""The steps that bring an older database to the present schema.

To change the schema: change schema.py and append to MIGRATIONS the SQL that makes the change in an existing database.
Statements already in the list are never edited, and say what they mean in full (schema.py will have moved on).

What both databases take is a string, else `Wordings`: on a server keys are BIGINT, bytes are BYTEA, columns of words
have the collation "C", and there is no WITHOUT ROWID. The first 19 are SQLite's alone: no server had a database then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from sqlalchemy import Connection, insert, inspect, select, update
from sqlalchemy.schema import AddConstraint, CreateTable

from sayso.errors import ProjectError
from sayso.storage.schema import metadata, schema_version
from sayso.storage.workbench_tables import create_search

Fill: TypeAlias = Callable[[Connection], None]
"""Puts rows into empty tables."""


class Wordings(NamedTuple):
    """One statement, as each database takes it."""

    sqlite: str
    postgresql: str


Migration: TypeAlias = tuple[str | Wordings, ...]
"""The SQL statements from one version to the next."""

MIGRATIONS: tuple[Migration, ...] = (
    ("ALTER TABLE documents ADD COLUMN origins TEXT DEFAULT '{}' NOT NULL",),
    (
        "ALTER TABLE attributions ADD COLUMN unresolved TEXT",
        "ALTER TABLE attributions ADD COLUMN standing TEXT DEFAULT 'named' NOT NULL",
        "ALTER TABLE attributions ADD COLUMN stance TEXT DEFAULT 'neutral' NOT NULL",
        "CREATE TABLE unresolved ("
        "document INTEGER NOT NULL REFERENCES analyses (document) ON DELETE CASCADE, position INTEGER NOT NULL, "
        "reason TEXT NOT NULL, words TEXT NOT NULL, folded TEXT NOT NULL, "
        'start INTEGER NOT NULL, "end" INTEGER NOT NULL, attribution TEXT, '
        "PRIMARY KEY (document, position)) WITHOUT ROWID",
        "CREATE INDEX unresolved_by_reason ON unresolved (reason, folded)",
        # What was found before says nothing of why a source is not known: the next run finds it anew.
        "UPDATE analyses SET fingerprint = ''",
    ),
    (
        # Actors keep the identity that they have; the next run or correction fills `identities`.
        "CREATE TABLE identities (identity TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL, "
        "type TEXT NOT NULL) WITHOUT ROWID",
        "CREATE INDEX identities_by_name ON identities (folded)",
        "CREATE TABLE corrections (place INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, "
        "made_at TEXT NOT NULL, author TEXT NOT NULL, reason TEXT, kind TEXT NOT NULL, body TEXT NOT NULL)",
    ),
    (
        "ALTER TABLE registry_names ADD COLUMN used_by TEXT",
        "ALTER TABLE registry_names ADD COLUMN stance TEXT",
        "CREATE TABLE name_uses ("
        "document INTEGER NOT NULL REFERENCES analyses (document) ON DELETE CASCADE, position INTEGER NOT NULL, "
        'actor INTEGER NOT NULL REFERENCES actors ("key") ON DELETE CASCADE, '
        'holder INTEGER REFERENCES actors ("key") ON DELETE CASCADE, kind TEXT NOT NULL, name TEXT NOT NULL, '
        "folded TEXT NOT NULL, uses INTEGER NOT NULL, distanced INTEGER NOT NULL, "
        "PRIMARY KEY (document, position)) WITHOUT ROWID",
        "CREATE INDEX name_uses_by_actor ON name_uses (actor)",
        "CREATE INDEX name_uses_by_holder ON name_uses (holder)",
        # What was found before does not say whose words a name is: the next run finds it anew.
        "UPDATE analyses SET fingerprint = ''",
    ),
    ("ALTER TABLE actors ADD COLUMN cluster TEXT",),
    (
        "CREATE TABLE registry_links (registry TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL, "
        "other TEXT NOT NULL, since TEXT, until TEXT, PRIMARY KEY (registry, kind, position)) WITHOUT ROWID",
        "CREATE TABLE relations (relation TEXT NOT NULL PRIMARY KEY, main TEXT NOT NULL, symmetric INTEGER NOT NULL) "
        "WITHOUT ROWID",
        'CREATE TABLE statements ("key" INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, subject TEXT NOT NULL, '
        "relation TEXT NOT NULL, object TEXT NOT NULL, claims INTEGER NOT NULL, documents INTEGER NOT NULL, "
        "affirmed INTEGER NOT NULL, denied INTEGER NOT NULL, possible INTEGER NOT NULL, intended INTEGER NOT NULL, "
        "first_day TEXT, last_day TEXT, affirming INTEGER NOT NULL, originals INTEGER NOT NULL, "
        "roots INTEGER NOT NULL, anonymous INTEGER NOT NULL, denying INTEGER NOT NULL)",
        "CREATE UNIQUE INDEX statements_by_subject ON statements (subject, relation, object)",
        "CREATE INDEX statements_by_object ON statements (object, relation)",
        "CREATE INDEX statements_by_documents ON statements (documents)",
        "CREATE INDEX statements_by_roots ON statements (roots)",
        "ALTER TABLE claims ADD COLUMN statement INTEGER",
        "CREATE INDEX claims_by_statement ON claims (statement)",
        "ALTER TABLE claim_holders ADD COLUMN standing TEXT DEFAULT 'named' NOT NULL",
        # What was found before does not say how each holder of a claim is cited: the next run finds it anew.
        "UPDATE analyses SET fingerprint = ''",
    ),
    (
        "CREATE TABLE prints (document INTEGER NOT NULL PRIMARY KEY REFERENCES analyses (document) ON DELETE CASCADE, "
        "hashes BLOB NOT NULL, signature BLOB NOT NULL, places BLOB NOT NULL, marks TEXT NOT NULL)",
        "CREATE TABLE alignments (document INTEGER NOT NULL REFERENCES analyses (document) ON DELETE CASCADE, "
        "other INTEGER NOT NULL REFERENCES analyses (document) ON DELETE CASCADE, stretches TEXT NOT NULL, "
        "PRIMARY KEY (document, other)) WITHOUT ROWID",
        "CREATE INDEX alignments_by_other ON alignments (other)",
        "CREATE TABLE reprints (family TEXT NOT NULL, "
        "document INTEGER NOT NULL REFERENCES analyses (document) ON DELETE CASCADE, kind TEXT NOT NULL, "
        'role TEXT NOT NULL, "of" INTEGER REFERENCES analyses (document) ON DELETE CASCADE, spans TEXT NOT NULL, '
        "similarity FLOAT NOT NULL, evidence TEXT NOT NULL, PRIMARY KEY (family, document)) WITHOUT ROWID",
        "CREATE INDEX reprints_by_document ON reprints (document)",
        'CREATE INDEX reprints_by_of ON reprints ("of")',
        "CREATE TABLE shared_quotations (document INTEGER NOT NULL REFERENCES analyses (document) ON DELETE CASCADE, "
        "other INTEGER NOT NULL REFERENCES analyses (document) ON DELETE CASCADE, spans TEXT NOT NULL, "
        "PRIMARY KEY (document, other)) WITHOUT ROWID",
        "CREATE INDEX shared_quotations_by_other ON shared_quotations (other)",
    ),
    (
        "ALTER TABLE relations ADD COLUMN valence TEXT DEFAULT '0' NOT NULL",
        "ALTER TABLE relations ADD COLUMN one_subject INTEGER DEFAULT '0' NOT NULL",
        "CREATE TABLE exclusions (relation TEXT NOT NULL, other TEXT NOT NULL, crossed INTEGER NOT NULL, "
        "PRIMARY KEY (relation, other, crossed)) WITHOUT ROWID",
    ),
    (
        'CREATE TABLE runs ("key" INTEGER NOT NULL PRIMARY KEY, started TEXT NOT NULL, ended TEXT, '
        "version TEXT NOT NULL, fingerprint TEXT NOT NULL, analysed INTEGER NOT NULL, failed INTEGER NOT NULL)",
    ),
    (
        'CREATE TABLE codings (document INTEGER NOT NULL REFERENCES documents ("key") ON DELETE CASCADE, '
        'coder TEXT NOT NULL, "row" TEXT NOT NULL, imported TEXT NOT NULL, PRIMARY KEY (document, coder)) '
        "WITHOUT ROWID",
    ),
    (
        "CREATE TABLE users (name TEXT NOT NULL PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, "
        "added TEXT NOT NULL) WITHOUT ROWID",
        "CREATE VIRTUAL TABLE document_search USING fts5(title, text, content='documents', content_rowid='key', "
        "tokenize='unicode61 remove_diacritics 2')",
        "CREATE TRIGGER document_search_add AFTER INSERT ON documents BEGIN "
        "INSERT INTO document_search(rowid, title, text) VALUES (new.key, new.title, new.text); END",
        "CREATE TRIGGER document_search_remove AFTER DELETE ON documents BEGIN "
        "INSERT INTO document_search(document_search, rowid, title, text) "
        "VALUES ('delete', old.key, old.title, old.text); END",
        "CREATE TRIGGER document_search_change AFTER UPDATE OF title, text ON documents BEGIN "
        "INSERT INTO document_search(document_search, rowid, title, text) "
        "VALUES ('delete', old.key, old.title, old.text); "
        "INSERT INTO document_search(rowid, title, text) VALUES (new.key, new.title, new.text); END",
        "INSERT INTO document_search(document_search) VALUES ('rebuild')",
    ),
    (
        "DROP INDEX statements_by_documents",
        "DROP INDEX statements_by_roots",
        "CREATE INDEX statements_by_documents ON statements (documents DESC, roots DESC, id)",
        "CREATE INDEX statements_by_roots ON statements (roots DESC, affirming DESC, id)",
        "CREATE INDEX statements_by_inflation ON statements "
        "(CAST(affirming AS FLOAT) / max(roots, 1) DESC, affirming DESC, id)",
        'CREATE TABLE disputes (one INTEGER NOT NULL REFERENCES statements ("key") ON DELETE CASCADE, '
        'other INTEGER NOT NULL REFERENCES statements ("key") ON DELETE CASCADE, '
        "kind TEXT NOT NULL, weight INTEGER NOT NULL, ids TEXT NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID",
        "CREATE INDEX disputes_by_weight ON disputes (weight DESC, kind, ids)",
        "CREATE INDEX disputes_by_other ON disputes (other)",
        "CREATE TABLE kept (name TEXT NOT NULL, position INTEGER NOT NULL, payload TEXT NOT NULL, "
        "PRIMARY KEY (name, position)) WITHOUT ROWID",
    ),
    (
        "CREATE TABLE likenesses (document INTEGER NOT NULL, other INTEGER NOT NULL, kind TEXT, spans TEXT NOT NULL, "
        'similarity FLOAT NOT NULL, "copy" INTEGER, evidence TEXT NOT NULL, PRIMARY KEY (document, other)) '
        "WITHOUT ROWID",
        "CREATE INDEX likenesses_by_other ON likenesses (other)",
        "CREATE TABLE furniture (source TEXT NOT NULL PRIMARY KEY, hashes BLOB)",
    ),
    ("CREATE INDEX actors_by_cluster ON actors (cluster)",),
    (
        "CREATE INDEX documents_by_publisher ON documents (publisher, published)",
        "CREATE INDEX statements_by_last_day ON statements (last_day DESC, documents DESC, id)",
    ),
    (
        "ALTER TABLE claims ADD COLUMN reviewed TEXT",
        "CREATE INDEX claims_by_review ON claims (reviewed, confidence, id)",
    ),
    ("CREATE INDEX analyses_by_fingerprint ON analyses (fingerprint)",),
    ("CREATE INDEX identities_by_type ON identities (type)",),
    (
        "CREATE TABLE saved_views (name TEXT NOT NULL PRIMARY KEY, address TEXT NOT NULL, author TEXT NOT NULL, "
        "saved TEXT NOT NULL) WITHOUT ROWID",
    ),
    (
        Wordings(
            "CREATE TABLE stances (statement INTEGER NOT NULL PRIMARY KEY, payload TEXT NOT NULL)",
            'CREATE TABLE stances (statement BIGINT NOT NULL PRIMARY KEY, payload TEXT COLLATE "C" NOT NULL)',
        ),
        Wordings(
            "CREATE TABLE leanings (subject TEXT NOT NULL, object TEXT NOT NULL, valence TEXT NOT NULL, "
            "sources INTEGER NOT NULL, PRIMARY KEY (subject, object, valence)) WITHOUT ROWID",
            'CREATE TABLE leanings (subject TEXT COLLATE "C" NOT NULL, object TEXT COLLATE "C" NOT NULL, '
            'valence TEXT COLLATE "C" NOT NULL, sources INTEGER NOT NULL, PRIMARY KEY (subject, object, valence))',
        ),
    ),
    (
        Wordings(
            'CREATE TABLE looks ("key" INTEGER NOT NULL PRIMARY KEY, look TEXT NOT NULL, cluster TEXT NOT NULL)',
            'CREATE TABLE looks ("key" BIGINT NOT NULL PRIMARY KEY, look TEXT COLLATE "C" NOT NULL, '
            'cluster TEXT COLLATE "C" NOT NULL)',
        ),
        Wordings(
            "CREATE TABLE casts (document INTEGER NOT NULL PRIMARY KEY "
            "REFERENCES analyses (document) ON DELETE CASCADE, looks BLOB NOT NULL, apart TEXT)",
            "CREATE TABLE casts (document BIGINT NOT NULL PRIMARY KEY "
            'REFERENCES analyses (document) ON DELETE CASCADE, looks BYTEA NOT NULL, apart TEXT COLLATE "C")',
        ),
    ),
)


def create(connection: Connection, fill: Fill | None = None, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Makes all tables in an empty database, in the present version.

    `fill` puts rows into them before they have indexes, and references where the database can add these later: to make
    them all at once costs a third of making them row by row.
    """
    later = connection.dialect.name == "postgresql"
    for table in metadata.sorted_tables:
        connection.execute(CreateTable(table, include_foreign_key_constraints=[] if later else None))
    create_search(connection)
    connection.execute(insert(schema_version).values(version=1 + len(migrations)))
    if fill:
        fill(connection)
    for table in metadata.sorted_tables:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            index.create(connection, checkfirst=False)
        for reference in table.foreign_key_constraints if later else ():
            connection.execute(AddConstraint(reference, isolate_from_table=False))


def version(connection: Connection) -> int:
    """The schema version of this database, from 1. Raises ProjectError where it is no project's database."""
    if not inspect(connection).has_table(schema_version.name):
        raise ProjectError("The database was not made by sayso, or its making was broken off.")
    found: int = connection.execute(select(schema_version.c.version)).scalar_one()
    return found


def migrate(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Takes the steps that are missing. Raises ProjectError where the database is newer than this program."""
    found, newest = version(connection), 1 + len(migrations)
    if found > newest:
        raise ProjectError(
            f"The database was made by a newer sayso (schema {found}; this one has {newest}). Update sayso to open it."
        )
    if found == newest:
        return
    for migration in migrations[found - 1 :]:
        for statement in migration:
            own = statement if isinstance(statement, str) else getattr(statement, connection.dialect.name)
            connection.exec_driver_sql(own)
    connection.execute(update(schema_version).values(version=newest))
