"""Sources: the outlets that put the documents out."""

from __future__ import annotations

import msgspec

from sayso.storage.counting import OutletRow, list_outlets
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Name

SIZE = 100


class Asked(msgspec.Struct, frozen=True):
    """`after` is the name behind which the page begins."""

    after: Name | None = None


class Sources(msgspec.Struct, frozen=True):
    """A page of outlets by name; `after` is where the next begins, None on the last."""

    outlets: list[OutletRow]
    after: str | None


def show(desk: Desk, asked: Asked) -> Sources:
    """The outlets, a page of them."""
    found = list_outlets(desk.connection, SIZE + 1, asked.after)
    return Sources(found[:SIZE], found[SIZE - 1].name if len(found) > SIZE else None)


VIEW = View(path="/sources", template="sources/page.html", asked=Asked, show=show, section="Sources", opens=True)
