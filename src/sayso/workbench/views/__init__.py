"""All views and actions of the workbench. A new page is a module here, a folder in ../templates, and a line below."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.workbench.kinds import Action, View
from sayso.workbench.views import (
    actor,
    actors,
    answers,
    claim,
    claims,
    codebook,
    compare,
    compare_two,
    correct_actors,
    difference,
    disputes,
    document,
    drift,
    log,
    names,
    network,
    overview,
    reprints,
    review,
    saved,
    source,
    sources,
    statement,
    statements,
    timeline,
    trial,
    verdicts,
)

VIEWS: tuple[View, ...] = (
    overview.VIEW,
    statements.VIEW,
    statement.VIEW,
    claims.VIEW,
    claim.VIEW,
    document.LIST,
    document.VIEW,
    actors.VIEW,
    actor.VIEW,
    sources.VIEW,
    source.VIEW,
    names.VIEW,
    network.VIEW,
    timeline.VIEW,
    compare.VIEW,
    compare_two.VIEW,
    disputes.LIST,
    disputes.VIEW,
    answers.VIEW,
    drift.LIST,
    drift.SERIES,
    reprints.LIST,
    reprints.VIEW,
    reprints.QUOTATIONS,
    difference.VIEW,
    review.VIEW,
    review.AGREEMENT,
    log.VIEW,
    saved.VIEW,
    codebook.LIST,
    codebook.VIEW,
    trial.VIEW,
)
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Overview": ("Overview",),
    "Claims": ("Statements", "Claims", "Documents"),
    "Actors": ("Actors", "Names", "Network"),
    "Sources": ("Sources", "Reprints", "Drift"),
    "Findings": ("Disputes", "Compare", "Timeline"),
    "Work": ("Review", "Log", "Saved", "Codebook"),
}
"""The navigation: its menus with the sections in each; what has one alone is a link."""
ACTIONS: tuple[Action, ...] = (*saved.ACTIONS, *correct_actors.ALL, *verdicts.ACTIONS, *log.ACTIONS)
MOVED: Mapping[str, str] = {"/compare/answers": answers.PATH}
"""Addresses of old, and where these pages are now; what is asked stays the same."""
