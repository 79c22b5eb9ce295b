"""Measures how long pages of the workbench take in a large project, for several readers at once, while a run writes.

    python benchmarks/workbench.py [--claims N] [--project DIR] [--readers N] [--seconds N] [--json]

The documents are invented (invented.py). The server is `sayso serve` in a process of its own; another process stores
documents one by one and counts statements anew, as a run does; each reader opens page after page of the same mix.
`--project` keeps the project there, or takes the one that an earlier call has left there.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from sqlalchemy import func, select

from invented import World
from million import fill, write
from sayso import Project
from sayso.corpus.statements import restate
from sayso.findings.keeping import keep_findings
from sayso.storage import schema as t
from sayso.storage.database import Database

SEED, WARM_UP = 7, 40
LARGE, BETWEEN = 25, 0.2
"""A run that is measured beside counts statements anew after so many documents, and takes so many seconds for each."""


class Opened(NamedTuple):
    """A page that was opened: which kind it is, its address, and the milliseconds until all of it was there."""

    kind: str
    address: str
    milliseconds: float


def main(arguments: list[str] | None = None) -> int:
    """Prints median and 95th percentile, over all pages and by kind."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = options.project or Path(folder) / "project"
        if not path.exists():
            make_project(path, options.claims)
        opened = measure(path, options.readers, options.seconds)
    found = figures(opened)
    print(json.dumps(found, indent=2) if options.json else "\n".join(_lines(found)))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--claims", type=int, default=1_000_000, metavar="N", help="so many (default 1,000,000)")
    parser.add_argument("--project", type=Path, metavar="DIR", help="keep the project there, or take it from there")
    parser.add_argument("--readers", type=int, default=4, metavar="N", help="so many at once (default 4)")
    parser.add_argument("--seconds", type=float, default=60, metavar="N", help="for so long (default 60)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args(arguments)


def make_project(path: Path, claims: int) -> None:
    """A project with so many invented claims, as a run leaves it."""
    Project.init(path).close()
    database = Database.open(path / "project.db")
    fill(database, World(statements=max(500, claims // 4)), claims)
    with database.writing() as connection:
        keep_findings(connection, restate(connection), anew=True)
    database.close()


def measure(path: Path, readers: int, seconds: float) -> list[Opened]:
    """Opens pages for so long, with so many readers at once, while another process writes."""
    context = get_context("spawn")
    enough = context.Event()
    writer = context.Process(target=_write_on, args=(path / "project.db", enough))
    with subprocess.Popen(
        [sys.executable, "-m", "sayso", "serve", str(path), "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            mix = addresses(address)
            list(_open(address, mix[:WARM_UP], float("inf")))
            writer.start()
            return _all_at_once(address, mix, readers, seconds)
        finally:
            enough.set()
            if writer.is_alive():
                writer.join()
            server.terminate()


def _write_on(path: Path, enough: Event) -> None:
    """Stores one document after the other, and counts statements anew now and then."""
    database = Database.open(path)
    with database.reading() as connection:
        first = connection.execute(select(func.count()).select_from(t.documents)).scalar_one()
    for number, made in enumerate(World(first=first).documents(1_000_000), 1):
        write(database, [made])
        if number % LARGE == 0:
            with database.writing() as connection:
                restate(connection)
        if enough.wait(BETWEEN):
            break
    database.close()


def addresses(opened: str) -> list[tuple[str, str]]:
    """A mix of pages in a fixed random order, each with its kind: lists, lists with conditions, and pages of one."""
    base, draw = opened.split("/?", maxsplit=1)[0], random.Random(SEED)
    with httpx.Client(base_url=base) as client:
        client.get(opened)

        def data(path: str) -> Any:  # noqa: ANN401 - whatever the page holds
            return client.get(path).raise_for_status().json()

        def statements(asked: str) -> list[Any]:
            return [row["row"] for row in data(f"/statements.json?{asked}")["statements"]]

        rows = [row for sort in ("documents", "independent", "newest") for row in statements(f"sort={sort}")]
        claims = [claim for order in ("newest", "oldest") for claim in data(f"/claims.json?sort={order}")["claims"]]
        actors = sorted({row["subject"] for row in rows})
        about = [row for actor in draw.sample(actors, 10) for row in statements(f"about={actor}")]
    outlets = sorted({claim["publisher"] for claim in claims})
    mix = [("overview", "/"), ("overview", "/?sort=inflation"), ("sources", "/sources"), ("actors", "/actors")] * 4
    mix += [
        ("statements", f"/statements?sort={sort}") for sort in ("documents", "independent", "inflation", "newest")
    ] * 4
    mix += [("statements, asked", f"/statements?about={actor}") for actor in actors]
    mix += [("statements, asked", f"/statements?outlet={outlet}&independent=2") for outlet in outlets[:10]]
    mix += [("statements, paged", f"/statements?after={row['id']}") for row in draw.sample(rows, 15)]
    mix += [
        ("claims", "/claims"),
        ("claims", "/claims?sort=oldest"),
        ("claims", "/claims?since=2019-03&until=2019-04"),
    ] * 6
    mix += [("claims, asked", f"/claims?about={actor}&polarity=denied") for actor in actors[:20]]
    mix += [("claims, asked", f"/claims?outlet={outlet}&relation=supports") for outlet in outlets[:10]]
    mix += [("claims, words", "/claims?words=ministry"), ("claims, words", '/claims?words="said+that"')]
    mix += [("claims, paged", f"/claims?after={claim['id']}") for claim in draw.sample(claims, 15)]
    mix += [("statement", f"/statements/{row['id']}") for row in draw.sample([*rows, *about], 40)]
    mix += [("claim", f"/claims/{claim['id']}") for claim in draw.sample(claims, 30)]
    mix += [("document", f"/documents/{claim['document']}") for claim in draw.sample(claims, 30)]
    mix += [("documents", "/documents"), ("documents", "/documents?words=ministry")] * 3
    draw.shuffle(mix)
    return mix


def _all_at_once(address: str, mix: list[tuple[str, str]], readers: int, seconds: float) -> list[Opened]:
    """Each reader begins at another place of the mix."""
    found: list[Opened] = []
    until = time.monotonic() + seconds

    def read(start: int) -> None:
        found.extend(_open(address, mix[start:] + mix[:start], until))

    threads = [threading.Thread(target=read, args=(n * len(mix) // readers,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _open(address: str, mix: list[tuple[str, str]], until: float) -> Iterator[Opened]:
    """The pages of the mix, again and again until it is time; once where there is no time."""
    with httpx.Client(base_url=address.split("/?", maxsplit=1)[0], timeout=60) as client:
        client.get(address)
        while True:
            for kind, path in mix:
                if time.monotonic() > until:
                    return
                start = time.perf_counter()
                client.get(path).raise_for_status()
                yield Opened(kind, path, 1000 * (time.perf_counter() - start))
            if until == float("inf"):
                return


def figures(opened: list[Opened]) -> dict[str, dict[str, float]]:
    """Pages, median and 95th percentile in milliseconds: of all, and of each kind."""
    kinds: dict[str, list[float]] = defaultdict(list)
    for page in opened:
        kinds["all"].append(page.milliseconds)
        kinds[page.kind].append(page.milliseconds)
    return {
        kind: {
            "pages": len(times),
            "median": round(statistics.median(times)),
            "95th percentile": round(statistics.quantiles([*times, times[-1]], n=20)[-1]),
        }
        for kind, times in sorted(kinds.items(), key=lambda item: -len(item[1]))
    }


def _lines(found: dict[str, dict[str, float]]) -> Iterator[str]:
    yield f"{'milliseconds':24}{'pages':>10}{'median':>10}{'95 %':>10}"
    for kind, row in found.items():
        yield f"{kind:24}" + "".join(f"{value:>10,}" for value in row.values())


if __name__ == "__main__":
    raise SystemExit(main())
