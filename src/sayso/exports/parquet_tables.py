"""A folder of Parquet files, one a table: the tables of `csv_tables` with types, and with nothing in place of nothing.

Written by arro3 (Rust, 35 MB installed), the smallest package that is kept well; pyarrow has 171 MB, fastparquet needs
pandas.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import UsageError
from sayso.exports.source import Source
from sayso.storage.export_queries import Cell
from sayso.storage.export_tables import TABLES, ExportTable

if TYPE_CHECKING:
    from arro3.core import RecordBatch, Schema

_AT_ONCE = 5_000
"""Rows that are in memory as Python's objects at a time."""
_ROW_GROUP = 50_000


def write(source: Source, folder: Path) -> None:
    """Writes every table into the folder. Raises UsageError where the extra `parquet` is not installed."""
    try:
        from arro3.core import RecordBatchReader
        from arro3.io import write_parquet
    except ImportError as error:
        raise UsageError("Parquet needs one more package: pip install 'sayso[parquet]'") from error
    for table in TABLES:
        schema = _schema(table)
        reader = RecordBatchReader.from_batches(schema, _batches(table, schema, source.rows(table)))
        write_parquet(reader, folder / f"{table.name}.parquet", compression="zstd(3)", max_row_group_size=_ROW_GROUP)


def _schema(table: ExportTable) -> Schema:
    from arro3.core import DataType, Field, Schema

    types = {
        "text": DataType.string(),
        "integer": DataType.int64(),
        "real": DataType.float64(),
        "boolean": DataType.bool(),
    }
    return Schema([Field(name, types[kind], nullable=True) for name, kind, _ in table.columns])


def _batches(table: ExportTable, schema: Schema, rows: Iterator[tuple[Cell, ...]]) -> Iterator[RecordBatch]:
    from arro3.core import Array, RecordBatch

    types = [schema.field(number).type for number in range(len(table.columns))]
    while True:
        batch = list(islice(rows, _AT_ONCE))
        columns: Sequence[Sequence[Cell]] = list(zip(*batch, strict=True)) if batch else [()] * len(types)
        arrays = [Array(list(cells), type=kind) for cells, kind in zip(columns, types, strict=True)]
        yield RecordBatch.from_arrays(arrays, schema=schema)
        if len(batch) < _AT_ONCE:
            return
