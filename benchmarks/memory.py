"""How much memory reading takes: peak resident size of a fresh process that reads one large generated file.

    python benchmarks/memory.py              # 100 MB of JSON lines and of WARC
    python benchmarks/memory.py --megabytes 1000

The file stands in a temporary folder and goes afterwards. Prints one line a format: size, documents, seconds, peak.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

FORMATS = ("jsonl", "warc")
BOUND = 600
"""Megabytes: more than this is a failure."""
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
    """Exit code 1 where a format took more than `BOUND`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--sentences", type=int, default=200, help="sentences in each article")
    given = parser.parse_args()
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


if __name__ == "__main__":
    sys.exit(main())
