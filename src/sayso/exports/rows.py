"""What a project holds as rows for `tables`: flat enough for a spreadsheet, complete enough to go on from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from sayso.claims.codebook import Codebook
from sayso.exports.sentences import as_shown, sentence
from sayso.storage.rows import StoredClaim

CLAIM_COLUMNS = (
    "id", "document", "publisher", "title", "published", "holder", "subject", "relation", "object", "polarity",
    "modality", "when", "where", "confidence", "why", "sentence", "quotation", "evidence",
    "holder_actor", "subject_actor", "object_actor",
)  # fmt: skip
"""The columns of a CSV of claims. They keep their names and order; new ones are added at the end."""


def claim_row(stored: StoredClaim, codebook: Codebook) -> dict[str, Any]:
    """A claim for JSON: its own fields as in an analysis, with the document's and the sentence that says it.

    `reviewed` is there where a person reviewed it.
    """
    return {
        "id": stored.id,
        "document": stored.document_id,
        "publisher": stored.publisher,
        "title": stored.title,
        "published": stored.published,
        **msgspec.to_builtins(stored.claim),
        "sentence": sentence(as_shown(stored).claim, codebook),
        "quotations": list(stored.quotations),
        "chain": msgspec.to_builtins(stored.chain),
        "shown": stored.shown,
        **({"reviewed": stored.reviewed} if stored.reviewed else {}),
    }


def claim_cells(stored: StoredClaim, codebook: Codebook) -> dict[str, Any]:
    """A claim for CSV: one cell a column. `evidence` reads '12-40 88-120' (character offsets, half open)."""
    row = claim_row(stored, codebook)
    row["evidence"] = " ".join(f"{start}-{end}" for start, end in stored.claim.evidence)
    named = as_shown(stored).claim
    row |= {"holder_actor": list(named.holder), "subject_actor": named.subject, "object_actor": named.object}
    row["quotation"] = " […] ".join(" ".join(words.split()) for words in stored.quotations)
    return row


def builtin_rows(rows: Iterable[msgspec.Struct]) -> list[dict[str, Any]]:
    """Documents, actors or skipped inputs as they are stored."""
    return [msgspec.to_builtins(row) for row in rows]
