"""The whole way of one document: `analyse(document, resources)` is pure, without I/O, clock or chance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sayso.actors import find_actors
from sayso.attribution import find_attributions
from sayso.claims import ClaimFinder, find_claims
from sayso.claims.tracing import TracingFinder
from sayso.dates import find_dates
from sayso.model import Analysis, Document
from sayso.places import find_places
from sayso.reading import with_passages
from sayso.resources import Resources


def analyse(document: Document, resources: Resources, finder: Callable[..., ClaimFinder] = ClaimFinder) -> Analysis:
    """Everything that the document shows. Passages that it already has are kept.

    `finder` makes the engine of the claims step; see find_claims.
    """
    document = with_passages(document)
    parsed = resources.parse(document)
    cast = find_actors(parsed, resources.registry)
    attributions = find_attributions(parsed, cast, resources.cues, resources.second_reader)
    dates = find_dates(document)
    places = find_places(parsed)
    found = find_claims(
        parsed, cast, attributions, dates, resources.codebook, places,
        resources.taking_part, finder, resources.learned_claims,
    )  # fmt: skip
    return Analysis(
        document=document,
        actors=found.actors,
        attributions=attributions,
        claims=found.claims,
        labels=found.labels,
        dates=dates,
        places=places,
        mentions=found.mentions,
        unresolved=found.unresolved,
    )


def trace(document: Document, resources: Resources) -> tuple[Analysis, TracingFinder]:
    """The same analysis, and the engine of the claims step with all that it tried."""
    made: list[TracingFinder] = []

    def watched(*given: Any) -> TracingFinder:  # noqa: ANN401 - whatever a ClaimFinder is made of
        made.append(TracingFinder(*given))
        return made[-1]

    return analyse(document, resources, watched), made[-1]
