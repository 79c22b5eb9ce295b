"""`benchmarks/million.py`: what statements and their sources cost in a large project of invented documents."""

import json
import time
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


def test_the_same_is_measured_on_a_server_and_of_what_was_copied_there(million, tmp_path, capsys, postgres_url):
    file = ["--claims", "1200", "--database", str(tmp_path / "some.db"), "--json"]
    assert million.main(file) == 0
    there = json.loads(capsys.readouterr().out)
    assert million.main([*file, "--storage", postgres_url]) == 0
    copied = json.loads(capsys.readouterr().out)
    assert copied["cpu seconds"]["copying"] > 0
    assert "writing" not in copied["cpu seconds"]
    assert copied["sizes"]["documents"] == there["sizes"]["documents"] + million.MORE
    assert copied["queries (ms)"]["statements"] > 0


def test_a_server_on_this_machine_is_counted_with_the_program_that_asks_it(million, postgres_url):
    database = million.Database.create(postgres_url)

    def ask():
        with database.reading() as connection:
            connection.exec_driver_sql("SELECT sum(hashtext(n::text)) FROM generate_series(1, 1000000) n").all()

    start = time.process_time()
    counted = million.Clock(database).cpu(ask)
    assert counted > time.process_time() - start + 0.05
    database.close()
