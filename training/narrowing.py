"""Narrows a trained tagger: each layer keeps the heads and inner units that matter, refitted to make up for the rest.

    python training/narrowing.py WEIGHTS NARROW --share .5 --leave-out 7/1

Method: structured pruning after Optimal Brain Surgeon (Hassibi and Stork 1993; ZipLM, Kurtic et al. 2023). What a
sublayer says is linear in its heads and inner units. Those whose loss the others, refitted by least squares over what
they say of some windows, mend best go first. The first pass measures for each sublayer how much each step loses, as a
share of the variance in the stream that it adds to; the least loss for a step's cost decides how many stay where. The
second narrows layer by layer, each fitted to what the narrowed ones before it say. Some further training, by
distilling.py, mends what is left.
"""

from __future__ import annotations

import argparse
import random
import sys
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

import torch
from attribution import POLNEAR, Article, Tagger, as_tensors, left_in, load_tagger, read_articles, windows
from encoder import FULL, HEAD, WIDTH, Layer, Shape
from torch import Tensor, nn
from torch.nn import functional

WINDOWS, STEP, RIDGE, SEED = 5, 24, 1e-3, 3
"""So many batches of windows are looked at; inner units go so many at a time."""
COSTS = (73500, 768)
"""Of a head and of an inner unit, for one piece: products, those of attention counted twice, since it is no whole
numbers that are multiplied there."""


class Stream(NamedTuple):
    """A batch on its way through the layers: what has been said so far, and where there are pieces."""

    said: Tensor
    mask: Tensor
    there: Tensor


class Rest(NamedTuple):
    """What is left of a linear layer: which inputs, its weights for them and its bias, and with every step how many
    groups of inputs were left and what had been lost."""

    kept: Tensor
    weight: Tensor
    bias: Tensor
    steps: list[tuple[int, float]]


def narrow(linear: nn.Linear, products: Tensor, group: int, keep: int) -> Rest:
    """A linear layer without the groups of inputs that the others mend best, up to so many groups.

    `products` are those of its inputs, and of a constant 1 behind them, with each other, summed over the pieces.
    """
    size = linear.in_features
    ridge = torch.cat([torch.full((size,), RIDGE * float(products.diagonal()[:size].mean())), torch.zeros(1)])
    inverse = torch.linalg.inv(products.double() + ridge.double().diag())
    weight = torch.cat([linear.weight, linear.bias[:, None]], 1).detach().double()
    left, lost = torch.arange(size).view(-1, group), 0.0
    steps = [(len(left), lost)]
    while len(left) > keep:
        few = min(STEP if group == 1 else 1, len(left) - keep)
        order = _losses(weight, inverse, left).argsort()
        gone, left = left[order[:few]].flatten(), left[order[few:].sort().values]
        block = torch.linalg.inv(inverse[gone][:, gone])
        lost += float((weight[:, gone] @ block * weight[:, gone]).sum())
        mend = block @ inverse[gone]
        weight, inverse = weight - weight[:, gone] @ mend, inverse - inverse[:, gone] @ mend
        steps.append((len(left), lost))
    kept = left.flatten()
    return Rest(kept, weight[:, kept].float(), weight[:, size].float(), steps)


def _losses(weight: Tensor, inverse: Tensor, groups: Tensor) -> Tensor:
    """What is lost without each group once the others have mended what they can."""
    blocks = torch.linalg.inv(inverse[groups[:, :, None], groups[:, None, :]])
    own = weight[:, groups].transpose(0, 1)
    return ((own @ blocks) * own).sum((1, 2))


