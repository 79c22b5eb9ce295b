"""Rows of the file format, coded by hand or by another program: a folder of .json, a .json, or a .jsonl file.

What a row must have is checked here: `text` and `id`, actors, and claims and labels whose spans are stretches of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from sayso.coding.marks import Coded, Fault, inside
from sayso.errors import UsageError
from sayso.model import Actor, Attribution, Claim, Label, Naming, Passage

_ITEMS: Mapping[str, tuple[Any, str | None]] = {
    "passages": (Passage, None),
    "attributions": (Attribution, "content"),
    "claims": (Claim, "evidence"),
    "labels": (Label, "evidence"),
    "mentions": (Naming, None),
}
"""The lists of a row: what each item must be, and the field with its spans."""


class _Head(msgspec.Struct):
    """What every row must have, and the types of what it may have."""

    id: str
    text: str
    actors: dict[str, list[str] | dict[str, Any]] = {}
    coder: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    speaker: str | None = None
    published: str | None = None


def read_gold(path: Path) -> Iterator[Coded | Fault]:
    """The documents in the order of the file, or of the names of files; a row may name its `coder`.

    Raises UsageError where there is nothing to read.
    """
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder.")
    files = (
        sorted(f for f in path.rglob("*") if f.suffix in (".json", ".jsonl") and f.is_file())
        if path.is_dir()
        else [path]
    )
    if not files:
        raise UsageError(f"{path}: holds no .json or .jsonl files.")
    for file in files:
        lines = [file.read_bytes()] if file.suffix == ".json" else file.read_bytes().split(b"\n")
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield from _row(line, str(file), None if file.suffix == ".json" else number)


def _row(data: bytes, file: str, place: int | None) -> Iterator[Coded | Fault]:
    try:
        row = msgspec.json.decode(data, type=dict[str, Any])
        head = msgspec.convert(row, _Head)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        yield Fault(file, place, f"cannot be read: {error}")
        return
    faults = list(_check(row))
    yield from (Fault(file, place, reason) for reason in faults)
    yield Coded(row={name: value for name, value in row.items() if name != "coder"}, coder=head.coder)


def _check(row: dict[str, Any]) -> Iterator[str]:
    """Takes out of a row what is no claim, label ... and says why."""
    for name, (kind, spans) in _ITEMS.items():
        if name not in row:
            continue
        if not isinstance(row[name], list):
            yield f"{row['id']}: its {name} are no list"
            row[name] = []
        kept = []
        for number, item in enumerate(row[name]):
            if reason := _wrong(item, kind, spans, row["text"]):
                yield f"{row['id']}: {name}[{number}]: {reason}"
            else:
                kept.append(item)
        row[name] = kept
    row.setdefault("actors", {})
    row.setdefault("claims", [])
    for key, actor in list(row["actors"].items()):
        if isinstance(actor, dict):
            try:
                msgspec.convert(actor, Actor)
            except msgspec.ValidationError as error:
                yield f"{row['id']}: actor '{key}': {error}"
                del row["actors"][key]


def _wrong(item: Any, kind: Any, spans: str | None, text: str) -> str | None:  # noqa: ANN401 - what is checked here
    try:
        made = msgspec.convert(item, kind)
    except msgspec.ValidationError as error:
        return str(error)
    found = getattr(made, spans) if spans else ()
    if found and not inside(text, found):
        return f"its {spans} is no stretch of a text of {len(text)} characters"
    return None
