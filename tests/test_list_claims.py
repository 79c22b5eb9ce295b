"""Lists of claims, actors and documents: filtered, in words, and for other programs."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from invented_project import HERALD, TEXT, make_project
from sayso.cli import app
from sayso.exports.rows import CLAIM_COLUMNS


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    return make_project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def sayso(project):
    def run(*arguments: str):
        result = CliRunner().invoke(app, [*arguments, "--project", str(project)])
        assert result.exit_code == 0, result.output
        return result

    return run


def test_a_claim_is_a_sentence_with_its_quotation_and_where_it_stands(sayso):
    first, quoted, where = sayso("claims", "--holder", "Karsk Radio").stdout.splitlines()
    assert first.endswith("+ Vostrya Herald, citing Karsk Radio: Vostrya supports Lumen Front")
    assert quoted.strip() == "“Vostrya has armed the Lumen Front since last spring” and in 1 more place"
    facts = ["2023", "Vostrya arms the Lumen Front", "Vostrya Herald", "published 2024-05-02", "document herald-1"]
    assert where.strip().split(" | ") == [*facts, "confidence 0.75"]


def test_a_denial_is_marked_by_a_sign_and_a_word(sayso):
    assert "× Vostrya Herald, citing Olvia: denies that Olvia supports" in sayso("claims").stdout


def test_an_actor_asked_about_comes_first_in_the_sentence(sayso):
    listed = sayso("claims", "--about", "lumen front").stdout
    assert "Lumen Front is supported by Vostrya" in listed
    assert "denies that Lumen Front is supported by Olvia" in listed


@pytest.mark.parametrize(
    ("conditions", "number"),
    [
        ([], 3),
        (["--subject", "Olvia"], 2),
        (["--object", "Lumen Front"], 2),
        (["--about", "Vostrya"], 2),
        (["--holder", "reader"], 1),
        (["--relation", "attacks"], 1),
        (["--polarity", "denied"], 1),
        (["--modality", "possible"], 1),
        (["--document", "herald"], 3),
        (["--min-confidence", "0.5"], 2),
        (["--min-confidence", "high"], 1),
        (["--until", "2023"], 1),
        (["--since", "2024-05"], 2),
        (["--subject", "Olvia", "--polarity", "affirmed"], 1),
        (["--limit", "2"], 2),
    ],
)
def test_conditions_narrow_the_list(sayso, conditions, number):
    assert len(json.loads(sayso("claims", "--json", *conditions).stdout)) == number


def test_a_cut_list_says_so_outside_the_data(sayso):
    assert sayso("claims", "--limit", "1").stderr == "1 of 3 claims.\n"


def test_no_match_is_said_and_not_an_error(sayso):
    result = sayso("claims", "--subject", "Nobody")
    assert result.stdout == ""
    assert result.stderr.startswith("No claims match.")
    assert json.loads(sayso("claims", "--json", "--subject", "Nobody").stdout) == []


def test_every_row_quotes_the_text_at_its_offsets(sayso):
    for row in json.loads(sayso("claims", "--json").stdout):
        assert [TEXT[start:end] for start, end in row["evidence"]] == row["quotations"]


def test_json_lines_and_csv_hold_the_same_claims(sayso):
    lines = [json.loads(line) for line in sayso("claims", "--jsonl").stdout.splitlines()]
    table = list(csv.DictReader(io.StringIO(sayso("claims", "--csv").stdout)))
    assert tuple(table[0]) == CLAIM_COLUMNS
    assert [(row["id"], row["sentence"], " > ".join(row["holder"])) for row in lines] == [
        (row["id"], row["sentence"], row["holder"]) for row in table
    ]


def test_the_same_list_is_the_same_bytes(sayso):
    assert sayso("claims", "--jsonl").stdout == sayso("claims", "--jsonl").stdout


def test_actors_come_with_how_often_they_are_what(sayso):
    rows = {row["name"]: row for row in json.loads(sayso("actors", "--json").stdout)}
    assert (rows["Olvia"]["as_subject"], rows["Olvia"]["as_object"], rows["Olvia"]["as_holder"]) == (2, 0, 1)
    table = sayso("actors").stdout.splitlines()
    assert table[0].split() == ["actor", "type", "subject", "object", "holder", "documents", "names"]
    assert any(line.startswith("Lumen Front") and "armed_group" in line for line in table)


def test_documents_come_with_their_number_of_claims_or_wait(sayso):
    header, *rows = sayso("documents").stdout.splitlines()
    assert header.split() == ["document", "published", "claims", "characters", "publisher", "title"]
    assert rows[0].split()[:3] == [HERALD, "2024-05-02", "3"]
    assert rows[1].split()[:3] == ["wire-1", "undated", "waiting"]
