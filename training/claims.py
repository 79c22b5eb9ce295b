"""Trains the second reader of claims and the judge over it and the frames.

    python training/claims.py [--check] [--cache FILE]    # -> src/sayso/data/claims/{pairs.npz,vote.json}

Data: gold/train and, with the same weight, gold/train-quick (one fast pass of annotation). Pairs are read twice: with
the actors that sayso finds, and with the annotated ones where the text names them. A pair in a sentence shows a
relation where an annotated claim has the sentence in its evidence and both actors are its own; of several such pairs
the best connected counts, and the others are left out. Reader: multinomial logistic regression (L2) by L-BFGS. The
judge learns from what readers propose for documents that they have not seen (four folds), and only from documents that
the frames were not grown from; the same give the thresholds, and all folds the figures that are printed.
`--check` adds the totals on gold/dev. `--cache` keeps parses in a file, to be used again while parser, actors and
attributions stay as they are. Needs scikit-learn; some ten CPU minutes.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import msgspec
import numpy as np
from claims_texts import Read, Work, actors_of, deeply, plain_resources, prepare, read_all, with_given_actors
from msgspec.structs import replace
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from sayso.claims import merge_claims
from sayso.claims.codebook import Codebook
from sayso.claims.proposing import claims_of, propose
from sayso.claims.reader import PairReader, PairWeights, numbered, save_weights
from sayso.claims.voting import FRAMED, Judge, Proposal, considerations, vote
from sayso.claims.weights import JUDGE, READER
from sayso.evaluation.claims import score_claims
from sayso.evaluation.counting import ratios
from sayso.model import Claim
from sayso.resources import Resources

FOLDS = 4
STRENGTH, COMMON = 0.07, 0.15
"""Inverse of the L2 penalty of a sign that 50 pairs show, and how it falls with their number, as a power; chosen, like
the next, on the folds."""
OFTEN = 3
"""Pairs that must show a sign before it gets a weight."""
ROUNDS = 60
FOUND, GIVEN = 0.75, 0.5
"""What a pair counts with the actors that sayso finds, and with those that are annotated."""
PRECISE, SURE = 0.48, 0.75
"""The least precision of what is shown, and of what counts as sure, on documents that neither reader nor judge had seen
and that the frames were not grown from: more than is wanted elsewhere, since annotators differ."""
UNLIKELY = 0.05
"""Less confidence is not looked at when thresholds are chosen."""
Array = NDArray[Any]


Proposed: TypeAlias = "tuple[Work, list[Proposal]]"
Judged: TypeAlias = "list[tuple[Work, list[Claim]]]"
"""Documents with all that was proposed for them, and how sure the judge is of each."""


def learn(groups: Sequence[tuple[Sequence[Work], float]], relations: Sequence[str]) -> PairWeights:
    """A reader from documents, whose pairs count so much each."""
    rows = [
        (signs, column, weight / max(1, len(shown)))
        for works, weight in groups
        for work in works
        for (_, signs), shown, counts in zip(work.pairs, work.shown, work.counts, strict=True)
        if counts
        for column in ([relations.index(r) + 1 for r in sorted(shown)] or [0])
    ]
    often = Counter(sign for signs, _, _ in rows for sign in signs)
    telling = {sign for signs, column, _ in rows if column for sign in signs}
    names = sorted(sign for sign, count in often.items() if count >= OFTEN and sign in telling)
    numbers = {name: number for number, name in enumerate(names)}
    there = [[numbers[s] for s in signs if s in numbers] for signs, _, _ in rows]
    ends = np.cumsum([0, *map(len, there)])
    matrix = csr_matrix((np.ones(ends[-1], np.float32), np.concatenate(there), ends), shape=(len(rows), len(names)))
    columns, shares = np.array([c for _, c, _ in rows]), np.array([w for _, _, w in rows], np.float32)
    penalty = np.array([(often[name] / 50) ** COMMON for name in names], np.float32)[:, None] / STRENGTH
    told, usual = _fitted(matrix, columns, shares, penalty, len(relations) + 1)
    return _whole(names, tuple(relations), told, usual)


def _fitted(matrix: csr_matrix, columns: Array, shares: Array, penalty: Array, width: int) -> tuple[Array, Array]:
    size, turned = matrix.shape[1], matrix.T.tocsr()
    right = np.zeros((len(columns), width), np.float32)
    right[np.arange(len(columns)), columns] = 1

    def loss(flat: Array) -> tuple[float, Array]:
        weights, usual = flat[: size * width].reshape(size, width).astype(np.float32), flat[size * width :]
        scores = matrix @ weights + usual.astype(np.float32)
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        total = odds.sum(axis=1, keepdims=True)
        lost = float((shares * (np.log(total[:, 0]) - (right * scores).sum(axis=1))).sum())
        slope = (odds / total - right) * shares[:, None]
        lost += 0.5 * float((penalty * weights.astype(np.float64) ** 2).sum())
        both = np.concatenate([(turned @ slope + penalty * weights).ravel(), slope.sum(axis=0)])
        return lost, both.astype(np.float64)

    start = np.zeros(size * width + width)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS, "maxcor": 8}).x
    return found[: size * width].reshape(size, width), found[size * width :]


def _whole(names: Sequence[str], relations: tuple[str, ...], told: Array, usual: Array) -> PairWeights:
    """The weights in whole numbers, without signs that tell nothing."""
    scale = np.abs(told).max(axis=0) / 127
    numbers = np.rint(told / scale).astype(np.int8)
    kept = np.abs(numbers).max(axis=1) > 0
    return PairWeights(
        numbered(np.array(names)[kept].tolist()), relations, numbers[kept], np.round(scale, 9), np.round(usual, 6)
    )


def proposals(work: Work, weights: PairWeights, codebook: Codebook) -> list[Proposal]:
    """What the frames and a reader propose for a document."""
    pairs = ((pair, weights.known(signs)) for pair, signs in work.pairs)
    readings = PairReader(weights, codebook.relations)(pairs)
    return propose(work.framed, readings, codebook, weights.relations)


def is_right(work: Work, claim: Claim | Proposal, codebook: Codebook) -> bool:
    """Does the annotation have the same relation between the same actors?"""
    symmetric = codebook.relations[claim.relation].symmetric
    pair = [work.gold(claim.subject), work.gold(claim.object)]
    pairs = [pair, pair[::-1]] if symmetric else [pair]
    wanted = [c for c in work.read.row["claims"] if c["relation"] == claim.relation]
    return any([c["subject"], c["object"]] in pairs for c in wanted)


def learn_judge(proposed: Sequence[Proposed], codebook: Codebook) -> Judge:
    """A judge from what a reader proposed for documents that it had not seen; it shows all."""
    said = [s for _, found in proposed for s in considerations(found, codebook)]
    right = [is_right(work, p, codebook) for work, found in proposed for p in found]
    names = sorted(said[0])
    model = LogisticRegression(C=1.0, max_iter=1000).fit([[s[name] for name in names] for s in said], right)
    weights = {name: round(float(weight), 4) for name, weight in zip(names, model.coef_[0], strict=True)}
    return Judge(usual=round(float(model.intercept_[0]), 4), shown=0.0, high=1.0, weights=weights)


def with_thresholds(judge: Judge, judged: Judged, codebook: Codebook) -> Judge:
    """The judge with the threshold of the best F1 at a precision of at least PRECISE, and that of a precision SURE."""
    shown = max((f1, at) for at, precision, _, f1 in sweep(judged, codebook, as_shown) if precision >= PRECISE)[1]
    high = min((at for at, precision, _, _ in sweep(judged, codebook) if precision >= SURE), default=1.0)
    return replace(judge, shown=shown, high=high)


def plainly(claim: Claim) -> float:
    """How sure a claim is."""
    return claim.confidence


def as_shown(claim: Claim) -> float:
    """The greatest threshold at which the judge keeps a claim."""
    return claim.confidence / FRAMED if claim.why.startswith("frame ") else claim.confidence


def sweep(
    judged: Judged, codebook: Codebook, sureness: Callable[[Claim], float] = plainly
) -> list[tuple[float, float, float, float]]:
    """Threshold, precision, recall and F1 of distinct relations for thresholds from .05 to .9."""
    wanted = sum(len({(c["subject"], c["relation"], c["object"]) for c in w.read.row["claims"]}) for w, _ in judged)
    sure: list[tuple[float, bool]] = []
    for work, claims in judged:
        best: dict[tuple[Any, ...], tuple[float, bool]] = {}
        for claim in claims:
            pair = (work.gold(claim.subject), work.gold(claim.object))
            symmetric = codebook.relations[claim.relation].symmetric
            key = (claim.relation, frozenset(pair) if symmetric else pair)
            best[key] = max(best.get(key, (0.0, False)), (sureness(claim), is_right(work, claim, codebook)))
        sure += best.values()
    curve = []
    for at in (step / 100 for step in range(5, 91)):
        kept = [right for confidence, right in sure if confidence >= at]
        curve.append((at, *ratios(sum(kept), len(kept), sum(kept), wanted)))
    return curve


def judge_folds(folds: Sequence[list[Proposed]], codebook: Codebook, seen: frozenset[str]) -> Judged:
    """All proposals of each fold with the confidence that a judge of the other folds' unseen documents gives them."""
    judged: Judged = []
    for number, held in enumerate(folds):
        others = [one for other, fold in enumerate(folds) if other != number for one in fold]
        judge = learn_judge(without(seen, others), codebook)
        judged += [(work, judged_claims(work, found, judge, codebook)) for work, found in held]
    return judged


