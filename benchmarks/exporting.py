"""Measures what exports of a large project cost: seconds (user plus system), memory at the peak, size of the result.

    python benchmarks/million.py --database million.db
    python benchmarks/exporting.py million.db [FORMAT ...]

Each format is written in a process of its own into a temporary folder. The database is brought to the present schema.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sayso.claims.codebook import load_codebook
from sayso.exports import exporting
from sayso.exports.formats import FORMATS
from sayso.storage.database import Database
from sayso.storage.rows import ClaimFilter


def main(arguments: list[str] | None = None) -> int:
    """Measures each format in turn; with --alone, the one that is named, in this process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("formats", nargs="*", choices=[*FORMATS, []], metavar="FORMAT")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    for form in asked.formats or FORMATS:
        if asked.alone:
            print(measured(asked.database, form))
        else:
            subprocess.run([sys.executable, __file__, str(asked.database), form, "--alone"], check=True)
    return 0


def measured(path: Path, form: str) -> str:
    """One line: the format, seconds, MB at the peak, MB written."""
    database = Database.open(path)
    with tempfile.TemporaryDirectory(dir=path.absolute().parent) as folder:
        target = Path(folder) / "out"
        before = time.process_time()
        exporting.export(
            database,
            load_codebook(),
            path.stem,
            path.absolute().parent,
            (form, target),
            ClaimFilter(),
            min_confidence=0,
            force=False,
        )
        seconds = time.process_time() - before
        written = sum(file.stat().st_size for file in (target.rglob("*") if target.is_dir() else [target]))
    database.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{form:20} {seconds:8.1f} s {peak:8.0f} MB at the peak {written / 1e6:8.1f} MB written"


if __name__ == "__main__":
    sys.exit(main())
