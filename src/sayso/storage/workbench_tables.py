"""The tables that only the workbench needs: who may use it, what is looked at again, the index for searching texts."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Table, Text

from sayso.storage.columns import metadata, text

users = Table(
    "users",
    metadata,
    Column("name", Text, primary_key=True),
    text("role"),
    text("password"),
    text("added"),
    sqlite_with_rowid=False,
)
"""Who may open the workbench from another machine: `role` is 'reader', 'coder' or 'editor', `password` a salted hash
(see users.py), `added` in UTC."""

saved_views = Table(
    "saved_views",
    metadata,
    Column("name", Text, primary_key=True),
    text("address"),
    text("author"),
    text("saved"),
    sqlite_with_rowid=False,
)
"""Lists of the workbench that somebody will want again: `address` is that of the page without its server, `saved` in
UTC."""

SEARCH = {
    "sqlite": (
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
    ),
    "postgresql": (
        "CREATE TABLE document_search (rowid BIGINT NOT NULL REFERENCES documents (key) ON DELETE CASCADE, "
        "part INTEGER NOT NULL, words TSVECTOR NOT NULL, PRIMARY KEY (rowid, part))",
        "CREATE INDEX document_search_by_words ON document_search USING gin (words)",
    ),
}
"""The words of all documents, by their keys. On SQLite the texts stay in `documents` alone, and triggers keep the index
true; on PostgreSQL the words come with the document (postgresql.py), as word_index.py makes them."""


def create_search(connection: Connection) -> None:
    """Makes the index of words, and what keeps it up to date, in a database with empty tables."""
    for statement in SEARCH[connection.dialect.name]:
        connection.exec_driver_sql(statement)
