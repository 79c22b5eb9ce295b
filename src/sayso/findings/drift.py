"""Drift: what an outlet says of an actor changes at some point in time, by more than chance would have it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from sayso.findings.change import Change, false_discovery_rates
from sayso.findings.series import OTHER, TOLD, Series, categories_of, change_in, list_series, list_told, shares_of
from sayso.storage.name_counts import shown_names
from sayso.storage.outlets import KINDS, SeriesKind
from sayso.storage.quotes import Quote, quote_claims, quote_labels, quote_names
from sayso.storage.stances import Stance

LEVEL = 0.05
"""The share of false ones to expect, at most, among the drifts that are reported."""
_QUOTES = 2


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """One series that changes: what `outlet` says of `actor` (in `relation`, of kind 'answers').

    `last_before` and `first_after` are days of publication, `before` and `after` the mean shares (0 to 1) of what is
    said in the documents on each side. `effect` is half of the sum of the differences between these shares (1: nothing
    stays); `chance` how often random orders of the documents change as much; `rate` the share of false ones to expect
    among all drifts that are at least as sure. The quotations are those nearest to the change.
    """

    kind: SeriesKind
    outlet: str
    actor: str
    relation: str | None = None
    last_before: str
    first_after: str
    documents_before: int
    documents_after: int
    before: dict[str, float]
    after: dict[str, float]
    effect: float
    chance: float
    rate: float
    quotes_before: tuple[Quote, ...] = ()
    quotes_after: tuple[Quote, ...] = ()


class Drifts(msgspec.Struct, frozen=True, kw_only=True):
    """The drifts, the surest first, of `tested` series; `short` have too few documents or no variety to be tested."""

    tested: int
    short: int
    level: float
    found: tuple[Drift, ...]


class _Tested(NamedTuple):
    series: Series
    change: Change


def list_drifts(
    connection: Connection,
    *,
    outlets: Iterable[str] | None = None,
    actors: Iterable[str] | None = None,
    kinds: Iterable[SeriesKind] = KINDS,
    level: float = LEVEL,
    stances: Collection[Stance] | None = None,
) -> Drifts:
    """The drifts of these outlets and actors (identities; None: of all).

    All series of these kinds are tested, whatever is asked for, so that a drift is one or none whoever asks. What
    is told in claims is taken from the stances of all statements, where these are at hand.
    """
    asked = [kind for kind in KINDS if kind in set(kinds)]
    found, short = list_told(connection, stances, asked) if stances is not None else ([], 0)
    others = (kind for kind in asked if stances is None or kind not in TOLD)
    tested: list[_Tested] = []
    for series in chain(found, chain.from_iterable(list_series(connection, kind) for kind in others)):
        change = change_in(series)
        short += change is None
        tested += [_Tested(series, change)] if change else []
    rates = false_discovery_rates([found.change.chance for found in tested])
    some, of = (None if wanted is None else set(wanted) for wanted in (outlets, actors))
    sure = [
        (rate, found)
        for rate, found in zip(rates, tested, strict=True)
        if rate <= level and _is_in(found.series.outlet, some) and _is_in(found.series.actor, of)
    ]
    sure.sort(key=lambda item: (item[0], -item[1].change.effect, item[1].series[:4]))
    shown = shown_names(connection, {i for _, found in sure for i in _named(found.series)})
    drifts = tuple(_drift(connection, found, rate, shown) for rate, found in sure)
    return Drifts(tested=len(tested), short=short, level=level, found=drifts)


def _is_in(identity: str, wanted: set[str] | None) -> bool:
    return wanted is None or identity in wanted


def _named(series: Series) -> set[str]:
    answers = {name for counts in series.counts for name in counts} if series.kind == "answers" else set()
    return {series.outlet, series.actor} | answers


def _drift(connection: Connection, found: _Tested, rate: float, shown: Mapping[str, str]) -> Drift:
    series, change = found
    categories, place = categories_of(series.counts), change.place
    shares = [shares_of(counts, categories) for counts in series.counts]
    means = [
        [sum(column) / len(some) for column in zip(*some, strict=True)] for some in (shares[:place], shares[place:])
    ]
    grown = [after - before for before, after in zip(*means, strict=True)]
    fell, rose = (categories[grown.index(extreme(grown))] for extreme in (min, max))
    named = [shown.get(name, name) if series.kind == "answers" else name for name in categories]
    before, after = (
        {name: round(share, 3) for name, share in zip(named, mean, strict=True) if share > 0} for mean in means
    )
    return Drift(
        kind=series.kind,
        outlet=shown.get(series.outlet, series.outlet),
        actor=shown.get(series.actor, series.actor),
        relation=series.relation or None,
        last_before=series.days[place - 1],
        first_after=series.days[place],
        documents_before=place,
        documents_after=len(series.days) - place,
        before=before,
        after=after,
        effect=round(change.effect, 3),
        chance=round(change.chance, 5),
        rate=round(rate, 5),
        quotes_before=_quotes(connection, series, fell, _having(series, fell, range(place - 1, -1, -1))),
        quotes_after=_quotes(connection, series, rose, _having(series, rose, range(place, len(series.days)))),
    )


def _having(series: Series, category: str, places: Iterable[int]) -> list[int]:
    return [series.documents[place] for place in places if category in series.counts[place]][:_QUOTES]


def _quotes(connection: Connection, series: Series, category: str, documents: Sequence[int]) -> tuple[Quote, ...]:
    if category == OTHER:
        return ()
    if series.kind not in ("names", "tone"):
        about = series.actor, series.relation
        meant = {category} | {subject for subject, answer in series.answers.items() if answer == category}
        return tuple(quote_claims(connection, series.kind, about, meant, documents))
    if series.kind == "tone" and category != "plain":
        return tuple(quote_labels(connection, series.actor, category, documents))
    name = None if series.kind == "tone" else category
    return tuple(quote_names(connection, series.outlet, series.actor, name, documents))
