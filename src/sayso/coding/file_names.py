"""Names of files for documents whose ids may hold anything."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 80
_SHOWN = 48
_HASH = re.compile(r"[0-9a-f]{64}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


class FileNames:
    """Gives each document a name that all systems take, and that no other has; the same ones give the same names."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, row: Mapping[str, Any]) -> str:
        """A name for the document of a row: its id, or where that is a mere hash, its day, title and eight digits."""
        id_ = str(row["id"])
        if not _HASH.fullmatch(id_):
            return self.name(id_)
        shown = " ".join(str(row[name]) for name in ("published", "title") if row.get(name))
        return self.name(f"{_UNSAFE.sub('-', shown)[:_SHOWN].strip('-.')}-{id_[:8]}".strip("-"))

    def name(self, id_: str) -> str:
        """The id where it may be a name of a file, else what is left of it and eight digits of its SHA-256."""
        kept = _UNSAFE.sub("-", id_).strip("-.")[:_LONGEST]
        name, digest = kept, id_
        while (name == kept != id_) or name.casefold() in self._taken or _RESERVED.fullmatch(name):
            digest = hashlib.sha256(digest.encode()).hexdigest()
            name = f"{kept}-{digest[:8]}".strip("-")
        self._taken.add(name.casefold())
        return name
