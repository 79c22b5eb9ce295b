"""`benchmarks/attribution_cost.py`: who says what is found for no more than the cost of the parse."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

COST = Path(__file__).parent.parent / "benchmarks" / "attribution_cost.py"


@pytest.mark.slow
@pytest.mark.quality
@pytest.mark.usefixtures("shared")
def test_attributions_cost_no_more_than_plain_parsing():
    done = subprocess.run(
        [sys.executable, COST, "--documents", "40", "--rounds", "1"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("40 documents")
    assert float(re.search(r"attributions +([\d.]+)", done.stdout)[1]) > 0
    # The goal on all texts is 1.0; a small sample varies more.
    assert float(re.search(r"ratio +([\d.]+)", done.stdout)[1]) < 1.2


def test_without_research_data_nothing_is_measured(monkeypatch, tmp_path, capsys):
    monkeypatch.syspath_prepend(str(COST.parent))
    import attribution_cost

    monkeypatch.setattr(attribution_cost, "SHARED", tmp_path / "nowhere")
    assert attribution_cost.main([]) == 0
    assert "not measured" in capsys.readouterr().out
