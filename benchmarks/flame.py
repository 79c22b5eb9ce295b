"""Draws where the processor time of `sayso run` goes: a flame graph, and a table that says the same.

    python benchmarks/flame.py [--documents N] [--save]

The documents are the first N (default 100) of ../shared/data/load-5000.jsonl, analysed in one process. Every 5
milliseconds of processor time the stack is noted; a sample counts for all the time since the one before, so that a long
call into native code, during which no sample can be taken, falls to the function that called it. A library is one box,
whatever it calls in others. `--save` writes docs/explanation/profile.svg and profile.md; without it the table is
printed.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path
from types import FrameType
from typing import NamedTuple, TypeAlias

from baseline import SHARED
from speed import ONE_THREAD

DOCS = Path(__file__).resolve().parent.parent / "docs" / "explanation"
EVERY = 0.005
LISTED = 15
WIDTH, ROW, MARGIN, TOP = 1200.0, 18.0, 10.0, 66.0
LEAST = 0.002
"""Boxes of a smaller share of the time are left out."""
TINTS = {
    "sayso.language": "#a9cdf0",
    "sayso.attribution": "#f3c48b",
    "sayso.claims": "#b7dba4",
    "sayso.actors": "#e3b5dd",
    "sayso.dates, places": "#f0e08a",
    "sayso.storage": "#c3c8f2",
    "sayso.corpus, findings": "#9edccf",
    "all else": "#dcdfe3",
}
_RUN = "sayso.project.Project.run"
Stack: TypeAlias = tuple[str, ...]


class Box(NamedTuple):
    """One function in one place of the stack: how deep, where it begins and how wide it is, in seconds."""

    name: str
    depth: int
    start: float
    seconds: float


def main(arguments: list[str] | None = None) -> int:
    """Samples a run in a fresh process and draws it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, default=100, metavar="N")
    parser.add_argument("--save", action="store_true", help="write the picture and the page")
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.worker:
        print(json.dumps([[*stack, seconds] for stack, seconds in _sampled(options.worker).items()]))
        return 0
    if not SHARED.is_dir():
        print(f"flame: not measured, since the research data are not here ({SHARED})")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        with (SHARED / "data" / "load-5000.jsonl").open(encoding="utf-8") as lines:
            Path(folder, "given.jsonl").write_text("".join(islice(lines, options.documents)), encoding="utf-8")
        command = [sys.executable, __file__, "--worker", folder]
        told = subprocess.run(
            command, env=os.environ | ONE_THREAD, stdout=subprocess.PIPE, text=True, check=True
        ).stdout
    samples = {tuple(stack): seconds for *stack, seconds in json.loads(told)}
    page = "\n".join(_page(samples, options.documents))
    if options.save:
        (DOCS / "profile.svg").write_text(draw(samples, options.documents), encoding="utf-8")
        (DOCS / "profile.md").write_text(page + "\n", encoding="utf-8")
    else:
        print(page)
    return 0


def _sampled(folder: Path) -> dict[Stack, float]:
    """Runs over what lies in the folder; seconds of processor time by stack, the outermost function first."""
    from sayso import Project

    found: defaultdict[Stack, float] = defaultdict(float)
    before = 0.0

    def note(_number: int, frame: FrameType | None) -> None:
        nonlocal before
        now = time.process_time()
        found[_stack(frame)] += now - before
        before = now

    with Project.init(folder / "project") as project:
        project.add([folder / "given.jsonl"])
        signal.signal(signal.SIGPROF, note)
        before = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
        project.run(processes=1)
        signal.setitimer(signal.ITIMER_PROF, 0)
    return dict(found)


def _stack(frame: FrameType | None) -> Stack:
    names = []
    while frame is not None:
        names.append(_name(frame))
        frame = frame.f_back
    inside = names[: names.index(_RUN) + 1] if _RUN in names else names
    own = [list(group) for _, group in groupby(reversed(inside), key=_is_own)]
    return tuple(name for group in own for name in (group if _is_own(group[0]) else group[:1]))


def _name(frame: FrameType) -> str:
    module = str(frame.f_globals.get("__name__", "?"))
    package = module.partition(".")[0]
    return f"{module}.{frame.f_code.co_qualname}" if package == "sayso" else package


def _is_own(name: str) -> bool:
    return name.startswith("sayso.")


