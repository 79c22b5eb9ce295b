"""Saved views: lists that somebody will want to open again, under a name."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import msgspec

from sayso.errors import UsageError
from sayso.storage.saved_views import SavedView, list_views, remove_view, save_view
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import Action, Done, View

LISTS = {"/statements": "statements", "/claims": "claims"}
"""What can be saved, by its path."""


class Asked(msgspec.Struct, frozen=True):
    """Nothing: all are shown."""


class SavedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A saved view with what it lists, and its conditions by name."""

    view: SavedView
    lists: str
    conditions: list[tuple[str, str]]


class Saved(msgspec.Struct, frozen=True):
    """All saved views, by name."""

    views: list[SavedRow]


def show(desk: Desk, _asked: Asked) -> Saved:
    """All of them."""
    return Saved([_row(view) for view in list_views(desk.connection)])


def _row(view: SavedView) -> SavedRow:
    split = urlsplit(view.address)
    return SavedRow(view=view, lists=LISTS.get(split.path, split.path), conditions=parse_qsl(split.query))


class AskedSave(msgspec.Struct, frozen=True):
    """The name, and the address within the workbench."""

    name: str
    address: str


def save(desk: Desk, asked: AskedSave) -> Done:
    """Raises UsageError where this is no list of the workbench, or the name is taken."""
    split = urlsplit(asked.address)
    if split.scheme or split.netloc or split.fragment or split.path not in LISTS:
        raise UsageError("Only lists of statements or claims can be saved as views.")
    when = datetime.now(UTC).isoformat(timespec="seconds")
    view = SavedView(name=asked.name, address=asked.address, author=desk.visitor.name, saved=when)
    with desk.project.writing() as connection:
        save_view(connection, view)
    return Done(to=asked.address, words=f"Saved as '{asked.name}'. It is under Saved.")


class AskedRemove(msgspec.Struct, frozen=True):
    """The name of the view."""

    name: str


def remove(desk: Desk, asked: AskedRemove) -> Done:
    """Raises UsageError where it is gone already."""
    with desk.project.writing() as connection:
        gone = remove_view(connection, asked.name)
    return Done(to="/saved", words=f"Removed '{gone.name}'. To have it again, open {gone.address} and save it.")


VIEW = View(path="/saved", template="saved/page.html", asked=Asked, show=show, section="Saved", opens=True)
ACTIONS = (
    Action(path="/saved", asked=AskedSave, do=save, needs="coder"),
    Action(path="/saved/remove", asked=AskedRemove, do=remove, needs="coder"),
)