def without(seen: frozenset[str], documents: Sequence[tuple[Work, Any]]) -> list[tuple[Work, Any]]:
    """The documents of other ids."""
    return [one for one in documents if one[0].read.row["id"] not in seen]


def judged_claims(work: Work, found: Sequence[Proposal], judge: Judge, codebook: Codebook) -> list[Claim]:
    """The claims of all proposals that are not quite unlikely, with the judge's confidence."""
    voted = vote(found, codebook, replace(judge, shown=UNLIKELY))
    return [claim for one in voted for claim in claims_of(one, work.finder)]


def score(
    judged: Judged, shown: float, codebook: Codebook, sureness: Callable[[Claim], float] = plainly
) -> dict[str, Any]:
    """The figures of `sayso evaluate claims` for the claims that are at least so sure."""
    rows = []
    for work, claims in judged:
        kept = merge_claims([c for c in claims if sureness(c) >= shown], codebook)
        rows.append({"id": work.read.row["id"], "text": work.read.row["text"], **actors_of(work.read.cast),
                     "claims": [msgspec.to_builtins(c) for c in kept], "labels": []})  # fmt: skip
    return score_claims([work.read.row for work, _ in judged], rows, codebook)


LEVELS = ("directed", "relation", "holder", "strict", "reported")


def tell(
    name: str, judged: Judged, shown: float, codebook: Codebook, sureness: Callable[[Claim], float] = plainly
) -> None:
    """Prints a line of figures."""
    figures = score(judged, shown, codebook, sureness)
    levels = "  ".join(f"{level} {figures[level]['f1']:.3f}" for level in LEVELS)
    relation = figures["relation"]
    print(f"{name:34s} at {shown:.2f}: P {relation['p']:.3f} R {relation['r']:.3f}  {levels}", flush=True)


