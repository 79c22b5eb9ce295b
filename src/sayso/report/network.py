"""The network of actors: a picture, and for each arrow the words of one who says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sayso.findings.networks import Edge
from sayso.pages.views import ClaimView, view_claim
from sayso.pictures import network as pictures
from sayso.report.book import Book, Figure, Page
from sayso.report.links import anchor
from sayso.storage.browsing import ClaimsWanted, list_claims_page

_EDGES = 400
"""Of so many arrows those among the main actors are drawn."""
_LOOKED_AT = 20
"""Among so many claims one is chosen that has the sign of its arrow."""


class EdgeView(NamedTuple):
    """An arrow with one of its claims; `place` is its name on the page."""

    row: Edge
    place: str
    sign: str
    claim: ClaimView | None


def pages(book: Book) -> Iterator[Page]:
    """One page."""
    found = book.project.findings.networks(limit=_EDGES)
    edges: list[EdgeView] = []
    values: dict[str, Any] = {"figure": None, "edges": edges, "left": 0, "balance": book.project.findings.balance()}
    if found and found[0].edges:
        main = pictures.main_part(found[0])
        shown = main.edges[: book.limit]
        edges += [_edge(book, edge) for edge in shown]
        places = {(e.row.subject_identity, e.row.object_identity): f"#{e.place}" for e in edges}
        caption = f"Who is said to do what to whom: the {len(main.nodes)} actors in most claims"
        drawing = pictures.draw(
            main, name=caption, edge_href=lambda edge: places.get((edge.subject_identity, edge.object_identity))
        )
        values |= {"figure": Figure(drawing, caption, pictures.table(main)), "left": len(main.edges) - len(shown)}
    yield Page("network.html", "network.html", "Network: who does what to whom", values)


def _edge(book: Book, edge: Edge) -> EdgeView:
    sign = pictures.sign_of(edge)
    wanted = ClaimsWanted(
        subject=edge.subject_identity,
        object=edge.object_identity,
        polarity="denied" if sign == "denied" else "affirmed",
        min_confidence=book.project.settings.claims.min_confidence,
    )
    with book.project.reading() as connection:
        rows = list_claims_page(connection, wanted, _LOOKED_AT).rows
    claims = [view_claim(row, book.codebook) for row in rows]
    claim = next((claim for claim in claims if claim.sign == sign), next(iter(claims), None))
    place = anchor("edge", f"{edge.subject_identity}\n{edge.object_identity}")
    return EdgeView(edge, place, sign, claim)
