"""A folder of CSV files, one a table: UTF-8, a header line, lines that end in a line feed."""

from __future__ import annotations

import csv
from pathlib import Path

from sayso.exports.source import Source
from sayso.storage.export_queries import Cell
from sayso.storage.export_tables import TABLES

_RISKY = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n", "'")
"""What makes a spreadsheet take a text for a formula, full-width characters too; and the apostrophe, so that `plain` is
exact."""


def write(source: Source, folder: Path) -> None:
    """Writes every table into the folder, also those without rows, so that scripts find them."""
    for table in TABLES:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(column.name for column in table.columns)
            writer.writerows([cell_text(cell) for cell in row] for row in source.rows(table))


def cell_text(cell: Cell) -> str:
    """A cell as it stands in the file: nothing for None, true or false, numbers as they are, text made `safe`."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return safe(cell) if isinstance(cell, str) else str(cell)


def safe(text: str) -> str:
    """The text with an apostrophe before it, where a spreadsheet would run it as a formula.

    Spreadsheets skip leading spaces before they look for one. See OWASP, 'CSV Injection'.
    """
    return f"'{text}" if text.lstrip(" ").startswith(_RISKY) else text


def plain(text: str) -> str:
    """The text that `safe` was given: one leading apostrophe less."""
    return text.removeprefix("'")
