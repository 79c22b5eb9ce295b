"""What long work tells while it goes on, and when it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import msgspec


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far an `add` or a `run` has come: `done` of `total` (None where not known), the last being `current`."""

    done: int
    total: int | None = None
    current: str = ""


OnProgress: TypeAlias = Callable[[Progress], None]


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What `Project.add` did: numbers of new documents, of documents that were there, of inputs that gave none."""

    added: int
    known: int
    skipped: int


class Ran(msgspec.Struct, frozen=True, kw_only=True):
    """What `Project.run` did: numbers of documents analysed, left as they were, and failed (see `skipped()`)."""

    analysed: int
    unchanged: int
    failed: int
