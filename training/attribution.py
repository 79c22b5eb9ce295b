"""Trains the tagger of attributions: which pieces of a text are source, cue and content.

    python training/attribution.py train FIRST --epochs 3 --leave-out 7/1
    python training/attribution.py train WEIGHTS --epochs 1 --going-on FIRST
    python training/attribution.py export WEIGHTS            # -> src/sayso/data/attribution/tagger.onnx

Data: PolNeAR 1.0 (Newell et al., LREC 2018), train part, first annotator; 840 articles. Method: a token tagger on the
MiniLM encoder (encoder.py) over windows of 190 pieces cut at a random offset in each epoch; seven BIO labels on the
first piece of each word; AdamW, linear decay after 6 % of warm-up, mean of the weights over the last steps.
`--leave-out 7/1` trains without every seventh article, from the second on: the linker (linking.py) learns from what the
tagger says of those. `--going-on` starts from such weights, of whatever shape, at half the rate. narrowing.py and
distilling.py then make the tagger cheaper. Needs the packages of the extra `training`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import torch
from encoder import WIDTH, Encoder, pretrained, shape_of
from torch import Tensor, nn
from torch.nn import functional

from sayso.attribution.pieces import Pieces, load_pieces

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
POLNEAR = SHARED / "data" / "polnear"
ROLES = ("source", "cue", "content")
LABELS = ("O", *(f"{begin}-{role}" for role in ROLES for begin in "BI"))
WINDOW, BATCH, WARM, SEED, DECAY = 190, 16, 0.06, 7, 0.995
NONE = -100
"""The label of a piece that begins no word: not learnt."""


class Tagger(nn.Module):
    """An encoder with a score for each label on top."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.Linear(WIDTH, len(LABELS))

    def forward(self, pieces: Tensor, kinds: Tensor, there: Tensor) -> Tensor:
        scores: Tensor = self.head(self.encoder(pieces, kinds, there))
        return scores


def load_tagger(path: Path) -> Tagger:
    """The tagger that has the weights of a file, of whatever shape."""
    weights = torch.load(path)
    tagger = Tagger(Encoder(shape_of(weights)))
    tagger.load_state_dict(weights)
    return tagger


class Article(NamedTuple):
    """An article in pieces, with the number of the label of each."""

    pieces: Pieces
    labels: list[int]


def read_articles(path: Path) -> list[Article]:
    """The annotated articles of a JSONL file."""
    cut = load_pieces()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    cuts = [cut(row["text"], 0, len(row["text"])) for row in rows]
    return [Article(pieces, labels_of(pieces, row["attributions"])) for row, pieces in zip(rows, cuts, strict=True)]


def left_in(articles: list[Article], left_out: str) -> list[Article]:
    """The articles without every so many, from which on: '7/1' leaves out the second, the ninth and so on."""
    every, first = map(int, left_out.split("/"))
    return [article for number, article in enumerate(articles) if not every or number % every != first]


def labels_of(pieces: Pieces, attributions: list[dict[str, Any]]) -> list[int]:
    """BIO labels of the pieces that begin words; where spans overlap, cues come before sources before contents."""
    roles: dict[int, tuple[str, int]] = {}
    for role in ("content", "source", "cue"):
        for attribution in attributions:
            for start, end in attribution[role]:
                roles.update((place, (role, start)) for place in range(start, end))
    labels, before = [], None
    for (start, _), first in zip(pieces.spans, pieces.firsts, strict=True):
        here = roles.get(start)
        if not first:
            labels.append(NONE)
            continue
        labels.append(0 if here is None else 1 + 2 * ROLES.index(here[0]) + (here == before))
        before = here
    return labels


