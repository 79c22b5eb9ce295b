"""How tables and news archives name their parts: `data/formats.yaml`, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from sayso.datafiles import read_data

SHIPPED = Path(__file__).parents[2] / "data" / "formats.yaml"


class Nexis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nexis: patterns of the lines that open and close an article and its text, of lines of its head that are neither
    title nor publication, and the labels of fields."""

    opens: tuple[str, ...]
    closes: tuple[str, ...]
    body: tuple[str, ...]
    ends_body: tuple[str, ...]
    ends_in_capitals: tuple[str, ...]
    fields: tuple[str, ...]
    no_title: str
    no_publication: str


class Factiva(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Factiva: patterns of the line that closes an article and of that which closes all, and the codes of fields."""

    closes: str
    summary: str
    codes: tuple[str, ...]


class Layouts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of formats.yaml. `columns`: field of a document -> names of columns; `gkg`: field -> place of the column."""

    columns: dict[str, tuple[str, ...]]
    gkg: dict[str, int]
    nexis: Nexis
    factiva: Factiva


@cache
def load_layouts(path: Path = SHIPPED) -> Layouts:
    """The layouts in a file of the shape of the shipped one. Raises DataFileError."""
    return read_data(path, Layouts)
