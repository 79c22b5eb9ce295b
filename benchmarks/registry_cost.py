"""Measures which share of a run goes into looking for the registry's names, and what 10,000 more names add to it.

    python benchmarks/registry_cost.py [--documents N] [--analysed N] [--names N]

The texts are those of ../shared/data/load-5000.jsonl; with `--documents` an even sample. Names are looked for in all of
them, as a run does once a document. What a whole run costs is estimated: an even sample of 100 documents
(`--analysed`) is analysed with the shipped registry and engine, and the time taken to grow with the number of words.
The names are made up out of syllables, three in ten of them behind a word that bodies often begin with, so that the
search sets out for them in vain. Their share holds, besides the longer search, what it takes to build the index once.
All times are CPU seconds of one process with one BLAS thread, models loaded beforehand.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from baseline import SHARED
from sayso.actors import Entry, Registry, load_registry
from sayso.actors.registry_file import Known
from speed import ONE_THREAD

TEXTS = SHARED / "data" / "load-5000.jsonl"
SHARE_WANTED, ADDED_WANTED = 0.05, 0.02
OPENINGS = ("National", "Army of", "United", "Front for", "People's", "Movement of", "Islamic", "General")
ONSETS, VOWELS, CODAS = "bdfgklmnprstvz", "aeiou", "lnrs"


class Cost(NamedTuple):
    """CPU seconds: of the search with the shipped registry and with the longer one, of building it, of a whole run."""

    shipped: float
    longer: float
    building: float
    run: float

    @property
    def share(self) -> float:
        """The share of the run that the search takes."""
        return self.shipped / self.run

    @property
    def added(self) -> float:
        """What the further names add to the run, as a share of it."""
        return (self.longer - self.shipped + self.building) / self.run


def main(arguments: list[str] | None = None) -> int:
    """Prints the times and the two shares."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, default=5000, help="look for names in so many (default 5000)")
    parser.add_argument("--analysed", type=int, default=100, help="analyse so many of them (default 100)")
    parser.add_argument("--names", type=int, default=10_000, help="how many names are added (default 10000)")
    options = parser.parse_args(arguments)
    if not TEXTS.is_file():
        print(f"registry cost: not measured, since the research data are not here ({TEXTS})")
        return 0
    os.environ.update(ONE_THREAD)  # before numpy is imported
    texts = evenly(_texts(TEXTS), options.documents)
    _print(measure(texts, options.analysed, options.names), texts, options)
    return 0


def _texts(path: Path) -> list[str]:
    with path.open("rb") as lines:
        return [msgspec.json.decode(line)["text"] for line in lines]


def evenly(texts: Sequence[str], number: int) -> Sequence[str]:
    """So many of the texts, taken at even distances; all where there are fewer."""
    step = max(1, len(texts) // number)
    return texts[::step][:number]


def measure(texts: Sequence[str], analysed: int, names: int) -> Cost:
    """The cost over these texts; that of the run is estimated from so many of them."""
    shipped = load_registry()
    generated = list(generated_names(names, random.Random(0)))
    start = time.process_time()
    longer = with_names(shipped, generated)
    building = time.process_time() - start
    search, search_longer = (_cpu(partial(_search, registry, texts)) for registry in (shipped, longer))
    # The index of the shipped names is built in any run.
    building -= _cpu(lambda: Registry(shipped.contents, shipped.roles))
    sample = evenly(texts, analysed)
    return Cost(search, search_longer, max(0.0, building), _run(sample) * _words(texts) / _words(sample))


def generated_names(number: int, chance: random.Random) -> Iterator[str]:
    """So many different names of one to three invented words."""
    given: set[str] = set()
    while len(given) < number:
        name = " ".join(_word(chance) for _ in range(chance.choice((1, 2, 2, 3))))
        name = f"{chance.choice(OPENINGS)} {name}" if chance.random() < 0.3 else name
        if name not in given:
            given.add(name)
            yield name


def _word(chance: random.Random) -> str:
    syllables = (chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(chance.choice((2, 3))))
    return ("".join(syllables) + chance.choice(CODAS)).capitalize()


def with_names(registry: Registry, names: Sequence[str]) -> Registry:
    """The registry with an organisation more for each name."""
    entries = [Entry(f"generated-{number}", name, "organisation") for number, name in enumerate(names)]
    known = [*registry.contents.known, *(Known(entry, "name", entry.name) for entry in entries)]
    by_id = registry.entries | {entry.id: entry for entry in entries}
    return Registry(replace(registry.contents, entries=by_id, known=known), registry.roles)


def _search(registry: Registry, texts: Sequence[str]) -> None:
    for text in texts:
        for _ in registry.find(text):
            pass


def _run(texts: Sequence[str]) -> float:
    from sayso.analysis import analyse
    from sayso.model import Document
    from sayso.resources import load_resources

    resources = load_resources()
    documents = [Document(id=str(number), text=text) for number, text in enumerate(texts)]
    analyse(documents[0], resources)  # what is loaded at first use is not the run's
    return _cpu(lambda: [analyse(document, resources) for document in documents])


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _words(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _print(cost: Cost, texts: Sequence[str], options: argparse.Namespace) -> None:
    analysed = len(evenly(texts, options.analysed))
    print(
        f"{len(texts):,} documents, {_words(texts):,} words; CPU seconds, the run estimated from {analysed} documents"
    )
    print(f"  run               {cost.run:9.1f}")
    print(f"  search            {cost.shipped:9.2f}   {cost.share:.2%} of the run (wanted: below {SHARE_WANTED:.0%})")
    print(f"  with {options.names:,} more {cost.longer:9.2f}   and {cost.building:.2f} to build the index")
    print(f"  added             {cost.added:19.2%} of the run (wanted: below {ADDED_WANTED:.0%})")


if __name__ == "__main__":
    sys.exit(main())
