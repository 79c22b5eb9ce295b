"""Makes the tables of docs/explanation/beyond-one-laptop.md from what was measured.

    python benchmarks/beyond.py --analysis SECONDS --adding SECONDS [--write]

The steps over all documents come from growth.json, which `python benchmarks/growth.py --save` wrote. `--analysis` and
`--adding` are CPU seconds for 1,000 words of `sayso run` and `sayso add`, as `python benchmarks/speed.py` prints them.
`--write` puts the tables into the page, between the comments that name them; without it they are printed.

How it is reckoned: analysis, adding and storing grow with the documents. The CPU of every other step grows from the
largest size with the exponent that was measured, and with at least 1. Memory is a straight line through the peaks of
all sizes, for the steps whose peak is above that of the step before. An hour is one of one core. The bands of
signatures are numbers of 32 bits: n documents have (32 n)² / 2³³ pairs with an equal band by chance, each of which
costs what a pair with reason costs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from statistics import linear_regression
from typing import Any

from growth import MORE, SAVED, exponent
from invented import CLAIMS_IN_DOCUMENT
from sayso.corpus.winnowing import BANDS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "explanation" / "beyond-one-laptop.md"
WORDS = 580
"""In the usual news article; `--analysis` and `--adding` are for 1,000."""
CORES = 64
SIZES = (1_000_000, 10_000_000, 100_000_000)
_FAMILIES = "candidates and families"
_BY_CHANCE = ("pairs of reprints by chance", "24 hours on one core")
MORE_MEMORY = 1.05
DAY, MEMORY = 24.0, 64.0
"""A step breaks where it takes more hours on its one core, or more gigabytes, than this."""


def main(arguments: list[str] | None = None) -> int:
    """Prints the tables, or puts them into the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--analysis", type=float, required=True, metavar="SECONDS")
    parser.add_argument("--adding", type=float, required=True, metavar="SECONDS")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    plan = Plan(json.loads(SAVED.read_text(encoding="utf-8")), options.analysis, options.adding)
    tables = {"growth": plan.growth(), "more": plan.more(), "costs": plan.costs(), "breaks": plan.breaks()}
    if not options.write:
        print("\n\n".join("\n".join(lines) for lines in tables.values()))
        return 0
    page = PAGE.read_text(encoding="utf-8")
    for name, lines in tables.items():
        begin, end = f"<!-- table: {name} -->", "<!-- end -->"
        before, _, behind = page.partition(begin)
        page = "\n".join((before + begin, *lines, end + behind.partition(end)[2]))
    PAGE.write_text(page, encoding="utf-8")
    return 0


