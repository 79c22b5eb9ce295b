"""`benchmarks/quality.py`: figures beside those of others, and an alarm when one falls."""

import json
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture
def baseline(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import baseline

    return baseline


@pytest.fixture
def quality(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import quality

    return quality


@pytest.mark.parametrize(("value", "falls"), [(0.50, False), (0.492, False), (0.488, True), (0.6, False)])
def test_a_figure_falls_when_it_is_lower_by_more_than_its_noise(baseline, value, falls):
    accepted = {"claims relation f1": {"value": 0.5, "noise": 0.01}}
    worse = baseline.fallen([baseline.Measured("claims relation f1", value, 0.01)], accepted)
    assert bool(worse) == falls


def test_of_a_ratio_of_times_less_is_better(baseline):
    accepted = {"speed ratio": {"value": 1.5, "noise": 0.1}}
    assert not baseline.fallen([baseline.Measured("speed ratio", 1.0, 0.1, sign=-1)], accepted)
    assert baseline.fallen([baseline.Measured("speed ratio", 1.7, 0.1, sign=-1)], accepted)


def test_a_new_figure_has_nothing_to_fall_from(baseline):
    assert not baseline.fallen([baseline.Measured("new", 0.1, 0.01)], {})


def test_accepting_figures_keeps_those_of_other_benchmarks(baseline, tmp_path):
    file = tmp_path / "baseline.json"
    baseline.update_baseline([baseline.Measured("one", 0.12345, 0.01), baseline.Measured("two", 1, 0.2)], file)
    baseline.update_baseline([baseline.Measured("two", 2, 0.2)], file)
    assert json.loads(file.read_text()) == {"one": {"value": 0.1235, "noise": 0.01}, "two": {"value": 2, "noise": 0.2}}


def test_counts_are_printed_beside_a_share(quality):
    figure = quality.Figure(("chain", "share"), 0.05, {"PETRARCH2": 0.1}, ("right", "found"))
    report = quality.Report("claims", {"chain": {"share": 0.5, "right": 1, "found": 2, "gold": 4}})
    assert figure.value(report) == 0.5
    assert figure.beside(report) == "PETRARCH2 0.100, right 1, found 2"


def test_every_figure_has_a_baseline(quality):
    benchmarks = quality.read_data(BENCHMARKS / "figures.yaml", dict[str, quality.Benchmark])
    wanted = {" ".join((name, *f.figure)) for name, benchmark in benchmarks.items() for f in benchmark.figures}
    assert wanted <= set(quality.read_baseline())


def test_without_research_data_nothing_is_measured(quality, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(quality, "SHARED", tmp_path / "nowhere")
    assert quality.main(["--check"]) == 0
    assert "not measured" in capsys.readouterr().out


def test_an_unknown_kind_is_refused_with_those_that_there_are(quality, capsys):
    with pytest.raises(SystemExit):
        quality.main(["claim"])
    assert "there are claims, attribution, dates, relations" in capsys.readouterr().err


@pytest.mark.quality
def test_the_table_shows_others_beside_us_and_the_check_fails_for_a_figure_that_fell(
    shared, quality, monkeypatch, capsys
):
    assert shared == sys.modules["quality"].SHARED
    monkeypatch.setattr(quality, "read_baseline", lambda: {"relations pair f1": {"value": 1.0, "noise": 0.01}})
    assert quality.main(["relations", "--check"]) == 1
    printed = capsys.readouterr().out
    assert "PETRARCH2 0.520" in printed
    assert "FELL  relations pair f1" in printed


def test_the_readme_states_the_baseline_and_nothing_else(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import readme

    text = readme.README.read_text(encoding="utf-8")
    assert readme.table() in text
    assert readme.filled(text) == text
