"""The commands with the real analysis: from text to claims and figures, in one process and in several."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso.cli import app
from sayso.model import Analysis, Document

ARTICLE = """Kestria has armed the Lumen Front for years.

The Olvian government said that Vostrya may attack Kestria. It denied that it supports the Lumen Front.
"""
NOTE = "Vostrya condemned the Lumen Front on Monday."
EXAMPLES = Path(__file__).parent.parent / "examples"

pytestmark = pytest.mark.slow


@pytest.fixture
def rows(tmp_path) -> Path:
    path = tmp_path / "rows.jsonl"
    documents = [
        {"id": "one", "publisher": "Vostrya Herald", "published": "2024-05-02", "text": ARTICLE},
        {"id": "two", "publisher": "Olvian Wire", "published": "2024-05-03", "text": NOTE},
    ]
    path.write_text("".join(json.dumps(document) + "\n" for document in documents))
    return path


def sayso(*arguments: str | Path, exit_code: int = 0, **options):
    result = CliRunner().invoke(app, [*map(str, arguments)], **options)
    assert result.exit_code == exit_code, result.output
    return result


def test_each_document_gives_one_line_in_the_file_format(rows):
    one, two = map(json.loads, sayso("analyse", rows, "--jsonl").stdout.splitlines())
    assert [one["id"], two["id"]] == ["one", "two"]
    assert one["text"] == ARTICLE
    assert set(one) == {*Document.__struct_fields__, *Analysis.__struct_fields__} - {"document"}
    for row in (one, two):
        assert row["claims"]
        for claim in row["claims"]:
            assert {"holder", "subject", "relation", "object", "polarity", "modality", "when", "evidence"} <= set(claim)
            assert all(0 <= start < end <= len(row["text"]) for start, end in claim["evidence"])
            assert claim["holder"][0] == row["publisher"]


def test_without_jsonl_claims_are_sentences(rows):
    shown = sayso("analyse", rows).stdout
    assert "Vostrya Herald: Kestria supports Lumen Front" in shown
    assert "“Kestria has armed the Lumen Front for years" in shown


def test_several_processes_print_the_same_bytes(rows):
    alone, together = (sayso("analyse", rows, "--jsonl", "--processes", n).stdout for n in ("1", "2"))
    assert alone == together


def test_standard_input_is_read_line_by_line_and_bad_lines_are_named(rows):
    lines = rows.read_text() + "{no json\n\n"
    result = sayso("analyse", "-", "--jsonl", input=lines, exit_code=3)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["one", "two"]
    assert "standard input:3" in result.stderr


@pytest.mark.usefixtures("rows")
def test_folders_and_files_of_several_formats_go_together(tmp_path):
    (tmp_path / "page.html").write_text(f"<html><body><article><p>{NOTE}</p></article></body></html>")
    (tmp_path / "plain.txt").write_text(NOTE)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\0")
    result = sayso("analyse", tmp_path, "--jsonl", exit_code=3)
    assert len(result.stdout.splitlines()) == 4
    assert "picture.png" in result.stderr


def test_a_missing_file_is_named_and_the_rest_is_analysed(rows, tmp_path):
    result = sayso("analyse", tmp_path / "nowhere.txt", rows, "--jsonl", exit_code=3)
    assert len(result.stdout.splitlines()) == 2
    assert "nowhere.txt" in result.stderr


def test_a_project_goes_from_files_to_claims(rows, tmp_path):
    folder = tmp_path / "p"
    sayso("init", folder)
    sayso("add", rows, "-p", folder)
    ran = sayso("run", "-p", folder)
    assert ran.stdout.startswith("Analysed 2 documents; 0 unchanged; 0 failed.")
    assert ran.stdout.endswith("Next: sayso claims\n")
    assert sayso("run", "-p", folder).stdout.startswith("Analysed 0 documents; 2 unchanged")
    claims = json.loads(sayso("claims", "--json", "-p", folder).stdout)
    assert "Kestria supports Lumen Front" in {row["sentence"].split(": ")[1] for row in claims}
    for row in claims:
        explained = json.loads(sayso("explain", row["id"], "--json", "-p", folder).stdout)
        assert explained["sentence"] == row["sentence"]
        assert explained["match"]["frames"]


@pytest.mark.parametrize(
    ("kind", "gold"),
    [
        ("claims", "claims"),
        ("attribution", "attribution.jsonl"),
        ("dates", "dates.jsonl"),
        ("relations", "relations.jsonl"),
    ],
)
def test_every_kind_of_figure_is_measured_on_the_examples(kind, gold):
    path = EXAMPLES / "gold" / gold
    figures = json.loads(sayso("evaluate", kind, "--gold", path, "--json").stdout)
    assert figures
    lines = sayso("evaluate", kind, "--gold", path, "--per-relation").stdout.splitlines()
    assert len(lines) >= len(sayso("evaluate", kind, "--gold", path).stdout.splitlines())


def test_gold_that_is_not_there_is_one_clear_line(tmp_path):
    result = sayso("evaluate", "claims", "--gold", tmp_path / "nowhere", exit_code=2)
    assert result.stderr.startswith("sayso: ")
    assert "nowhere" in result.stderr
