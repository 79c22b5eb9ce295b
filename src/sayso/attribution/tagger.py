"""Text -> fragments: the stretches that a learned tagger takes for sources, cues and contents.

A small encoder (MiniLM, weights of whole numbers in ONNX) scores seven BIO labels for every word in overlapping
windows; each word is taken from the window in which it stands most central, and the best allowed sequence of labels is
read off (Viterbi). `data/attribution/README.md` is the card of the weights, `training/attribution.py` makes them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.attribution.pieces import Pieces, joined, load_pieces
from sayso.attribution.weights import FOLDER, unreadable
from sayso.model import Span

WEIGHTS = "tagger.onnx"
ROLES = ("source", "cue", "content")
OUTSIDE = 0
_WINDOW, _STRIDE = 190, 178
"""In pieces. One window at a time: several in one go cost a quarter more, since they do not fit into the cache."""
_NEVER = -1e4
_INSIDE = (2, 4, 6)
"""The labels of words inside a role; the label before is that of its first word."""
_SLOW = "SkipLayerNormFusion"
"""The fused operator that this step makes takes a seventh of the time of all; the plain ones next to none."""

Scores = NDArray[np.float32]


class Fragment(NamedTuple):
    """A stretch in one role, by character offsets; `score` is the mean logarithm of the chance of its labels."""

    role: str
    start: int
    end: int
    score: float


class Tagged(NamedTuple):
    """What the tagger makes of a text: its fragments in order, and for every word its start, end and the chances
    (0 to 1) of each of the seven labels."""

    fragments: list[Fragment]
    starts: list[int]
    ends: list[int]
    chances: Scores


class Tagger:
    """Reads texts with the weights of a folder. Raises ModelError where they are missing or broken."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._cut = load_pieces(folder)
        self._score = _session(folder / WEIGHTS)

    def __call__(self, text: str, stretches: Sequence[Span] | None = None) -> Tagged:
        """The fragments of a text, or of these stretches of it, which are read one behind the other."""
        pieces = joined(self._cut(text, start, end) for start, end in stretches or [(0, len(text))])
        first = [place for place, begins in enumerate(pieces.firsts) if begins]
        if not first:
            return Tagged([], [], [], np.zeros((0, 7), np.float32))
        logs = _log_softmax(self._scores(pieces)[first])
        starts, ends = _words(pieces, first)
        gaps = {bisect_left(starts, start) for start, _ in stretches or ()}
        return Tagged(_fragments(starts, ends, logs, gaps), starts, ends, np.exp(logs))

    def _scores(self, pieces: Pieces) -> Scores:
        """The scores of every piece, each from the window in which it stands most central."""
        size = len(pieces.numbers)
        scores = np.zeros((size, 7), np.float32)
        centrality = np.full(size, -1)
        for start in range(0, max(1, size - _WINDOW + _STRIDE), _STRIDE):
            end = min(start + _WINDOW, size)
            central = _centrality(start, end, size)
            better = central > centrality[start:end]
            scores[start:end][better] = self._score(pieces, start, end)[better]
            centrality[start:end][better] = central[better]
        return scores


def _centrality(start: int, end: int, size: int) -> NDArray[np.int64]:
    """How far each place of a window is from its edges; the ends of the text are no edges."""
    place = np.arange(end - start)
    before = place if start else place + _WINDOW
    behind = place[::-1] if end < size else place[::-1] + _WINDOW
    return np.minimum(before, behind)


def _session(path: Path) -> Callable[[Pieces, int, int], Scores]:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session: Any = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=[_SLOW]
        )
    except Exception as error:  # the library raises nothing narrower
        raise unreadable(path, error) from error

    def score(pieces: Pieces, start: int, end: int) -> Scores:
        window = {
            "pieces": pieces.framed(start, end),
            "kinds": [0, *pieces.kinds[start:end], 0],
            "there": [1] * (end - start + 2),
        }
        scores: Scores = session.run(None, {name: np.array([row], np.int64) for name, row in window.items()})[0]
        return scores[0, 1:-1]

    return score


def _words(pieces: Pieces, first: list[int]) -> tuple[list[int], list[int]]:
    """Where words start and end: a word's pieces follow each other without a line break between."""
    starts = [pieces.spans[at][0] for at in first]
    ends = [
        pieces.spans[at][1] if following == at + 1 else _end(pieces.spans[at:following])
        for at, following in pairwise([*first, len(pieces.spans)])
    ]
    return starts, ends


def _end(spans: Sequence[Span]) -> int:
    return max((end for start, end in spans if end > start), default=spans[0][1])


def _log_softmax(scores: Scores) -> Scores:
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), np.float32)


def best_labels(logs: Scores) -> list[int]:
    """The likeliest sequence of labels in which no role goes on that has not begun; rows are logarithms of chances.

    A role goes on from its own labels only, anything else follows the likeliest: written out, since it runs for every
    word.
    """
    rows = logs.tolist()
    best = [chance + (_NEVER if label in _INSIDE else 0) for label, chance in enumerate(rows[0])]
    back: list[tuple[int, int, int, int]] = []
    for none, begin1, inside1, begin2, inside2, begin3, inside3 in rows[1:]:
        top = max(best)
        one = 1 if best[1] >= best[2] else 2
        two = 3 if best[3] >= best[4] else 4
        three = 5 if best[5] >= best[6] else 6
        back.append((best.index(top), one, two, three))
        best = [
            top + none, top + begin1, best[one] + inside1, top + begin2, best[two] + inside2,
            top + begin3, best[three] + inside3,
        ]  # fmt: skip
    path = [best.index(max(best))]
    for before in reversed(back):
        label = path[-1]
        path.append(before[label // 2 if label in _INSIDE else 0])
    return path[::-1]


def _fragments(starts: list[int], ends: list[int], logs: Scores, gaps: set[int]) -> list[Fragment]:
    """What the best labels say; no fragment goes on over a gap, given by the number of the word behind it."""
    labels = best_labels(logs)
    chosen = logs[np.arange(len(labels)), labels]
    found: list[Fragment] = []
    at = 0
    while at < len(labels):
        stop = at + 1
        if labels[at] != OUTSIDE:
            role = (labels[at] - 1) // 2
            while stop < len(labels) and labels[stop] == 2 * role + 2 and stop not in gaps:
                stop += 1
            score = float(chosen[at:stop].mean())
            found.append(Fragment(ROLES[role], starts[at], ends[stop - 1], score))
        at = stop
    return found
