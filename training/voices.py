"""Makes src/sayso/data/voices_weights.json: how unmarked comments are told from an article (two minutes, numpy).

    python -m pip download --no-deps --no-binary :all: praw==8.0.3
    python training/voices.py praw-8.0.3.tar.gz

Three logistic regressions (see src/sayso/reading/tone.py and turn.py) on the texts of voices_texts.py: whether a
paragraph is a comment's, whether a label names who wrote one, and whether comments begin where they seem to. The last
is asked of tones that were learnt without the text's own fold, and biased so that articles without comments lose no
more of their words than `_MOST_LOST`. benchmarks/voices_left_out.json gets what is learnt without each fold: with it
the benchmark measures each page by what the others taught. Deterministic.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec import to_builtins

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from voices_texts import Article, Text, Thread, articles, joined, threads

from comment_pages import FOLDS, LEFT_OUT
from sayso.reading.lines import Line
from sayso.reading.tone import Told, tell, tone_of
from sayso.reading.turn import Turn, best_turn
from sayso.reading.voices import WEIGHTS, Chatter, Tells, load_voices

_SHARES = {"forum": 1, "page": 0.35, "gold": 0.25, "corpus": 0.15, "html": 0.4, "news": 0.25, "release": 0.4}
"""How much the paragraphs of each source weigh in all, in units of `_UNIT` paragraphs."""
_UNIT = 5000
_WORDS, _LEAST_TIMES = 200, 5
_BOUND, _LABEL_BOUND = 3.0, 1.5
_RIDGE, _LABEL_RIDGE, _TURN_RIDGE = 5.0, 3.0, 10.0
_STEPS = 8
_LABELS = 300
_PURE = 3.0
"""How many times as much a text without comments weighs as one with comments."""
_MOST_LOST = {"gold": 0.004, "corpus": 0.005, "release": 0.007}
_MOST_LOST_IN_ALL = 0.006


class Row(NamedTuple):
    """What a line shows, whether it is a comment's (or names who wrote one), how much it weighs, and its fold."""

    told: Told
    truth: bool
    weight: float
    fold: int


class Case(NamedTuple):
    """A text, where comments seem to begin in it, and the words that are lost and found if they do."""

    text: Text
    turn: Turn | None
    lost: int
    found: int


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("forum", type=Path, help="the source distribution of praw 8.0.3")
    found = articles()
    talks = threads(options.parse_args().forum)
    texts = list(joined(found, talks))
    told = [tell([Line(0, words, True) for words in text.lines], load_voices()) for text in texts]
    rows, labels = _paragraphs(found, talks), _labels(texts, told)
    words = _frequent(rows)
    without = [_tells(rows, labels, words, fold) for fold in range(FOLDS)]
    cases = [_case(text, shown, *without[text.fold]) for text, shown in zip(texts, told, strict=True)]
    left_out = [Chatter(*without[fold], turn=_turn(cases, fold)) for fold in range(FOLDS)]
    LEFT_OUT.write_text(json.dumps(to_builtins(left_out), indent=1) + "\n", encoding="utf-8")
    shipped = Chatter(*_tells(rows, labels, words, None), turn=_turn(cases, None))
    WEIGHTS.write_text(json.dumps(to_builtins(shipped), indent=1) + "\n", encoding="utf-8")
    for kind in sorted({text.kind for text in texts}):
        lost, total, caught, comments = _balance([case for case in cases if case.text.kind == kind], left_out)
        print(
            f"{kind:16s} words lost of articles {lost / total:.4f}, found of comments {caught / max(1, comments):.3f}"
        )


def _paragraphs(found: list[Article], talks: list[Thread]) -> list[Row]:
    """The paragraphs of articles and comments, labels aside."""
    parts = [(article.kind, article.fold, article.lines, False) for article in found]
    parts += [(talk.kind, talk.fold, [x for c in talk.comments for x in c], True) for talk in talks]
    told = [
        (kind, fold, shown, truth) for kind, fold, lines, truth in parts for shown in _tell(lines) if not shown.label
    ]
    times = Counter(kind for kind, *_ in told)
    return [Row(shown, truth, _SHARES[kind] * _UNIT / times[kind], fold) for kind, fold, shown, truth in told]


def _tell(lines: list[str]) -> list[Told]:
    return tell([Line(0, words, True) for words in lines], load_voices())


def _labels(texts: list[Text], told: list[list[Told]]) -> list[Row]:
    """Names above the comments of pages, and the labels of articles, both of the same weight in all."""
    writers, others = [], []
    for text, shown in zip(texts, told, strict=True):
        writers += [(shown[number], text.fold) for number in text.writers if shown[number].label]
        if text.first_comment == len(text.lines):
            others += [(each, text.fold) for each in shown if each.label]
    rows = [Row(each, True, _LABELS / 2 / len(writers), fold) for each, fold in writers]
    return rows + [Row(each, False, _LABELS / 2 / len(others), fold) for each, fold in others]


def _frequent(rows: list[Row]) -> list[str]:
    """The words in most paragraphs, of those that both articles and comments use."""
    times = [Counter(word for row in rows if row.truth is truth for word in row.told.words) for truth in (False, True)]
    both = [word for word in times[0] if min(times[0][word], times[1][word]) >= _LEAST_TIMES]
    return sorted(both, key=lambda word: (-times[0][word] - times[1][word], word))[:_WORDS]


