"""One source, by the name under which it puts documents out: whom it quotes, what it claims, how it speaks of others,
whom it cites in a circle, and who copies whom."""

from __future__ import annotations

import msgspec

from sayso.errors import UsageError
from sayso.storage.portraits import Shown, shown_actor, shown_as
from sayso.storage.put_out import (
    CopiedRow,
    From,
    PutOut,
    Quoted,
    copied,
    count_put_out,
    is_outlet,
    labels_used,
    names_used,
    outlet_identity,
    quoted_by,
    statements_put_out,
)
from sayso.workbench.desk import Desk
from sayso.workbench.figures import Figure
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Day, Name
from sayso.workbench.views.actor import whom
from sayso.workbench.views.namings import LabelLine, NamedLine, label_line, named_lines
from sayso.workbench.views.source_findings import CircleView, DriftView, circles_of, drifts_of
from sayso.workbench.views.source_pictures import name_over_time, tone_over_time
from sayso.workbench.views.told import ToldView, told_views

_STATEMENTS, _QUOTED, _NAMES, _LABELS, _COPIES = 10, 20, 20, 15, 10


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which source, by the name in its documents; `about` is whose names are shown over time."""

    source: str
    about: Name | None = None
    since: Day | None = None
    until: Day | None = None


class QuotedView(msgspec.Struct, frozen=True, kw_only=True):
    """One who is quoted, as it is shown."""

    row: Quoted
    name: str


class SourcePage(msgspec.Struct, frozen=True, kw_only=True):
    """A source. All is counted in `numbers.counted` documents, the newest of the period asked for.

    `actor` is as whom it is known where it speaks or is spoken of. `circles` and `drifts` are of all time, None where
    the next run looks for them.
    """

    name: str
    actor: Shown | None
    numbers: PutOut
    quoted: list[QuotedView]
    claims: list[ToldView]
    names: list[NamedLine]
    more_names: int
    name_over_time: Figure | None
    labels: list[LabelLine]
    more_labels: int
    tone_over_time: Figure | None
    circles: list[CircleView] | None
    drifts: list[DriftView] | None
    copied_by: list[CopiedRow]
    copies_from: list[CopiedRow]


def show(desk: Desk, asked: Asked) -> SourcePage:
    """Raises UsageError where no document was put out under this name."""
    connection, of = desk.connection, From(asked.source, asked.since, asked.until)
    if not is_outlet(connection, asked.source):
        raise UsageError(f"No document says that '{asked.source}' put it out. The page of sources lists who did.")
    own = outlet_identity(connection, asked.source)
    quoted = quoted_by(connection, of, own, _QUOTED)
    called = names_used(connection, of, own) if own else []
    labels = labels_used(connection, of, own) if own else []
    names = shown_as(
        connection, {row.who for row in quoted} | {row.actor for row in called} | {row.actor for row in labels} | {own}
    )
    lines = named_lines((row for row in called if row.actor != own), names)
    conditions = {"outlet": own, "since": asked.since, "until": asked.until}
    about = whom(desk, asked.about).identity if asked.about else None
    return SourcePage(
        name=asked.source,
        actor=shown_actor(connection, own) if own else None,
        numbers=count_put_out(connection, of),
        quoted=[
            QuotedView(row=row, name=names.get(row.who, row.who) if row.who else "without a name") for row in quoted
        ],
        claims=told_views(desk, statements_put_out(connection, of, _STATEMENTS), conditions),
        names=lines[:_NAMES],
        more_names=len(lines) - _NAMES,
        name_over_time=name_over_time(connection, of, own, called, names, about) if own else None,
        labels=[label_line(row, names) for row in labels[:_LABELS]],
        more_labels=len(labels) - _LABELS,
        tone_over_time=tone_over_time(connection, of, own) if own else None,
        circles=circles_of(desk, {asked.source, names.get(own or "", asked.source)}),
        drifts=drifts_of(desk, outlets={asked.source, names.get(own or "", asked.source)}),
        copied_by=copied(connection, of, "by", _COPIES),
        copies_from=copied(connection, of, "from", _COPIES),
    )


def _quoted(row: Quoted, names: dict[str, str]) -> QuotedView:
    return QuotedView(row=row, name=names.get(row.who, row.who) if row.who else "without a name")


VIEW = View(path="/sources/{source:path}", template="source/page.html", asked=Asked, show=show, section="Sources")
