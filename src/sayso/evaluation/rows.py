"""Reads annotated documents, and takes the annotation off them again before they are analysed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from sayso.errors import UsageError
from sayso.model import Document, Passage

Row: TypeAlias = Mapping[str, Any]


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The documents of a folder of `NAME.json` (in the order of the names), of one `.json`, or of a `.jsonl` file.

    Raises UsageError where there is nothing to read, or something that is no JSON object.
    """
    if path.is_dir():
        rows = [_decode(file.read_bytes(), str(file)) for file in sorted(path.glob("*.json"))]
    elif path.suffix == ".json" and path.is_file():
        rows = [_decode(path.read_bytes(), str(path))]
    elif path.is_file():
        numbered = enumerate(path.read_bytes().split(b"\n"), 1)
        rows = [_decode(line, f"{path}, line {number}") for number, line in numbered if line.strip()]
    else:
        raise UsageError(f"{path}: there is no such file or folder.")
    if not rows:
        raise UsageError(f"{path}: holds no documents. Give a folder of NAME.json, or a file with one JSON a line.")
    return rows


def _decode(data: bytes, where: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(data, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{where}: {error}.") from error


def require(rows: list[dict[str, Any]], fields: tuple[str, ...], source: Path) -> None:
    """Raises UsageError, with the document's id, where a row lacks a field that its scorer needs."""
    for number, row in enumerate(rows, 1):
        missing = [field for field in fields if field not in row]
        if missing:
            name = row.get("id", f"document {number}")
            raise UsageError(f"{source}: {name} has no {' and no '.join(repr(field) for field in missing)}.")


def bare(row: Row) -> Document:
    """The document alone, as a reader would have given it: its text, where it is from, and its passages.

    `date` and `dct` (document creation time) are names that research corpora give to `published`, `sentence` to `text`.
    """
    published = row.get("published") or row.get("date") or row.get("dct")
    return Document(
        id=row["id"],
        text=row["text"] if "text" in row else row["sentence"],
        title=row.get("title"),
        publisher=row.get("publisher"),
        author=row.get("author"),
        speaker=row.get("speaker"),
        published=published,
        passages=msgspec.convert(row.get("passages") or [], tuple[Passage, ...]),
    )
