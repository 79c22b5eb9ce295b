"""How a set of probes fares: invented texts with what must be found in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

Probe = dict[str, Any]


def report(probes: Sequence[Probe], faults: Callable[[Probe], list[str]]) -> tuple[float, str]:
    """The share of probes without faults, and in words: each failure, then the rates by heading."""
    wrong = {probe["name"]: found for probe in probes if (found := faults(probe))}
    lines = [f"{p['group']}: {p['name']}\n    " + "\n    ".join(wrong[p["name"]]) for p in probes if p["name"] in wrong]
    every = Counter(probe["group"] for probe in probes)
    failed = Counter(probe["group"] for probe in probes if probe["name"] in wrong)
    lines += [f"{group:18} {every[group] - failed[group]:3} of {every[group]:3}" for group in every]
    share = 1 - len(wrong) / len(probes)
    return share, "\n".join([*lines, f"{'all':18} {len(probes) - len(wrong):3} of {len(probes):3}  {share:.3f}"])
