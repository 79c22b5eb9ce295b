"""What the benchmarks share: where the research data lie, and the figures of the last accepted state.

baseline.json holds those figures as {"name": {"value": ..., "noise": ...}}.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

BASELINE = Path(__file__).parent / "baseline.json"
SHARED = Path(os.environ.get("SAYSO_SHARED") or Path(__file__).resolve().parent.parent.parent / "shared")
"""Annotated documents and texts that may not be copied: beside the checkout, or where SAYSO_SHARED says."""


class Measured(NamedTuple):
    """One figure. It may be worse than the baseline by `noise`; `sign` is 1 where more is better, -1 where less is."""

    name: str
    value: float
    noise: float
    sign: int = 1


def read_baseline(path: Path = BASELINE) -> dict[str, dict[str, float]]:
    """The accepted figures by name; none where there is no file yet."""
    if not path.exists():
        return {}
    baseline: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return baseline


def update_baseline(measured: Iterable[Measured], path: Path = BASELINE) -> None:
    """Accepts these figures, and leaves those of other benchmarks as they are."""
    baseline = read_baseline(path) | {m.name: {"value": round(m.value, 4), "noise": m.noise} for m in measured}
    path.write_text(json.dumps(dict(sorted(baseline.items())), indent=1) + "\n", encoding="utf-8")


def fallen(measured: Iterable[Measured], baseline: Mapping[str, Mapping[str, float]]) -> list[str]:
    """A line for each figure that is worse than the baseline by more than its noise."""
    worse = []
    for m in measured:
        accepted = baseline.get(m.name)
        # Baseline values are rounded to four places; a figure must not fail for that.
        if accepted and m.sign * (accepted["value"] - m.value) > accepted["noise"] + 0.00005:
            worse.append(f"{m.name}: {m.value:.3f}, was {accepted['value']:.3f} (noise {accepted['noise']:.3f})")
    return worse


def settle(measured: Sequence[Measured], *, update: bool, check: bool) -> int:
    """Takes the figures as the new baseline, or prints those that fell below it: the exit status, 1 where any did."""
    if update:
        update_baseline(measured)
    worse = fallen(measured, read_baseline()) if check else []
    for line in worse:
        print(f"FELL  {line}")
    return 1 if worse else 0
