"""Keeps coding by hand in a project, beside what sayso found, so that the two can be compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from sayso.coding.marks import Coded, Fault
from sayso.errors import UsageError
from sayso.model import Analysis
from sayso.storage.codings import CoderRow, analyses_of, coded_rows, find_coded, list_coders, put_coding
from sayso.storage.database import Database

OWN = "sayso"
"""No coder has this name: it stands for what sayso found."""


class Kept(msgspec.Struct, frozen=True):
    """What an import gave: how many documents were kept for each coder, and what was left out."""

    documents: dict[str, int]
    faults: tuple[Fault, ...]


class Codings:
    """The codings of a project."""

    def __init__(self, database: Database, relations: Collection[str], min_confidence: float) -> None:
        """`relations` are those of the project's codebook; of what sayso found, what is less sure is left out."""
        self._database, self._relations, self._min_confidence = database, relations, min_confidence

    def keep(self, found: Iterable[Coded | Fault], coder: str | None = None) -> Kept:
        """Keeps what was read, for `coder` or else for whom it names; all of it or, with an error, nothing.

        Documents that the project does not hold, and claims whose relation its codebook does not know, are left out.
        Raises UsageError where nobody is named as coder.
        """
        if coder == OWN:
            raise UsageError(f"'{OWN}' stands for what sayso found. Give the coder another name.")
        documents: dict[str, int] = {}
        faults: list[Fault] = []
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._database.writing() as connection:
            for item in found:
                if isinstance(item, Fault):
                    faults.append(item)
                    continue
                who = coder or item.coder
                if not who or who == OWN:
                    raise UsageError("The files do not say who coded them. Name the coder with --coder.")
                row, wrong = self._checked(item.row)
                faults += wrong
                document = find_coded(connection, str(row["id"]), row["text"])
                if document is None:
                    faults.append(
                        Fault(str(row["id"]), None, "the project holds no document with this text; add it first")
                    )
                    continue
                put_coding(connection, document, who, row, now)
                documents[who] = documents.get(who, 0) + 1
        return Kept(documents, tuple(faults))

    def coders(self) -> list[CoderRow]:
        """All whose coding is kept, by name."""
        with self._database.reading() as connection:
            return list_coders(connection)

    def rows(self, coder: str) -> list[dict[str, Any]]:
        """The documents as this coder coded them. Raises UsageError where there is no such coder."""
        with self._database.reading() as connection:
            if rows := coded_rows(connection, coder):
                return rows
            known = ", ".join(found.coder for found in list_coders(connection)) or "nobody yet"
        raise UsageError(f"'{coder}' is no file, and no coder of this project; known: {known}. See: sayso import")

    def found(self, documents: Collection[str]) -> list[dict[str, Any]]:
        """What sayso found in those of the documents (ids) that are analysed, in the same shape."""
        with self._database.reading() as connection:
            return [self._sure(analysis).as_row() for analysis in analyses_of(connection, documents)]

    def _sure(self, analysis: Analysis) -> Analysis:
        claims = tuple(claim for claim in analysis.claims if claim.confidence >= self._min_confidence)
        return msgspec.structs.replace(analysis, claims=claims)

    def _checked(self, row: dict[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
        faults = [
            Fault(str(row["id"]), None, f"claims[{number}]: the codebook has no relation '{claim['relation']}'")
            for number, claim in enumerate(row["claims"])
            if claim["relation"] not in self._relations
        ]
        claims = [claim for claim in row["claims"] if claim["relation"] in self._relations]
        return {**row, "claims": claims}, faults


def read_all(found: Iterable[Coded | Fault], faults: list[Fault]) -> Iterator[Coded]:
    """The documents; what was left out goes into `faults`."""
    for item in found:
        if isinstance(item, Fault):
            faults.append(item)
        else:
            yield item
