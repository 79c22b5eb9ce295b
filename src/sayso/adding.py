"""Files and folders -> documents in the database; what cannot be read is listed there."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection

from sayso.errors import ReadingError
from sayso.model import Document
from sayso.progress import Added, OnProgress, Progress
from sayso.reading import ReadingOptions, Skipped, files_below, read_path, with_passages
from sayso.storage.database import Database
from sayso.storage.rows import SkippedRow
from sayso.storage.writing import add_document, forget_input, put_skipped

_AT_ONCE = 200
"""So many documents of one file are stored together."""
FoundIn: TypeAlias = tuple[str, Iterator[Document | Skipped]]
"""A file (or URL), and what is in it."""


def add_files(
    database: Database, paths: Iterable[str | Path], options: ReadingOptions, on_progress: OnProgress | None = None
) -> Added:
    """Reads each file, and each file in each folder, and stores the documents that are not known yet."""
    files = _each_once(paths)
    return add_found(database, ((str(file), read_path(file, options)) for file in files), on_progress, len(files))


def add_found(
    database: Database, found: Iterable[FoundIn], on_progress: OnProgress | None = None, total: int | None = None
) -> Added:
    """Stores the documents of each file that are not known yet, whoever read it; `total` is the number of files."""
    counts: Counter[str] = Counter()
    for number, (file, items) in enumerate(found, 1):
        for batch, first in _batches(items):
            with database.writing(patient=True) as connection:
                if first:
                    forget_input(connection, file)
                counts.update(_add(connection, item, file) for item in batch)
        if on_progress:
            on_progress(Progress(done=number, total=total, current=file))
    return Added(added=counts["added"], known=counts["known"], skipped=counts["skipped"])


def preview_files(paths: Iterable[str | Path], options: ReadingOptions) -> Iterator[tuple[Path, Document | Skipped]]:
    """Each file's documents, with their passages, as `add_files` would read them; nothing is stored."""
    for file in _each_once(paths):
        for item in read_path(file, options):
            yield file, with_passages(item) if isinstance(item, Document) else item


def _each_once(paths: Iterable[str | Path]) -> list[Path]:
    whole = (Path(os.path.abspath(path)) for path in paths)  # noqa: PTH100 - resolve() would follow links
    return list(dict.fromkeys(chain.from_iterable(map(files_below, whole))))


def _batches(items: Iterator[Document | Skipped]) -> Iterator[tuple[list[Document | Skipped], bool]]:
    """Lists of items, and whether each is the first; a file that gives nothing gives one empty list."""
    first = True
    while batch := list(islice(items, _AT_ONCE)):
        yield batch, first
        first = False
    if first:
        yield [], first


def _add(connection: Connection, item: Document | Skipped, file: str) -> str:
    if isinstance(item, Document):
        try:
            return "added" if add_document(connection, item, file) else "known"
        except ReadingError as error:
            item = Skipped(f"{file}:{item.id}", error.reason, str(error))
    row = SkippedRow(stage="reading", source=item.source, reason=item.reason, message=item.message)
    put_skipped(connection, row)
    return "skipped"