class Data(NamedTuple):
    """The documents of train and of train-quick, with found and with given actors, each pair of lists in one order."""

    found: list[Work]
    given: list[Work]
    quick: list[Work]
    quick_given: list[Work]

    def seen(self) -> frozenset[str]:
        """Those that the frames were grown from, by id: the first of train, the third and so on."""
        return frozenset(work.read.row["id"] for work in self.found[::2])

    def groups(self, left_out: int | None = None) -> list[tuple[list[Work], float]]:
        """What a reader learns from, with the weights of pairs, if it is not to see a fold."""
        weights = (FOUND, GIVEN, FOUND, GIVEN)
        return [
            ([work for n, work in enumerate(works) if left_out is None or n % FOLDS != left_out], weight)
            for works, weight in zip(self, weights, strict=True)
        ]


def prepared(reads: Sequence[Read], codebook: Codebook) -> tuple[list[Work], list[Work]]:
    """Documents with found actors and with given ones."""
    return [prepare(r, codebook) for r in reads], [prepare(with_given_actors(r), codebook) for r in reads]


def train(data: Data, codebook: Codebook) -> tuple[PairWeights, Judge]:
    """The reader over all documents, and the judge; prints the figures on documents that were left out."""
    relations = list(codebook.relations)
    folds: list[list[Proposed]] = []
    given: list[Proposed] = []
    for fold in range(FOLDS):
        weights = learn(data.groups(fold), relations)
        left_out = [*data.found[fold::FOLDS], *data.quick[fold::FOLDS]]
        folds.append([(w, proposals(w, weights, codebook)) for w in left_out])
        given += [(w, proposals(w, weights, codebook)) for w in data.given[fold::FOLDS]]
        print(f"fold {fold}: {len(weights.told)} signs", file=sys.stderr, flush=True)
    seen = data.seen()
    judged = judge_folds(folds, codebook, seen)
    new = without(seen, [one for fold in folds for one in fold])
    judge = with_thresholds(learn_judge(new, codebook), without(seen, judged), codebook)
    quick = frozenset(work.read.row["id"] for work in data.quick)
    tell_all("train", without(quick, judged), judge, codebook)
    tell_all("train, new to frames", without(quick | seen, judged), judge, codebook)
    tell_all("train-quick", [one for one in judged if one[0].read.row["id"] in quick], judge, codebook)
    sure = [(w, judged_claims(w, found, judge, codebook)) for w, found in given]
    tell_all("train, actors given", sure, judge, codebook)
    return learn(data.groups(), relations), judge


