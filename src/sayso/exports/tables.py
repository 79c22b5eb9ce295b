"""Rows as JSON, JSON lines or CSV, for other programs to read. The same rows always give the same bytes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO, TypeAlias

import msgspec

Cell: TypeAlias = object
Row: TypeAlias = Mapping[str, Cell]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def write_json(rows: Iterable[Row], stream: TextIO) -> None:
    """One JSON array, indented by two spaces."""
    stream.write(msgspec.json.format(msgspec.json.encode(list(rows)), indent=2).decode() + "\n")


def write_jsonl(rows: Iterable[Row], stream: TextIO) -> None:
    """One JSON object a line, written as the rows come."""
    encoder = msgspec.json.Encoder()
    for row in rows:
        stream.write(encoder.encode(row).decode() + "\n")


def write_csv(rows: Iterable[Row], columns: Sequence[str], stream: TextIO) -> None:
    """Comma-separated, with a header line: `columns` in this order; whatever else a row holds is left out.

    Lines end in a line feed, within cells too. Lists are joined by ' > ' (holders, outermost first). A text cell that
    a spreadsheet would run as a formula gets an apostrophe before it, which spreadsheets do not show.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value)
    text = " > ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Spreadsheets skip leading white space before they look for a formula.
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text
