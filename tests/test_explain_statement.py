"""`sayso explain STATEMENT`: how its documents become independent sources, and each source down to the words."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from sayso.cli import app
from sayso.errors import UsageError
from sayso.storage.statements import StatementFilter
from told_documents import ACTORS, add_told


@pytest.fixture
def quarrel(project, tmp_path):
    """One statement by seven documents."""
    (project.folder / "actors.yaml").write_text(ACTORS, encoding="utf-8")
    add_told(
        project,
        tmp_path,
        ("Gazette", "2021-03-01", "Ministry: Alba attacks Bero"),
        ("Herald", "2021-03-02", "Wire > Ministry: Alba attacks Bero"),
        ("Courier", "2021-03-03", "Echo: Alba attacks Bero"),
        ("Echo", "2021-03-04", "Courier: Alba attacks Bero"),
        ("Herald", "2021-03-05", "officials: Alba attacks Bero"),
        ("Wire", "2021-03-06", "Bero: not Alba attacks Bero"),
        ("Gazette", "2021-03-07", "All quiet.\nComments\nmaybe Alba attacks Bero\nAlba attacks Bero"),
    )
    return project


@pytest.fixture
def statement(quarrel):
    [found] = quarrel.statements(StatementFilter(relation="attacks"))
    return found.id


@pytest.fixture
def explain(quarrel, statement):
    def run(*options):
        return CliRunner().invoke(app, ["explain", statement, "--project", str(quarrel.folder), *options])

    return run


def test_the_way_from_documents_to_sources_stands_in_one_line(explain):
    lines = explain().stdout.splitlines()
    assert lines[1:3] == ["Alba attacks Bero", "  Bero is attacked by Alba"]
    assert (
        "  6 documents; 6 voices in them → 5 after one speaker is one → 4 after circles; "
        "2 independent sources, and 1 anonymous and 1 reader's comment counted apart"
    ) in lines


def test_what_was_made_one_is_said(explain):
    assert "Courier and Echo cite each other in a circle." in explain().stdout


def test_each_source_is_shown_with_its_chains_down_to_the_words(explain):
    lines = [line.strip() for line in explain().stdout.splitlines()]
    place = lines.index("1. Ministry | 2 documents, 2021-03-01 to 2021-03-02")
    assert lines[place + 2 : place + 4] == ["└─ Ministry | “Ministry”", "“Alba attacks Bero”"]
    assert lines[place + 4].endswith("Herald, 2021-03-02")
    assert lines[place + 5 : place + 8] == ["└─ Wire | “Wire”", "└─ Ministry | “Ministry”", "“Alba attacks Bero”"]


def test_sources_without_a_name_are_shown_with_who_vouches_for_them(explain):
    shown = explain().stdout
    assert "Somebody without a name, on the word of Herald" in shown
    assert "A reader's comment (reader)" in shown


def test_those_who_deny_it_stand_apart(explain):
    shown = explain().stdout
    assert shown.index("Affirmed as a fact") < shown.index("Denied") < shown.index("1. Bero")


def test_holders_and_outlets_come_with_their_first_and_last_day(explain):
    rows = [line.split() for line in explain().stdout.splitlines()]
    assert ["Ministry", "2", "2", "2021-03-01", "2021-03-02"] in rows
    assert ["Herald", "2", "2", "2021-03-02", "2021-03-05"] in rows


def test_a_fold_can_be_left_out(explain):
    assert "3 independent sources" in explain("--without", "circles").stdout


def test_outlets_of_one_owner_are_one_where_that_is_asked_for(explain):
    shown = explain("--without", "circles", "--owners").stdout
    assert "2 independent sources" in shown
    assert "Courier and Echo belong together." in shown


def test_json_has_every_step_and_source(explain):
    found = json.loads(explain("--json").stdout)
    affirmed = found["sides"][0]
    assert [step["fold"] for step in affirmed["steps"]] == ["reprints", "self", "speaker", "circles"]
    assert [(source["kind"], source["names"]) for source in affirmed["sources"]] == [
        ("named", ["Ministry"]),
        ("named", ["Echo", "Courier"]),
        ("anonymous", ["Herald"]),
        ("reader", ["reader"]),
    ]
    assert found["statement"]["independent"] == 2


def test_the_first_few_claims_of_a_source_are_shown_and_the_rest_counted(quarrel, tmp_path, statement):
    add_told(quarrel, tmp_path, *((f"Paper{n}", f"2022-01-0{n}", "Ministry: Alba attacks Bero") for n in range(1, 7)))
    source = quarrel.statement(statement).sides[0].sources[0]
    assert (source.documents, len(source.claims), source.more) == (8, 5, 3)
    whole = quarrel.statement(statement, most=None).sides[0].sources[0]
    assert (len(whole.claims), whole.more) == (8, 0)


def test_the_first_sources_are_shown_and_the_rest_counted(quarrel, tmp_path, explain):
    add_told(quarrel, tmp_path, *((f"Paper{n}", "2022-01-01", "Alba attacks Bero") for n in range(30)))
    lines = explain().stdout
    assert "32 independent sources" in lines
    assert "and 14 more sources; --all shows all" in lines
    assert "more sources" not in explain("--all").stdout


def test_the_figures_are_those_of_the_list(quarrel, statement):
    found = quarrel.statement(statement)
    affirmed, denied, *_ = found.sides
    row = found.statement
    assert (row.affirming, row.originals, row.independent, row.anonymous) == (
        affirmed.documents, affirmed.originals, affirmed.independent, affirmed.anonymous,
    )  # fmt: skip
    assert row.denying == denied.independent


def test_an_unknown_fold_or_id_is_refused(explain, quarrel):
    assert explain("--without", "copies").exit_code == 2
    with pytest.raises(UsageError, match="no statement whose id begins with 'S0000'"):
        quarrel.statement("S0000")


def test_what_only_statements_have_is_refused_for_claims(quarrel):
    claim = quarrel.claims()[0].id
    result = CliRunner().invoke(app, ["explain", claim, "--owners", "--project", str(quarrel.folder)])
    assert result.exit_code == 2
    assert "are for statements" in result.stderr
