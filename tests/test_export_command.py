"""`sayso export` at the command line: it says what it wrote and what it left out."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from project_to_export import make_project
from sayso.cli import app
from sayso.exports.formats import FORMATS


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("command"))


def run(*arguments):
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


@pytest.mark.parametrize("form", FORMATS)
def test_every_export_says_on_standard_error_what_is_lost(folder, tmp_path, form):
    done = run(form, "--to", tmp_path / "out", "-p", folder)
    assert done.exit_code == 0
    assert done.stdout == ""
    assert f"Written: {tmp_path / 'out'}" in done.stderr
    assert f"Left out: {FORMATS[form].lost}" in done.stderr


def test_without_a_format_all_are_listed():
    done = run()
    assert done.exit_code == 0
    assert all(form in done.stdout for form in FORMATS)


def test_as_json_it_says_the_same_on_standard_output(folder, tmp_path):
    formats = json.loads(run("--json").stdout)
    assert [(form["format"], form["left_out"]) for form in formats] == [(name, FORMATS[name].lost) for name in FORMATS]
    done = json.loads(run("gexf", "--to", tmp_path / "out", "-p", folder, "--json").stdout)
    assert (done["format"], done["path"]) == ("gexf", str(tmp_path / "out"))


def test_filters_are_those_of_claims(folder, tmp_path):
    options = ("--about", "Vostrya", "--since", "2024", "--min-confidence", "0.6", "--modality", "possible")
    assert run("plover", "--to", tmp_path / "a", "-p", folder, *options).exit_code == 0
    assert run("csv", "--to", tmp_path / "b", "-p", folder, *options).exit_code == 0
    lines = (tmp_path / "b" / "claims.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert ",attacks," in lines[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("cvs", "--to", "x"), "Did you mean 'csv'?"),
        (("csv",), "--to says where"),
        (("csv", "--to", "x", "--since", "soon"), "is no date"),
        (("csv", "--to", "x", "--relation", "suports"), "Did you mean 'supports'?"),
    ],
)
def test_what_cannot_mean_anything_is_said_in_one_line(folder, arguments, words):
    done = run(*arguments, "-p", folder)
    assert done.exit_code == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
