"""`benchmarks/frames.py`: which frames earn their place, and which words stand where one is missing."""

from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"

ROW = {
    "id": "a",
    "text": "France attacked Spain. Italy defends Spain. Italy bedevils France.",
    "publisher": "The Herald",
    "actors": {"France": ["France"], "Spain": ["Spain"], "Italy": ["Italy"]},
    "claims": [
        {"subject": "France", "relation": "attacks", "object": "Spain", "evidence": [[0, 21]]},
        {"subject": "Italy", "relation": "opposes", "object": "Spain", "evidence": [[23, 42]]},
        {"subject": "Italy", "relation": "opposes", "object": "France", "evidence": [[44, 65]]},
    ],
}


@pytest.fixture
def frames(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import frames

    return frames


@pytest.fixture
def documents(frames, resources):
    return [frames.read(ROW, resources)]


def test_a_predicate_is_counted_with_what_the_annotators_made_of_the_same_actors(frames, documents, resources):
    fired = frames.tally(documents, resources.codebook, frames.predicates)
    assert fired["attacks", "attack/verb"] == {"right": 1}
    assert fired["supports", "defend/verb"] == {"opposes": 1}


def test_a_word_between_the_actors_of_a_missed_claim_is_told_of(frames, documents, resources):
    lacking = frames.missing(documents, resources.codebook)
    assert lacking["opposes", "bedevil/verb"] == {"a": 1}


def test_the_report_names_what_fires_wrongly_and_what_is_lacking(frames, documents, resources):
    fired, lacking = (
        frames.tally(documents, resources.codebook, frames.predicates),
        frames.missing(documents, resources.codebook),
    )
    lines = "\n".join(frames.report(fired, lacking, least=1))
    assert "supports         defend/verb              fired   1  right 0.00  else: opposes 1" in lines
    assert "opposes          bedevil/verb               1   1" in lines
    assert "attack/verb" not in lines
