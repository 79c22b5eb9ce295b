"""Annotated documents of the research data, with what benchmarks/pronouns.yaml says of their pronouns."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Literal

import msgspec

from sayso.datafiles import read_data
from sayso.evaluation.rows import read_rows

PRONOUNS = Path(__file__).parent / "pronouns.yaml"


class Pronoun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pronoun at a character offset, and for each actor that it means a list of names."""

    at: int
    word: str
    means: list[list[str]] | Literal["unclear"]


class Annotation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The pronouns of one document; `checksum` is the start of the SHA-256 of its text."""

    checksum: str
    pronouns: list[Pronoun]


def annotated(gold: Path) -> list[dict[str, Any]]:
    """The rows of a folder or file; those that pronouns.yaml knows get `pronouns`.

    Raises ValueError where a text is not the one whose pronouns were annotated.
    """
    rows, known = read_rows(gold), read_data(PRONOUNS, dict[str, Annotation])
    return [with_pronouns(row, known[row["id"]]) if row.get("id") in known else row for row in rows]


def with_pronouns(row: dict[str, Any], annotation: Annotation) -> dict[str, Any]:
    """The row with the annotation of its pronouns."""
    if not hashlib.sha256(row["text"].encode()).hexdigest().startswith(annotation.checksum):
        raise ValueError(f"{row['id']} has another text than the one whose pronouns were annotated.")
    return row | {"pronouns": msgspec.to_builtins(annotation.pronouns)}
