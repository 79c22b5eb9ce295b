"""Where the weights of the learned reader and its judge lie, and what to say of those that cannot be read."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from sayso.errors import ModelError

FOLDER = Path(str(files("sayso"))) / "data" / "claims"
READER, JUDGE = FOLDER / "pairs.npz", FOLDER / "vote.json"
LEAST = 0.02
"""Chances below this are nothing that a vote could make a claim of."""


def unreadable(path: Path, error: Exception) -> ModelError:
    """What to say of a file of weights that cannot be read."""
    return ModelError(
        f"The weights of the claims step, {path}, cannot be read ({error}). "
        'Install sayso again, or set claims.engine = "frames" in sayso.toml.'
    )
