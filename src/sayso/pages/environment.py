"""Templates: whatever a document says is escaped, and a name that nobody gave is a fault, never an empty place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sayso.pages import words
from sayso.pages.links import NoLinks
from sayso.pictures.signs import SIGNS

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).resolve().parent
STYLESHEET = HERE / "look.css"
"""The one stylesheet; pages name it themselves, since they know where they lie."""
_CONTROLS = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}
_Value = TypeVar("_Value")


def make_environment(*folders: Path, known: Mapping[str, Any] | None = None) -> Environment:
    """Templates from these folders, then from this one ('parts.html'), with the filters that both kinds of pages use.

    Everything is escaped in every template, whatever its name ends in; only the filter `drawn` lets a picture of
    sayso's own through. `known` are names that all templates know; `links` (of links.py) lead nowhere unless given,
    here or with a page.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader([*folders, HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=_printable,
    )
    environment.filters |= {name: getattr(words, name) for name in words.FILTERS}
    environment.filters["drawn"] = Markup
    environment.globals |= {"signs": SIGNS, "links": NoLinks(), **(known or {})}
    return environment


def _printable(value: _Value) -> _Value:
    """The value without characters that no page may hold; what is marked as safe stays marked."""
    # To look is fifty times quicker than to translate, and nearly every value is printable.
    if not isinstance(value, str) or value.isprintable():
        return value
    return value.translate(_CONTROLS)  # type: ignore[return-value]
