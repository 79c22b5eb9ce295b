"""How much memory reading and a run take.

    python benchmarks/memory.py              # 100 MB of JSON lines and of WARC
    python benchmarks/memory.py --megabytes 1000
    python benchmarks/memory.py --run 5000 [--processes 2]
    python benchmarks/memory.py --run 20000 --words 100

Reading: peak resident size of a fresh process that reads one large generated file. The file stands in a temporary
folder and goes afterwards. Prints one line a format: size, documents, seconds, peak.

A run: the resident size of each process of `sayso run`, over the documents that are done; they are the first rows of
../shared/data/load-5000.jsonl, with `--words` cut at ends of paragraphs into documents of so many words or more, since
there are but 5,000. The last lines are what adding and running took, and what the largest process gains for 1,000
documents of the second half, by least squares.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import linear_regression
from typing import NamedTuple

from baseline import SHARED

FORMATS = ("jsonl", "warc")
BOUND = 600
"""Megabytes: more than this is a failure."""
RUN_BOUND = 1000
"""Megabytes of one process of a run."""
_EVERY = 5
"""Seconds between two looks at a run."""
_LINES = 25
"""So many of these looks are printed at most."""
_PICTURE = 400_000
"""Bytes of the picture that goes with each page of a web archive."""
_SENTENCE = "Officer {} of the river guard said that the bridge at Sarn would stay closed until the talks went on. "
_READ = """
import resource, sys
from pathlib import Path
from sayso.reading import Skipped, read_path
read = sum(not isinstance(item, Skipped) for item in read_path(Path(sys.argv[1])))
print(read, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def main() -> int:
    """Exit code 1 where a format took more than `BOUND`, or a process of the run more than `RUN_BOUND`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--sentences", type=int, default=200, help="sentences in each article")
    parser.add_argument("--run", type=int, metavar="DOCUMENTS", help="measure a run over so many documents instead")
    parser.add_argument("--words", type=int, metavar="N", help="cut the texts of the run into documents of N words")
    parser.add_argument("--processes", type=int, default=2, help="worker processes of the run (default 2)")
    given = parser.parse_args()
    if given.run:
        return int(watch_run(given.run, given.words, given.processes) > RUN_BOUND)
    peaks = [measure(kind, given.megabytes, given.sentences) for kind in FORMATS]
    return int(max(peaks) > BOUND)


def measure(kind: str, megabytes: int, sentences: int) -> int:
    """Reads a generated file; gives the peak in megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"large.{kind}"
        with path.open("wb") as file:
            size = 0
            for article in _articles(kind, sentences):
                size += file.write(article)
                if size >= megabytes * 10**6:
                    break
        before = time.monotonic()
        command = [sys.executable, "-c", _READ, str(path)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    documents, peak = map(int, told.split())
    seconds = time.monotonic() - before
    print(f"{kind:6} {size / 10**6:7.0f} MB  {documents:7} documents  {seconds:6.0f} s  peak {peak} MB", flush=True)
    return peak


def _articles(kind: str, sentences: int) -> Iterator[bytes]:
    """Articles without end, as rows or as records of a web archive; no two alike."""
    number = 0
    while True:
        words = [_SENTENCE.format(number * sentences + place) for place in range(sentences)]
        yield _row(words, number) if kind == "jsonl" else _page(words, number) + _picture(number)
        number += 1


def _row(words: list[str], number: int) -> bytes:
    row = {"text": "\n\n".join(words), "title": f"Bridge closed, day {number}", "publisher": "Nordia Herald"}
    return json.dumps(row).encode() + b"\n"


def _picture(number: int) -> bytes:
    """What web archives hold most of."""
    return _record(b"Content-Type: image/png\r\n\r\n" + bytes(_PICTURE), f"{number}.png")


def _page(words: list[str], number: int) -> bytes:
    body = "".join(f"<p>{sentence}</p>" for sentence in words)
    page = f"<html><head><title>Bridge closed, day {number}</title></head><body><article>{body}</article></body></html>"
    return _record(f"Content-Type: text/html; charset=utf-8\r\n\r\n{page}".encode(), str(number))


def _record(content: bytes, name: str) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\n" + content
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://herald.example/{name}\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


class Look(NamedTuple):
    """How many documents are done, and megabytes: of the process that was started, and of each worker."""

    done: int
    main: int
    workers: tuple[int, ...]

    @property
    def largest(self) -> int:
        """Megabytes of the largest process."""
        return max((self.main, *self.workers))


def watch_run(documents: int, words: int | None, processes: int) -> int:
    """Runs over so many documents, cut into so many words; gives the peak of the largest process in megabytes."""
    step = max(1, documents // _LINES)
    with tempfile.TemporaryDirectory() as folder:
        given, project = Path(folder) / "given.jsonl", Path(folder) / "project"
        with (SHARED / "data" / "load-5000.jsonl").open(encoding="utf-8") as lines, given.open("w") as file:
            rows = lines if words is None else (piece for line in lines for piece in _cut(line, words))
            file.writelines(islice(rows, documents))
        subprocess.run(_sayso("init", project), check=True, capture_output=True)
        with _told("adding"):
            subprocess.run(_sayso("add", given, "--project", project), check=True, capture_output=True)
        command = _sayso("run", "--processes", processes, "--project", project)
        with _told("running"):
            running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            looks: list[Look] = []
            for look in _looks(running, project / "project.db"):
                if not looks or look.done // step > looks[-1].done // step:
                    _print(look)
                looks.append(look)
    if running.returncode:
        raise SystemExit(f"sayso run ended with {running.returncode}: nothing is told of it")
    return _tell(looks)


def _cut(line: str, words: int) -> Iterator[str]:
    """The rows of the parts of a text, each of so many words or more, but for the last."""
    row = json.loads(line)
    part: list[str] = []
    number = size = 0
    for paragraph in row["text"].split("\n\n"):
        part.append(paragraph)
        size += len(paragraph.split())
        if size >= words:
            yield _part(row, number, part)
            part, number, size = [], number + 1, 0
    if size:
        yield _part(row, number, part)


def _part(row: dict[str, str], number: int, paragraphs: list[str]) -> str:
    return json.dumps({**row, "id": f"{row['id']}-{number}", "text": "\n\n".join(paragraphs)}) + "\n"


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Says how long what is done within took."""
    before = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - before:.0f} s", flush=True)


def _sayso(*arguments: object) -> list[str]:
    return [sys.executable, "-c", "from sayso.cli import main; main()", *map(str, arguments)]


def _looks(running: subprocess.Popen[bytes], database: Path) -> Iterator[Look]:
    from sqlalchemy import func, select

    from sayso.storage import schema as t
    from sayso.storage.database import Database

    opened = Database.open(database)
    while running.poll() is None:
        time.sleep(_EVERY)
        with opened.reading() as connection:
            done = connection.execute(select(func.count()).select_from(t.analyses)).scalar_one()
        sizes = sorted(_resident(process) for process in _children(running.pid))
        yield Look(done, _resident(running.pid), tuple(sizes))
    opened.close()


def _children(process: int) -> list[int]:
    """The processes that one has started, and those that these have."""
    try:
        started = [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [*started, *(further for child in started for further in _children(child))]


def _resident(process: int) -> int:
    """Megabytes; 0 where the process is gone."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 10**6


def _print(look: Look) -> None:
    workers = " ".join(f"{size:5}" for size in look.workers)
    print(f"{look.done:6} documents   main {look.main:5} MB   others {workers} MB", flush=True)


def _tell(looks: list[Look]) -> int:
    late = [look for look in looks if looks[-1].done / 2 < look.done < looks[-1].done]
    peak = max(look.largest for look in looks)
    print(f"peak {peak} MB")
    if len({look.done for look in late}) > 1:
        gained = linear_regression([look.done for look in late], [look.largest for look in late]).slope
        print(f"the largest process gains {1000 * gained:.0f} MB for 1,000 documents of the second half")
    return peak


if __name__ == "__main__":
    sys.exit(main())
