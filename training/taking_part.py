"""Trains the weights that tell whether a document claims something about an actor.

    python training/taking_part.py [--check]      # -> src/sayso/data/claims/taking_part.json

Data: gold/train, with the claims that sayso itself finds there by the engine of attribution that uses rules. An actor
takes part where it is the one of ours that best fits an annotated actor that stands in a claim. Prints what thresholds
give on documents left out (seven folds) and, with --check, the totals on gold/dev; both with the actors of found
claims. Needs scikit-learn; a minute.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from sayso.actors import find_actors, load_registry
from sayso.analysis import analyse
from sayso.attribution import load_cues
from sayso.claims import load_codebook
from sayso.claims.actor_signs import Scene, Signs, find_signs
from sayso.claims.known import KnownWords
from sayso.claims.taking_part import WEIGHTS, Weights
from sayso.evaluation.counting import ratios
from sayso.evaluation.names import ActorMap, folded_names
from sayso.language import load_parser
from sayso.model import Document
from sayso.reading import with_passages
from sayso.resources import Resources

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"
FOLDS, SEED = 7, 7
STRENGTH = 0.2
"""Inverse of the L2 penalty; chosen, like LEAST, on the folds."""
LEAST = 3
"""Actors that must show a word before it gets a weight."""
THRESHOLDS = [step / 100 for step in range(2, 90)]
FIELDS = {field.name for field in msgspec.structs.fields(Document)}
Row = dict[str, Any]


class Known(NamedTuple):
    """The actors of a document in one order: signs, the gold actors that they fit (None where no claim is about it),
    whether each is the best for its gold actor and stands in a claim that was found; and how many gold has."""

    signs: list[Signs]
    fits: list[str | None]
    best: list[bool]
    claimed: list[bool]
    wanted: int


def known(split: str, resources: Resources) -> list[Known]:
    """All documents of a split."""
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((GOLD / split).glob("*.json"))]
    return [_known(row, resources) for row in rows]


def _known(row: Row, resources: Resources) -> Known:
    document = with_passages(msgspec.convert({k: v for k, v in row.items() if k in FIELDS}, Document))
    parsed = resources.parse(document)
    cast = find_actors(parsed, resources.registry)
    found = analyse(document, replace(resources, parse=lambda _: parsed))
    book = resources.codebook
    scene = Scene(parsed, cast, found.attributions, found.claims, found.labels, book, KnownWords(book))
    signs = find_signs(scene)
    gold_key = ActorMap(row, msgspec.to_builtins({"actors": cast.actors}))
    wanted = {claim[role] for claim in row["claims"] for role in ("subject", "object")} & set(row["actors"])
    fits = {key: gold_key(key) for key in signs}
    best = _best(row, msgspec.to_builtins({"actors": cast.actors}), {k: g for k, g in fits.items() if g in wanted})
    claimed = {key for claim in found.claims for key in (claim.subject, claim.object)}
    return Known(
        signs=list(signs.values()),
        fits=[gold if gold in wanted else None for gold in fits.values()],
        best=[key in best for key in signs],
        claimed=[key in claimed for key in signs],
        wanted=len(wanted),
    )


def _best(gold: Row, ours: Row, fits: dict[str, str]) -> set[str]:
    """Of the actors that fit the same gold actor, the one that shares most names with it; the first of several."""
    theirs, names = folded_names(gold), folded_names(ours)
    best: dict[str, str] = {}
    for key, name in fits.items():
        if name not in best or len(theirs[name] & names[key]) > len(theirs[name] & names[best[name]]):
            best[name] = key
    return set(best.values())


def learn(documents: Sequence[Known], shown: float = 0.5) -> Weights:
    """The weights, rounded as they are stored."""
    signs = [signs for document in documents for signs in document.signs]
    right = [best for document in documents for best in document.best]
    usual = [name for name, n in Counter(word for s in signs for word in s.words).items() if n >= LEAST]
    words, numbers = DictVectorizer(), DictVectorizer(sparse=False)
    words.fit([dict.fromkeys(usual, 1.0)])
    values = numbers.fit_transform([s.numbers for s in signs])
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-6
    there = words.transform([dict.fromkeys(s.words, 1.0) for s in signs])
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(hstack([there, csr_matrix((values - mean) / spread)]).tocsr(), right)
    weights, own = model.coef_[0], model.coef_[0][len(usual) :] / spread
    return Weights(
        usual=round(float(model.intercept_[0] - own @ mean), 5),
        shown=shown,
        numbers=_rounded(numbers.get_feature_names_out(), own),
        words=_rounded(words.get_feature_names_out(), weights[: len(usual)]),
    )


def _rounded(names: Sequence[str], values: NDArray[np.float64]) -> dict[str, float]:
    return {name: float(f"{value:.3g}") for name, value in zip(names, values, strict=True) if abs(value) >= 5e-4}


def left_out(documents: Sequence[Known]) -> list[list[float]]:
    """The chances of each document by weights that were learnt without it."""
    fold = np.empty(len(documents), int)
    fold[np.random.RandomState(SEED).permutation(len(documents))] = np.arange(len(documents)) % FOLDS
    models = [learn([d for d, own in zip(documents, fold, strict=True) if own != f]) for f in range(FOLDS)]
    return [[models[own].chance(s) for s in d.signs] for d, own in zip(documents, fold, strict=True)]


def figures(documents: Sequence[Known], chances: Sequence[Sequence[float]], least: float) -> tuple[float, ...]:
    """Recall, precision, precision one to one and its F1 of those in found claims or with at least this chance."""
    found = fitting = predicted = 0
    for document, own in zip(documents, chances, strict=True):
        kept = [c or chance >= least for c, chance in zip(document.claimed, own, strict=True)]
        fits = [gold for gold, keep in zip(document.fits, kept, strict=True) if keep and gold is not None]
        predicted, fitting, found = predicted + sum(kept), fitting + len(fits), found + len(set(fits))
    precision, recall, f1 = ratios(found, predicted, found, sum(d.wanted for d in documents))
    return recall, fitting / predicted, precision, f1


def table(documents: Sequence[Known], chances: Sequence[Sequence[float]]) -> Iterator[str]:
    """One line for each of some thresholds; 1.01 is those in found claims alone."""
    yield "least  recall  precision  one to one: precision  F1"
    for least in (0.0, 0.03, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1.01):
        yield "{:5.2f}  {:.3f}   {:.3f}      {:.3f}  {:.3f}".format(least, *figures(documents, chances, least))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="also print totals on gold/dev")
    options = parser.parse_args()
    resources = Resources(load_parser(), load_registry(), load_cues(), load_codebook(), fingerprint="")
    documents = known("train", resources)
    chances = left_out(documents)
    shown = max(THRESHOLDS, key=lambda least: figures(documents, chances, least)[-1])
    weights = learn(documents, shown)
    WEIGHTS.parent.mkdir(exist_ok=True)
    WEIGHTS.write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=1) + b"\n")
    print("left out:", *table(documents, chances), f"shown from {shown}", sep="\n")
    if options.check:
        others = known("dev", resources)
        print("dev:", *table(others, [[weights.chance(s) for s in d.signs] for d in others]), sep="\n")


if __name__ == "__main__":
    main()
