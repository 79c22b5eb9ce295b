"""Takes one state of a database and writes it in a format, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from sayso.claims.codebook import Codebook
from sayso.errors import UsageError
from sayso.exports.formats import FORMATS
from sayso.exports.source import Source
from sayso.exports.targets import whole_file, whole_folder
from sayso.storage.database import Database
from sayso.storage.exporting import scope_of
from sayso.storage.rows import ClaimFilter


def export(
    database: Database,
    codebook: Codebook,
    name: str,
    folder: Path,
    target: tuple[str, Path],
    wanted: ClaimFilter,
    *,
    min_confidence: float,
    force: bool,
) -> None:
    """Writes what is `wanted` of the project called `name` in `folder` to the target: (format, file or folder).

    Raises UsageError where there is no such format, where the target is there and not to be replaced (`force`), or
    where a package is missing.
    """
    if target[0] not in FORMATS:
        raise UsageError(f"There is no format '{target[0]}'. Known are {', '.join(FORMATS)}.")
    form, path = FORMATS[target[0]], target[1]
    whole = whole_folder if form.folder else whole_file
    with whole(path, force=force) as part, database.reading() as connection:
        form.write(Source(connection, scope_of(connection, wanted, min_confidence), codebook, name, folder), part)
