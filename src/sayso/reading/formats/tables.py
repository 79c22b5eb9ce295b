"""CSV, TSV and their like; Media Cloud's and GDELT's exports are told by their columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from sayso.errors import ReadingError
from sayso.model import Document
from sayso.reading.encoding import refuse_binary
from sayso.reading.formats.base import Found, Input, Skipped, too_long
from sayso.reading.formats.layouts import load_layouts
from sayso.reading.formats.markup import looks_like_markup, text_of_markup
from sayso.reading.formats.records import Records
from sayso.reading.metadata import FIGURES, iso_date
from sayso.reading.rows import read_row

_NAMES = frozenset({".csv", ".tsv", ".tab"})
_HOLDERS = frozenset({"text", "html", "url"})
_DELIMITERS = ",;\t|"
_LONGEST_NAME = 60
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_GKG = re.compile(r"\d{14}-T?\d+\t\d{14}\t\d\t")
_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{6}Z?)?")


class TableReader:
    """A table with a row of column names, or a raw GKG file. Rows are read one by one, whatever the size of the file.

    A column map of the project goes before the usual names. Rows without text are listed as 'no text'.
    """

    name = "table"

    def detects(self, file: Input) -> bool:
        """By two columns with known names, of which one holds texts or addresses; or by the name."""
        if file.suffix in _NAMES or _GKG.match(file.opening):
            return True
        try:
            names = next(csv.reader([_first_line(file)], delimiter=_delimiter(file)), [])
        except csv.Error:
            return False
        found = _columns(names, file.columns)
        return len(found) > 1 and bool(_HOLDERS & found.keys()) and all(0 < len(n) <= _LONGEST_NAME for n in names)

    def read(self, file: Input) -> Found:
        """A document for each row with text. Raises ReadingError ('binary', 'unknown format')."""
        if not file.head.startswith(_UTF16):  # a NUL in one row is that row's fault alone
            refuse_binary(file.head.partition(b"\n")[0], file.source)
        if _GKG.match(file.opening):
            columns: Mapping[str, int] = load_layouts().gkg
            rows = iter(Records(file.stream, "\t", csv.QUOTE_NONE))
        else:
            rows = iter(Records(file.stream, _delimiter(file)))
            columns = _columns(next((record.cells for record in rows if record.cells), ()), file.columns)
        if not _HOLDERS & columns.keys():
            message = f"{file.source}: no column holds a text: name it in sayso.toml under [reading.columns]."
            raise ReadingError(message, reason="unknown format")
        day_first = _is_day_first(file, columns.get("published"))
        for record in rows:
            where = f"{file.source}:{record.line}"
            if record.fault == "too large":
                yield too_long(where)
            elif record.fault:
                message = f"{where}: a quotation mark is opened and never closed; the row is left out."
                yield Skipped(where, record.fault, message)
            elif any(record.cells):
                yield _document(record.cells, columns, where, day_first)


def _first_line(file: Input) -> str:
    return file.opening.lstrip("\ufeff\r\n ").partition("\n")[0].strip("\r\n")


def _delimiter(file: Input) -> str:
    return max(_DELIMITERS, key=_first_line(file).count)


def _columns(names: Sequence[str], given: Mapping[str, str]) -> dict[str, int]:
    """Field of a document -> place of its column: as `given`, else by the usual names, the better name first."""
    bare = [re.sub(r"[\s-]+", "_", name.strip("\ufeff \t").lower()) for name in names]
    found: dict[str, int] = {}
    for field, usual in load_layouts().columns.items():
        wanted = (given[field].lower(),) if field in given else usual
        places = [bare.index(re.sub(r"[\s-]+", "_", name)) for name in wanted if re.sub(r"[\s-]+", "_", name) in bare]
        if places:
            found[field] = places[0]
    return found


def _is_day_first(file: Input, column: int | None) -> bool:
    """Whether dates in figures are written day first, as those near the start of the table show: '23/11/2015'."""
    rows = Records(io.BytesIO(file.head), _delimiter(file)) if column is not None else ()
    cells = (record.cells[column] for record in rows if column is not None and column < len(record.cells))
    days = [found for cell in cells if (found := FIGURES.match(cell.strip()))]
    return any(int(day["first"]) > 12 for day in days) and not any(int(day["second"]) > 12 for day in days)


def _document(cells: Sequence[str], columns: Mapping[str, int], where: str, day_first: bool) -> Document | Skipped:
    """The document in a row, or why there is none."""
    row = {field: cells[at].strip() for field, at in columns.items() if at < len(cells) and cells[at].strip()}
    if "\0" in "".join(cells):
        return Skipped(where, "binary", f"{where} holds a NUL character: it is damaged, or no text.")
    if "text" not in row and "html" not in row:
        return Skipped(where, "no text", f"{where} names an article but does not hold its text.")
    if "text" in row and looks_like_markup(row["text"]):
        row["text"] = text_of_markup(row["text"])
    if "published" in row and (digits := _DIGITS.fullmatch(row["published"])):
        row["published"] = "-".join(digits.groups())
    elif "published" in row and day_first:
        row["published"] = iso_date(row["published"], day_first=True) or row["published"]
    try:
        return read_row(row, where)
    except ReadingError as error:
        return Skipped(where, error.reason, str(error))
