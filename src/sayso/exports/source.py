"""What a format gets to write: a project's documents, claims and tables, as far as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from sayso.claims.codebook import Codebook
from sayso.exports.sentences import sentence
from sayso.model import Analysis
from sayso.storage.export_queries import Cell
from sayso.storage.export_tables import ExportTable
from sayso.storage.exporting import (
    ExportedClaim,
    ExportedDocument,
    Scope,
    count_claims,
    exported_analyses,
    exported_documents,
)


@dataclass(frozen=True, slots=True)
class Source:
    """One state of a project's database, and the part of it that is exported. `name` and `folder` are the project's.

    All iterators read a few documents or rows at a time, in an order that depends on nothing but the content.
    """

    connection: Connection
    scope: Scope
    codebook: Codebook
    name: str
    folder: Path

    def documents(self) -> Iterator[ExportedDocument]:
        """The documents with those of their claims that are wanted."""
        return exported_documents(self.connection, self.scope)

    def analyses(self) -> Iterator[Analysis]:
        """All that was found in each of the documents."""
        return exported_analyses(self.connection, self.scope)

    def rows(self, table: ExportTable) -> Iterator[tuple[Cell, ...]]:
        """The rows of a table."""
        return table.rows(self.connection, self.scope)

    def claims(self) -> int:
        """The number of claims."""
        return count_claims(self.connection, self.scope)

    def sentence(self, claim: ExportedClaim) -> str:
        """The claim in words, with its actors as they are shown."""
        return sentence(claim.claim, self.codebook)