def tell_all(name: str, judged: Judged, judge: Judge, codebook: Codebook) -> None:
    """Prints the figures of the frames alone, of the vote, and of its surest claims."""
    tell(f"{name}: frames", [(w, [p.claim for p in w.framed if p.claim]) for w, _ in judged], 0.0, codebook)
    tell(f"{name}: vote", judged, judge.shown, codebook, as_shown)
    tell(f"{name}: sure", judged, judge.high, codebook)


def check(weights: PairWeights, judge: Judge, resources: Resources) -> None:
    """Prints the totals on gold/dev."""
    codebook = resources.codebook
    found, given = prepared(read_all("dev", resources), codebook)
    for name, works in (("dev", found), ("dev, actors given", given)):
        judged = [(w, judged_claims(w, proposals(w, weights, codebook), judge, codebook)) for w in works]
        tell_all(name, judged, judge, codebook)


def read_data(cache: Path | None, resources: Resources) -> Data:
    """All documents to learn from."""
    if cache and cache.exists():
        reads = [[Read(*fields) for fields in split] for split in pickle.loads(cache.read_bytes())]
    else:
        reads = [read_all(split, resources) for split in ("train", "train-quick")]
        if cache:
            cache.write_bytes(pickle.dumps([[tuple(read) for read in split] for split in reads], protocol=5))
    return Data(*prepared(reads[0], resources.codebook), *prepared(reads[1], resources.codebook))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="also print the totals on gold/dev")
    parser.add_argument("--cache", type=Path, metavar="FILE", help="keep parses here")
    options = parser.parse_args()
    resources = plain_resources()
    weights, judge = train(read_data(options.cache, resources), resources.codebook)
    save_weights(weights, READER)
    JUDGE.write_bytes(msgspec.json.format(msgspec.json.encode(judge), indent=1) + b"\n")
    if options.check:
        check(weights, judge, resources)


if __name__ == "__main__":
    deeply(main)
