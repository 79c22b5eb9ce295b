"""Large files are read piece by piece, so that memory does not grow with the file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "memory.py"


@pytest.mark.slow
def test_sixty_megabytes_take_less_than_half_the_bound():
    command = [sys.executable, SCRIPT, "--megabytes", "60"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    peaks = [int(line.split()[-2]) for line in told.splitlines()]
    assert len(peaks) == 2
    assert max(peaks) < 300
