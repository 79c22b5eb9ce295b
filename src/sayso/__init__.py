"""sayso: who says what about whom, on whose word, in exactly which words.

`analyse(text)` analyses one text; `open_project(path)` opens a project of many. What they are made of is loaded when it
is first asked for, so that `import sayso` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.api import analyse
    from sayso.model import Analysis, Claim, Document
    from sayso.project import Project, open_project
    from sayso.resources import Resources, load_resources
    from sayso.storage import ClaimFilter, StoredClaim

__all__ = [
    "Analysis",
    "Claim",
    "ClaimFilter",
    "Document",
    "Project",
    "Resources",
    "StoredClaim",
    "analyse",
    "load_resources",
    "open_project",
]

_HOMES = {
    "Analysis": "model",
    "Claim": "model",
    "ClaimFilter": "storage",
    "Document": "model",
    "Project": "project",
    "Resources": "resources",
    "StoredClaim": "storage",
    "analyse": "api",
    "load_resources": "resources",
    "open_project": "project",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever has that name
    if name not in _HOMES:
        raise AttributeError(f"module 'sayso' has no attribute '{name}'")
    return getattr(import_module(f"sayso.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
