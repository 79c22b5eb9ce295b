"""Trains a narrowed tagger of attributions to say what a full one says.

    python training/distilling.py FULL NARROWED FIRST --batches 2200 --rate 5e-4 --plain .33 --leave-out 7/1
    python training/distilling.py FULL FIRST SMALL --batches 700 --rate 3.5e-4 --plain .2

What is learnt, in each batch: the labels of the annotators (three parts in ten), the scores of the full tagger (seven
parts; distillation, Hinton et al. 2015), and what each layer of the full one says of each piece, which is as wide as
what the narrowed layer says (token distillation of ZipLM, Kurtic et al. 2023). A share of the batches (`--plain`) is
of texts that nobody has labelled: there the full tagger alone is followed.

Data: PolNeAR's train part and every second row of the load set (US Congress, Senate, UN; CC0), its first 4,000
characters. After narrowing.py, before linking.py.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import torch
from attribution import (
    DECAY,
    NONE,
    POLNEAR,
    SEED,
    SHARED,
    Article,
    Tagger,
    as_tensors,
    left_in,
    load_tagger,
    read_articles,
    windows,
)
from torch import Tensor, nn
from torch.nn import functional

from sayso.attribution.pieces import load_pieces

TEXTS = SHARED / "data" / "load-5000.jsonl"
CHARACTERS, EVERY = 4000, 2
WARM = 0.04
SOFTLY, TAUGHT, WITHIN = 2.0, 0.7, 0.5
"""The temperature of the scores; their share beside the labels; the weight of what is said within the layers."""


class Batch(NamedTuple):
    """Windows as tensors, and whether annotators have labelled them."""

    pieces: Tensor
    kinds: Tensor
    there: Tensor
    labels: Tensor
    labelled: bool


def unlabelled(path: Path) -> list[Article]:
    """Texts in pieces; a label of 0 stands for each word."""
    cut = load_pieces()
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if number % EVERY == 0:
            text = json.loads(line)["text"][:CHARACTERS]
            pieces = cut(text, 0, len(text))
            found.append(Article(pieces, [0 if first else NONE for first in pieces.firsts]))
    return found


def batches(articles: list[Article], texts: list[Article], plain: float, chance: random.Random) -> Iterator[Batch]:
    """Batches without end, such a share of them of texts without labels."""
    sources = {True: articles, False: texts}
    running = {labelled: _endless(source, chance) for labelled, source in sources.items()}
    while True:
        labelled = chance.random() >= plain
        yield Batch(*as_tensors(sources[labelled], next(running[labelled])), labelled)


def _endless(articles: list[Article], chance: random.Random) -> Iterator[list[tuple[int, int, int]]]:
    while True:
        yield from windows(articles, chance)


def said_by(tagger: Tagger, batch: Batch) -> tuple[Tensor, list[Tensor]]:
    """The scores of a batch, and what each layer says."""
    said, mask = tagger.encoder.begun(batch.pieces, batch.kinds, batch.there)
    within = []
    for layer in tagger.encoder.layers:
        said = layer(said, mask)
        within.append(said)
    return tagger.head(said), within


def loss_of(small: Tagger, full: Tagger, batch: Batch) -> Tensor:
    """How far the small tagger is from the labels, and from what the full one says in the end and on the way."""
    with torch.no_grad():
        wanted, wanted_within = said_by(full, batch)
    scores, within = said_by(small, batch)
    words, there = batch.labels != NONE, batch.there.bool()
    ours, theirs = (each[words] / SOFTLY for each in (scores, wanted))
    distance = functional.kl_div(ours.log_softmax(-1), theirs.softmax(-1), reduction="batchmean") * SOFTLY**2
    on_the_way = torch.stack(
        [
            functional.mse_loss(one[there], other[there]) / other[there].var()
            for one, other in zip(within, wanted_within, strict=True)
        ]
    ).mean()
    if not batch.labelled:
        return distance + WITHIN * on_the_way
    told = functional.cross_entropy(scores[words], batch.labels[words])
    return (1 - TAUGHT) * told + TAUGHT * distance + WITHIN * on_the_way


def distil(small: Tagger, full: Tagger, given: Iterator[Batch], count: int, rate: float) -> Tagger:
    """The mean of the small tagger's weights over the last of so many batches."""
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    small.encoder.frozen()
    full.eval().requires_grad_(False)
    mean = torch.optim.swa_utils.AveragedModel(small, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(DECAY))
    learnt = [p for p in small.encoder.parameters() if p.requires_grad]
    groups = [{"params": learnt, "lr": rate}, {"params": small.head.parameters(), "lr": 2 * rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = max(1, int(WARM * count))
    slope = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, (count - step) / max(1, count - warm))
    )
    began = time.monotonic()
    for step, batch in zip(range(1, count + 1), given, strict=False):
        loss = loss_of(small, full, batch)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(small.parameters(), 1.0)
        optimizer.step()
        slope.step()
        mean.update_parameters(small)
        if step % 50 == 0:
            spent = time.monotonic() - began
            print(f"{step} of {count}, loss {float(loss.detach()):.4f}, {spent:.0f} s", file=sys.stderr, flush=True)
    averaged: Tagger = mean.module
    return averaged


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("full", type=Path)
    parser.add_argument("narrowed", type=Path)
    parser.add_argument("small", type=Path, help="where the weights go")
    parser.add_argument("--batches", type=int, default=2200)
    parser.add_argument("--rate", type=float, default=5e-4, help="of learning, at its highest")
    parser.add_argument("--plain", type=float, default=0.33, help="the share of batches without labels")
    parser.add_argument("--leave-out", default="0/0", help="as for attribution.py")
    options = parser.parse_args()
    articles = left_in(read_articles(POLNEAR / "train.jsonl"), options.leave_out)
    given = batches(articles, unlabelled(TEXTS), options.plain, random.Random(SEED))
    small = distil(load_tagger(options.narrowed), load_tagger(options.full), given, options.batches, options.rate)
    torch.save(small.state_dict(), options.small)


if __name__ == "__main__":
    main()