def narrowed(tagger: Tagger, streams: list[Stream], shape: Shape | None) -> list[tuple[float, int, int, int]]:
    """Narrows a tagger to a shape. With None it only looks: what each step from one size to the next would lose for its
    cost, with layer, kind (0 heads, 1 inner units) and size, the least first."""
    steps: list[tuple[float, int, int, int]] = []
    for number, layer in enumerate(tagger.encoder.layers):
        keep = (1, STEP) if shape is None else shape[number]
        said = [layer.attended(stream.said, stream.mask) for stream in streams]
        rest, spread = _rest(layer.mix, said, [s.said for s in streams], streams, HEAD, keep[0])
        steps += _per_cost(rest.steps, spread, number, 0)
        if shape is not None:
            _leave(rest, layer.mix, [layer.query, layer.key, layer.value])
            said = [one[..., rest.kept] for one in said]
        between = [layer.after_attention(s.said + layer.mix(one)) for s, one in zip(streams, said, strict=True)]
        units = [functional.gelu(layer.up(one)) for one in between]
        rest, spread = _rest(layer.down, units, between, streams, 1, keep[1])
        steps += _per_cost(rest.steps, spread, number, 1)
        if shape is not None:
            _leave(rest, layer.down, [layer.up])
        streams = [s._replace(said=_after(layer, one)) for s, one in zip(streams, between, strict=True)]
    return sorted(steps)


def _after(layer: Layer, between: Tensor) -> Tensor:
    said: Tensor = layer.after_inner(between + layer.down(functional.gelu(layer.up(between))))
    return said


def _rest(
    linear: nn.Linear, inputs: list[Tensor], beside: list[Tensor], streams: list[Stream], group: int, keep: int
) -> tuple[Rest, float]:
    """What is left of a layer for these inputs, and the variance of the stream that it adds to."""
    products, spread = torch.zeros(linear.in_features + 1, linear.in_features + 1), 0.0
    for one, stream, other in zip(inputs, streams, beside, strict=True):
        rows = functional.pad(one[stream.there], (0, 1), value=1.0)
        products += rows.T @ rows
        spread += float((other + linear(one))[stream.there].var(1).sum()) * WIDTH
    return narrow(linear, products, group, keep), spread


def _per_cost(
    steps: list[tuple[int, float]], spread: float, layer: int, kind: int
) -> list[tuple[float, int, int, int]]:
    """The steps by what they lose for their cost; none seems to lose less than one before it."""
    found, worst = [], 0.0
    for (size, before), (smaller, after) in pairwise(steps):
        worst = max(worst, (after - before) / spread / ((size - smaller) * COSTS[kind]))
        found.append((worst, layer, kind, smaller))
    return found


def _leave(rest: Rest, linear: nn.Linear, feeding: list[nn.Linear]) -> None:
    """Puts what is left in the place of the linear layer, and of those that feed it."""
    linear.weight, linear.bias = nn.Parameter(rest.weight), nn.Parameter(rest.bias)
    for one in feeding:
        one.weight, one.bias = nn.Parameter(one.weight[rest.kept].clone()), nn.Parameter(one.bias[rest.kept].clone())


def affordable(steps: list[tuple[float, int, int, int]], share: float) -> Shape:
    """The shape that costs such a share of the full one, with the least loss."""
    sizes = [list(sizes) for sizes in FULL]
    cost = full = sum(size * one for sizes in FULL for size, one in zip(sizes, COSTS, strict=True))
    for _, layer, kind, size in steps:
        if cost <= share * full:
            break
        cost -= (sizes[layer][kind] - size) * COSTS[kind]
        sizes[layer][kind] = size
    return [(heads, inner) for heads, inner in sizes]


def begun(tagger: Tagger, articles: list[Article]) -> list[Stream]:
    """Some windows of articles, as the first layer gets them."""
    streams = []
    for batch in islice(windows(articles, random.Random(SEED)), WINDOWS):
        pieces, kinds, there, _ = as_tensors(articles, batch)
        streams.append(Stream(*tagger.encoder.begun(pieces, kinds, there), there.bool()))
    return streams


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("narrow", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the cost of the full shape")
    parser.add_argument("--leave-out", default="0/0", help="as for attribution.py")
    options = parser.parse_args()
    tagger = load_tagger(options.weights)
    with torch.no_grad():
        streams = begun(tagger, left_in(read_articles(POLNEAR / "train.jsonl"), options.leave_out))
        shape = affordable(narrowed(tagger, streams, None), options.share)
        print(f"heads and inner units of each layer: {shape}", file=sys.stderr)
        narrowed(tagger, streams, shape)
    torch.save(tagger.state_dict(), options.narrow)


if __name__ == "__main__":
    main()
