"""Measures how the steps over all documents grow: CPU, memory and bytes at one, two, four and eight times the claims.

    python benchmarks/growth.py [--claims N] [--save]

The documents are invented (invented.py) and stored through the code that stores a run, each with 400 further words that
no two share, so that prints are as many as in news. The number of names grows with the claims to the power of 0.7. Each
size has a process of its own. CPU is user plus system seconds; `peak` is the resident size (MB) of the process at its
largest within the step; `bytes` is by how much the database grew. The exponent is the slope of a straight line through
the logarithms of size and CPU: 1 means twice the time for twice the claims. Then 100 documents are added, and the same
steps run again. `--save` writes growth.json, from which beyond.py makes the tables of the documentation.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import linear_regression
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection, func, select

from invented import CLAIMS_IN_DOCUMENT, Made, World
from sayso.claims import load_codebook
from sayso.corpus.clusters import anchor
from sayso.corpus.identities import settle
from sayso.corpus.pairing import find_candidates
from sayso.corpus.reprints import put_missing_prints, settle_reprints
from sayso.corpus.statements import restate
from sayso.findings.keeping import keep_findings
from sayso.findings.opposing import settle_disputes
from sayso.model import Analysis
from sayso.storage import reprints as stored
from sayso.storage import schema as t
from sayso.storage.database import Database
from sayso.storage.relations import put_relations
from sayso.storage.writing import add_document, put_analysis

SAVED = Path(__file__).parent / "growth.json"
TIMES = (1, 2, 4, 8)
MORE = 100
_NAMES_AT, _NAMES, _NAMES_GROW = 200_000, 3_000, 0.7
_WORDS, _VOCABULARY, _SKEW = 400, 40_000, 3.0
_AT_ONCE = 1_000

Figures: TypeAlias = dict[str, float]
Steps: TypeAlias = dict[str, Figures]


def main(arguments: list[str] | None = None) -> int:
    """Prints a line for each step."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--claims", type=int, default=25_000, metavar="N", help="at the first size (default 25,000)")
    parser.add_argument("--save", action="store_true", help=f"write {SAVED.name}")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(_measure(options.claims)))
        return 0
    sizes = [options.claims * times for times in TIMES]
    measured = []
    for size in sizes:
        command = [sys.executable, __file__, "--one", "--claims", str(size)]
        measured.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        print(f"{size:,} claims measured", file=sys.stderr, flush=True)
    if options.save:
        SAVED.write_text(json.dumps({"claims": sizes, "measured": measured}, indent=1) + "\n", encoding="utf-8")
    print("\n".join(_lines(sizes, measured)))
    return 0


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """The slope through the logarithms; 0 where a value is too small to be measured."""
    if min(values) <= 0:
        return 0.0
    return linear_regression([math.log(size) for size in sizes], [math.log(value) for value in values]).slope


def _measure(claims: int) -> dict[str, Steps | Figures]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database.create(Path(folder) / "project.db")
        world = World(statements=max(500, claims // 4), actors=round(_NAMES * (claims / _NAMES_AT) ** _NAMES_GROW))
        with database.writing() as connection:
            put_relations(connection, load_codebook().relations)
        first = _steps(database, world.documents(claims // CLAIMS_IN_DOCUMENT))
        sizes = _sizes(database)
        more = _steps(database, world.documents(MORE))
        database.close()
    return {"first": first, "more": more, "sizes": sizes}


def _steps(database: Database, documents: Iterable[Made]) -> Steps:
    """Stores documents and does what a run does at its end; the figures of each step, by its name."""
    steps: Steps = {}
    changed: set[int] = set()

    def step(name: str, work: Callable[[Connection], object]) -> None:
        with database.writing() as connection:
            _reset_peak()
            before, start = _bytes(connection), time.process_time()
            work(connection)
            seconds = time.process_time() - start
            steps[name] = {"cpu": seconds, "peak": _peak(), "bytes": _bytes(connection) - before}

    step("storing", lambda connection: _store(connection, documents))
    step("identities", settle)
    step("prints", put_missing_prints)
    step("bands and candidates", lambda connection: find_candidates(connection, stored.printed(connection)))
    step("candidates and families", settle_reprints)
    step("statements and independence", lambda connection: changed.update(restate(connection)))
    step("disputes", lambda connection: settle_disputes(connection, changed))
    step("kept findings", lambda connection: keep_findings(connection, changed, anew=True))
    return steps


def _store(connection: Connection, documents: Iterable[Made]) -> None:
    for analysis in _longer(documents):
        add_document(connection, analysis.document, "invented")
        put_analysis(connection, analysis, "invented", anchor)


def _longer(documents: Iterable[Made]) -> Iterator[Analysis]:
    """The analyses, each of a text with further words; of a reprint, with those of the original."""
    for made in documents:
        document = made.analysis.document
        dice = random.Random(made.copy_of or document.id)
        words = (f"w{int(_VOCABULARY * dice.random() ** _SKEW)}" for _ in range(_WORDS))
        longer = msgspec.structs.replace(document, text=f"{document.text}\n\n{' '.join(words)}.")
        yield msgspec.structs.replace(made.analysis, document=longer)


def _sizes(database: Database) -> Figures:
    """Rows and bytes of the finished database; `bands` and `hashes` are bytes that a join over all documents moves."""
    tables = (t.documents, t.claims, t.actors, t.identities, t.likenesses, t.reprints, t.statements, t.disputes)
    with database.reading() as connection:
        rows: Figures = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
        }
        p, d, a = t.prints.c, t.documents.c, t.analyses.c
        for name, column in (
            ("bytes of bands", p.signature), ("bytes of hashes", p.hashes), ("bytes of prints", p.places),
            ("bytes of texts", d.text), ("bytes of payloads", a.payload),
        ):  # fmt: skip
            rows[name] = connection.execute(select(func.sum(func.length(column)))).scalar_one()
        return rows | {"bytes of database": _bytes(connection)}


def _bytes(connection: Connection) -> int:
    asked = (f"PRAGMA {name}" for name in ("page_count", "page_size", "freelist_count"))
    pages, size, free = (connection.exec_driver_sql(question).scalar_one() for question in asked)
    return int((pages - free) * size)


def _reset_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return round(int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1000)


def _lines(sizes: Sequence[int], measured: Sequence[dict[str, Steps]]) -> Iterator[str]:
    for part, title in (("first", "from nothing"), ("more", f"after {MORE} documents more")):
        yield f"{title:30}" + "".join(f"{size:>14,}" for size in sizes) + "   exponent"
        for name in measured[0][part]:
            for figure, form in (("cpu", "{:,.1f} s"), ("peak", "{:,.0f} MB"), ("bytes", "{:,.0f} B")):
                values = [one[part][name][figure] for one in measured]
                told = "".join(f"{form.format(value):>14}" for value in values)
                yield f"  {name if figure == 'cpu' else '':28}{told}{exponent(sizes, values):11.2f}"
    yield "sizes"
    for name in measured[0]["sizes"]:
        values = [float(one["sizes"][name]) for one in measured]  # type: ignore[arg-type]
        yield f"  {name:28}" + "".join(f"{value:>14,.0f}" for value in values) + f"{exponent(sizes, values):11.2f}"


if __name__ == "__main__":
    sys.exit(main())
