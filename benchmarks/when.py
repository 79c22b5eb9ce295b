"""Counts how often claims that are found have the date that annotators gave them.

    python benchmarks/when.py [FOLDER]

FOLDER lies in ../shared/gold (default train). Found and annotated claims are the same where subject, relation and
object are; of several annotated ones, that whose evidence overlaps.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from baseline import SHARED
from sayso.analysis import analyse
from sayso.evaluation.names import ActorMap
from sayso.evaluation.rows import Row, bare, read_rows
from sayso.resources import load_resources


def main(arguments: list[str] | None = None) -> int:
    """Prints how many dates are equal, different, missed and given though the annotators gave none."""
    folder = (arguments or sys.argv[1:] or ["train"])[0]
    if not SHARED.is_dir():
        print(f"when: not measured, since the research data are not here ({SHARED})")
        return 0
    resources, counts = load_resources(), Counter[str]()
    for row in read_rows(SHARED / "gold" / folder):
        predicted = analyse(bare(row), resources).as_row()
        counts.update(_verdict(gold.get("when"), found.get("when")) for gold, found in _same(row, predicted))
    for verdict in ("equal", "different", "missed", "spurious", "neither"):
        print(f"{verdict:10s} {counts[verdict]:5d}")
    return 0


def _same(row: Row, predicted: Row) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Pairs of an annotated and a found claim that relate the same actors in the same way."""
    mine, theirs = ActorMap(row, row), ActorMap(row, predicted)
    for found in predicted["claims"]:
        same = [gold for gold in row["claims"] if _triple(gold, mine) == _triple(found, theirs)]
        overlapping = [gold for gold in same if _overlap(gold["evidence"], found["evidence"])]
        yield from ((gold, found) for gold in (overlapping or same)[:1])


def _triple(claim: dict[str, Any], names: ActorMap) -> tuple[str, str, str]:
    return names(claim["subject"]), claim["relation"], names(claim["object"])


def _overlap(one: list[Any], other: list[Any]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _verdict(gold: str | None, found: str | None) -> str:
    if not gold and not found:
        return "neither"
    if gold and found:
        return "equal" if gold == found else "different"
    return "missed" if gold else "spurious"


if __name__ == "__main__":
    sys.exit(main())
