"""Where the weights of the learned engine lie, and what to say of those that cannot be read."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from sayso.errors import ModelError

FOLDER = Path(str(files("sayso"))) / "data" / "attribution"


def unreadable(path: Path, error: Exception) -> ModelError:
    """What to say of a file of weights that cannot be read."""
    return ModelError(
        f"The weights of the attribution step, {path}, cannot be read ({error}). "
        'Install sayso again, or set attribution.engine = "rules" in sayso.toml.'
    )
