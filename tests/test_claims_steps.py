"""`benchmarks/claims_steps.py`: how often claims of each confidence are right, as a table and as a drawing."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def steps():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import claims_steps

        return claims_steps


def test_claims_are_counted_by_tenths_of_confidence(steps):
    bins = steps.reliability([(0.31, True), (0.39, False), (0.75, True), (1.0, True), (0.3, False)])
    assert [(b.size, round(b.sure, 2), round(b.right, 2)) for b in bins] == [(3, 0.33, 0.33), (1, 0.75, 1), (1, 1, 1)]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_every_claim_is_counted_once(steps, outcomes):
    bins = steps.reliability(outcomes)
    assert sum(b.size for b in bins) == len(outcomes)
    assert sum(b.size * b.right for b in bins) == pytest.approx(sum(right for _, right in outcomes))


def test_the_drawing_has_a_dot_for_each_step_that_says_what_it_means(steps):
    picture = ET.fromstring(steps.drawing([steps.Bin(40, 0.25, 0.2), steps.Bin(10, 0.85, 0.9)]))
    dots = picture.findall(f".//{SVG}circle")
    assert [dot.find(f"{SVG}title").text for dot in dots] == [
        "0.20 right of 40 at confidence 0.25", "0.90 right of 10 at confidence 0.85",
    ]  # fmt: skip
    assert float(dots[0].get("r")) > float(dots[1].get("r"))


def test_without_the_research_data_it_says_so(steps, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(steps, "SHARED", tmp_path / "nowhere")
    assert steps.main([]) == 0
    assert "not measured" in capsys.readouterr().out
