"""What comes of a document: its Analysis, or a Failure that says why there is none."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import msgspec

from sayso.model import Analysis, Document

Analyse: TypeAlias = Callable[[Document], Analysis]
MakeAnalyse: TypeAlias = Callable[[], Analyse]
"""Makes the function that analyses one document. It is sent to the workers: importable by its name."""


class Failure(msgspec.Struct, frozen=True):
    """A document without an analysis: the type of the error (or 'crashed'), and what it said, and where."""

    document_id: str
    reason: str
    message: str


Outcome: TypeAlias = Analysis | Failure


def document_id_of(outcome: Outcome) -> str:
    """The id of the document that it came of."""
    return outcome.document_id if isinstance(outcome, Failure) else outcome.document.id


def outcome_of(analyse: Analyse, document: Document) -> Outcome:
    """The analysis, or the Failure where analysing raised an error of whatever kind."""
    try:
        return analyse(document)
    except Exception as error:  # noqa: BLE001 - the one boundary: a fault in one document must not stop the others
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}, line {last.lineno}, in {last.name}"
        return Failure(document.id, type(error).__name__, f"{str(error) or 'no message'} ({where})")
