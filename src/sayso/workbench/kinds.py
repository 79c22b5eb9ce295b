"""The three kinds of thing that the workbench is made of: views that show, downloads beside them, actions that change.

Each view is a module of `views/` with a folder in `templates/`; see docs/decisions/0021-the-workbench.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec

from sayso.storage.users import Role
from sayso.workbench.desk import Desk
from sayso.workbench.figures import Figure

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Download:
    """Exactly what a view shows, all of it, for other programs: rows for JSON lines, and the same as cells for CSV."""

    columns: Sequence[str]
    rows: Callable[[Desk, Any], Iterable[Row]]
    cells: Callable[[Desk, Any], Iterable[Row]]


@dataclass(frozen=True, kw_only=True)
class View:
    """A page. `show` is a function of the desk and the parameters (`asked`, a msgspec.Struct) to the page's data.

    `path` may hold parameters in braces ('/claims/{claim}'), which `asked` has as fields too. The data are what the
    template (a file below templates/) is filled with as `page`, and what the address with '.json' answers. `section`
    is the entry of the navigation to which the page belongs; the view that `opens` it is what the entry leads to.
    `drawing` finds the picture among the page's data that the address with '.svg' answers.
    """

    path: str
    template: str
    asked: type[msgspec.Struct]
    show: Callable[[Desk, Any], Any]
    section: str
    opens: bool = False
    needs: Role = "reader"
    download: Download | None = None
    drawing: Callable[[Any], Figure | None] | None = None


class Done(msgspec.Struct, frozen=True):
    """What an action answers: the address to go on at, and what to tell there (nothing where it is empty)."""

    to: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Action:
    """A change, by POST. `do` is a function of the desk and what the form holds (`asked`, a msgspec.Struct).

    `do` writes through `desk.project`, whose changes `desk.connection` does not see. Fields named in braces in `path`
    come from the address.
    """

    path: str
    asked: type[msgspec.Struct]
    do: Callable[[Desk, Any], Done]
    needs: Role = "coder"
