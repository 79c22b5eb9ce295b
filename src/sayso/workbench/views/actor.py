"""One actor: its names, what is said of it and by whom, what it says, and whom it is said to be friend or enemy of."""

from __future__ import annotations

import msgspec

from sayso.storage.actor_counts import actor_types
from sayso.storage.appearances import (
    Appearing,
    By,
    Of,
    between,
    count_appearances,
    days_said,
    said_by,
    statements_about,
    statements_by,
)
from sayso.storage.called import list_called, list_labels
from sayso.storage.naming import find_actor
from sayso.storage.portraits import Shown, other_names, publishers_of, shown_actor, shown_as
from sayso.workbench.desk import Desk
from sayso.workbench.figures import Figure
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Day, Name
from sayso.workbench.views.actor_log import LogLine, log_of, merged_into
from sayso.workbench.views.actor_pictures import neighbours, said_when
from sayso.workbench.views.namings import LabelLine, NameLine, label_line, name_lines
from sayso.workbench.views.told import Speaker, ToldView, speakers_of, told_views

_STATEMENTS, _SPEAKERS, _NAMES, _LABELS = 10, 20, 30, 20
PATH = "/actors/{actor:path}"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which actor, by its identity or a name. `by` is whose word is counted; `corrected` is an event just made."""

    actor: str
    by: By = "outlet"
    since: Day | None = None
    until: Day | None = None
    corrected: Name | None = None


class ActorPage(msgspec.Struct, frozen=True, kw_only=True):
    """An actor. All but `log` and `shown` is counted in `appearing.counted` documents, and in the period asked for.

    `publishers` are the names under which its documents were put out, where it is an outlet. `corrected` is the event
    that the address names.
    """

    shown: Shown
    other_names: list[str]
    publishers: list[str]
    appearing: Appearing
    about: list[ToldView]
    says: list[ToldView]
    speakers: list[Speaker]
    more_speakers: int
    names: list[NameLine]
    more_names: int
    labels: list[LabelLine]
    more_labels: int
    neighbours: Figure | None
    timeline: Figure | None
    log: list[LogLine]
    corrected: LogLine | None
    types: list[str]


def show(desk: Desk, asked: Asked) -> ActorPage:
    """Raises UsageError where nobody, or several, are called so."""
    connection, shown = desk.connection, whom(desk, asked.actor)
    of, period = Of(shown.identity, asked.since, asked.until), {"since": asked.since, "until": asked.until}
    called, labels = list_called(connection, of, "actor"), list_labels(connection, of)
    said, told = said_by(connection, of, asked.by), between(connection, of)
    speaking = {row.who for row in said} | {row.holder for row in called} | {row.holder for row in labels}
    names = shown_as(connection, speaking | {who for row in told for who in (row.subject, row.object)})
    about, says = {"about": shown.identity, **period}, {"holder": shown.identity, **period}
    lines = name_lines(called, names)
    speakers, more = speakers_of(said, names, "outlet" if asked.by == "outlet" else "holder", about, _SPEAKERS)
    events = log_of(connection, None)
    return ActorPage(
        shown=shown,
        other_names=other_names(connection, shown.identity),
        publishers=publishers_of(connection, shown),
        appearing=count_appearances(connection, of),
        about=told_views(desk, statements_about(connection, of, _STATEMENTS), about, about=shown.identity),
        says=told_views(desk, statements_by(connection, of, _STATEMENTS), says),
        speakers=speakers,
        more_speakers=more,
        names=lines[:_NAMES],
        more_names=len(lines) - _NAMES,
        labels=[label_line(row, names) for row in labels[:_LABELS]],
        more_labels=len(labels) - _LABELS,
        neighbours=neighbours(told, names, shown, period),
        timeline=said_when(days_said(connection, of), shown.identity),
        log=log_of(connection, shown.identity),
        corrected=next((line for line in events if line.id == asked.corrected), None),
        types=actor_types(connection),
    )


def whom(desk: Desk, name: str) -> Shown:
    """The actor with this identity; else the one into which it was merged, or who is called so.

    Raises UsageError where nobody, or several, are.
    """
    connection = desk.connection
    identity = merged_into(connection, name) or name
    found = shown_actor(connection, identity)
    if found is None:
        meant = find_actor(connection, name)
        found = shown_actor(connection, meant.identity) or Shown(meant.identity, meant.name, "unknown")
    return found


VIEW = View(path=PATH, template="actor/page.html", asked=Asked, show=show, section="Actors")
