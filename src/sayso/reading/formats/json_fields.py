"""JSON objects of other programs -> rows as sayso reads them: other names of fields, names inside objects, lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sayso.reading.formats.layouts import load_layouts
from sayso.reading.formats.markup import looks_like_markup, text_of_markup

_NAMED = frozenset({"title", "publisher", "author", "speaker"})


def with_known_names(row: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """The row with the fields that it has under other names: those of the project's map of columns, else the usual.

    A field that the row has itself is kept; `date` is one of them. Objects with names stand for their names.
    """
    found = dict(row)
    spelt = {name.lower().replace("-", "_"): name for name in row}
    for field, usual in load_layouts().columns.items():
        if field in found or (field == "published" and "date" in found) or (field == "text" and found.get("html")):
            continue
        names = [columns[field]] if field in columns else [spelt[name] for name in usual if name in spelt]
        values = (_plain(row.get(name)) for name in names)
        if value := next((value for value in values if value), None):
            found[field] = text_of_markup(value) if field == "text" and looks_like_markup(value) else value
    return found | {name: _plain(found[name]) or found[name] for name in _NAMED & found.keys()}


def rows_in(content: object) -> object:
    """The list in an answer of a news service ('{"status": "ok", "articles": [...]}'); else the content itself."""
    if not isinstance(content, dict) or {"text", "html"} & content.keys():
        return content
    lists = [value for value in content.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
    holds_text = with_known_names(content, {}).keys() & {"text", "html"}
    return lists[0] if len(lists) == 1 and not holds_text else content


def _plain(value: object) -> str | None:
    """A text, the name of an object, or the texts and names in a list, parted by '; '."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list):
        names = [name for item in value if (name := _plain(item) if not isinstance(item, list) else None)]
        return "; ".join(names) if len(names) == len(value) else None
    return value if isinstance(value, str) and value.strip() else None
