"""Where names and ids lead in the report: to the pages and places that it has, else nowhere."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping


def anchor(kind: str, identifier: str) -> str:
    """A name for a place on a page. An id may hold any character, its hash may not."""
    return f"{kind}-{hashlib.sha256(identifier.encode()).hexdigest()[:12]}"


def statement_page(statement: str) -> str:
    """The file of a statement's page."""
    return f"statement-{statement}.html"


class ReportLinks:
    """The `links` of all templates of a report.

    `statements` have pages, `sources` (names) a place on the page of sources, `claims` are shown on the page of the
    statement to which they are mapped. `cited` are the documents that pages led to so far.
    """

    def __init__(self, statements: Collection[str], sources: Collection[str], claims: Mapping[str, str]) -> None:
        self._statements, self._sources, self._claims = set(statements), set(sources), claims
        self.cited: set[str] = set()

    def statement(self, statement: str, /) -> str | None:
        """The page of a statement, by its id."""
        return statement_page(statement) if statement in self._statements else None

    def claim(self, claim: str, /) -> str | None:
        """The claim on the page of its statement, by its id."""
        found = self._claims.get(claim)
        return f"{statement_page(found)}#claim-{claim}" if found else None

    def document(self, document: str, /) -> str | None:
        """The document in the list of those that are cited, by its id."""
        self.cited.add(document)
        return f"documents.html#{anchor('document', document)}"

    def actor(self, _: str, /) -> str | None:
        """There is no page for single actors."""
        return None

    def source(self, name: str, /) -> str | None:
        """The outlet in the list of sources, by its name."""
        return f"sources.html#{anchor('source', name)}" if name in self._sources else None
