"""Files anywhere -> documents, read on a cluster by sayso's own readers: same ids, dates and skipped files as `add`.

A file is read by one process: a large archive in many files is read by many. All machines must reach the files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.cluster.shards import file_system
from sayso.cluster.worker import TRIES, count_attempts
from sayso.errors import ProjectError, ReadingError
from sayso.model import Document
from sayso.reading import ReadingOptions, Skipped, files_below, read_path
from sayso.reading.files import unreadable
from sayso.reading.formats import Input, read_input
from sayso.reading.formats.json_fields import with_known_names
from sayso.reading.given import FileNames
from sayso.reading.rows import read_row
from sayso.reading.sidecars import LARGEST, is_sidecar, with_sidecar

if TYPE_CHECKING:
    from sayso.adding import FoundIn

_AT_ONCE = 100
"""So many documents go from a reader to the run together."""
_TASKS = 10_000
_PARQUET = b"PAR1"
_encode = msgspec.json.Encoder().encode
_decoders: dict[str, Callable[[bytes], Document | Skipped]] = {
    "document": msgspec.json.Decoder(Document).decode,
    "skipped": msgspec.json.Decoder(Skipped).decode,
}


def is_url(source: str) -> bool:
    """Whether a source is an address for fsspec ('s3://bucket/file') and not a path."""
    return "://" in source


def files_of(source: str) -> list[str]:
    """The files of a source in order: a file, a folder (see `files_below`), or a URL, in which '*' may stand."""
    if not is_url(source):
        return [str(file) for file in files_below(Path(os.path.abspath(source)))]  # noqa: PTH100 - as `sayso add`
    fs, path = file_system(source)
    in_folder = fs.find(path) if fs.isdir(path) else [path]
    found = fs.glob(path) if "*" in path else in_folder
    hidden = (f for f in sorted(found) if not f.rpartition("/")[2].startswith("."))
    return [fs.unstrip_protocol(file) for file in hidden]


def read_on(ray: Any, sources: Iterable[str], options: ReadingOptions) -> Iterator[FoundIn]:  # noqa: ANN401
    """Each file of the sources, in order, with what is in it.

    Raises ProjectError where the cluster gives up.
    """
    import pyarrow as pa

    files = list(dict.fromkeys(chain.from_iterable(map(files_of, sources))))
    step = 1 + len(files) // _TASKS
    tables = [pa.table({"file": files[start : start + step]}) for start in range(0, len(files), step)]
    if not tables:
        return
    attempts = count_attempts(ray)
    data = ray.data.from_arrow(tables).map_batches(
        read_files,
        fn_kwargs={"options": options, "attempts": attempts},
        batch_size=None,
        batch_format="pyarrow",
        num_cpus=1,
    )
    try:
        rows = (row for t in data.iter_batches(batch_size=None, batch_format="pyarrow") for row in t.to_pylist())
        for file, found in groupby(rows, key=lambda row: row["file"]):
            yield file, (_decoders[row["kind"]](row["item"]) for row in found if row["kind"] in _decoders)
    except ray.exceptions.RayError as error:
        raise ProjectError(f"The cluster could not read the sources: {error}") from error


def read_files(table: Any, options: ReadingOptions, attempts: Any) -> Iterator[Any]:  # noqa: ANN401 - pyarrow, Ray
    """A table of files -> tables of what is in them: the `file`, the `kind` of item, and the item as JSON."""
    import pyarrow as pa
    import ray

    names = FileNames(options.file_names)
    for file in table.column("file").to_pylist():
        rows: list[dict[str, Any]] = [{"file": file, "kind": "file", "item": b""}]
        died = ray.get(attempts.begin.remote(file)) > TRIES
        for item in [_deadly(file)] if died else read_source(file, options, names):
            kind = "document" if isinstance(item, Document) else "skipped"
            rows.append({"file": file, "kind": kind, "item": _encode(item)})
            if len(rows) == _AT_ONCE:
                yield pa.Table.from_pylist(rows, schema=_schema())
                rows = []
        yield pa.Table.from_pylist(rows, schema=_schema())
        ray.get(attempts.end.remote(file))


def _deadly(file: str) -> Skipped:
    return Skipped(file, "crashed", f"{file}: the process that read it died, {TRIES} times.")


def _schema() -> Any:  # noqa: ANN401
    import pyarrow as pa

    return pa.schema({"file": pa.string(), "kind": pa.string(), "item": pa.binary()})


def read_source(file: str, options: ReadingOptions, names: FileNames) -> Iterator[Document | Skipped]:
    """The documents of one file, by path or URL; what cannot be read is listed in its place."""
    try:
        fs, path = file_system(file)
        with fs.open(path, "rb") as stream:
            is_parquet = stream.read(len(_PARQUET)) == _PARQUET
            if not (is_url(file) or is_parquet):
                yield from read_path(Path(file), options)
                return
            stream.seek(0)
            found = Input(file, stream, columns=options.columns)
            beside = _Beside(fs, path.rpartition("/")[0])
            if not is_sidecar(found.name, beside):
                items = _parquet(found) if is_parquet else read_input(found)
                yield from with_sidecar(items, found.name, file, beside, names.read(Path(found.name)))
    except OSError as error:
        yield unreadable(file, error)


def _parquet(file: Input) -> Iterator[Document | Skipped]:
    """A document for each row with text. Cells without a value say nothing, as in other tables."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        batches = parquet.ParquetFile(file.stream).iter_batches(_AT_ONCE)
        rows = chain.from_iterable(batch.to_pylist() for batch in batches)
        for number, row in enumerate(rows, start=1):
            where = f"{file.source}:{number}"
            try:
                yield read_row(with_known_names(_given(row), file.columns), where)
            except ReadingError as error:
                yield Skipped(where, error.reason, str(error))
    except pa.ArrowException as error:
        yield Skipped(file.source, "damaged", f"{file.source} is damaged ({error}); what came before was read.")


def _given(row: dict[str, Any]) -> dict[str, Any]:
    cells = ((name, value.isoformat() if isinstance(value, date) else value) for name, value in row.items())
    return {name: value for name, value in cells if value is not None}


class _Beside:
    """The files that stand together in a folder of any file system, as sidecars are looked for."""

    def __init__(self, fs: Any, folder: str) -> None:  # noqa: ANN401 - file systems have no type
        self._fs, self._folder = fs, folder

    def holds(self, name: str) -> bool:
        """As in `Neighbours`."""
        return bool(self._fs.isfile(f"{self._folder}/{name}"))

    def content(self, name: str) -> bytes | None:
        """As in `Neighbours`."""
        path = f"{self._folder}/{name}"
        try:
            found: bytes | None = self._fs.cat_file(path) if self._fs.size(path) <= LARGEST else None
        except OSError:
            return None
        return found
