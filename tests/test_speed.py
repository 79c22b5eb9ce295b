"""`benchmarks/speed.py`: a run costs no more than a small multiple of parsing the same texts with plain spaCy."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

SPEED = Path(__file__).parent.parent / "benchmarks" / "speed.py"


@pytest.mark.slow
@pytest.mark.quality
@pytest.mark.usefixtures("shared")
def test_a_run_costs_little_more_than_its_parse():
    done = subprocess.run(
        [sys.executable, SPEED, "--documents", "60", "--rounds", "1"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("60 inputs")
    steps = re.findall(r"^    ([a-z ]+?) +[\d.]+ +[\d.]+%$", done.stdout, re.MULTILINE)
    assert set(steps) > {"loading", "reading", "parser", "actors", "attribution", "dates", "claims", "storage"}
    assert "times tuned spaCy" in done.stdout
    ratio = float(re.search(r"([\d.]+) times plain spaCy", done.stdout)[1])
    # The goal on all texts is 2.0; in a small sample the three starts of sayso weigh more: 2.42 is reached beside other
    # work, where it was 2.8 before.
    assert ratio < 2.8