def _tells(rows: list[Row], labels: list[Row], words: list[str], fold: int | None) -> tuple[Tells, Tells]:
    """What paragraphs and labels tell, learnt without one fold."""
    signs = [name for name, _ in load_voices().signs]
    label_signs = [*(name for name, _ in load_voices().label_signs), "alone", "again"]
    return (
        _learn([row for row in rows if row.fold != fold], signs, words, _RIDGE, _BOUND),
        _learn([row for row in labels if row.fold != fold], label_signs, [], _LABEL_RIDGE, _LABEL_BOUND),
    )


def _learn(rows: list[Row], signs: list[str], words: list[str], ridge: float, bound: float) -> Tells:
    number = {("sign", name): at for at, name in enumerate(signs)}
    number |= {("word", word): at for at, word in enumerate(words, start=len(signs))}
    shown = np.zeros((len(rows), len(number)))
    for at, row in enumerate(rows):
        known = [("sign", sign) for sign in row.told.signs] + [("word", word) for word in row.told.words]
        shown[at, [number[key] for key in known if key in number]] = 1.0
    usual, learnt = _regression(shown, [row.truth for row in rows], [row.weight for row in rows], ridge)
    weights = [round(float(value), 2) for value in learnt]
    return Tells(
        round(usual, 2),
        bound,
        dict(zip(signs, weights[: len(signs)], strict=True)),
        dict(sorted(zip(words, weights[len(signs) :], strict=True))),
    )


def _case(text: Text, shown: list[Told], paragraph: Tells, label: Tells) -> Case:
    found = [
        tone_of(told, len(words), load_voices(), paragraph, label)
        for told, words in zip(shown, text.lines, strict=True)
    ]
    turn, ends = best_turn(found), text.first_comment
    if turn is None:
        return Case(text, None, 0, 0)
    names = text.writers
    return Case(
        text,
        turn,
        _words(text.lines[turn.line : ends]),
        _words(words for at, words in enumerate(text.lines) if at >= max(turn.line, ends) and at not in names),
    )


def _words(lines: Iterable[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _turn(cases: list[Case], fold: int | None) -> dict[str, float]:
    """What is known of a turn that tells whether it is one, learnt without one fold."""
    seen = [case for case in cases if case.text.fold != fold and case.turn]
    names = sorted({name for case in seen if case.turn for name in case.turn.known})
    known = np.array([[case.turn.known[name] for name in names] for case in seen if case.turn])
    mean, spread = known.mean(axis=0), known.std(axis=0) + 1e-6
    pure = np.array([case.text.first_comment == len(case.text.lines) for case in seen])
    weight = np.sqrt([case.found + case.lost for case in seen]) * np.where(pure, _PURE, 1.0)
    truth = [case.found > case.lost for case in seen]
    usual, learnt = _regression((known - mean) / spread, truth, list(weight / weight.mean()), _TURN_RIDGE)
    weights = {name: round(float(value), 3) for name, value in zip(names, learnt / spread, strict=True)}
    bias = usual - float((learnt * mean / spread).sum())
    return _biased({"usual": round(bias, 3), **weights}, [case for case in cases if case.text.fold != fold])


def _biased(turn: dict[str, float], cases: list[Case]) -> dict[str, float]:
    """The weights with the highest bias that keeps the loss of articles without comments as low as it must be."""
    pure = [case for case in cases if case.text.first_comment == len(case.text.lines)]
    kinds = [(most, [case for case in pure if case.text.kind == kind]) for kind, most in _MOST_LOST.items()]
    for less in np.arange(-2.0, 8.0, 0.1):
        tried = {**turn, "usual": round(turn["usual"] - float(less), 3)}
        if all(_lost(part, tried) <= most for most, part in [*kinds, (_MOST_LOST_IN_ALL, pure)]):
            return tried
    raise SystemExit("no bias loses so little")


def _lost(cases: list[Case], turn: dict[str, float]) -> float:
    lost = sum(case.lost for case in cases if case.turn and _likely(case.turn, turn))
    return lost / sum(_words(case.text.lines) for case in cases)


def _likely(turn: Turn, weights: dict[str, float]) -> bool:
    return weights["usual"] + sum(weights[name] * value for name, value in turn.known.items()) > 0


def _balance(cases: list[Case], left_out: list[Chatter]) -> tuple[int, int, int, int]:
    """The words lost of articles and all of theirs, those found of comments and all of theirs."""
    lost = total = found = comments = 0
    for case in cases:
        ends = case.text.first_comment
        total += _words(case.text.lines[:ends])
        comments += _words(
            words for at, words in enumerate(case.text.lines) if at >= ends and at not in case.text.writers
        )
        if case.turn and _likely(case.turn, left_out[case.text.fold].turn):
            lost, found = lost + case.lost, found + case.found
    return lost, total, found, comments


def _regression(shown: np.ndarray, truth: list[bool], weight: list[float], ridge: float) -> tuple[float, np.ndarray]:
    """Newton's steps for a logistic regression with a ridge on all but the constant, which comes first."""
    rows = np.column_stack([np.ones(len(shown)), shown])
    target, weights = np.array(truth, dtype=float), np.array(weight)
    ridges = np.array([1e-3] + [ridge] * shown.shape[1])
    learnt = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-rows @ learnt))
        slope = rows.T @ (weights * (chance - target)) + ridges * learnt
        curve = (rows * (weights * chance * (1 - chance))[:, None]).T @ rows + np.diag(ridges)
        learnt -= np.linalg.solve(curve, slope)
    return float(learnt[0]), learnt[1:]


if __name__ == "__main__":
    main()
