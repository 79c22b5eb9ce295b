"""JSON (one object, or a list) and JSON lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from sayso.errors import ReadingError
from sayso.reading.encoding import refuse_binary
from sayso.reading.formats.base import LONGEST_ROW, Found, Input, Skipped, numbered_lines, too_long
from sayso.reading.formats.json_fields import rows_in, with_known_names
from sayso.reading.rows import as_row, parse_row, read_row

_LINES = frozenset({".jsonl", ".ndjson"})
_START = re.compile(r"""\s*(?:\{\s*["}]|\[\s*(?:\{|\]))""")


class JsonReader:
    """JSON lines are read one by one, whatever the size of the file; a list is read as a whole."""

    name = "json"

    def detects(self, file: Input) -> bool:
        """By the first brackets, or by the name."""
        return file.suffix in _LINES or file.suffix == ".json" or bool(_START.match(file.opening))

    def read(self, file: Input) -> Found:
        """A document for each row with text; blank lines are passed over."""
        refuse_binary(file.head.lstrip(b"\xff\xfe"), file.source)
        lines = file.suffix in _LINES or _starts_with_line(file)
        file.stream.seek(0)
        if lines:
            yield from _lines(file)
        else:
            yield from _values(file)


def _starts_with_line(file: Input) -> bool:
    """Whether the first line is a whole JSON object and more follow: then these are JSON lines, whatever the name."""
    first = file.stream.readline(LONGEST_ROW)
    try:
        return isinstance(json.loads(first), dict) and bool(file.stream.read(1))
    except (ValueError, RecursionError):
        return False


def _values(file: Input) -> Found:
    try:
        content = json.loads(file.text())
    except (ValueError, RecursionError) as error:
        raise ReadingError(f"{file.source} is not JSON ({error}).", reason="json") from error
    content = rows_in(content)
    if isinstance(content, dict):
        yield read_row(with_known_names(content, file.columns), file.source)
        return
    yield from _rows(enumerate(content if isinstance(content, list) else [content], start=1), file)


def _lines(file: Input) -> Found:
    for number, line in numbered_lines(file.stream):
        if line is None:
            yield too_long(f"{file.source}:{number}")
        elif line.strip():
            yield from _rows([(number, line)], file)


def _rows(rows: Iterable[tuple[int, object]], file: Input) -> Found:
    """The documents of numbered rows: JSON texts (as bytes), or values."""
    for number, row in rows:
        where = f"{file.source}:{number}"
        try:
            found = parse_row(row, where) if isinstance(row, bytes) else as_row(row, where)
            yield read_row(with_known_names(found, file.columns), where)
        except ReadingError as error:
            yield Skipped(where, error.reason, str(error))
