"""Fits the weights of src/sayso/data/pronouns.yaml, by which a pronoun is taken for one of the actors before it.

    python training/pronouns.py [GOLD]

GOLD is a folder of annotated documents (default: ../shared/gold/train); benchmarks/pronouns.yaml says whom their
pronouns mean. The weights maximise the likelihood that what a pronoun takes up is what its annotator wrote, among
everything before it that agrees with it (a conditional logit with a normal prior round EXPECTED); where an actor is
meant that is not among them, nobody is right. Prints the figures of a cross-validation over documents at several
thresholds, then the weights. The same input gives the same weights.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from unittest.mock import patch

import msgspec
import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "benchmarks"))

from annotated import annotated  # noqa: E402
from baseline import SHARED  # noqa: E402
from sayso.actors import Registry, find, find_actors, load_registry, pronouns, salience  # noqa: E402
from sayso.actors.links import Key  # noqa: E402
from sayso.evaluation.names import fold, folded_names  # noqa: E402
from sayso.evaluation.pronouns import UNCLEAR, _all_names  # noqa: E402
from sayso.language import Parser, Token, load_parser  # noqa: E402
from sayso.model import Document  # noqa: E402

PRIOR, STEPS, RATE, FOLDS = 0.2, 200, 0.3, 5
EXPECTED = {
    "sentences": -2.5,
    "repeated": 0.6,
    "name": 1.0,
    "subject": 1.5,
    "pobj": -0.5,
    "poss": -0.5,
    "subject above": 1.0,
    "words": -1.0,
    "one for they": -3.0,
    "actor": 1.5,
}
"""What the weights are where the pronouns do not say otherwise: those of rules that were set by hand."""
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
FIELDS = frozenset(field.name for field in msgspec.structs.fields(Document))
Features: TypeAlias = Mapping[str, float]
Groups: TypeAlias = list[list[salience.Referent]]
Matrix: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """One annotated pronoun: the features of nobody and of each mention of each rival, and which are right."""

    document: str
    means_actor: bool
    nobody: Features
    rivals: Sequence[tuple[Sequence[Features], bool, bool]]
    """The features of each mention; is the rival right; is it an actor?"""

    def nobody_right(self) -> bool:
        return not any(right for _, right, _ in self.rivals)


def cases(row: Mapping[str, Any], parse: Parser, registry: Registry) -> list[Case]:
    """The annotated pronouns of one document."""
    seen: dict[int, tuple[Token, Groups]] = {}
    names: dict[Key, tuple[str, ...]] = {}
    old_rivals, old_labels = pronouns.Resolver.rivals, find._labels

    def rivals(self: pronouns.Resolver, token: Token) -> Groups:
        found = old_rivals(self, token)
        seen[token.start] = (token, found)
        return found

    def labels(own: dict[Key, tuple[str, ...]], given: dict[Key, str]) -> dict[Key, str]:
        names.update(own)
        return old_labels(own, given)

    document = msgspec.convert({k: v for k, v in row.items() if k in FIELDS}, Document)
    with patch.object(pronouns.Resolver, "rivals", rivals), patch.object(find, "_labels", labels):
        find_actors(parse(document), registry)
    known = list(folded_names(row).values())
    result = []
    for pronoun in row["pronouns"]:
        if pronoun["means"] != UNCLEAR and pronoun["at"] in seen:
            meant = [_all_names(wordings, known) for wordings in pronoun["means"]]
            result.append(_case(row["id"], *seen[pronoun["at"]], meant, names))
    return result


def _case(
    document: str, token: Token, groups: Groups, meant: Sequence[Set[str]], names: Mapping[Key, Sequence[str]]
) -> Case:
    rivals = []
    for group in groups:
        keys = group[0].keys
        fits = [any({fold(n) for n in names.get(key, (key[1],))} & one for one in meant) for key in keys]
        right = all(fits) if keys and meant else not keys and not meant
        mentions = [dict(salience.features(token, r, len(group))) for r in group]
        rivals.append((mentions, right, bool(keys)))
    return Case(document, bool(meant), dict.fromkeys(salience.nobody_features(token), 1.0), rivals)


class Fit:
    """Weights fitted to cases."""

    def __init__(self, train: Sequence[Case], names: Sequence[str]) -> None:
        self.at = {name: i for i, name in enumerate(names)}
        expected = np.array([EXPECTED.get(name, 0.0) for name in names])
        self.weights = expected.copy()
        rows = [self._rows(case) for case in train]
        rights = [np.array([c.nobody_right() or not c.means_actor, *(r for _, r, _ in c.rivals)]) for c in train]
        moment, square = np.zeros_like(self.weights), np.zeros_like(self.weights)
        for step in range(1, STEPS + 1):
            gradient = PRIOR * len(train) * (self.weights - expected)
            for mentions, right in zip(rows, rights, strict=True):
                best = np.stack([m[np.argmax(m @ self.weights)] for m in mentions])
                share = _softmax(best @ self.weights)
                wanted = np.where(right, share, 0.0)
                gradient += (share - wanted / max(wanted.sum(), 1e-12)) @ best
            moment = 0.9 * moment + 0.1 * gradient
            square = 0.99 * square + 0.01 * gradient**2
            self.weights -= RATE / (1 + step / 50) * moment / (np.sqrt(square) + 1e-8)

    def _rows(self, case: Case) -> list[Matrix]:
        return [self._matrix([case.nobody]), *(self._matrix(mentions) for mentions, _, _ in case.rivals)]

    def _matrix(self, mentions: Sequence[Features]) -> Matrix:
        matrix = np.zeros((len(mentions), len(self.at)))
        for row, found in zip(matrix, mentions, strict=True):
            for name, value in found.items():
                if name in self.at:
                    row[self.at[name]] = value
        return matrix

    def answer(self, case: Case) -> tuple[float, bool | None]:
        """The share of the best, and whether it is right; None where it is no actor."""
        share = _softmax(np.array([max(m @ self.weights) for m in self._rows(case)]))
        best = int(np.argmax(share))
        if best == 0 or not case.rivals[best - 1][2]:
            return float(share[best]), None
        return float(share[best]), case.rivals[best - 1][1]


def _softmax(scores: Matrix) -> Matrix:
    powers: Matrix = np.exp(scores - scores.max())
    shares: Matrix = powers / powers.sum()
    return shares


def main(gold: Path) -> int:
    """Prints the cross-validation and the weights."""
    parse, registry = load_parser(), load_registry()
    every = [case for row in annotated(gold) if "pronouns" in row for case in cases(row, parse, registry)]
    names = sorted({n for c in every for m in [[c.nobody], *(m for m, _, _ in c.rivals)] for f in m for n in f})
    documents = sorted({case.document for case in every})
    answers = []
    for fold_at in range(FOLDS):
        held = set(documents[fold_at::FOLDS])
        fit = Fit([c for c in every if c.document not in held], names)
        answers += [(fit.answer(c), c.means_actor) for c in every if c.document in held]
    for threshold in THRESHOLDS:
        given = [right for (share, right), _ in answers if right is not None and share >= threshold]
        print(f"# {threshold}: precision {sum(given) / len(given):.3f}, {sum(given)} right of {len(given)},", end=" ")
        print(f"{sum(means for _, means in answers)} mean an actor, {len(answers)} in all", file=sys.stdout)
    for name, weight in zip(names, Fit(every, names).weights, strict=True):
        print(f"{name}: {weight:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "gold" / "train"))
