"""Claims as JSON, JSON lines and CSV: stable, complete, and harmless in a spreadsheet."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.codebook import load_codebook
from sayso.exports import write_csv, write_json, write_jsonl
from sayso.exports.rows import CLAIM_COLUMNS, claim_cells, claim_row
from sayso.model import Claim
from sayso.storage.rows import Link, StoredClaim

TEXT = 'Karsk Radio: "Vostrya arms,\nit is said, the Front"'
STORED = StoredClaim(
    id="00f3a41c2d0e1b7a",
    document_id="d1",
    title="=SUM(A1)",
    publisher="Vostrya Herald",
    published="2024-05-02",
    claim=Claim(
        holder=("Vostrya Herald", "Karsk Radio"),
        subject="Vostrya",
        relation="supports",
        object="Lumen Front",
        evidence=((14, len(TEXT)), (0, 11)),
        confidence=0.6,
        why="supports: arm/verb",
    ),
    quotations=(TEXT[14:], TEXT[:11]),
    chain=(Link(actor="Vostrya Herald"), Link(actor="Karsk Radio", words=("Karsk Radio",))),
)


def table(rows, columns) -> list[list[str]]:
    stream = io.StringIO()
    write_csv(rows, columns, stream)
    return list(csv.reader(io.StringIO(stream.getvalue())))


def test_a_claim_is_one_row_of_named_columns():
    header, row = table([claim_cells(STORED, load_codebook())], CLAIM_COLUMNS)
    cells = dict(zip(header, row, strict=True))
    assert tuple(header) == CLAIM_COLUMNS
    assert cells["holder"] == "Vostrya Herald > Karsk Radio"
    assert cells["evidence"] == f"14-{len(TEXT)} 0-11"
    assert cells["sentence"] == "Vostrya Herald, citing Karsk Radio: Vostrya supports Lumen Front"
    assert cells["quotation"] == 'Vostrya arms, it is said, the Front" […] Karsk Radio'
    assert cells["when"] == ""
    assert cells["confidence"] == "0.6"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "  ="])
def test_no_cell_runs_as_a_formula(start):
    assert table([{"a": f"{start}HYPERLINK(1)"}], ["a"])[1][0].startswith("'")


def test_a_negative_number_stays_a_number():
    assert table([{"a": -1.5}], ["a"])[1] == ["-1.5"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=5))
def test_any_text_comes_back_from_a_table(cells):
    columns = [str(number) for number in range(len(cells))]
    stream = io.StringIO(newline="")
    write_csv([dict(zip(columns, cells, strict=True))], columns, stream)
    (row,) = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))[1:]
    unix = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
    assert [cell.removeprefix("'") for cell in row] == [cell.removeprefix("'") for cell in unix]


def test_json_and_json_lines_hold_the_same_rows():
    row = claim_row(STORED, load_codebook())
    whole, lines = io.StringIO(), io.StringIO()
    write_json([row, row], whole)
    write_jsonl([row, row], lines)
    assert json.loads(whole.getvalue()) == [json.loads(line) for line in lines.getvalue().splitlines()]


def test_a_json_row_has_the_claim_as_an_analysis_has_it():
    row = claim_row(STORED, load_codebook())
    assert row["holder"] == ("Vostrya Herald", "Karsk Radio")
    assert row["evidence"] == ((14, len(TEXT)), (0, 11))
    assert row["chain"][1]["words"] == ("Karsk Radio",)
