"""Which actors of different documents are one, decided from what each document shows of them.

Precision goes first: two actors stay apart unless the registry, or their names and company, say that they are one.
How it is decided, and why: docs/explanation/who-is-one.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sayso.corpus.companies import Companies
from sayso.corpus.crowd import Crowd
from sayso.corpus.joining import named_otherwise, spelled_alike
from sayso.corpus.people import People
from sayso.corpus.short_names import InFull
from sayso.corpus.told import Told
from sayso.corpus.units import REGISTRY, Appearance, anchor, bound

__all__ = ["Appearance", "Clusters", "anchor", "cluster", "clusters"]


class Clusters(NamedTuple):
    """Who is one. Of a look that has no identity here, each row is nobody but the one whom its own document shows."""

    of_looks: list[str]
    of_rows: dict[int, str]

    def of(self, row: int, look: int, document: str, key: str) -> str:
        """The identity of a row with this look, which is this actor of that document."""
        return self.of_rows.get(row) or self.of_looks[look] or bound(document, key)


def clusters(crowd: Crowd) -> Clusters:
    """Who each of the crowd is over all documents. An identity is the anchor of one of its members.

    It is the registry's anchor where it has one, else the most frequent anchor, of several the first by alphabet. Pure;
    neither the order of documents nor that of their actors matters.
    """
    anchors = People(crowd).anchors()
    companies = Companies(crowd, anchors)
    roots = _roots(companies)
    names = _identities(companies, roots)

    def root_of(place: str) -> str:
        return roots.get(place, place)

    def identity(place: str) -> str:
        return names.get(root_of(place), place)

    of_rows = {row: names.get(root, root) for row, root in InFull(crowd, anchors, companies, root_of).meant()}
    for place, rows in anchors.of_some.values():
        of_rows |= dict.fromkeys(rows.tolist(), identity(place))
    return Clusters([identity(place) if place else "" for place in anchors.of_looks], of_rows)


def cluster(appearances: Iterable[Appearance]) -> dict[tuple[str, str], str]:
    """Who each actor is over all documents, (document, key) -> identity: `clusters` of what is told one by one."""
    everyone = sorted(appearances, key=lambda a: (a.document, a.key))
    crowd = Told(everyone)
    found = clusters(crowd)
    looks = crowd.look_of.tolist()
    return {(a.document, a.key): found.of(row, looks[row], a.document, a.key) for row, a in enumerate(everyone)}


def _roots(companies: Companies) -> dict[str, str]:
    """Those anchors that are one with another, each with the one that stands for all of them."""
    same = spelled_alike(companies)
    otherwise = named_otherwise(companies, same)
    roots = {place: otherwise.get(root, root) for place, root in same.items()}
    return otherwise | roots


def _identities(companies: Companies, roots: dict[str, str]) -> dict[str, str]:
    """By root, the anchor that names the cluster: one of the registry, else the most frequent."""
    members: defaultdict[str, set[str]] = defaultdict(set)
    for place, root in roots.items():
        members[root] |= {place, root}
    return {
        root: min(places, key=lambda place: (not place.startswith(REGISTRY), -companies.count(place), place))
        for root, places in members.items()
    }
