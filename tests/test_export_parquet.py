"""A project as Parquet: the same tables as CSV, with types, and with nothing where nothing is known."""

from __future__ import annotations

import sys

import pytest

from project_to_export import make_project
from sayso import open_project
from sayso.claims.codebook import load_codebook
from sayso.errors import UsageError
from sayso.exports.source import Source
from sayso.storage.export_tables import TABLES
from sayso.storage.exporting import scope_of
from sayso.storage.rows import ClaimFilter

TYPES = {"text": "Utf8", "integer": "Int64", "real": "Float64", "boolean": "Boolean"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("parquet"))


@pytest.fixture(scope="module")
def tables(folder, tmp_path_factory):
    """The tables of an export, as arro3 reads them."""
    from arro3.io import read_parquet

    target = tmp_path_factory.mktemp("out") / "tables"
    with open_project(folder) as project:
        project.export("parquet", target)
    return {file.stem: read_parquet(file).read_all() for file in target.iterdir()}


def test_every_table_is_there_with_typed_columns(tables):
    for table in TABLES:
        fields = tables[table.name].schema
        assert fields.names == [column.name for column in table.columns]
        found = [str(fields.field(number).type) for number in range(len(fields.names))]
        assert [kind.removeprefix("arro3.core.DataType<").rstrip(">\n") for kind in found] == [
            TYPES[column.kind] for column in table.columns
        ]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_cell_comes_back_as_the_database_has_it(folder, tables, table):
    with open_project(folder) as project, project.reading() as connection:
        scope = scope_of(connection, ClaimFilter(), 0)
        rows = list(Source(connection, scope, load_codebook(), "x", folder).rows(table))
    found = tables[table.name]
    columns = [[cell.as_py() for cell in found.column(number)] for number in range(len(table.columns))]
    assert list(zip(*columns, strict=True)) == rows


def test_two_exports_have_the_same_bytes(folder, tmp_path):
    with open_project(folder) as project:
        project.export("parquet", tmp_path / "one")
        project.export("parquet", tmp_path / "two")
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_without_the_package_it_is_said_what_to_install(folder, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "arro3.io", None)
    with open_project(folder) as project, pytest.raises(UsageError, match=r"pip install 'sayso\[parquet\]'"):
        project.export("parquet", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
