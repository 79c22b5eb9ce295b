"""Figures for attributions: who is made to say what.

All is measured over words (runs of letters and digits, or one other visible sign that is no quotation mark, comma or
stop), so that quotation marks and white space at an edge cost nothing. Every match is one-to-one, best overlap first:

    cue             the cues share a word
    content_exact   the same words of content
    content_j50     contents with Jaccard >= 0.5
    whole           contents with Jaccard >= 0.5, and sources that share a word, or both none: the headline
    whole_strict    contents with Jaccard >= 0.8, sources with Jaccard >= 0.5 (or both none), and cues that share a word
    source_given    of the content_j50 pairs with a source: the share whose sources share a word
    tok_source, tok_cue, tok_content    words of each role, all attributions of a document pooled
    cue_speech, cue_attitude, whole_speech, whole_attitude    the pairs of `cue` and `whole`, apart by the cue's words

Annotated news (PolNeAR) marks no kinds. So on both sides an attribution is speech where a word of its cue is of a kind
that says, else attitude (see cue_words.py). The recall of whole_speech is the share of attributions with such a cue
that is found whole. A pair whose cues differ in this counts on each side where that side's cue puts it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.evaluation.counting import best_first, ratios
from sayso.evaluation.cue_words import is_said
from sayso.evaluation.rows import Row

WORD = re.compile(r"\w+|[^\w\s.,;:!?\"'“”‘’`()\[\]–—-]")
ROLES = ("source", "cue", "content")

Words = frozenset[int]


@dataclass(frozen=True, slots=True)
class InWords:
    """An attribution as numbers of the document's words."""

    source: Words
    cue: Words
    content: Words
    said: bool


@dataclass(slots=True)
class _Count:
    """As in `Tally`, but with the right among the predicted and the found among gold counted apart."""

    right: int = 0
    predicted: int = 0
    found: int = 0
    gold: int = 0

    def add(self, right: int, predicted: int, found: int, gold: int) -> None:
        self.right += right
        self.predicted += predicted
        self.found += found
        self.gold += gold

    def figures(self) -> dict[str, float]:
        precision, recall, f1 = ratios(self.right, self.predicted, self.found, self.gold)
        return {"P": precision, "R": recall, "F": f1, "pred": self.predicted, "gold": self.gold}


def score_attribution(gold: Sequence[Row], predicted: Sequence[Row]) -> dict[str, dict[str, float]]:
    """The figures of every level as {"P", "R", "F", "pred", "gold"}.

    Rows hold `id`, `text` and `attributions` with lists of spans for source, cue and content. They are joined by `id`;
    a gold document without prediction counts as one with none. All attributions of both sides are compared: leave
    nested ones out before where gold marks only the outermost.
    """
    by_id = {row["id"]: row["attributions"] for row in predicted}
    kinds = [part for parts in _BY_CUE.values() for part in parts.values()]
    counts = {name: _Count() for name in (*_LEVELS, "source_given", *(f"tok_{role}" for role in ROLES), *kinds)}
    for row in gold:
        words = _WordFinder(row["text"])
        mine = [words.attribution(a) for a in row["attributions"]]
        theirs = [words.attribution(a) for a in by_id.get(row["id"], [])]
        for name, closeness in _LEVELS.items():
            pairs = _pairs(mine, theirs, closeness)
            counts[name].add(len(pairs), len(theirs), len(pairs), len(mine))
            for said, part in _BY_CUE.get(name, {}).items():
                counts[part].add(*_kinds(said, mine, theirs, pairs))
        for i, j in _pairs(mine, theirs, _LEVELS["content_j50"]):
            g, p = mine[i].source, theirs[j].source
            counts["source_given"].add(bool(g & p), bool(p), bool(g & p), bool(g))
        for role in ROLES:
            g, p = _pooled(mine, role), _pooled(theirs, role)
            counts[f"tok_{role}"].add(len(g & p), len(p), len(g & p), len(g))
    return {name: count.figures() for name, count in counts.items()}


def _kinds(
    said: bool, gold: Sequence[InWords], predicted: Sequence[InWords], pairs: Sequence[tuple[int, int]]
) -> tuple[int, int, int, int]:
    """What `_Count.add` takes, of the attributions whose cue says, or does not."""
    return (
        sum(predicted[j].said is said for _, j in pairs),
        sum(p.said is said for p in predicted),
        sum(gold[i].said is said for i, _ in pairs),
        sum(g.said is said for g in gold),
    )


def lines(figures: Mapping[str, Mapping[str, Any]], *, details: bool = False) -> list[str]:  # noqa: ARG001
    """The figures as printed; there are no details."""
    row = "{:14s} P {P:.3f}  R {R:.3f}  F {F:.3f}   (predicted {pred}, gold {gold})"
    return [row.format(name, **values) for name, values in figures.items()]


class _WordFinder:
    """Turns character spans of one text into numbers of words."""

    def __init__(self, text: str) -> None:
        self._text = text
        spans = [m.span() for m in WORD.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def attribution(self, attribution: Mapping[str, Any]) -> InWords:
        source, cue, content = (self._words(attribution.get(role, ())) for role in ROLES)
        words = " ".join(self._text[start:end] for start, end in attribution.get("cue", ()))
        return InWords(source, cue, content, is_said(words))

    def _words(self, spans: Iterable[Sequence[int]]) -> Words:
        spans = list(spans)
        words = frozenset(n for start, end in spans for n in self._between(start, end))
        # A cue may be a sign that is no word (':'): its characters stand for it, as negative numbers.
        return words or frozenset(-1 - i for start, end in spans for i in range(start, end))

    def _between(self, start: int, end: int) -> Iterable[int]:
        """The words that share a character with [start, end)."""
        if start >= end:
            return ()
        first = bisect_right(self._ends, start)
        return range(first, bisect_right(self._starts, end - 1))


def _jaccard(one: Words, other: Words) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _content(gold: InWords, other: InWords, least: float) -> float:
    closeness = _jaccard(gold.content, other.content)
    return closeness if closeness >= least else 0.0


def _exact(gold: InWords, other: InWords) -> float:
    return float(bool(gold.content) and gold.content == other.content)


def _whole(gold: InWords, other: InWords) -> float:
    same = bool(gold.source & other.source) or not (gold.source or other.source)
    return _content(gold, other, 0.5) if same else 0.0


def _whole_strict(gold: InWords, other: InWords) -> float:
    close = _jaccard(gold.source, other.source) >= 0.5 or not (gold.source or other.source)
    return _content(gold, other, 0.8) if close and gold.cue & other.cue else 0.0


_LEVELS: Mapping[str, Callable[[InWords, InWords], float]] = {
    "cue": lambda g, p: _jaccard(g.cue, p.cue),
    "content_exact": _exact,
    "content_j50": lambda g, p: _content(g, p, 0.5),
    "whole": _whole,
    "whole_strict": _whole_strict,
}

_BY_CUE = {level: {True: f"{level}_speech", False: f"{level}_attitude"} for level in ("cue", "whole")}


def _pairs(
    gold: Sequence[InWords], predicted: Sequence[InWords], closeness: Callable[[InWords, InWords], float]
) -> list[tuple[int, int]]:
    scored = ((closeness(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted))
    return best_first(candidate for candidate in scored if candidate[0] > 0)


def _pooled(attributions: Iterable[InWords], role: str) -> Words:
    return frozenset().union(*(getattr(a, role) for a in attributions))
