"""Names of files for documents whose ids may hold anything."""

from __future__ import annotations

import hashlib
import re

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 80
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


class FileNames:
    """Gives each id a name that all systems take, and that no other id has; the same ids give the same names."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, id_: str) -> str:
        """The id where it may be a name of a file, else what is left of it and eight digits of its SHA-256."""
        name = _UNSAFE.sub("-", id_).strip("-.")[:_LONGEST]
        if name != id_ or name.casefold() in self._taken or _RESERVED.fullmatch(name):
            name = f"{name}-{hashlib.sha256(id_.encode()).hexdigest()[:8]}".strip("-")
        self._taken.add(name.casefold())
        return name
