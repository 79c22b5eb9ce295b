"""A document with its claims in the margin: in its own words, whole, for any width."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from invented_project import HERALD, TEXT, WAITING, make_project
from sayso.cli import app


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    return make_project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def show(project):
    def run(*arguments: str, width: int | None = None) -> str:
        environment = {"COLUMNS": str(width) if width else None}
        result = CliRunner().invoke(app, ["show", *arguments, "--project", str(project)], env=environment)
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


def beside(shown: str, words: str) -> str:
    """What stands in the margin on the line with these words."""
    (line,) = [line for line in shown.splitlines() if words in line.split("│")[0]]
    return line.partition("│")[2].strip()


def test_notes_stand_beside_the_paragraph_that_holds_the_claim(show):
    shown = show(HERALD, width=140)
    assert beside(shown, "▸Vostrya arms the Lumen Front[1]").startswith("[1] + Vostrya Herald, citing Karsk Radio:")
    assert beside(shown, "Olvia denied").startswith("[2] × Vostrya Herald, citing Olvia: denies that")
    assert beside(shown, "Good article").startswith("[3] − reader: Olvia may attack Vostrya")


def test_a_claim_that_is_made_again_points_back(show):
    assert beside(show(HERALD, width=140), "Karsk Radio reported") == "[1] again"


def test_evaluative_names_are_noted_too(show):
    assert "[a] Vostrya Herald: calls Lumen Front “so-called” (negative)" in " ".join(
        line.partition("│")[2].strip() for line in show(HERALD, width=140).splitlines() if "│" in line
    )


def test_voices_are_named(show):
    shown = show(HERALD)
    for voice in ("── Byline ─", "── Article ─", "── Page furniture ─", "── Reader's comment, Ann ─"):
        assert voice in shown


def test_signs_are_explained(show):
    assert "+ friendly, − hostile, · neither, × denied" in show(HERALD)


@pytest.mark.parametrize("width", [40, 79, 80, 100, 200])
def test_every_word_of_the_text_is_there_at_any_width(show, width):
    shown = show(HERALD, width=width)
    lines = shown.splitlines()
    body = " ".join(line.partition("│")[0] for line in lines[lines.index(next(x for x in lines if "Byline" in x)) :])
    for sign in ("▸", "[1]", "[2]", "[3]", "[a]"):
        body = body.replace(sign, "")
    words = [word for word in body.split() if "─" not in word]
    for word in TEXT.split():
        assert word in words


@pytest.mark.parametrize("width", [40, 80, 132])
def test_no_line_is_wider_than_the_window(show, width):
    assert max(map(len, show(HERALD, width=width).splitlines())) <= width


def test_in_a_narrow_window_the_notes_stand_below(show):
    lines = show(HERALD, width=60).splitlines()
    at = next(number for number, line in enumerate(lines) if "Good article" in line)
    assert lines[at + 1].startswith("  │ [3] − reader")


def test_claims_below_the_wanted_confidence_are_left_out(show):
    assert "reader: Olvia" not in show(HERALD, "--min-confidence", "0.5")


def test_a_document_that_waits_is_shown_bare_and_says_so(project):
    result = CliRunner().invoke(app, ["show", WAITING, "--project", str(project)])
    assert result.exit_code == 0
    assert "It rained in Olvia." in result.stdout
    assert "Next: sayso run" in result.stderr


def test_json_is_the_analysis_in_the_file_format(show):
    row = json.loads(show(HERALD, "--json"))
    assert row["text"] == TEXT
    assert [claim["relation"] for claim in row["claims"]] == ["supports", "supports", "attacks"]
    assert row["actors"]["Lumen Front"]["type"] == "armed_group"


def test_escape_sequences_in_a_text_do_not_reach_the_terminal(tmp_path):
    (tmp_path / "evil.jsonl").write_text(
        json.dumps({"id": "evil", "text": "Olvia \x1b[2J\x07 rose.", "title": "\x1b]0;x\x07"})
    )
    runner = CliRunner()
    runner.invoke(app, ["init", str(tmp_path / "p")])
    runner.invoke(app, ["add", str(tmp_path / "evil.jsonl"), "--project", str(tmp_path / "p")])
    for arguments in (["show", "evil"], ["documents"]):
        result = runner.invoke(app, [*arguments, "--project", str(tmp_path / "p")])
        assert result.exit_code == 0
        assert "\x1b" not in result.stdout
        assert "\x07" not in result.stdout
