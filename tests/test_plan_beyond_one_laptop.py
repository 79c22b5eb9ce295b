"""`growth.py`, `beyond.py`, `flame.py`, `others.py` in benchmarks: what a corpus costs by its size, where time goes."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

import pytest

FIRST = {"storing": (2.0, 50), "identities": (4.0, 100)}
"""CPU seconds and peak (MB) at 1,000 documents."""
PAIRS = 100
"""So many pairs of copies are at 1,000 documents, which take two seconds."""


@pytest.fixture
def benchmark(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent / "benchmarks"))
    return import_module


def grown():
    """Figures of storing, which takes as many times as long as there are documents, and of identities: their square."""
    measured = []
    for times in (1, 2, 4, 8):
        storing, identities = (
            {"cpu": cpu * times**power, "peak": peak * times, "bytes": 0}
            for power, (cpu, peak) in enumerate(FIRST.values(), 1)
        )
        steps = {"storing": storing, "identities": identities, "candidates and families": storing}
        names = ("bands", "hashes", "payloads", "database")
        sizes = {f"bytes of {name}": 1e6 * times for name in names} | {"likenesses": PAIRS * times}
        measured.append({"first": steps, "more": steps, "sizes": sizes})
    return {"claims": [20_000 * times for times in (1, 2, 4, 8)], "measured": measured}


def test_the_exponent_is_the_power_with_which_a_figure_grows(benchmark):
    exponent = benchmark("growth").exponent
    assert exponent([1, 2, 4], [5, 20, 80]) == pytest.approx(2)
    assert exponent([1, 2, 4], [7, 7, 7]) == pytest.approx(0)
    assert exponent([1, 2, 4], [0, 1, 2]) == 0


def test_each_step_over_all_documents_is_measured_from_nothing_and_after_more(benchmark, capsys):
    growth = benchmark("growth")
    assert growth.main(["--one", "--claims", "600"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["first"].keys() == told["more"].keys()
    assert told["sizes"]["claims"] == 600
    assert told["sizes"]["reprints"] > 0
    assert told["first"]["storing"]["bytes"] > 600 * 100


def cells(lines):
    return {cell[0]: cell[1:] for cell in ([part.strip() for part in line.strip("|").split("|")] for line in lines)}


def test_what_more_documents_cost_follows_from_the_exponents(benchmark):
    plan = benchmark("beyond").Plan(grown(), analysis=0.36, adding=0.036)
    assert cells(plan.growth())["identities"] == ["4.0 s", "16.0 s", "64.0 s", "256.0 s", "2.00", "800 MB"]
    costs = cells(plan.costs())
    # 0.36 s for 1,000 words are 58 hours for a million documents of 580 words.
    assert costs["analysis, core hours"] == ["58", "580", "5,800", "1"]
    # 8,000 documents take 256 s, and 125 times as many 15,625 times as long.
    assert costs["identities, core hours"][0] == f"{256 / 3600 * 125**2:,.1f}"
    assert costs["identities, GB of memory"][0] == "100.0"
    # A thousand bytes of bands and as many of prints a document, and its number beside each: 4 GB a million.
    assert costs["moved for reprints (bands and prints, 8 bytes each), GB"][0] == "4.0"
    assert costs["pairs of reprints by chance, core hours"][0] == f"{(32 * 1e6) ** 2 / 2**33 * 0.02 / 3600:,.1f}"


def test_what_breaks_first_stands_first(benchmark):
    _, _, *rows = benchmark("beyond").Plan(grown(), analysis=0.36, adding=0.036).breaks()
    sizes = [int(row.split("|")[-2].replace(",", "")) for row in rows]
    assert sizes == sorted(sizes)
    assert rows[0].startswith("| identities |")


def test_a_flame_graph_shows_each_function_below_its_caller_and_as_wide_as_its_share(benchmark):
    flame = benchmark("flame")
    samples = {("sayso.a.run", "sayso.b.parse"): 3.0, ("sayso.a.run", "numpy"): 1.0, ("sayso.a.run",): 1.0}
    drawn = flame.boxes(samples)
    assert drawn == [
        flame.Box("sayso.a.run", 0, 0.0, 5.0),
        flame.Box("sayso.b.parse", 1, 0.0, 3.0),
        flame.Box("numpy", 1, 3.0, 1.0),
    ]
    picture = ElementTree.fromstring(flame.draw(samples, 7))
    names = {element.tag.rpartition("}")[2] for element in picture.iter()}
    assert {"title", "desc", "rect"} <= names
    assert "script" not in names
    assert "sayso.b.parse: 60.0%, 3.0 s" in [element.text for element in picture.iter()]


def test_the_best_sequence_of_labels_is_found(benchmark):
    import numpy as np

    others = benchmark("others")
    scores = np.array([[0.0, 1.0, 0.0], [0.0, 0.9, 1.0], [2.0, 0.0, 0.0]])
    assert others._best(scores, np.zeros((3, 3))) == [1, 2, 0]
    assert others._best(scores, np.diag([0.0, 1.0, 0.0])) == [1, 1, 0]
