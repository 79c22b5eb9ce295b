"""Actors: who is spoken of and who speaks, over all documents."""

from __future__ import annotations

from typing import Annotated

import msgspec

from sayso.storage.actor_counts import ACTORS, ActorCount, actor_types, list_actor_counts
from sayso.storage.kept import is_outdated
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Name

SIZE = 50
MOST_PAGES = 100


class Asked(msgspec.Struct, frozen=True):
    """`name` is how a name begins; `page` counts from 1."""

    name: Name | None = None
    type: Name | None = None
    page: Annotated[int, msgspec.Meta(ge=1, le=MOST_PAGES)] = 1


class Actors(msgspec.Struct, frozen=True):
    """A page of actors, those in most claims first; `more` says that there is a next.

    `outdated`: they were counted before the last correction.
    """

    actors: list[ActorCount]
    types: list[str]
    more: bool
    outdated: bool


def show(desk: Desk, asked: Asked) -> Actors:
    """The actors, a page of them."""
    skip = (asked.page - 1) * SIZE
    found = list_actor_counts(desk.connection, SIZE + 1, begins=asked.name, kind=asked.type, skip=skip)
    more = len(found) > SIZE and asked.page < MOST_PAGES
    return Actors(found[:SIZE], actor_types(desk.connection), more, is_outdated(desk.connection, ACTORS))


VIEW = View(path="/actors", template="actors/page.html", asked=Asked, show=show, section="Actors", opens=True)
