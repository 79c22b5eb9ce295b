"""A project as a folder of CSV tables: they join, quote the texts, and are harmless in a spreadsheet."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project_to_export import TEXTS, make_project
from sayso import open_project
from sayso.exports.csv_tables import plain, safe
from sayso.storage.export_tables import TABLES
from sayso.storage.rows import ClaimFilter


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("csv"))


def tables(path):
    """The tables of an export, each a list of rows by column, as they were before they were made safe."""
    found = {}
    for file in path.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            found[file.stem] = [{k: plain(v) for k, v in row.items()} for row in csv.DictReader(stream)]
    return found


def exported(folder, target, **wanted):
    with open_project(folder) as project:
        project.export("csv", target, ClaimFilter(**wanted))
    return tables(target)


def test_every_table_is_there_with_the_columns_that_the_reference_describes(folder, tmp_path):
    exported(folder, tmp_path / "out")
    for table in TABLES:
        header = (tmp_path / "out" / f"{table.name}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == [column.name for column in table.columns]


def test_evidence_quotes_the_text_between_its_offsets(folder, tmp_path):
    rows = exported(folder, tmp_path / "out")["evidence"]
    assert len(rows) == 6
    for row in rows:
        assert row["words"] == TEXTS[row["document"]][int(row["start"]) : int(row["end"])]


def test_all_tables_join_by_ids(folder, tmp_path):
    found = exported(folder, tmp_path / "out")
    documents, claims, actors = ({row["id"] for row in found[name]} for name in ("documents", "claims", "actors"))
    assert documents == set(TEXTS)
    assert {row["document"] for row in found["claims"]} == documents
    assert {row["claim"] for row in found["claim_holders"]} == claims
    assert {row["claim"] for row in found["evidence"]} == claims
    assert {row[side] for row in found["claims"] for side in ("subject", "object")} <= actors
    assert {row["holder"] for row in found["claim_holders"]} <= actors
    assert {row["statement"] for row in found["claims"]} == {row["id"] for row in found["statements"]}
    assert {row["actor"] for row in found["names"]} <= actors


def test_holders_keep_their_order(folder, tmp_path):
    found = exported(folder, tmp_path / "out")
    (claim,) = [row["id"] for row in found["claims"] if row["relation"] == "attacks"]
    chain = [(row["position"], row["holder_name"]) for row in found["claim_holders"] if row["claim"] == claim]
    assert chain == [("0", "The Ledger"), ("1", "Karsk Radio")]


def test_a_filter_leaves_only_what_belongs_to_the_claims_that_meet_it(folder, tmp_path):
    found = exported(folder, tmp_path / "out", relation="attacks")
    assert [row["relation"] for row in found["claims"]] == ["attacks"]
    assert [row["id"] for row in found["documents"]] == ["ledger"]
    assert {row["claim"] for row in found["evidence"]} == {found["claims"][0]["id"]}
    assert [row["relation"] for row in found["statements"]] == ["attacks"]


def test_no_cell_of_a_table_begins_like_a_formula(folder, tmp_path):
    exported(folder, tmp_path / "out")
    cells = []
    for file in (tmp_path / "out").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            cells += [cell for row in csv.reader(stream) for cell in row]
    risky = [cell for cell in cells if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert risky == []
    assert "'=1+1" in cells
    assert "'@Olvia & the Front" in cells


def test_two_exports_of_one_project_have_the_same_bytes(folder, tmp_path):
    exported(folder, tmp_path / "one")
    exported(folder, tmp_path / "two")
    for file in sorted((tmp_path / "one").iterdir()):
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


@given(st.text())
def test_any_text_made_safe_is_no_formula_and_can_be_had_back(text):
    assert plain(safe(text)) == text
    assert not safe(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
