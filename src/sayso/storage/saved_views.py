"""Views of the workbench that people saved, to open them again under a name."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, delete, insert, select

from sayso.errors import UsageError
from sayso.storage.workbench_tables import saved_views

MOST = 500
"""So many can be kept in a project: it is a list to choose from."""
_LONGEST, _ADDRESS = 80, 2_000


class SavedView(msgspec.Struct, frozen=True, kw_only=True):
    """An address within the workbench under a name; `author` saved it at `saved`, in UTC (ISO 8601)."""

    name: str
    address: str
    author: str
    saved: str


def save_view(connection: Connection, view: SavedView) -> None:
    """Keeps a view. Raises UsageError where its name is taken or cannot be one, or there are too many."""
    v = saved_views.c
    if not view.name or view.name != " ".join(view.name.split()) or len(view.name) > _LONGEST:
        raise UsageError(f"A view needs a name of at most {_LONGEST} characters, without spaces at its ends.")
    if len(view.address) > _ADDRESS:
        raise UsageError("This view has too many conditions to be saved.")
    if connection.execute(select(v.name).where(v.name == view.name)).first():
        raise UsageError(f"There is a view '{view.name}' already. Choose another name, or remove it first.")
    if len(list_views(connection)) >= MOST:
        raise UsageError(f"There are {MOST} saved views already: remove one first.")
    connection.execute(insert(saved_views).values(**msgspec.structs.asdict(view)))


def remove_view(connection: Connection, name: str) -> SavedView:
    """Keeps a view no longer, and gives it. Raises UsageError where there is none of this name."""
    found = next((view for view in list_views(connection) if view.name == name), None)
    if found is None:
        raise UsageError(f"There is no saved view '{name}' any more.")
    connection.execute(delete(saved_views).where(saved_views.c.name == name))
    return found


def list_views(connection: Connection) -> list[SavedView]:
    """All of them, by name."""
    rows = connection.execute(select(saved_views).order_by(saved_views.c.name))
    return [SavedView(name=row.name, address=row.address, author=row.author, saved=row.saved) for row in rows]
