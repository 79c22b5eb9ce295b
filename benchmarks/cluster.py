"""Measures what Ray costs beside the analysis: CPU seconds of a run on Ray against those of one in as many processes.

    python benchmarks/cluster.py [--documents N] [--seconds N] [--rounds N]
    python benchmarks/cluster.py --real [--documents N]

Both sides run on this machine, in turn, on N invented documents and on a quarter of them. In place of the analysis each
document takes so many seconds of waiting, as many as a real one takes of a core: so the pace is that of a real run,
however busy the machine, and all CPU that is used is the cost of the engine and of storing. From the two sizes follow
what a run costs before its first document and what each document costs; from these, what a job of an hour of analysis
costs on each side. Times are user plus system time of all processes that a command starts, directly or not, as /proc
has it: Ray's own among them. With `--real` the documents are rows of ../shared/data/load-5000.jsonl, and what is run is
the analysis itself, which takes longer and depends on how busy the machine is. Needs Linux and the extra 'cluster'.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from baseline import SHARED
from sayso import Project, open_project
from sayso.model import Analysis, Document

HOUR = 3600.0
_TEXT = "The ferry to Norvath left the pier at noon and came back at dusk, as on every other day of that week. "
_SENTENCES = 30
_SAMPLED = 0.2
"""Seconds between two looks at /proc; what a process does after the last is missed."""
_PARENT, _USER, _SYSTEM, _STARTED = 1, 11, 12, 19
"""Fields of /proc/PID/stat, counted from the one behind the name."""
_SIDES = ("here", "on Ray")


@dataclass(frozen=True)
class Waiting:
    """Makes an analysis that finds nothing, and takes its time for it."""

    seconds: float

    def __call__(self) -> Callable[[Document], Analysis]:
        """The analysis."""

        def analyse(document: Document) -> Analysis:
            time.sleep(self.seconds)
            return Analysis(document=document)

        return analyse


class Times(NamedTuple):
    """CPU and wall seconds."""

    cpu: float
    wall: float


def main(arguments: list[str] | None = None) -> int:
    """Prints the times, and the ratio for a job of an hour."""
    options = _options(arguments)
    if options.side:
        return _run(options.side, options.project, options.processes, None if options.real else options.seconds)
    sizes = (options.documents // 4, options.documents)
    found: dict[tuple[str, int], list[Times]] = {(side, size): [] for side in _SIDES for size in sizes}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(options.rounds):
            for (side, size), times in found.items():
                project = Path(folder) / f"{side}-{size}-{turn}".replace(" ", "-")
                _fill(project, _real(size) if options.real else _invented(size))
                given = ["--seconds", str(options.seconds), "--processes", str(options.processes)]
                given += ["--real"] if options.real else []
                times.append(timed(sys.executable, __file__, "--side", side, "--project", str(project), *given))
    print("\n".join(_lines(found, sizes, None if options.real else options.seconds)))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, default=800, metavar="N", help="the larger size (default 800)")
    parser.add_argument("--seconds", type=float, default=0.25, help="what an analysis takes (default 0.25)")
    parser.add_argument("--real", action="store_true", help="real texts, and the analysis itself")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="N", help="default: the cores")
    parser.add_argument("--rounds", type=int, default=1, help="how often each side runs (default 1); the median counts")
    parser.add_argument("--side", choices=_SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--project", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _fill(project: Path, lines: Iterator[str]) -> None:
    rows = project.with_suffix(".jsonl")
    rows.write_text("\n".join(lines), encoding="utf-8")
    with Project.init(project) as made:
        made.add([rows])


def _invented(size: int) -> Iterator[str]:
    return (json.dumps({"id": f"d{n}", "text": f"Day {n}. {_TEXT * _SENTENCES}"}) for n in range(size))


def _real(size: int) -> Iterator[str]:
    """So many rows, evenly from all."""
    lines = (SHARED / "data" / "load-5000.jsonl").read_text(encoding="utf-8").splitlines()
    return (lines[number * len(lines) // size] for number in range(size))


def _run(side: str, project: Path, processes: int, seconds: float | None) -> int:
    """Runs with the analysis that waits so many seconds, or with the real one."""
    from sayso.cluster import OnRay

    engine = OnRay(str(project / "shards")) if side == "on Ray" else None
    with open_project(project) as opened:
        opened.run(make=None if seconds is None else Waiting(seconds), processes=processes, engine=engine)
    return 0


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


def _lines(found: dict[tuple[str, int], list[Times]], sizes: tuple[int, int], seconds: float | None) -> list[str]:
    lines = ["              documents   CPU seconds   wall seconds"]
    costs: dict[str, tuple[float, float]] = {}
    for side in _SIDES:
        small, large = (
            Times(*(statistics.median(values) for values in zip(*found[side, size], strict=True))) for size in sizes
        )
        for size, times in zip(sizes, (small, large), strict=True):
            lines.append(f"  {side:8s} {size:12,d}    {times.cpu:10.1f}     {times.wall:10.1f}")
        each = (large.cpu - small.cpu) / (sizes[1] - sizes[0])
        fixed = small.cpu - each * sizes[0]
        lines.append(f"  {side:8s} before the first document {fixed:.1f}, each {1000 * each:.1f} thousandths")
        costs[side] = fixed, each + (seconds or 0)
    documents = HOUR / (seconds or costs["here"][1])
    here, there = (fixed + each * documents for fixed, each in (costs[side] for side in _SIDES))
    lines.append(f"  an hour of analysis ({documents:,.0f} documents): {here:,.0f} CPU seconds here, ")
    lines[-1] += f"{there:,.0f} on Ray: {there / here:.2f} times"
    return lines


if __name__ == "__main__":
    sys.exit(main())
