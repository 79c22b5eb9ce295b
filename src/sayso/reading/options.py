"""What a project says about reading: the part [reading] of sayso.toml."""

from __future__ import annotations

import msgspec


class ReadingOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[reading]: what file names say of documents, and which columns of tables hold what.

    `file_names` is a pattern like '{published}_{publisher}_{title}' (see `given.FileNames`), empty for none; `columns`
    maps fields of a document to names of columns.
    """

    file_names: str = ""
    columns: dict[str, str] = {}


DEFAULT = ReadingOptions()
"""Nothing is said: names of files mean nothing, and columns are told by their headings."""
