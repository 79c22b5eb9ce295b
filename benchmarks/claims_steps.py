"""Measures what frames, the learned reader and their vote find, how it grows with training text, and how sure to be.

    python benchmarks/claims_steps.py [--folds N] [--cache FILE] [--curve] [--svg FILE]

Readers are trained without a fold (a quarter of the documents of ../shared/gold/train and train-quick) and read that
fold; figures are those of `sayso evaluate claims` over what was read and the frames were not grown from. The ways:

    frames          the codebook's frames alone
    reader alone    what the reader gives a chance of at least that with the best F1; frames count as signs only
    vote            frames and reader, weighed by the judge (the engine "learned")
    vote, sure      of these the claims that the judge is sure of (`high` in vote.json)

`--curve` trains with a quarter, half and three quarters of the other documents too. `--svg` draws how often claims of
each confidence are right. A fold takes a CPU minute, the curve two more; `--folds` takes the first few alone. `--cache`
is that of training/claims.py. Claims are compared within a document, so that one found twice counts once.

Limits: the judge's thresholds were chosen on all four folds, the best of some 80 steps; with 46 documents in a fold, a
difference below .01 over all folds is noise.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from baseline import SHARED
from speed import ONE_THREAD

TRAINING = Path(__file__).resolve().parent.parent / "training"
SHARES = (0.25, 0.5, 0.75)
STEP = 0.1

if TYPE_CHECKING:
    from sayso.claims.codebook import Codebook
    from sayso.claims.voting import Judge

Training: TypeAlias = Any
"""The module training/claims.py, which is no part of the package."""


class Bin(NamedTuple):
    """Claims of one confidence: how many, how sure on the average, and which share is right."""

    size: int
    sure: float
    right: float


def main(arguments: list[str] | None = None) -> int:
    """Prints the tables."""
    options = _options(arguments)
    if not SHARED.is_dir():
        print(f"claims steps: not measured, since the research data are not here ({SHARED})")
        return 0
    os.environ.update(ONE_THREAD)  # before numpy is imported
    sys.path.insert(0, str(TRAINING))
    training = import_module("claims")
    training.deeply(lambda: _measure(training, options))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--folds", type=int, default=4, metavar="N", help="read only the first so many of four folds")
    parser.add_argument("--cache", type=Path, metavar="FILE", help="keep parses here")
    parser.add_argument("--curve", action="store_true", help="also train with less")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw how often claims of each confidence are right")
    return parser.parse_args(arguments)


def _measure(training: Training, options: argparse.Namespace) -> None:
    from sayso.claims.voting import load_judge
    from sayso.resources import load_resources

    codebook, judge = load_resources().codebook, load_judge()
    data = training.read_data(options.cache, training.plain_resources())
    judged = {1.0: _judged(training, data, 1.0, options.folds, codebook)}
    _tell_ways(training, judged[1.0], judge, codebook)
    for share in SHARES if options.curve else ():
        judged[share] = _judged(training, data, share, options.folds, codebook)
    for share, claims in sorted(judged.items()) if options.curve else ():
        training.tell(f"vote, {share:.0%} of the documents", claims, judge.shown, codebook, training.as_shown)
    bins = reliability(_outcomes(training, judged[1.0], codebook))
    for one in bins:
        print(f"  confidence {one.sure:.2f}: {one.right:.2f} right of {one.size}")
    if options.svg:
        options.svg.write_text(drawing(bins), encoding="utf-8")


def _judged(training: Training, data: Any, share: float, folds: int, codebook: Codebook) -> Any:  # noqa: ANN401
    """What readers trained with a share of the other documents propose for each fold, judged by the other folds.

    Documents that the frames were grown from are left out.
    """
    proposed = []
    for fold in range(folds):
        groups = [(works[: round(len(works) * share)], weight) for works, weight in data.groups(fold)]
        weights = training.learn(groups, list(codebook.relations))
        left_out = [*data.found[fold :: training.FOLDS], *data.quick[fold :: training.FOLDS]]
        proposed.append([(w, training.proposals(w, weights, codebook)) for w in left_out])
    return training.without(data.seen(), training.judge_folds(proposed, codebook, data.seen()))


def _tell_ways(training: Training, judged: Any, judge: Judge, codebook: Codebook) -> None:  # noqa: ANN401
    works = [work for work, _ in judged]
    training.tell("frames", [(w, [p.claim for p in w.framed if p.claim]) for w in works], 0.0, codebook)
    alone = [(work, [_by_reader(claim) for claim in claims]) for work, claims in judged]
    best = max(training.sweep(alone, codebook), key=lambda row: row[3])
    training.tell("reader alone", alone, best[0], codebook)
    training.tell("vote", judged, judge.shown, codebook, training.as_shown)
    training.tell("vote, sure", judged, judge.high, codebook)


def _by_reader(claim: Any) -> Any:  # noqa: ANN401 - a claim
    """The claim with the reader's chance for confidence."""
    from msgspec.structs import replace

    model = claim.why.rpartition("model ")
    return replace(claim, confidence=float(model[2]) if model[1] else 0.0)


def _outcomes(training: Training, judged: Any, codebook: Codebook) -> Iterable[tuple[float, bool]]:  # noqa: ANN401
    for work, claims in judged:
        for claim in claims:
            yield claim.confidence, training.is_right(work, claim, codebook)


def reliability(outcomes: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Confidences and outcomes in steps of a tenth; steps without any are left out."""
    steps: dict[int, list[tuple[float, bool]]] = {}
    for sure, right in outcomes:
        steps.setdefault(min(int(sure / STEP + 1e-9), 9), []).append((sure, right))
    return [
        Bin(len(some), sum(sure for sure, _ in some) / len(some), sum(right for _, right in some) / len(some))
        for _, some in sorted(steps.items())
    ]


def drawing(bins: Sequence[Bin]) -> str:
    """The reliability diagram: a dot for each bin, as large as it is full, and the line of perfect confidence."""
    most = max((one.size for one in bins), default=1)
    ticks = [
        f'<text x="{_place(t)}" y="358">{t:g}</text><text x="34" y="{384 - _place(t)}" text-anchor="end">{t:g}</text>'
        for t in (0, 0.25, 0.5, 0.75, 1)
    ]
    dots = [
        f'<circle cx="{_place(one.sure)}" cy="{380 - _place(one.right)}" r="{3 + 9 * (one.size / most) ** 0.5:.1f}">'
        f"<title>{one.right:.2f} right of {one.size} at confidence {one.sure:.2f}</title></circle>"
        for one in bins
    ]
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 380" font-family="sans-serif" font-size="11"'
            ' role="img" aria-label="Share of claims that are right, by confidence">',
            '<path d="M40 40V340H340M40 340L340 40" fill="none" stroke="#888"/>',
            '<g text-anchor="middle">', *ticks, '<text x="190" y="375">confidence</text>',
            '<text x="190" y="25">share that is right; larger dots: more claims</text></g>',
            '<g fill="#1f5fa8" fill-opacity=".8">', *dots, "</g>", "</svg>", "",
        ]
    )  # fmt: skip


def _place(share: float) -> float:
    """Where a share lies on an axis, in units of the drawing."""
    return round(40 + 300 * share, 1)


if __name__ == "__main__":
    sys.exit(main())
