"""Trains the linker and the judge of attributions, after training/attribution.py.

    python training/linking.py FOLDER --leave-out 7/1        # -> src/sayso/data/attribution/{linker,judge}.json

Data: those articles of PolNeAR's train part that the tagger has not seen (--leave-out as there), as the tagger reads
them: a linker that has only seen perfect fragments does not know what to do with others. The judge learns from
candidates that a linker proposes which has not seen their article (five folds). Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from sayso.attribution import Cues, load_cues
from sayso.attribution.drafts import Draft
from sayso.attribution.finder import complete_drafts
from sayso.attribution.forest import Rows
from sayso.attribution.judging import CANDIDATE_FEATURES, Candidate, candidate_rows, candidates
from sayso.attribution.learned import tag
from sayso.attribution.linking import PAIR_FEATURES, link, near, pair_rows
from sayso.attribution.scenes import Scene, Spot
from sayso.attribution.tagger import Tagger
from sayso.attribution.weights import FOLDER
from sayso.language import Parsed, load_parser
from sayso.model import Document
from sayso.reading import with_passages

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
FOLDS, SEED = 5, 7
LINKER = {
    "models": 1, "max_iter": 120, "learning_rate": 0.06, "max_leaf_nodes": 12, "min_samples_leaf": 25,
    "l2_regularization": 2.0, "max_features": 0.5,
}  # fmt: skip
JUDGE = {
    "models": 4, "max_iter": 150, "learning_rate": 0.05, "max_leaf_nodes": 6, "min_samples_leaf": 40,
    "l2_regularization": 5.0, "max_features": 0.3,
}  # fmt: skip
Gold = list[dict[str, Any]]


class Work(NamedTuple):
    """An article: as tagged, what the rules propose, and the annotated attributions as sets of word numbers."""

    scene: Scene
    rules: list[Draft]
    gold: list[dict[str, frozenset[int]]]


def prepare(parsed: Parsed, gold: Gold, tagger: Tagger, cues: Cues) -> Work:
    """Everything that the two trainings need of an article."""
    words = [{role: _words(parsed, a[role]) for role in ("source", "cue", "content")} for a in gold]
    return Work(Scene(parsed, tag(parsed, cues, tagger)), complete_drafts(parsed, cues), words)


def _words(parsed: Parsed, spans: Sequence[Sequence[int]]) -> frozenset[int]:
    inside = (t for start, end in spans for t in parsed.tokens_in(start, end))
    return frozenset(t.index for t in inside if any(c.isalnum() for c in t.text))


def pairs_of(work: Work, cues: Cues) -> tuple[Rows, list[bool]]:
    """Rows of pairs, and which belong together in the annotation."""
    pairs = [(cue, other) for cue in work.scene.of["cue"] for other in near(work.scene, cue)]
    return pair_rows(work.scene, work.rules, cues, pairs), [_together(work, *pair) for pair in pairs]


def _together(work: Work, cue: Spot, other: Spot) -> bool:
    mine, its = (set(range(spot.first, spot.last + 1)) for spot in (cue, other))
    return any(gold["cue"] & mine and gold[other.role] & its for gold in work.gold)


def candidates_of(work: Work, cues: Cues, forest: Callable[[Rows], NDArray[np.float64]]) -> list[Candidate]:
    """All candidates of an article with this linker."""
    linked = link(work.scene, work.rules, cues, forest)
    return [c for group in candidates(work.scene, work.rules, linked, cues) for c in group]


def worth(work: Work, candidate: Candidate) -> float:
    """1 for a strict match with an annotated attribution, .5 for a whole one (levels of score_attribution.py)."""
    tokens = work.scene.tokens
    wordy = lambda places: {i for i in places if any(c.isalnum() for c in tokens[i].text)}  # noqa: E731
    draft = candidate.draft
    content, cue = wordy(draft.content), wordy(t.index for t in draft.cue)
    source = wordy(t.index for t in draft.source.words) if draft.source else set()
    best = 0.0
    for gold in work.gold:
        same = _jaccard(gold["content"], content)
        found = bool(gold["source"] & source) or not (gold["source"] or source)
        if same < 0.5 or not found:
            continue
        close = _jaccard(gold["source"], source) >= 0.5 or not (gold["source"] or source)
        best = max(best, 1.0 if same >= 0.8 and close and (gold["cue"] & cue or not gold["cue"]) else 0.5)
    return best


def _jaccard(one: frozenset[int], other: set[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def fit(rows: Rows, right: Sequence[float], models: int, **shape: float) -> list[HistGradientBoostingClassifier]:
    """Several models, each with some of the features, for rows that are right to some degree.

    Each row counts on both sides, by that degree. The mean of a few models varies less than one.
    """
    degrees = np.asarray(right, np.float64)
    both, answers = np.concatenate([rows, rows]), np.repeat([1, 0], len(rows))
    weights = np.concatenate([degrees, 1 - degrees])
    kept = weights > 0
    made = [
        HistGradientBoostingClassifier(early_stopping=False, random_state=SEED + number, **shape)
        for number in range(models)
    ]
    return [model.fit(both[kept], answers[kept], sample_weight=weights[kept]) for model in made]


def chances(models: Sequence[HistGradientBoostingClassifier]) -> Callable[[Rows], NDArray[np.float64]]:
    """The models as the linker and the judge call theirs."""

    def mean(rows: Rows) -> NDArray[np.float64]:
        if not len(rows):
            return np.zeros(0)
        scores = np.mean([model.decision_function(rows) for model in models], axis=0)
        return np.asarray(1 / (1 + np.exp(-scores)))

    return mean


def write(models: Sequence[HistGradientBoostingClassifier], names: Sequence[str], path: Path) -> None:
    """The trees of all as numbers; each model has an equal share in the sum."""
    trees = [_tree(predictor.nodes, len(models)) for model in models for (predictor,) in model._predictors]
    depth = max(int(predictor.nodes["depth"].max()) for model in models for (predictor,) in model._predictors)
    base = float(np.mean([model._baseline_prediction[0, 0] for model in models]))
    content = {"features": list(names), "base": base, "depth": depth, "trees": trees}
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")


def _tree(nodes: NDArray[Any], models: int) -> dict[str, list[Any]]:
    leaf, own = nodes["is_leaf"].astype(bool), np.arange(len(nodes))
    return {
        "feature": np.where(leaf, -1, nodes["feature_idx"]).tolist(),
        "threshold": [float(f"{at:.7g}") for at in np.where(leaf, 0.0, nodes["num_threshold"])],
        "left": np.where(leaf, own, nodes["left"]).tolist(),
        "right": np.where(leaf, own, nodes["right"]).tolist(),
        "value": [float(f"{value / models:.6g}") for value in np.where(leaf, nodes["value"], 0.0)],
    }


def train(works: Sequence[Work], cues: Cues, folder: Path) -> None:
    """Writes linker.json and judge.json."""
    pairs = [pairs_of(work, cues) for work in works]
    rows, right = np.concatenate([r for r, _ in pairs]), [x for _, answers in pairs for x in answers]
    linker = fit(rows, right, **LINKER)
    write(linker, PAIR_FEATURES, folder / "linker.json")
    table, worths = [], []
    for fold in range(FOLDS):
        learnt = [pair for number, pair in enumerate(pairs) if number % FOLDS != fold]
        model = fit(np.concatenate([r for r, _ in learnt]), [x for _, answers in learnt for x in answers], **LINKER)
        for work in works[fold::FOLDS]:
            found = candidates_of(work, cues, chances(model))
            table.append(candidate_rows(found, work.scene, cues))
            worths += [worth(work, candidate) for candidate in found]
    write(fit(np.concatenate(table), worths, **JUDGE), CANDIDATE_FEATURES, folder / "judge.json")
    print(f"{len(rows)} pairs, {len(worths)} candidates of {len(works)} articles", file=sys.stderr)


def left_out(option: str) -> list[dict[str, Any]]:
    """The articles that the tagger has not seen, by the option that it was trained with."""
    every, first = map(int, option.split("/"))
    lines = (SHARED / "data" / "polnear" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[first::every]]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tagger", type=Path, help="a folder with tagger.onnx and tokenizer.json")
    parser.add_argument("--leave-out", default="7/1")
    options = parser.parse_args()
    parse, cues, tagger = load_parser(), load_cues(), Tagger(options.tagger)
    works = []
    for row in left_out(options.leave_out):
        parsed = parse(with_passages(Document(id=row["id"], text=row["text"])))
        works.append(prepare(parsed, row["attributions"], tagger, cues))
    train(works, cues, FOLDER)


if __name__ == "__main__":
    main()
