"""`benchmarks/registry_cost.py`: what share of a run the search for names takes, and what more names add."""

import random
from pathlib import Path

import pytest

TEXTS = ["Dalmeria bombed the Salt Brotherhood.", "Quorvia denied it.", "Oke Brandt left."] * 3


@pytest.fixture
def registry_cost(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent / "benchmarks"))
    import registry_cost

    return registry_cost


def test_generated_names_are_different_and_the_same_each_time(registry_cost):
    first, second = (list(registry_cost.generated_names(300, random.Random(0))) for _ in range(2))
    assert first == second
    assert len(set(first)) == 300


def test_generated_names_are_found_beside_the_shipped_ones(registry_cost, resources):
    name = next(registry_cost.generated_names(1, random.Random(1)))
    longer = registry_cost.with_names(resources.registry, [name])
    found = [match.known.spelling for match in longer.find(f"France met {name} today.")]
    assert found == ["France", name]


def test_a_sample_is_even(registry_cost):
    assert registry_cost.evenly("abcdefghij", 5) == "acegi"
    assert registry_cost.evenly("abc", 5) == "abc"


def test_the_shares_are_those_of_the_run(registry_cost):
    cost = registry_cost.Cost(shipped=1.0, longer=1.5, building=0.25, run=50.0)
    assert cost.share == pytest.approx(0.02)
    assert cost.added == pytest.approx(0.015)


@pytest.mark.slow
def test_search_is_a_small_part_of_a_run(registry_cost):
    cost = registry_cost.measure(TEXTS, analysed=3, names=50)
    assert 0 < cost.shipped < cost.run


def test_without_research_data_nothing_is_measured(registry_cost, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(registry_cost, "TEXTS", tmp_path / "nowhere.jsonl")
    assert registry_cost.main([]) == 0
    assert "not measured" in capsys.readouterr().out
