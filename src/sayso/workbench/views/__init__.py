"""All views and actions of the workbench. A new page is a module here, a folder in ../templates, and a line below."""

from __future__ import annotations

from sayso.workbench.kinds import Action, View
from sayso.workbench.views import actors, claim, claims, document, overview, sources, statement, statements

VIEWS: tuple[View, ...] = (
    overview.VIEW,
    statements.VIEW,
    statement.VIEW,
    claims.VIEW,
    claim.VIEW,
    sources.VIEW,
    actors.VIEW,
    document.LIST,
    document.VIEW,
)
"""In the order of the navigation."""
ACTIONS: tuple[Action, ...] = ()
