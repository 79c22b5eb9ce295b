"""The timeline: who put out what when, a lane for each source; where that is dense, by month or year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import msgspec
from sqlalchemy import select

from sayso.model import Modality, Polarity
from sayso.pages.words import count
from sayso.pictures import timeline
from sayso.storage import schema as t
from sayso.storage.tallies import Counted, Speaker, TallyFilter, gather, tally
from sayso.storage.ties import first, settled_names
from sayso.storage.voices import Side
from sayso.workbench.addresses import Addresses
from sayso.workbench.desk import Desk
from sayso.workbench.figures import Figure
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Day, Name, address
from sayso.workbench.views.choices import Choices, choices
from sayso.workbench.views.periods import Period, periods, window

LANES = 20
_MOST = 300
"""Where there are more marks than this, those of a month or of a year are one."""
_CLAIMS: dict[str, tuple[Polarity, Modality | None]] = {
    "affirmed": ("affirmed", "actual"),
    "denied": ("denied", None),
    "possible": ("affirmed", "possible"),
    "intended": ("affirmed", "intended"),
}
"""How the list of claims is asked for each side."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims to place in time; names as in the form. Lanes are those who put claims out (`outlet`), or those on
    whose word they stand (`source`).
    """

    about: Name | None = None
    subject: Name | None = None
    object: Name | None = None
    relation: Name | None = None
    holder: Name | None = None
    outlet: Name | None = None
    side: Side | None = None
    by: Speaker = "outlet"
    period: Day | None = None
    since: Day | None = None
    until: Day | None = None


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The picture, None where nothing with a date meets the conditions. `left` counts the sources without a lane.

    `is_whole` is false where only the claims of the statements in most documents were looked at.
    """

    figure: Figure | None
    claims: int
    lanes: int
    left: int
    is_whole: bool
    since: str | None
    until: str | None
    periods: list[Period]
    choices: Choices


def show(desk: Desk, asked: Asked) -> Timeline:
    """Raises UsageError where nobody is called as asked."""
    offered = choices(desk, asked.relation)
    since, until = window(asked)
    wanted = TallyFilter(
        about=asked.about, subject=asked.subject, object=asked.object, relation=asked.relation, holder=asked.holder,
        outlet=asked.outlet, since=since, until=until,
    )  # fmt: skip
    pool = gather(desk.connection, wanted)
    counted = tally(desk.connection, pool, wanted, speaker=asked.by, by_day=True)
    rows = [row for row in counted if asked.side in (None, row.side)]
    numbers: Counter[str] = Counter()
    for row in rows:
        numbers[row.speaker] += row.number
    chosen = first(numbers, LANES)
    return Timeline(
        figure=_figure(desk, [row for row in rows if row.speaker in chosen], wanted, asked.by),
        claims=sum(numbers[speaker] for speaker in chosen),
        lanes=len(chosen),
        left=len(numbers) - len(chosen),
        is_whole=pool.is_whole,
        since=since,
        until=until,
        periods=periods(desk),
        choices=offered,
    )


def _figure(desk: Desk, rows: Sequence[Counted], wanted: TallyFilter, by: Speaker) -> Figure | None:
    """Lanes in the order in which their sources began."""
    if not rows:
        return None
    names = settled_names(desk.connection, {row.speaker for row in rows}) if by == "source" else {}
    length = next((n for n in (10, 7) if len({_place(row, n) for row in rows}) <= _MOST), 4)
    placed: dict[tuple[str, str, Side], int] = defaultdict(int)
    for row in rows:
        placed[_place(row, length)] += row.number
    leads = _leads(wanted, by)
    marks: dict[str, list[timeline.Mark]] = defaultdict(list)
    for (speaker, day, side), number in sorted(placed.items()):
        href = leads(speaker, side, day, day)
        marks[speaker].append(timeline.Mark(day, side, count(number, "claim"), href, number))
    order = sorted(marks, key=lambda speaker: (marks[speaker][0].day, names.get(speaker, speaker)))
    links, d = Addresses(), t.documents.c
    # Where a document names no publisher its author stands for one, who has no page as a source.
    outlets = set(desk.connection.scalars(select(d.publisher).where(d.publisher.in_(order)).distinct()))
    lead = {who: links.source(who) if by == "outlet" and who in outlets else links.actor(who) for who in order}
    lanes = [timeline.Lane(names.get(who, who), tuple(marks[who]), lead[who]) for who in order]
    speaker_of = dict(zip((lane.href for lane in lanes), order, strict=True))
    caption = "Who printed it when" if by == "outlet" else "On whose word it stood when"
    drawing = timeline.draw(
        lanes,
        name=caption,
        period_href=lambda lane, side, start, end: leads(speaker_of[lane.href], side, start, end),
    )
    return Figure(drawing, f"{caption}; a sign or number leads to its claims", timeline.table(lanes))


def _place(row: Counted, length: int) -> tuple[str, str, Side]:
    return row.speaker, (row.day or "")[:length], row.side


def _leads(wanted: TallyFilter, by: Speaker) -> Callable[[str, str, str, str], str]:
    """Where the claims of a source are that take a side between two days or months, both included."""
    same = {name: getattr(wanted, name) for name in ("about", "subject", "object", "relation", "holder", "outlet")}
    role = "outlet" if by == "outlet" else "holder"

    def lead(speaker: str, side: str, since: str, until: str) -> str:
        polarity, modality = _CLAIMS[side]
        return address(
            "/claims", **{**same, role: speaker}, polarity=polarity, modality=modality, since=since, until=until
        )

    return lead


VIEW = View(
    path="/timeline",
    template="timeline/page.html",
    asked=Asked,
    show=show,
    section="Timeline",
    opens=True,
    drawing=lambda page: page.figure,
)
