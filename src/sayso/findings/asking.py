"""All findings of a project, in one place to ask for them."""

from __future__ import annotations

from collections.abc import Collection

from sayso.findings import agreement, circles, disputes, drift, networks, rivals
from sayso.findings.agreement import Agreement
from sayso.findings.balance import Balance, count_balance
from sayso.findings.circles import Circle
from sayso.findings.disputes import WITHIN, Dispute, DisputeKind
from sayso.findings.drift import Drifts
from sayso.findings.keeping import AGREEMENT, ANSWERS, BALANCE, CIRCLES, DRIFT, FIRST, MOST_SHOWN
from sayso.findings.networks import Network
from sayso.findings.rivals import Question
from sayso.storage.database import Database
from sayso.storage.edges import EdgeFilter, Period
from sayso.storage.kept import read_kept
from sayso.storage.naming import identities_named
from sayso.storage.oppositions import FindingFilter
from sayso.storage.outlets import KINDS, SeriesKind

_ANY, _ALL = FindingFilter(), EdgeFilter()


class Findings:
    """Questions about what is claimed against what. Each method raises UsageError where nobody is called as asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def disputes(
        self,
        wanted: FindingFilter = _ANY,
        *,
        kinds: Collection[DisputeKind] = ("denied", "incompatible"),
        within: int = WITHIN,
        limit: int | None = None,
    ) -> list[Dispute]:
        """What is affirmed by some and denied by others, or cannot be true together; see `disputes.list_disputes`."""
        usual = wanted == _ANY and tuple(kinds) == ("denied", "incompatible") and within == WITHIN
        with self._database.reading() as connection:
            if usual and limit is not None and limit <= MOST_SHOWN:
                kept = read_kept(connection, FIRST, Dispute, limit=limit)
                if kept is not None:
                    return kept
            return disputes.list_disputes(connection, wanted, kinds=kinds, within=within, limit=limit)

    def answers(self, wanted: FindingFilter = _ANY, *, limit: int | None = None) -> list[Question]:
        """The questions to which sources give rival answers; see `rivals.list_questions`."""
        with self._database.reading() as connection:
            if wanted == _ANY and limit is not None and limit <= MOST_SHOWN:
                kept = read_kept(connection, ANSWERS, Question, limit=limit)
                if kept is not None:
                    return kept
            return rivals.list_questions(connection, wanted, limit=limit)

    def drift(
        self,
        *,
        outlet: str | None = None,
        actor: str | None = None,
        kinds: Collection[SeriesKind] = KINDS,
        level: float = drift.LEVEL,
    ) -> Drifts:
        """What outlets changed in what they say of actors, by more than chance would; see `drift.list_drifts`."""
        with self._database.reading() as connection:
            if outlet is actor is None and set(kinds) == set(KINDS) and level == drift.LEVEL:
                kept = read_kept(connection, DRIFT, Drifts)
                if kept:
                    return kept[0]
            outlets, actors = (identities_named(connection, name) if name else None for name in (outlet, actor))
            return drift.list_drifts(connection, outlets=outlets, actors=actors, kinds=kinds, level=level)

    def networks(
        self, wanted: EdgeFilter = _ALL, *, by: Period | None = None, limit: int | None = None
    ) -> list[Network]:
        """Who does what to whom, by period where that is asked for; see `networks.list_networks`."""
        with self._database.reading() as connection:
            return networks.list_networks(connection, wanted, by=by, limit=limit)

    def balance(self, wanted: EdgeFilter = _ALL) -> Balance:
        """How far friends of friends are friends; see `balance.count_balance`."""
        if wanted == _ALL:
            with self._database.reading() as connection:
                kept = read_kept(connection, BALANCE, Balance)
            if kept:
                return kept[0]
        return count_balance(edge for network in self.networks(wanted) for edge in network.edges)

    def agreement(
        self, wanted: FindingFilter = _ANY, *, among: Collection[str] | None = None, most: int = agreement.SOURCES
    ) -> Agreement:
        """Which sources say the same, `among` those of these names, if given; see `agreement.compare_sources`."""
        with self._database.reading() as connection:
            if wanted == _ANY and not among and most == agreement.SOURCES:
                kept = read_kept(connection, AGREEMENT, Agreement)
                if kept:
                    return kept[0]
            named = None
            if among:
                named = {identity for name in among for identity in identities_named(connection, name)}
            return agreement.compare_sources(connection, wanted, among=named, most=most)

    def circles(self, wanted: FindingFilter = _ANY, *, limit: int | None = None) -> list[Circle]:
        """The statements for which outlets cite each other in a circle; see `circles.list_circles`."""
        with self._database.reading() as connection:
            kept = read_kept(connection, CIRCLES, Circle, limit=limit) if wanted == _ANY else None
            if kept is not None:
                return kept
            return circles.list_circles(connection, wanted, limit=limit)
