"""Measures what each part of the attribution step adds, and what it costs.

    python benchmarks/attribution_steps.py [--documents N] [--rounds N]

Three ways to find attributions run over the 84 news articles of ../shared/data/polnear/dev.jsonl: the rules alone, the
tagger with its linker alone, and both weighed by the judge (the engine "learned"). F1 is that of `sayso evaluate
attribution`. A cost is the CPU time of `find_attributions` as a share of that of plain spaCy (`nlp.pipe(texts)`) over
the same texts, the median of the rounds; parses and actors are made before. `--documents` takes an even sample.

Limits: each way pays for the rules' drafts, even the second, whose linker was trained with the rules' opinion among its
signs and still sees it; and all three go through the same last step, which nests, continues and adds set-in texts. Only
outermost attributions count, since PolNeAR marks no others. On 84 articles a difference below .005 is noise.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from baseline import SHARED
from speed import MODEL, ONE_THREAD

if TYPE_CHECKING:
    from sayso.actors import Cast
    from sayso.attribution import Cues, SecondReader
    from sayso.attribution.drafts import Draft
    from sayso.evaluation.rows import Row
    from sayso.language import Parsed
    from sayso.resources import Resources

GOLD = "data/polnear/dev.jsonl"
LEVELS = ("whole", "whole_strict", "cue", "content_exact")

Figures: TypeAlias = Mapping[str, Mapping[str, float]]


class Prepared(NamedTuple):
    """An annotated document, its parse and its actors."""

    row: Row
    parsed: Parsed
    cast: Cast


def main(arguments: list[str] | None = None) -> int:
    """Prints a line of figures for each way."""
    options = _options(arguments)
    if not SHARED.is_dir():
        print(f"attribution steps: not measured, since the research data are not here ({SHARED})")
        return 0
    os.environ.update(ONE_THREAD)  # before numpy is imported
    from sayso.evaluation.rows import read_rows
    from sayso.resources import load_resources

    resources, rows = load_resources(), read_rows(SHARED / GOLD)
    step = max(1, len(rows) // options.documents) if options.documents else 1
    documents = prepare(rows[::step][: options.documents], resources)
    plain = _plain([document.row["text"] for document in documents])
    print(f"{len(documents)} documents; F1, and CPU time as a share of plain spaCy's, the median of {options.rounds}")
    print(f"  {'':18s}" + "".join(f"{name:>15s}" for name in (*LEVELS, "cost")))
    for name, second in ways().items():
        figures, costs = _measure(documents, resources.cues, second, plain, options.rounds)
        values = [*(figures[level]["F"] for level in LEVELS), statistics.median(costs)]
        print(f"  {name:18s}" + "".join(f"{value:15.3f}" for value in values))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, metavar="N", help="only so many documents, an even sample")
    parser.add_argument("--rounds", type=int, default=3, help="how often each side runs (default 3)")
    return parser.parse_args(arguments)


def ways() -> dict[str, SecondReader | None]:
    """What reads the text beside the rules, by the name of the line that is printed."""
    from sayso.attribution.learned import Learned

    return {"rules": None, "tagger and linker": tagger_alone(), "both, judged": Learned()}


def tagger_alone() -> SecondReader:
    """Keeps whatever tagger and linker put together, and nothing of the rules."""
    from sayso.attribution.forest import Forest
    from sayso.attribution.judging import candidates
    from sayso.attribution.learned import tag
    from sayso.attribution.linking import PAIR_FEATURES, link
    from sayso.attribution.scenes import Scene
    from sayso.attribution.tagger import Tagger
    from sayso.attribution.weights import FOLDER

    tagger, linker = Tagger(), Forest(FOLDER / "linker.json", PAIR_FEATURES)

    def read(parsed: Parsed, rules: Sequence[Draft], cues: Cues) -> list[Draft]:
        scene = Scene(parsed, tag(parsed, cues, tagger))
        linked = link(scene, rules, cues, linker)
        return [group[0].draft for group in candidates(scene, (), linked, cues)]

    return read


def prepare(rows: Sequence[Row], resources: Resources) -> list[Prepared]:
    """Parses documents without their annotation, and finds their actors."""
    from sayso.actors import find_actors
    from sayso.evaluation.rows import bare
    from sayso.reading import with_passages

    parses = [resources.parse(with_passages(bare(row))) for row in rows]
    casts = [find_actors(parsed, resources.registry) for parsed in parses]
    return list(map(Prepared, rows, parses, casts))


def score(documents: Sequence[Prepared], cues: Cues, second: SecondReader | None) -> tuple[Figures, float]:
    """The figures of one way, and the CPU seconds of finding the attributions."""
    import msgspec

    from sayso.attribution import find_attributions
    from sayso.evaluation.attribution import score_attribution

    start = time.process_time()
    found = [find_attributions(document.parsed, document.cast, cues, second) for document in documents]
    spent = time.process_time() - start
    rows = [
        {**document.row, "attributions": [msgspec.to_builtins(a) for a in some if a.parent is None]}
        for document, some in zip(documents, found, strict=True)
    ]
    return score_attribution([document.row for document in documents], rows), spent


def _measure(
    documents: Sequence[Prepared],
    cues: Cues,
    second: SecondReader | None,
    plain: Callable[[], float],
    rounds: int,
) -> tuple[Figures, list[float]]:
    score(documents[:5], cues, second)  # what is loaded at the first use is no part of the cost
    costs = []
    for _ in range(rounds):
        seconds = plain()
        figures, spent = score(documents, cues, second)
        costs.append(spent / seconds)
    return figures, costs


def _plain(texts: list[str]) -> Callable[[], float]:
    """A function that runs plain spaCy over the texts and gives the CPU seconds that this took."""
    import spacy

    nlp = spacy.load(MODEL)

    def run() -> float:
        start = time.process_time()
        for _ in nlp.pipe(texts):
            pass
        return time.process_time() - start

    run()
    return run


if __name__ == "__main__":
    sys.exit(main())