def windows(articles: list[Article], chance: random.Random, size: int = BATCH) -> Iterator[list[tuple[int, int, int]]]:
    """Batches of windows (article, first piece, end), of about the same length, in random order."""
    cuts = []
    for number, article in enumerate(articles):
        first = chance.randrange(WINDOW // 3, WINDOW)
        edges = [0, *range(first, len(article.labels), WINDOW), len(article.labels)]
        cuts += [(number, a, b) for a, b in pairwise(edges) if b > a]
    cuts.sort(key=lambda c: (c[2] - c[1], chance.random()))
    batches = [cuts[at : at + size] for at in range(0, len(cuts), size)]
    chance.shuffle(batches)
    yield from batches


def as_tensors(articles: list[Article], batch: list[tuple[int, int, int]]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pieces, kinds, presence and labels of a batch; each window stands between the marks that the encoder knows."""
    length = max(b - a for _, a, b in batch) + 2
    pieces, kinds, there = (torch.zeros(len(batch), length, dtype=torch.long) for _ in range(3))
    labels = torch.full((len(batch), length), NONE)
    for row, (number, a, b) in enumerate(batch):
        article, size = articles[number], b - a
        pieces[row, : size + 2] = torch.tensor(article.pieces.framed(a, b))
        kinds[row, 1 : size + 1] = torch.tensor(article.pieces.kinds[a:b])
        there[row, : size + 2] = 1
        labels[row, 1 : size + 1] = torch.tensor(article.labels[a:b])
    return pieces, kinds, there, labels


def train(articles: list[Article], epochs: int, before: Path | None = None) -> Tagger:
    """A tagger that has seen the articles so often, and what made the weights `before`."""
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    chance = random.Random(SEED)
    tagger = Tagger(pretrained()) if before is None else load_tagger(before)
    tagger.encoder.frozen()
    mean = torch.optim.swa_utils.AveragedModel(tagger, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(DECAY))
    batches = [batch for _ in range(epochs) for batch in windows(articles, chance)]
    learnt = [p for p in tagger.encoder.parameters() if p.requires_grad]
    rate = 3e-4 if before is None else 1.5e-4
    groups = [{"params": learnt, "lr": rate}, {"params": tagger.head.parameters(), "lr": 3 * rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = max(1, int(WARM * len(batches)))
    slope = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, (len(batches) - step) / max(1, len(batches) - warm))
    )
    began, total = time.monotonic(), 0.0
    for step, batch in enumerate(batches, start=1):
        pieces, kinds, there, labels = as_tensors(articles, batch)
        words = labels != NONE
        loss = functional.cross_entropy(tagger(pieces, kinds, there)[words], labels[words])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
        optimizer.step()
        slope.step()
        mean.update_parameters(tagger)
        total += float(loss.detach())
        if step % 50 == 0:
            spent = time.monotonic() - began
            print(f"{step} of {len(batches)}, loss {total / 50:.4f}, {spent:.0f} s", file=sys.stderr, flush=True)
            total = 0.0
    averaged: Tagger = mean.module
    return averaged


def export(tagger: Tagger, target: Path) -> None:
    """Writes the tagger as ONNX with whole numbers for weights: seven bits, so that no processor's sums overflow."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    tagger.encoder.eager()
    example = tuple(torch.ones(2, 9, dtype=torch.long) for _ in range(3))
    names = ["pieces", "kinds", "there"]
    axes = {name: {0: "batch", 1: "length"} for name in [*names, "scores"]}
    plain, ready = target.with_suffix(".plain.onnx"), target.with_suffix(".ready.onnx")
    torch.onnx.export(
        tagger.eval(), example, str(plain), input_names=names, output_names=["scores"], dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip
    quant_pre_process(str(plain), str(ready))
    quantize_dynamic(str(ready), str(target), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    plain.unlink()
    ready.unlink()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("job", choices=["train", "export"])
    parser.add_argument("weights", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--leave-out", default="0/0", help="every so many articles, from which on: 4/1")
    parser.add_argument("--going-on", type=Path, metavar="WEIGHTS", help="start from these weights")
    parser.add_argument("--to", type=Path, default=Path("src/sayso/data/attribution/tagger.onnx"))
    options = parser.parse_args()
    if options.job == "export":
        export(load_tagger(options.weights), options.to)
        return
    kept = left_in(read_articles(POLNEAR / "train.jsonl"), options.leave_out)
    tagger = train(kept, options.epochs, options.going_on)
    torch.save(tagger.state_dict(), options.weights)


if __name__ == "__main__":
    main()
