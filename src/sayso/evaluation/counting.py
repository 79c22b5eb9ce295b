"""What every scorer shares: counts of what was found, and the pairing of predicted things with annotated ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Gold = TypeVar("Gold")
Predicted = TypeVar("Predicted")


def ratios(right: int, predicted: int, found: int, gold: int) -> tuple[float, float, float]:
    """Precision (`right` of `predicted`), recall (`found` of `gold`) and their harmonic mean. Zero of zero is 0."""
    precision = right / predicted if predicted else 0.0
    recall = found / gold if gold else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


@dataclass(slots=True)
class Tally:
    """How many were right, predicted and annotated, summed over documents."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, right: int, predicted: int, gold: int) -> None:
        self.right += right
        self.predicted += predicted
        self.gold += gold

    def figures(self) -> dict[str, float]:
        """JSON-ready, ratios rounded to four places."""
        precision, recall, f1 = ratios(self.right, self.predicted, self.right, self.gold)
        return {
            "p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4),
            "tp": self.right, "pred": self.predicted, "gold": self.gold,
        }  # fmt: skip


def line(name: str, figures: dict[str, float]) -> str:
    """One printed line of `Tally.figures`."""
    row = "{:16s} P {p:.3f}  R {r:.3f}  F1 {f1:.3f}   ({tp} of {pred} predicted, {gold} gold)"
    return row.format(name, **figures)


def most_pairs(gold: Sequence[Gold], predicted: Sequence[Predicted], agree: Callable[[Gold, Predicted], bool]) -> int:
    """Size of the largest one-to-one matching in which every pair agrees (found by augmenting paths)."""
    partners = [[j for j, p in enumerate(predicted) if agree(g, p)] for g in gold]
    taken: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in partners[i]:
            if j not in tried:
                tried.add(j)
                if j not in taken or place(taken[j], tried):
                    taken[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(gold)))


def best_first(candidates: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """One-to-one pairs (gold index, predicted index) out of scored candidates, highest score first.

    Candidates are (score, gold index, predicted index); among equal scores those given first win.
    """
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for _, i, j in sorted(candidates, key=lambda c: -c[0]):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((i, j))
    return pairs
