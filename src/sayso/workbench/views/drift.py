"""Drift: what outlets changed in what they say of actors, by more than chance would; and any one series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec
from sqlalchemy import func, select

from sayso.exports.drift_words import about, category
from sayso.findings.change import Change
from sayso.findings.drift import LEVEL, Drift, Drifts, list_drifts
from sayso.findings.keeping import DRIFT
from sayso.findings.series import LEAST, Series, categories_of, change_in, list_series
from sayso.pages.drifting import points, risen_place, shares_in_words
from sayso.pages.words import day, share
from sayso.pictures import share_line
from sayso.pictures.tables import Cell, Table
from sayso.storage import schema as t
from sayso.storage.kept import is_outdated, read_kept
from sayso.storage.name_counts import shown_names
from sayso.storage.naming import identities_named
from sayso.storage.outlets import SeriesKind
from sayso.workbench.desk import Desk
from sayso.workbench.figures import Figure
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Name

SIZE = 20
FEW = 50_000
"""Among no more claims than this drifts are looked for while somebody waits."""
_OUTLETS = 12


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which drifts to show; `after` is how many of them stand before the page."""

    outlet: Name | None = None
    actor: Name | None = None
    kind: SeriesKind | None = None
    after: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 0


class DriftView(msgspec.Struct, frozen=True, kw_only=True):
    """A drift in words, with the shares before and after."""

    row: Drift
    words: str
    before: list[tuple[str, str]]
    after: list[tuple[str, str]]


class DriftPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of drifts of `number`, and how many series were tested for them; `outlets` are those that drift most.

    Not `ready`: in so large a project only a run looks for them. `outdated`: it did so before the last correction.
    """

    drifts: list[DriftView]
    number: int
    after: int | None
    tested: int
    short: int
    level: float
    ready: bool
    outdated: bool
    outlets: list[tuple[str, int]]


def show(desk: Desk, asked: Asked) -> DriftPage:
    """The drifts that meet all conditions, the surest first. Raises UsageError where nobody is called as asked."""
    every = _drifts(desk)
    outlets, actors = _called(desk, asked.outlet), _called(desk, asked.actor)
    found = [
        drift
        for drift in every.found
        if asked.kind in (None, drift.kind)
        and (outlets is None or drift.outlet in outlets)
        and (actors is None or drift.actor in actors)
    ]
    shown = found[asked.after : asked.after + SIZE]
    return DriftPage(
        drifts=[_view(desk, drift) for drift in shown],
        number=len(found),
        after=asked.after + SIZE if len(found) > asked.after + SIZE else None,
        tested=every.tested,
        short=every.short,
        level=every.level,
        ready=every.tested >= 0,
        outdated=is_outdated(desk.connection, DRIFT),
        outlets=Counter(drift.outlet for drift in every.found).most_common(_OUTLETS),
    )


def _drifts(desk: Desk) -> Drifts:
    """Those that a run left ready, or else looked for; `tested` is -1 where that would take too long."""
    kept = read_kept(desk.connection, DRIFT, Drifts, outdated=True)
    if kept:
        return kept[0]
    some = select(t.claims.c.key).limit(FEW + 1).subquery()
    if desk.connection.execute(select(func.count()).select_from(some)).scalar_one() > FEW:
        return Drifts(tested=-1, short=0, level=LEVEL, found=())
    return list_drifts(desk.connection)


def _called(desk: Desk, name: str | None) -> set[str] | None:
    """The names under which findings show whoever is called so."""
    if name is None:
        return None
    identities = identities_named(desk.connection, name)
    return {*shown_names(desk.connection, set(identities)).values(), *identities}


def _view(desk: Desk, drift: Drift) -> DriftView:
    words = about(drift.kind, drift.outlet, drift.actor, drift.relation, desk.codebook)
    before, after = shares_in_words(drift.before), shares_in_words(drift.after)
    return DriftView(row=drift, words=words, before=before, after=after)


class AskedSeries(msgspec.Struct, frozen=True, kw_only=True):
    """Which series: what an outlet says of an actor. `category` is whose share is drawn, by its place in the table.

    None is shown where one of the two is not given.
    """

    outlet: Name | None = None
    actor: Name | None = None
    kind: SeriesKind = "names"
    relation: Name | None = None
    category: Annotated[int, msgspec.Meta(ge=0, le=20)] | None = None


class SeriesView(msgspec.Struct, frozen=True, kw_only=True):
    """One series: the share of one of its `categories` as a picture, all of them as a table, and what the test says.

    `drift` is the drift that a run reported for it, `verdict` says in words what the test found.
    """

    words: str
    outlet: str
    actor: str
    relation: str | None
    documents: int
    days: tuple[str, str]
    categories: list[str]
    drawn: int
    verdict: str
    drift: DriftView | None
    figure: Figure
    table: Table


class SeriesPage(msgspec.Struct, frozen=True, kw_only=True):
    """The series of an outlet and an actor of one kind: several where they are told apart by relation."""

    series: list[SeriesView]
    least: int


def show_series(desk: Desk, asked: AskedSeries) -> SeriesPage:
    """Raises UsageError where nobody is called as asked."""
    if asked.outlet is None or asked.actor is None:
        return SeriesPage(series=[], least=LEAST)
    outlets, actors = (identities_named(desk.connection, name) for name in (asked.outlet, asked.actor))
    found = [
        series
        for series in list_series(desk.connection, asked.kind, outlets, actors)
        if asked.relation in (None, series.relation or None)
    ]
    shown = shown_names(desk.connection, {name for series in found for name in _named(series)})
    every = _drifts(desk).found if found else ()
    views = [_series(desk, series, shown, every, asked.category) for series in found[:SIZE]]
    return SeriesPage(series=views, least=LEAST)


def _named(series: Series) -> Iterator[str]:
    yield from (series.outlet, series.actor)
    if series.kind == "answers":
        yield from categories_of(series.counts)


def _series(
    desk: Desk, series: Series, shown: dict[str, str], every: Sequence[Drift], wanted: int | None
) -> SeriesView:
    outlet, actor = (shown.get(one, one) for one in (series.outlet, series.actor))
    names = [shown.get(name, name) if series.kind == "answers" else category(name)
             for name in categories_of(series.counts)]  # fmt: skip
    drift = next((one for one in every if _is_of(one, series, outlet, actor)), None)
    change = change_in(series)
    rose = risen_place(series, change.place) if change else 0
    drawn = wanted if wanted is not None and wanted < len(names) else rose
    return SeriesView(
        words=about(series.kind, outlet, actor, series.relation, desk.codebook),
        outlet=outlet,
        actor=actor,
        relation=series.relation or None,
        documents=len(series.days),
        days=(series.days[0], series.days[-1]),
        categories=names,
        drawn=drawn,
        verdict=_verdict(series, change, drift),
        drift=_view(desk, drift) if drift else None,
        figure=_figure(series, outlet, names[drawn], drawn, drift),
        table=_table(series, names),
    )


def _is_of(drift: Drift, series: Series, outlet: str, actor: str) -> bool:
    same = (drift.kind, drift.outlet, drift.actor, drift.relation or "")
    return same == (series.kind, outlet, actor, series.relation)


def _verdict(series: Series, change: Change | None, drift: Drift | None) -> str:
    if drift is not None:
        return "It changes by more than chance would have it."
    if len(series.days) < LEAST:
        return f"It is too short to be tested: that takes {LEAST} dated documents."
    if change is None:
        return "It always says the same."
    return (
        f"The strongest change is at {day(series.days[change.place])}; by chance alone as strong a one comes in "
        f"{share(change.chance)} of all orders, so it is not told as a drift."
    )


def _figure(series: Series, outlet: str, name: str, which: int, drift: Drift | None) -> Figure:
    drawn = points(series, which)
    caption = f"Share of ‘{name}’ in the documents of {outlet}, with the interval in which it probably lies"
    drawing = share_line.draw(drawn, name=caption, since=drift.first_after if drift else None)
    dashed = f"; the dashed line is {day(drift.first_after)}" if drift else ""
    return Figure(drawing, f"{caption}{dashed}", share_line.table(drawn))


def _table(series: Series, names: Sequence[str]) -> Table:
    """All shares by period."""
    columns = [points(series, which) for which in range(len(names))]
    rows: list[tuple[Cell, ...]] = []
    for place, first in enumerate(columns[0]):
        shares = [share(column[place].part / max(1, first.whole)) for column in columns]
        rows.append((first.period, first.whole, *shares))
    return Table(("published", "documents", *names), tuple(rows), tuple(range(1, len(names) + 2)))


LIST = View(path="/drift", template="drift/list.html", asked=Asked, show=show, section="Drift", opens=True)
SERIES = View(path="/drift/series", template="drift/series.html", asked=AskedSeries, show=show_series, section="Drift")
