"""`sayso add --preview`: what would be read, before it is, and where each field stands."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from sayso import Project
from sayso.cli import app

ARTICLE = """Guard denies training

By Tomas Rill | Norvath Free Press

May 3, 2021

The Norvath Guard denied on Tuesday that it had trained the River Column in the hills above Elsgard.

A spokesman for the Guard said that the claims of the March Council were an invention of its enemies.

2 Comments

riverrat says:

Nobody believes that.
"""


@pytest.fixture
def folder(tmp_path):
    Project.init(tmp_path / "project").close()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "guard.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "in" / "empty.txt").write_text("", encoding="utf-8")
    return tmp_path


def preview(folder, *options):
    arguments = ["add", "--preview", "--project", str(folder / "project"), str(folder / "in"), *options]
    return CliRunner().invoke(app, arguments, env={"SAYSO_PROJECT": None, "COLUMNS": None})


def test_each_field_is_shown_with_its_origin(folder):
    lines = preview(folder).stdout.splitlines()
    assert "  title       Guard denies training   [headline in text]" in lines
    assert "  publisher   Norvath Free Press   [byline in text]" in lines
    assert "  published   2021-05-03   [date line in text]" in lines
    assert "  url         -" in lines


def test_voices_are_shown_with_their_lengths_and_first_words(folder):
    [_, row] = sorted(json.loads(preview(folder, "--json").stdout), key=lambda row: row["source"])
    assert sum(row["voices"].values()) == len(ARTICLE)
    comment = row["passages"][-1]
    assert (comment["voice"], comment["speaker"]) == ("comment", "riverrat")
    assert "    comment (riverrat) riverrat says: Nobody believes that." in preview(folder).stdout.splitlines()


def test_rows_of_one_file_are_numbered(folder):
    rows = [{"title": f"Guard denies it again {number}", "text": ARTICLE} for number in range(2)]
    lines = [json.dumps(rows[0]), "{", json.dumps(rows[1])]
    (folder / "in" / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    shown = [row for row in json.loads(preview(folder, "--json").stdout) if "rows.jsonl" in row["source"]]
    assert [(row["number"], "skipped" in row) for row in shown] == [(1, False), (2, True), (3, False)]
    assert shown[2]["fields"]["title"]["value"] == "Guard denies it again 1"
    heads = preview(folder).stdout.splitlines()
    assert f"{folder / 'in' / 'rows.jsonl'} (3)" in heads
    assert str(folder / "in" / "guard.txt") in heads


def test_as_json_it_says_the_same(folder):
    [empty, row] = sorted(json.loads(preview(folder, "--json").stdout), key=lambda row: row["source"])
    assert row["fields"]["author"] == {"value": "Tomas Rill", "origin": "byline in text"}
    assert row["fields"]["url"] == {"value": None, "origin": None}
    assert "empty" in empty["skipped"]


def test_what_would_be_skipped_is_said_and_shows_in_the_exit_code(folder):
    result = preview(folder)
    assert result.exit_code == 3
    assert "skipped" in result.stdout


def test_nothing_is_stored(folder):
    preview(folder)
    with Project.open(folder / "project") as project:
        assert (project.status().documents, project.skipped()) == (0, [])


def test_it_shows_the_document_that_is_added_afterwards(folder):
    [_, row] = sorted(json.loads(preview(folder, "--json").stdout), key=lambda row: row["source"])
    with Project.open(folder / "project") as project:
        project.add([folder / "in"])
        document = project.find_document(row["id"])
    assert {name: field["value"] for name, field in row["fields"].items()} == {
        name: getattr(document, name) for name in row["fields"]
    }
    assert document.origins == {name: field["origin"] for name, field in row["fields"].items() if field["origin"]}


def test_what_a_terminal_would_obey_is_made_harmless(folder):
    (folder / "in" / "guard.txt").write_text(ARTICLE.replace("Guard denies", "\x1b[31mGuard denies"), encoding="utf-8")
    assert "\x1b" not in preview(folder).stdout


def test_json_goes_with_preview_only(folder):
    arguments = ["add", "--json", "--project", str(folder / "project"), str(folder / "in")]
    assert CliRunner().invoke(app, arguments).exit_code != 0
