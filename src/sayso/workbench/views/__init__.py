"""All views and actions of the workbench. A new page is a module here, a folder in ../templates, and a line below."""

from __future__ import annotations

from sayso.workbench.kinds import Action, View
from sayso.workbench.views import (
    actor,
    actors,
    claim,
    claims,
    compare,
    compare_answers,
    compare_two,
    correct_actors,
    difference,
    document,
    log,
    names,
    network,
    overview,
    reprints,
    review,
    source,
    sources,
    statement,
    statements,
    timeline,
    verdicts,
)

VIEWS: tuple[View, ...] = (
    overview.VIEW,
    statements.VIEW,
    statement.VIEW,
    claims.VIEW,
    claim.VIEW,
    network.VIEW,
    compare.VIEW,
    compare_two.VIEW,
    compare_answers.VIEW,
    timeline.VIEW,
    sources.VIEW,
    source.VIEW,
    actors.VIEW,
    actor.VIEW,
    names.VIEW,
    document.LIST,
    document.VIEW,
    reprints.LIST,
    reprints.VIEW,
    reprints.QUOTATIONS,
    difference.VIEW,
    review.VIEW,
    review.AGREEMENT,
    log.VIEW,
)
"""In the order of the navigation."""
ACTIONS: tuple[Action, ...] = (*correct_actors.ALL, *verdicts.ACTIONS, *log.ACTIONS)
