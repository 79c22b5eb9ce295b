"""The kinds of column that the tables of a project's database are made of, and the metadata that holds the tables."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Text

metadata = MetaData()


def key() -> Column[int]:
    return Column("key", Integer, primary_key=True)


def text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def optional(name: str) -> Column[str]:
    return Column(name, Text)


def number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def belongs_to(name: str, target: str, *, primary_key: bool = False) -> Column[int]:
    """A reference; the row goes when what it refers to goes."""
    owner = ForeignKey(target, ondelete="CASCADE")
    return Column(name, Integer, owner, nullable=False, primary_key=primary_key, autoincrement=False)


def place() -> Column[int]:
    return Column("position", Integer, primary_key=True, autoincrement=False)
