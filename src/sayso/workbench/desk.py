"""What a page is made from: the project, its codebook, one state of its database, and who is asking."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from sayso.claims.codebook import Codebook, load_codebook
from sayso.project import Project
from sayso.resources import CODEBOOK
from sayso.storage.users import ROLES, Role


class Visitor(msgspec.Struct, frozen=True):
    """Who is asking, and what they may do. `name` is what their corrections are signed with."""

    name: str
    role: Role

    def may(self, needed: Role) -> bool:
        """Whether the role allows what `needed` allows: each allows what those before it allow."""
        return ROLES.index(self.role) >= ROLES.index(needed)


@dataclass(frozen=True)
class Desk:
    """A request's view of the project. All questions over `connection` see the same state of the database."""

    project: Project
    connection: Connection
    visitor: Visitor

    @property
    def codebook(self) -> Codebook:
        """The project's codebook as it now is on the disk."""
        path = self.project.folder / CODEBOOK
        return _codebook(path, path.stat().st_mtime_ns)

    @property
    def least(self) -> float:
        """The confidence below which claims are shown only where they are asked for."""
        return self.project.settings.claims.min_confidence


@contextmanager
def open_desk(project: Project, visitor: Visitor) -> Iterator[Desk]:
    """A desk for one request, in the thread that answers it."""
    with project.reading() as connection:
        yield Desk(project, connection, visitor)


@lru_cache(maxsize=4)
def _codebook(path: Path, _changed: int) -> Codebook:
    return load_codebook(path)
