"""Measures how long pages of the workbench take in a large project, for several readers at once, while a run writes.

    python benchmarks/workbench.py [--claims N] [--project DIR] [--storage URL] [--readers N] [--seconds N]
                                   [--beside rows|run] [--json]

The documents are invented (invented.py). The server is `sayso serve` in a process of its own; another process stores
documents one by one and counts statements anew, as a run does, or `sayso add` and `sayso run` do (`--beside run`); each
reader is a process that opens page after page of one walk (walks.py), without a pause. `--project` keeps the project
there, or takes the one that an earlier call has left there.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import count
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import NamedTuple

import httpx
from sqlalchemy import func, select, update

from invented import World
from million import fill, write
from sayso import Project
from sayso.corpus.statements import restate
from sayso.findings.keeping import keep_findings
from sayso.project_folder import database_of
from sayso.resources import fingerprint
from sayso.settings import SETTINGS_FILE, load_settings
from sayso.storage import schema as t
from sayso.storage.database import Database
from walks import Stop, walk

WARM_UP, STARTING = 60, 2.0
"""So many pages are opened before any is measured; readers take so many seconds to start."""
LARGE, BETWEEN, ADDED = 25, 0.2, 50
"""The writer beside counts statements anew after so many documents, and takes so many seconds for each; where it is
sayso itself, so many are added for each run."""


class Opened(NamedTuple):
    """A page that was opened: which kind it is, its address, and the milliseconds until all of it was there."""

    kind: str
    address: str
    milliseconds: float


class Measured(NamedTuple):
    """The pages that were opened, the server's CPU milliseconds for each, and the milliseconds for which it had to wait
    for a core in each; `load` is that of the machine (processes that want to run, over the last minute).
    """

    opened: list[Opened]
    cpu: int
    waited: int
    load: float


def main(arguments: list[str] | None = None) -> int:
    """Prints median and 95th percentile, over all pages and by kind."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = options.project or Path(folder) / "project"
        if not path.exists():
            make_project(path, options.claims, options.storage)
        measured = measure(path, options.readers, options.seconds, options.beside)
    found = figures(measured.opened)
    beside = {
        "CPU of a page (ms)": measured.cpu,
        "waited for a core (ms)": measured.waited,
        "load": measured.load,
        "cores": os.cpu_count(),
    }
    print(json.dumps({**found, "beside": beside}, indent=2) if options.json else "\n".join(_lines(found)))
    if not options.json:
        print(", ".join(f"{name}: {value}" for name, value in beside.items()))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--claims", type=int, default=1_000_000, metavar="N", help="so many (default 1,000,000)")
    parser.add_argument("--project", type=Path, metavar="DIR", help="keep the project there, or take it from there")
    parser.add_argument("--storage", default="", metavar="URL", help="make it with its database on this server")
    parser.add_argument("--readers", type=int, default=4, metavar="N", help="so many at once (default 4)")
    parser.add_argument("--seconds", type=float, default=60, metavar="N", help="for so long (default 60)")
    parser.add_argument("--beside", choices=_WRITERS, default="rows", help="what writes (default rows)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args(arguments)


def make_project(path: Path, claims: int, storage: str = "") -> None:
    """A project with so many invented claims, as a run leaves it."""
    Project.init(path, storage=storage).close()
    database = open_database(path)
    fill(database, World(statements=max(500, claims // 4)), claims)
    with database.writing() as connection:
        keep_findings(connection, restate(connection), anew=True)
    database.close()


def open_database(path: Path) -> Database:
    """The database of the project in this folder."""
    return Database.open(database_of(path, load_settings(path / SETTINGS_FILE)))


def measure(path: Path, readers: int, seconds: float, beside: str) -> Measured:
    """Opens pages for so long, with so many readers at once, while another process writes."""
    if beside == "run":
        _as_if_run(path)
    context = get_context("spawn")
    enough = context.Event()
    writer = context.Process(target=_WRITERS[beside], args=(path, enough))
    with subprocess.Popen(
        [sys.executable, "-m", "sayso", "serve", str(path), "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            stops = _stops(address)
            list(_open(address, stops[:WARM_UP], float("inf")))
            writer.start()
            before = _scheduled(server.pid)
            opened = _all_at_once(address, stops, readers, seconds)
            ran, waited = (
                round(1000 * (now - then) / max(len(opened), 1))
                for now, then in zip(_scheduled(server.pid), before, strict=True)
            )
            return Measured(opened, ran, waited, round(os.getloadavg()[0], 1))
        finally:
            enough.set()
            if writer.is_alive():
                writer.join()
            server.terminate()


def _scheduled(process: int) -> tuple[float, float]:
    """Seconds for which the threads of a process ran so far, and for which they waited for a core; Linux tells them."""
    threads = [path.read_text().split() for path in Path(f"/proc/{process}/task").glob("*/schedstat")]
    return sum(int(ran) for ran, *_ in threads) / 1e9, sum(int(waited) for _, waited, *_ in threads) / 1e9


def _run_on(path: Path, enough: Event) -> None:
    """Lets sayso itself add documents and run, as often as there is time."""
    with tempfile.TemporaryDirectory() as folder:
        for batch in count():
            for made in World(first=int(time.time())).documents(ADDED):
                document = made.analysis.document
                Path(folder, f"{batch}-{document.id}.txt").write_text(document.text, encoding="utf-8")
            for command in (["add", folder], ["run", "--processes", "1"]):
                if not _done([sys.executable, "-m", "sayso", *command, "--project", str(path)], enough):
                    return


def _done(command: list[str], enough: Event) -> bool:
    """Runs a command to its end; it is broken off, and False, where it is enough before."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            if enough.wait(BETWEEN):
                process.send_signal(signal.SIGINT)
                return False
    return True


def _as_if_run(path: Path) -> None:
    """Has a run take the invented analyses for its own, so that only what is added waits for it."""
    with open_database(path).writing() as connection:
        connection.execute(update(t.analyses).values(fingerprint=fingerprint(path)))


def _write_on(path: Path, enough: Event) -> None:
    """Stores one document after the other, and counts statements anew now and then."""
    database = open_database(path)
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


_WRITERS: dict[str, Callable[[Path, Event], None]] = {"rows": _write_on, "run": _run_on}


def _stops(address: str) -> list[Stop]:
    with httpx.Client(base_url=address.split("/?", maxsplit=1)[0], timeout=60) as client:
        client.get(address)
        return walk(lambda path: client.get(path).raise_for_status().json())


def _all_at_once(address: str, stops: list[Stop], readers: int, seconds: float) -> list[Opened]:
    """Each reader is a process, and begins at another place of the walk."""
    places = [number * len(stops) // readers for number in range(readers)]
    until = time.time() + seconds + STARTING
    read = partial(_read, address, until)
    with ProcessPoolExecutor(readers, get_context("spawn")) as pool:
        return [page for some in pool.map(read, (stops[place:] + stops[:place] for place in places)) for page in some]


def _read(address: str, until: float, stops: list[Stop]) -> list[Opened]:
    return list(_open(address, stops, until))


def _open(address: str, stops: list[Stop], until: float) -> Iterator[Opened]:
    """The pages of the walk, again and again until it is time (seconds since 1970); once where that is never."""
    with httpx.Client(base_url=address.split("/?", maxsplit=1)[0], timeout=60) as client:
        client.get(address)
        while True:
            for kind, path in stops:
                if time.time() > until:
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