def boxes(samples: dict[Stack, float]) -> list[Box]:
    """The boxes of the graph, the wider first beside each other, without those that are too narrow to be seen."""
    return list(_boxes(samples, 0, 0.0, LEAST * sum(samples.values())))


def _boxes(samples: dict[Stack, float], depth: int, start: float, least: float) -> Iterator[Box]:
    inside: defaultdict[str, dict[Stack, float]] = defaultdict(dict)
    for stack, seconds in samples.items():
        if len(stack) > depth:
            inside[stack[depth]][stack] = seconds
    for name, stacks in sorted(inside.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        seconds = sum(stacks.values())
        if seconds >= least:
            yield Box(name, depth, start, seconds)
            yield from _boxes(stacks, depth + 1, start, least)
        start += seconds


def draw(samples: dict[Stack, float], documents: int) -> str:
    """The flame graph as SVG: the run at the top, below each function those that it calls."""
    from sayso.pictures import svg

    drawn, whole = boxes(samples), sum(samples.values())
    height = TOP + ROW * (1 + max(box.depth for box in drawn)) + MARGIN
    scale = (WIDTH - 2 * MARGIN) / whole
    name = f"Where the processor time of sayso run goes: {whole:.0f} s for {documents} documents"
    pieces = [
        svg.element("rect", x=0, y=0, width=WIDTH, height=height, fill="#ffffff"),
        svg.text(MARGIN, 22, name, size=14, weight="bold"),
        *_legend(),
    ]
    for box in drawn:
        x, y, width = MARGIN + box.start * scale, TOP + ROW * box.depth, box.seconds * scale
        share = f"{box.name}: {box.seconds / whole:.1%}, {box.seconds:.1f} s"
        shape = svg.element("rect", x=x, y=y, width=max(0.5, width - 0.5), height=ROW - 1, fill=_tint(box.name))
        words = _fitting(box.name, width - 6)
        written = svg.text(x + 3, y + 13, words, size=11) if words else ""
        pieces.append(svg.element("g", svg.title(share), shape, written))
    description = "Each box is a function, as wide as its share of the time; below it stand those that it calls."
    return svg.picture(WIDTH, height, name, description, pieces) + "\n"


def _legend() -> Iterator[str]:
    from sayso.pictures import svg

    x = MARGIN
    for name, tint in TINTS.items():
        yield svg.element("rect", x=x, y=36, width=14, height=14, fill=tint)
        yield svg.text(x + 19, 47, name, size=11)
        x += 34 + svg.width_of(name, 11)


def _tint(name: str) -> str:
    part = ".".join(name.split(".")[:2])
    return next((tint for key, tint in TINTS.items() if part in _parts(key)), TINTS["all else"])


def _parts(key: str) -> list[str]:
    first, *more = key.split(", ")
    return [first, *(f"sayso.{name}" for name in more)]


def _fitting(name: str, width: float) -> str:
    """The name without what tells least, or nothing where not even that fits."""
    from sayso.pictures import svg

    short = name.removeprefix("sayso.")
    forms = (short, short.rpartition(".")[2])
    return next((form for form in forms if svg.width_of(form, 11) <= width), "")


def _page(samples: dict[Stack, float], documents: int) -> Iterator[str]:
    whole = sum(samples.values())
    own: defaultdict[str, float] = defaultdict(float)
    inside: defaultdict[str, float] = defaultdict(float)
    for stack, seconds in samples.items():
        own[stack[-1]] += seconds
        for name in set(stack):
            inside[name] += seconds
    heaviest = sorted(own, key=lambda name: (-own[name], name))[:LISTED]
    yield "# Where the time of a run goes\n"
    yield f"`python benchmarks/flame.py --documents {documents} --save` made this page: `sayso run` in one process over"
    yield f"{documents} documents, {whole:.0f} seconds of processor time with the loading of models.\n"
    yield "![Flame graph of a run; the table below says the same](profile.svg)\n"
    yield "A box is as wide as the function's share of the time, with all that it calls, which stands below it; a"
    yield "pointer that rests on a box is told the share. Native code counts for who called it, a library is one box."
    yield f"These {LISTED} take most by themselves:\n"
    yield "| function | by itself | with what it calls |"
    yield "|---|---|---|"
    for name in heaviest:
        yield f"| `{name}` | {own[name] / whole:.1%} | {inside[name] / whole:.1%} |"


if __name__ == "__main__":
    sys.exit(main())
