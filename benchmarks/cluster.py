"""Measures what Ray costs: CPU seconds of `sayso run --on ray` against those of `sayso run` with as many processes.

    python benchmarks/cluster.py [--documents N] [--processes N] [--rounds N]

Both sides run on this machine, in turn, on N documents and on a quarter of them, of ../shared/data/load-5000.jsonl.
From the two sizes follow what a run costs before its first document and what each document costs; from these, what a
job of an hour of CPU (on the side without Ray) would cost on Ray. Times are user plus system time of all processes that
a command starts, directly or not, as /proc has it: Ray's own among them. Needs Linux and the extra 'cluster'.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from baseline import SHARED

TEXTS = SHARED / "data" / "load-5000.jsonl"
HOUR = 3600.0
_SAMPLED = 0.2
"""Seconds between two looks at /proc; what a process does after the last is missed."""
_PARENT, _USER, _SYSTEM, _STARTED = 1, 11, 12, 19
"""Fields of /proc/PID/stat, counted from the one behind the name."""


class Times(NamedTuple):
    """CPU and wall seconds."""

    cpu: float
    wall: float


def main(arguments: list[str] | None = None) -> int:
    """Prints the times, and the ratio for a job of an hour."""
    options = _options(arguments)
    if not TEXTS.is_file():
        print(f"cluster: not measured, since the research data are not here ({SHARED})")
        return 0
    sides = {"here": ("--processes", str(options.processes)), "on Ray": ("--on", "ray")}
    sizes = (options.documents // 4, options.documents)
    found: dict[tuple[str, int], list[Times]] = {(side, size): [] for side in sides for size in sizes}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(options.rounds):
            for (side, size), times in found.items():
                project = Path(folder) / f"{side}-{size}-{turn}".replace(" ", "-")
                _fill(project, size)
                times.append(timed(*_sayso("run", "--project", str(project), *sides[side])))
    print("\n".join(_lines(found, sizes)))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, default=400, metavar="N", help="the larger size (default 400)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="N", help="default: the cores")
    parser.add_argument("--rounds", type=int, default=1, help="how often each side runs (default 1); the median counts")
    return parser.parse_args(arguments)


def _fill(project: Path, size: int) -> None:
    rows = project.with_suffix(".jsonl")
    with TEXTS.open(encoding="utf-8") as lines:
        rows.write_text("".join(islice(lines, size)), encoding="utf-8")
    timed(*_sayso("init", str(project)))
    timed(*_sayso("add", str(rows), "--project", str(project)))


def _sayso(*arguments: str) -> tuple[str, ...]:
    return sys.executable, "-m", "sayso", *arguments


def timed(*command: str) -> Times:
    """What a command and all that it starts take. Raises CalledProcessError where it fails."""
    began = time.monotonic()
    seconds: dict[tuple[int, int], float] = {}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            _look(running.pid, seconds)
            time.sleep(_SAMPLED)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    return Times(sum(seconds.values()), time.monotonic() - began)


def _look(root: int, seconds: dict[tuple[int, int], float]) -> None:
    """Brings up to date what each process below `root` has used; one that was seen once is followed to its end."""
    stats = {int(path.parent.name): _stat(path) for path in Path("/proc").glob("[0-9]*/stat")}
    known = {pid for pid, started in seconds if stats.get(pid) and _started(stats, pid) == started}
    below = known | {root}
    while more := {pid for pid, stat in stats.items() if stat and int(stat[_PARENT]) in below} - below:
        below |= more
    ticks = os.sysconf("SC_CLK_TCK")
    for pid in below:
        if stat := stats.get(pid):
            seconds[pid, _started(stats, pid)] = (int(stat[_USER]) + int(stat[_SYSTEM])) / ticks


def _started(stats: dict[int, list[str]], pid: int) -> int:
    return int(stats[pid][_STARTED])


def _stat(path: Path) -> list[str]:
    """The fields behind the name; none where the process has ended."""
    try:
        return path.read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _lines(found: dict[tuple[str, int], list[Times]], sizes: tuple[int, int]) -> list[str]:
    lines = ["            documents   CPU seconds   wall seconds"]
    fixed, each = {}, {}
    for side in dict.fromkeys(side for side, _ in found):
        cpu = []
        for size in sizes:
            median = Times(*(statistics.median(values) for values in zip(*found[side, size], strict=True)))
            cpu.append(median.cpu)
            lines.append(f"  {side:8s} {size:10,d}    {median.cpu:10.1f}     {median.wall:10.1f}")
        each[side] = (cpu[1] - cpu[0]) / (sizes[1] - sizes[0])
        fixed[side] = cpu[0] - each[side] * sizes[0]
        lines.append(f"  {side:8s} before the first {fixed[side]:.1f}, each {each[side]:.3f}")
    documents = (HOUR - fixed["here"]) / each["here"]
    on_ray = fixed["on Ray"] + each["on Ray"] * documents
    lines.append(
        f"  a job of an hour ({documents:,.0f} documents): {on_ray:,.0f} seconds on Ray, {on_ray / HOUR:.2f} times"
    )
    return lines


if __name__ == "__main__":
    sys.exit(main())
