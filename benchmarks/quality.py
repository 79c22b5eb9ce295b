"""Measures how good the analysis is on annotated documents, beside what other systems reach on the same ones.

    python benchmarks/quality.py [KIND...] [--check | --update] [--details] [--processes N]

The annotated documents are research data that may not be copied: they lie beside the checkout in ../shared (or where
SAYSO_SHARED says), and without them there is nothing to measure. `--check` fails where a figure fell below
baseline.json by more than its noise, `--update` accepts the figures as the new baseline. What is measured stands in
figures.yaml.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import msgspec

from annotated import annotated
from baseline import SHARED, Measured, fallen, read_baseline, update_baseline
from sayso.datafiles import read_data
from sayso.evaluation import Kind, Report, evaluate_rows
from sayso.resources import Resources, load_resources

HERE = Path(__file__).parent


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One figure of a report: its keys there, the noise, what others reach, and the counts beside it to be printed."""

    figure: tuple[str, ...]
    noise: float
    peers: dict[str, float] = {}
    counts: tuple[str, ...] = ()

    def value(self, report: Report) -> float:
        return float(_at(report, self.figure) or 0)

    def beside(self, report: Report) -> str:
        """What others reach, and the counts."""
        counts = [f"{name} {_at(report, (*self.figure[:-1], name))}" for name in self.counts]
        return ", ".join([*(f"{peer} {value:.3f}" for peer, value in self.peers.items()), *counts])


def _at(report: Report, keys: tuple[str, ...]) -> Any:  # noqa: ANN401 - figures are numbers or None
    value: Any = report.figures
    for key in keys:
        value = value[key]
    return value


class Benchmark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One set of annotated documents and the figures that matter on it."""

    kind: Kind
    gold: str
    note: str
    figures: tuple[Figure, ...]


def main(arguments: list[str] | None = None) -> int:
    """Prints the table; the exit status is 1 where `--check` finds a figure that fell."""
    benchmarks = read_data(HERE / "figures.yaml", dict[str, Benchmark])
    options = _options(arguments, list(benchmarks))
    if not SHARED.is_dir():
        print(f"quality: not measured, since the research data are not here ({SHARED})")
        return 0
    resources = load_resources()
    measured = []
    for name in options.kinds or benchmarks:
        measured += _measure(name, benchmarks[name], resources, options)
    if options.update:
        update_baseline(measured)
        print("baseline.json now holds these figures.")
    worse = fallen(measured, read_baseline()) if options.check else []
    for line in worse:
        print(f"FELL  {line}")
    return 1 if worse else 0


def _options(arguments: list[str] | None, known: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"{', '.join(known)}; all where none is given")
    parser.add_argument("--details", action="store_true", help="print the whole reports too")
    parser.add_argument("--processes", type=int, default=1)
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="fail where a figure fell")
    action.add_argument("--update", action="store_true", help="accept the figures as the new baseline")
    options = parser.parse_args(arguments)
    if unknown := set(options.kinds) - set(known):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}: there are {', '.join(known)}")
    return options


def _measure(name: str, benchmark: Benchmark, resources: Resources, options: argparse.Namespace) -> list[Measured]:
    rows = annotated(SHARED / benchmark.gold)
    report = evaluate_rows(benchmark.kind, rows, resources, processes=options.processes)
    baseline = read_baseline()
    print(f"\n{benchmark.note}")
    if options.details:
        print("\n".join(f"  {line}" for line in report.lines(details=True)))
    print(f"  {'figure':34s} {'sayso':>6s} {'before':>7s}   others")
    measured = []
    for figure in benchmark.figures:
        row = Measured(" ".join((name, *figure.figure)), figure.value(report), figure.noise)
        before = baseline.get(row.name)
        accepted = f"{before['value']:.3f}" if before else "-"
        print(f"  {row.name:34s} {row.value:6.3f} {accepted:>7s}   {figure.beside(report)}".rstrip())
        measured.append(row)
    return measured


if __name__ == "__main__":
    sys.exit(main())
