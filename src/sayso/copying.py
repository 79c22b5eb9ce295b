"""A project, copied whole: from a file to a server, back into a file, or from one of its kind to another.

Every row of every table goes over as it is, in one transaction on either side; then the rows are counted on both.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Table, func, select

from sayso.errors import ProjectError
from sayso.exports.targets import whole_folder
from sayso.progress import OnProgress, Progress
from sayso.project_folder import DATABASE_FILE, files_of
from sayso.settings import SETTINGS_FILE, is_url, with_storage
from sayso.storage.database import Database, insert_rows
from sayso.storage.schema import metadata, schema_version

_AT_ONCE = 1_000
"""So many rows are in memory at a time: of analyses, the largest, that is some 50 MB."""


class Copied(msgspec.Struct, frozen=True):
    """Where a project was copied to, without a password, and the number of rows of each table, equal on both sides."""

    target: str
    rows: dict[str, int]


def copy_project(source: Database, folder: Path, target: str, on_progress: OnProgress | None = None) -> Copied:
    """Copies the project in `folder`, whose database is `source`, to the URL of a database or to a new folder.

    A folder gets settings, codebook and registry too, and a database of its own. Raises ProjectError where something
    is there already, or does not arrive; then nothing is left there.
    """
    if is_url(target):
        return _copied(source, target, target, on_progress)
    path = Path(target).absolute()
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ProjectError(f"{target} is there already; nothing was copied. Name a new folder.")
    with whole_folder(path) as part:
        for file in files_of(folder):
            shutil.copyfile(file, part / file.name)
        (part / SETTINGS_FILE).write_text(with_storage(folder / SETTINGS_FILE, ""), encoding="utf-8")
        return _copied(source, part / DATABASE_FILE, str(path), on_progress)


def _copied(source: Database, place: Path | str, shown: str, on_progress: OnProgress | None) -> Copied:
    rows: dict[str, int] = {}

    def fill(new: Connection) -> None:
        with source.reading() as old:
            rows.update(copy_rows(old, new, on_progress))

    database = Database.create(place, fill)
    try:
        return Copied(database.name if is_url(shown) else shown, rows)
    finally:
        database.close()


def copy_rows(old: Connection, new: Connection, on_progress: OnProgress | None = None) -> dict[str, int]:
    """Copies the rows of all tables into empty ones; the number of rows of each table.

    Raises ProjectError where they are not as many there in the end.
    """
    tables = [table for table in metadata.sorted_tables if table is not schema_version]
    wanted = {table.name: _count(old, table) for table in tables}
    done, total = 0, sum(wanted.values())
    for table in tables:
        for rows in _portions(old, table):
            insert_rows(new, table, rows)
            done += len(rows)
            if on_progress:
                on_progress(Progress(done=done, total=total, current=table.name))
    arrived = {table.name: _count(new, table) for table in tables}
    if arrived != wanted:
        lost = ", ".join(
            f"{name} ({arrived[name]:,} of {wanted[name]:,})" for name in wanted if arrived[name] != wanted[name]
        )
        raise ProjectError(f"Not all rows arrived: {lost}; nothing was copied.")
    return wanted


def _portions(connection: Connection, table: Table) -> Iterator[list[tuple[object, ...]]]:
    """The rows of a table in the order of its key, so many at a time, and never more of them in memory."""
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_AT_ONCE)
    for rows in connection.execute(query).partitions():
        yield [tuple(row) for row in rows]


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
