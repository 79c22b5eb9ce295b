"""Trains a narrowed tagger of attributions to say what a full one says.

    python training/distilling.py train FIRST FULL NARROWED --batches 2200 --rate 5e-4 --plain .33 --leave-out 7/1
    python training/distilling.py train SECOND FULL FIRST --batches 700 --rate 3.5e-4 --plain .2
    python training/distilling.py train THIRD FULL SECOND --batches 400 --rate 2.5e-4 --plain .5 --short
    python training/distilling.py mean SMALL FIRST SECOND THIRD

What is learnt, in each batch: the labels of the annotators (three parts in ten), the scores of the full tagger (seven
parts; distillation, Hinton et al. 2015), and what each layer of the full one says of each piece, which is as wide as
what the narrowed layer says (token distillation of ZipLM, Kurtic et al. 2023). A share of the batches (`--plain`) is
of texts that nobody has labelled: there the full tagger alone is followed, with `--short` over one to three sentences
at a time, as headlines and notes are. The mean of the weights of several such taggers does better than each (Wortsman
et al. 2022).

Data: PolNeAR's train part and every second row of the load set (US Congress, Senate, UN; CC0), its first 4,000
characters. After narrowing.py, before linking.py.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import torch
from attribution import (
    BATCH,
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
EVERY_SHORT, TAKEN, SENTENCES, LENGTHS, BATCH_SHORT = 8, 0.45, (1, 1, 2, 3), range(26, 600), 64
"""Of texts in short: every so many, and this share of their parts, of so many sentences and characters; so many parts
are a batch."""
_END = re.compile(r"""(?<=[.!?]["”' ])\s*(?=[A-Z"“])""")
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


def unlabelled(texts: Iterable[str]) -> list[Article]:
    """Texts in pieces; a label of 0 stands for each word."""
    cut = load_pieces()
    found = (cut(text, 0, len(text)) for text in texts)
    return [Article(pieces, [0 if first else NONE for first in pieces.firsts]) for pieces in found]


def texts_of(path: Path, every: int) -> Iterator[str]:
    """The beginning of every so many texts of a JSONL file."""
    for line in islice(path.read_text(encoding="utf-8").splitlines(), 0, None, every):
        yield json.loads(line)["text"][:CHARACTERS]


def in_short(texts: Iterable[str], chance: random.Random) -> Iterator[str]:
    """A share of the texts' parts of one to three sentences of a paragraph."""
    for paragraph in (paragraph for text in texts for paragraph in text.split("\n")):
        sentences = iter([part for part in _END.split(paragraph) if part.strip()])
        while part := " ".join(islice(sentences, chance.choice(SENTENCES))):
            if len(part) in LENGTHS and chance.random() < TAKEN:
                yield part


def batches(
    articles: list[Article], texts: list[Article], size: int, plain: float, chance: random.Random
) -> Iterator[Batch]:
    """Batches without end; such a share of them is of texts without labels, of this size."""
    running = {True: _endless(articles, chance, BATCH), False: _endless(texts, chance, size)}
    while True:
        labelled = chance.random() >= plain
        yield Batch(*as_tensors(articles if labelled else texts, next(running[labelled])), labelled)


def _endless(articles: list[Article], chance: random.Random, size: int) -> Iterator[list[tuple[int, int, int]]]:
    while True:
        yield from windows(articles, chance, size)


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


def mean_of(paths: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of the weights of taggers of one shape."""
    several = [torch.load(path) for path in paths]
    return {name: torch.stack([one[name] for one in several]).mean(0) for name in several[0]}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("job", choices=["train", "mean"])
    parser.add_argument("target", type=Path, help="where the weights go")
    parser.add_argument("weights", type=Path, nargs="+", help="train: of the full tagger and of the one to begin with")
    parser.add_argument("--batches", type=int, default=2200)
    parser.add_argument("--rate", type=float, default=5e-4, help="of learning, at its highest")
    parser.add_argument("--plain", type=float, default=0.33, help="the share of batches without labels")
    parser.add_argument("--short", action="store_true", help="these are of a few sentences each")
    parser.add_argument("--leave-out", default="0/0", help="as for attribution.py")
    options = parser.parse_args()
    if options.job == "mean":
        torch.save(mean_of(options.weights), options.target)
        return
    full, begun = map(load_tagger, options.weights)
    chance = random.Random(SEED)
    articles = left_in(read_articles(POLNEAR / "train.jsonl"), options.leave_out)
    if options.short:
        whole = [*texts_of(POLNEAR / "train.jsonl", 1), *texts_of(TEXTS, EVERY_SHORT)]
        texts, size = unlabelled(in_short(whole, chance)), BATCH_SHORT
    else:
        texts, size = unlabelled(texts_of(TEXTS, EVERY)), BATCH
    given = batches(articles, texts, size, options.plain, chance)
    torch.save(distil(begun, full, given, options.batches, options.rate).state_dict(), options.target)


if __name__ == "__main__":
    main()
