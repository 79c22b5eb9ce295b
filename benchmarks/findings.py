"""Measures what findings cost in a large project.

    python benchmarks/findings.py DATABASE [--all] [--keep]

DATABASE is one that `python benchmarks/million.py --database FILE` has left there. Seconds are user plus system time of
this process. `--all` adds what reads every claim: balance, agreement, circles, drift. `--keep` first leaves everything
ready, as a run does at its end, and says what that costs.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sized
from pathlib import Path

from sayso.findings.asking import Findings
from sayso.findings.disputes import DisputeKind
from sayso.findings.keeping import keep_findings
from sayso.storage.database import Database
from sayso.storage.oppositions import FindingFilter

LIMIT = 20
"""As many as the commands show."""
_INCOMPATIBLE: tuple[DisputeKind, ...] = ("incompatible",)


def main(arguments: list[str] | None = None) -> int:
    """Prints how long each question takes, and how many answers it has."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("database", type=Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args(arguments)
    database = Database.open(options.database)
    if options.keep:
        before = time.process_time()
        with database.writing() as connection:
            keep_findings(connection, (), anew=True)
        print(f"{'to leave everything ready':45} {time.process_time() - before:8.2f} s", flush=True)
    findings = Findings(database)
    for name, ask in _questions(findings, every=options.all).items():
        before = time.process_time()
        found = ask()
        print(f"{name:45} {time.process_time() - before:8.2f} s  {len(found):7,}", flush=True)
    database.close()
    return 0


def _questions(findings: Findings, *, every: bool) -> dict[str, Callable[[], Sized]]:
    def of_one() -> Sized:
        first = findings.disputes(limit=1)
        return findings.disputes(FindingFilter(about=first[0].positions[0].subject), limit=LIMIT) if first else ()

    few: dict[str, Callable[[], Sized]] = {
        f"disputes, the first {LIMIT}": lambda: findings.disputes(limit=LIMIT),
        "the first dispute, and those of its subject": of_one,
        "disputes, all that are incompatible": lambda: findings.disputes(kinds=_INCOMPATIBLE),
        f"rival answers, the first {LIMIT}": lambda: findings.answers(limit=LIMIT),
        f"network, the strongest {LIMIT} edges": lambda: findings.networks(limit=LIMIT)[0].edges,
    }
    if not every:
        return few
    return few | {
        "circles, all": findings.circles,
        "balance": lambda: findings.balance().tense,
        "agreement of sources": lambda: findings.agreement().pairs,
        "drift": lambda: findings.drift().found,
    }


if __name__ == "__main__":
    raise SystemExit(main())
