"""`benchmarks/million.py`: what statements and their sources cost in a large project of invented documents."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def million(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent / "benchmarks"))
    import million

    return million


def test_the_same_world_is_invented_each_time(million):
    one, other = (list(million.World(statements=500).documents(30)) for _ in range(2))
    assert one == other
    assert any(made.copy_of for made in one)
    assert all(len(made.analysis.claims) == million.CLAIMS_IN_DOCUMENT for made in one)


def test_claims_show_the_words_of_their_document(million):
    [made] = million.World(statements=500).documents(1)
    text = made.analysis.document.text
    for claim in made.analysis.claims:
        [(start, end)] = claim.evidence
        assert text[start:end] == f"{claim.subject} {claim.relation} {claim.object}"


def test_sizes_and_times_are_printed_and_the_database_can_be_used_again(million, tmp_path, capsys):
    options = ["--claims", "1200", "--database", str(tmp_path / "some.db"), "--json"]
    assert million.main(options) == 0
    first = json.loads(capsys.readouterr().out)
    assert first["sizes"]["claims"] == 1200 + million.MORE * million.CLAIMS_IN_DOCUMENT
    assert first["sizes"]["reprints"] > 0
    assert set(first["cpu seconds"]) >= {"writing", "statements and independence, from nothing"}
    assert million.main(options) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["sizes"]["documents"] == first["sizes"]["documents"] + million.MORE
    assert "writing" not in again["cpu seconds"]
