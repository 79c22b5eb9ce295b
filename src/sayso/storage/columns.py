"""The kinds of column that the tables of a project's database are made of, and the metadata that holds the tables.

They mean the same on both databases: keys have 64 bits, and words are compared code point by code point (dialects.py).
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, Text

metadata = MetaData()

KEY = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's integers have 64 bits anyhow, and only this name makes a primary key the number of the row itself."""


def key() -> Column[int]:
    return Column("key", KEY, primary_key=True, autoincrement=False)


def text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def optional(name: str) -> Column[str]:
    return Column(name, Text)


def number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def belongs_to(name: str, target: str, *, primary_key: bool = False) -> Column[int]:
    """A reference; the row goes when what it refers to goes."""
    owner = ForeignKey(target, ondelete="CASCADE")
    return Column(name, KEY, owner, nullable=False, primary_key=primary_key, autoincrement=False)


def place() -> Column[int]:
    return Column("position", Integer, primary_key=True, autoincrement=False)
