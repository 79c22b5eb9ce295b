"""Two documents side by side: what they share, word for word, and what one of them changed."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from reprint_texts import BRIDGE, HARVEST, LANTERNS, fill, row
from sayso.cli import app
from sayso.errors import UsageError

CHANGED = BRIDGE.replace("old bridge", "ancient bridge").replace("eleven lorries", "eleven dark lorries")
CHANGED = CHANGED.replace(" without badges", "")


@pytest.fixture
def pair(project, tmp_path):
    """A project with a text, a changed copy of it in a longer one, and another."""
    rows = [row("first", BRIDGE), row("second", f"{HARVEST}\n\n{CHANGED}"), row("third", LANTERNS)]
    return fill(project, tmp_path, rows)


def differences(project):
    [shared] = project.compare("first", "second").shared
    other = project.find_document("second").text
    return [
        (p.change, BRIDGE[p.start : p.end], other[p.other_start : p.other_end])
        for p in shared.pieces
        if p.change != "same"
    ]


def test_every_change_is_told_with_the_words_of_both(pair):
    assert differences(pair) == [
        ("removed", "without badges", ""),
        ("added", "", "dark"),
    ]


def test_the_stretch_begins_and_ends_where_the_words_are_the_same(pair):
    [shared] = pair.compare("first", "second").shared
    assert BRIDGE[shared.start : shared.end].startswith("bridge over the Karsk")
    assert BRIDGE[shared.start : shared.end].endswith("into the mud")


def test_each_side_is_told_how_much_of_it_the_other_has(pair):
    found = pair.compare("first", "second")
    assert found.share > 0.95
    assert 0.4 < found.other_share < 0.6


def test_documents_that_share_nothing_have_no_stretch(pair):
    assert pair.compare("first", "third").shared == []


def test_documents_can_be_compared_before_they_are_analysed(project, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in (row("a", BRIDGE), row("b", CHANGED))))
    project.add([path])
    assert len(project.compare("a", "b").shared) == 1


def test_an_unknown_document_is_refused(pair):
    with pytest.raises(UsageError, match="fourth"):
        pair.compare("first", "fourth")


def test_the_command_marks_changes_without_colour_too(pair):
    done = CliRunner().invoke(app, ["diff", "first", "second", "--project", str(pair.folder)])
    assert "by soldiers [-without badges-] A baker" in done.stdout
    assert "counted eleven {+dark+} lorries" in done.stdout
    assert "only in the first" in done.stderr


def test_the_command_prints_spans_as_json(pair):
    done = CliRunner().invoke(app, ["diff", "first", "second", "--json", "--project", str(pair.folder)])
    found = json.loads(done.stdout)
    [shared] = found["shared"]
    assert (found["document"], found["other"]) == ("first", "second")
    assert {piece["change"] for piece in shared["pieces"]} == {"same", "added", "removed"}
    assert BRIDGE[shared["start"] : shared["end"]].endswith("into the mud")


def test_the_command_says_where_nothing_is_shared(pair):
    done = CliRunner().invoke(app, ["diff", "first", "third", "--project", str(pair.folder)])
    assert "They share no stretch of text." in done.stderr