class Plan:
    """What was measured, and what follows from it for more documents."""

    def __init__(self, grown: dict[str, Any], analysis: float, adding: float) -> None:
        self._claims: list[int] = grown["claims"]
        self._documents = [claims // CLAIMS_IN_DOCUMENT for claims in self._claims]
        self._measured: list[dict[str, Any]] = grown["measured"]
        self._steps = [name for name in self._measured[0]["first"] if name != "storing"]
        self._hours = {"adding": adding * WORDS / 3.6e6, "analysis": analysis * WORDS / 3.6e6}
        self._hours["storing"] = self._values("first", "storing", "cpu")[-1] / self._documents[-1] / 3600

    def growth(self) -> Iterator[str]:
        """What each step over all documents took at each size."""
        yield _row("step", *(f"{claims:,} claims" for claims in self._claims), "exponent", "memory at the last")
        yield _row("---", *["---:"] * (len(self._claims) + 2))
        for name in ("storing", *self._steps):
            seconds = self._values("first", name, "cpu")
            peak = self._values("first", name, "peak")[-1]
            told = (f"{value:,.1f} s" for value in seconds)
            yield _row(name, *told, f"{exponent(self._claims, seconds):.2f}", f"{peak:,.0f} MB")

    def more(self) -> Iterator[str]:
        """What the same steps took after a few more documents."""
        yield _row(f"{MORE} documents more, on top of", *(f"{number:,}" for number in self._documents), "exponent")
        yield _row("---", *["---:"] * (len(self._claims) + 1))
        for name in ("storing", *self._steps):
            seconds = self._values("more", name, "cpu")
            told = (f"{value:,.2f} s" for value in seconds)
            yield _row(name, *told, f"{exponent(self._claims, seconds):.2f}")

    def costs(self) -> Iterator[str]:
        """What so many documents cost."""
        yield _row("", *(f"{size:,} documents" for size in SIZES), "grows with")
        yield _row("---", *["---:"] * (len(SIZES) + 1))
        for name in self._hours:
            yield _row(f"{name}, core hours", *(f"{size * self._hours[name]:,.0f}" for size in SIZES), "1")
        spread = (f"{size * (self._hours['adding'] + self._hours['analysis']) / CORES / 24:,.1f}" for size in SIZES)
        yield _row(f"adding and analysis on {CORES} cores, days", *spread, "1")
        for name in self._steps:
            told = (f"{self._step_hours(name, size):,.1f}" for size in SIZES)
            yield _row(f"{name}, core hours", *told, f"{self._exponent(name):.2f}")
        for name in self._steps:
            if self._takes_memory(name):
                told = (f"{self._gigabytes(name, size):,.1f}" for size in SIZES)
                yield _row(f"{name}, GB of memory", *told, "1")
        hours = (f"{_chance_pairs(size) * self._seconds_for_pair() / 3600:,.1f}" for size in SIZES)
        yield _row("pairs of reprints by chance, core hours", *hours, "2")
        for name, each in self._bytes().items():
            yield _row(f"{name}, GB", *(f"{size * each / 1e9:,.1f}" for size in SIZES), "1")

    def breaks(self) -> Iterator[str]:
        """At how many documents each step passes a limit, the first to do so first."""
        limits = [(self._documents_in(DAY, name), name, f"{DAY:.0f} hours on one core") for name in self._steps]
        limits.append((DAY / self._hours["storing"], "storing", f"{DAY:.0f} hours of the one writer"))
        both = self._hours["adding"] + self._hours["analysis"]
        limits.append((DAY * CORES / both, "adding and analysis", f"a day on {CORES} cores"))
        limits.append(((DAY * 3600 / self._seconds_for_pair() / _chance_pairs(1)) ** 0.5, *_BY_CHANCE))
        needy = filter(self._takes_memory, self._steps)
        limits += [(self._documents_within(MEMORY, name), name, f"{MEMORY:.0f} GB of memory") for name in needy]
        yield _row("step", "passes", "at about so many documents")
        yield _row("---", "---", "---:")
        for size, name, limit in sorted(limits):
            if size <= SIZES[-1]:
                yield _row(name, limit, f"{_rounded(size):,}")

    def _bytes(self) -> dict[str, float]:
        """Bytes for each document of what is kept and moved. On its way a band or print has its document beside it."""
        sizes, documents = self._measured[-1]["sizes"], self._documents[-1]
        prints = sizes["bytes of bands"] + sizes["bytes of hashes"]
        return {
            "moved for reprints (bands and prints, 8 bytes each)": 2 * prints / documents,
            "analyses as they are kept": sizes["bytes of payloads"] / documents,
            "database": sizes["bytes of database"] / documents,
        }

    def _seconds_for_pair(self) -> float:
        pairs: float = self._measured[-1]["sizes"]["likenesses"]
        return self._values("first", _FAMILIES, "cpu")[-1] / pairs

    def _values(self, part: str, step: str, figure: str) -> list[float]:
        return [one[part][step][figure] for one in self._measured]

    def _exponent(self, step: str) -> float:
        return max(1.0, exponent(self._claims, self._values("first", step, "cpu")))

    def _step_hours(self, step: str, documents: float) -> float:
        last = self._values("first", step, "cpu")[-1] / 3600
        return float(last * (documents / self._documents[-1]) ** self._exponent(step))

    def _documents_in(self, hours: float, step: str) -> float:
        last = self._values("first", step, "cpu")[-1] / 3600
        return float(self._documents[-1] * (hours / last) ** (1 / self._exponent(step)))

    def _takes_memory(self, step: str) -> bool:
        """Whether its peak is above that of the step before: else it is what that one has left."""
        every = ["storing", *self._steps]
        before = every[every.index(step) - 1]
        return self._values("first", step, "peak")[-1] > MORE_MEMORY * self._values("first", before, "peak")[-1]

    def _line(self, step: str) -> tuple[float, float]:
        line = linear_regression(self._documents, self._values("first", step, "peak"))
        return line.slope, line.intercept

    def _gigabytes(self, step: str, documents: float) -> float:
        slope, begin = self._line(step)
        return (slope * documents + begin) / 1000

    def _documents_within(self, gigabytes: float, step: str) -> float:
        slope, begin = self._line(step)
        return (1000 * gigabytes - begin) / slope if slope > 0 else float("inf")


def _chance_pairs(documents: float) -> float:
    return (BANDS * documents) ** 2 / 2**33


def _rounded(number: float) -> int:
    """To two digits."""
    return int(float(f"{number:.1e}"))


def _row(*cells: str) -> str:
    return "| " + " | ".join(chain(cells)) + " |"


if __name__ == "__main__":
    sys.exit(main())
