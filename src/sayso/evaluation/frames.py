"""How often each frame of the codebook shows a claim in annotated documents, and how often an annotator made it too.

A frame that fires where nobody annotated anything counts as wrong, though some of these claims are good ones and the
actors of others are named otherwise than in the annotation: read its precision beside that of all frames together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias, TypeVar

import msgspec

from sayso.actors import Cast, find_actors
from sayso.attribution import find_attributions
from sayso.claims import Codebook, Found, find_claims
from sayso.evaluation.names import ActorMap
from sayso.evaluation.rows import Row, bare
from sayso.language import Parsed
from sayso.reading import with_passages
from sayso.resources import Resources

Key = TypeVar("Key", bound=Hashable)
Predicate: TypeAlias = tuple[str, str]
"""A relation and a word with its part of speech: ('supports', 'fund/verb')."""


class Read(NamedTuple):
    """An annotated document and what is found in it. `row` is the annotation."""

    row: Row
    parsed: Parsed
    cast: Cast
    found: Found


class FrameCount(msgspec.Struct, frozen=True):
    """How often a frame fired over all documents, for how many of these claims an annotator made the same one, and
    what is annotated of the same two actors instead: relations with counts, 'none' for nothing.
    """

    frame: str
    fired: int
    right: int
    instead: dict[str, int]


def read(row: Row, resources: Resources) -> Read:
    """What the frames find in a document, attribution by rules: who is speaking hardly matters here."""
    document = with_passages(bare(row))
    parsed = resources.parse(document)
    cast = find_actors(parsed, resources.registry)
    attributions = find_attributions(parsed, cast, resources.cues, None)
    return Read(row, parsed, cast, find_claims(parsed, cast, attributions, (), resources.codebook))


def count_frames(rows: Iterable[Row], resources: Resources) -> list[FrameCount]:
    """The counts of every frame of the codebook in its order, of those that never fired too."""
    counted = tally((read(row, resources) for row in rows), resources.codebook, frame_ids)
    found = []
    for frame in dict.fromkeys(frame.id for frame in resources.codebook.frames):
        outcomes = counted.get(frame, Counter())
        instead = {relation: n for relation, n in outcomes.most_common() if relation != "right"}
        found.append(FrameCount(frame, outcomes.total(), outcomes["right"], instead))
    return found


def tally(
    documents: Iterable[Read], codebook: Codebook, keys: Callable[[str], Iterable[Key]]
) -> dict[Key, Counter[str]]:
    """For each key that `keys` makes of a claim's `why`: how often the claim is annotated ('right'), or what else is.

    What else is annotated of the same actors counts under that relation's name, nothing under 'none'.
    """
    fired: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    for row, _, _, found in documents:
        names = ActorMap(row, {"actors": {key: list(actor.names) for key, actor in found.actors.items()}})
        annotated = _annotated(row, codebook)
        for claim in found.claims:
            others = annotated[names(claim.subject), names(claim.object)]
            outcome = "right" if claim.relation in others else min(others, default="none")
            for key in keys(claim.why):
                fired[key][outcome] += 1
    return fired


def _annotated(row: Row, codebook: Codebook) -> defaultdict[tuple[str, str], set[str]]:
    """The relations annotated of each pair of actors; symmetric ones in either order."""
    relations: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in row["claims"]:
        relations[claim["subject"], claim["object"]].add(claim["relation"])
        known = codebook.relations.get(claim["relation"])
        if known is not None and known.symmetric:
            relations[claim["object"], claim["subject"]].add(claim["relation"])
    return relations


def frame_ids(why: str) -> Iterator[str]:
    """The frames that a claim's `why` names ('frame supports: fund/verb, subj > obj; frame ...')."""
    return (part.removeprefix("frame ") for part in why.split("; ") if part.startswith("frame "))


def predicates(why: str) -> Iterator[Predicate]:
    """The predicates of these frames."""
    for frame in frame_ids(why):
        relation, rest = frame.split(": ", 1)
        yield relation, rest.split(", ", 1)[0]


def lines(counts: Sequence[FrameCount]) -> Iterator[str]:
    """The counts as printed: the frames that fired, most often first, then how many never did."""
    total, right = sum(c.fired for c in counts), sum(c.right for c in counts)
    yield f"all frames: fired {total:,}, right {right:,} ({right / max(1, total):.2f})"
    for count in sorted((c for c in counts if c.fired), key=lambda c: (-c.fired, c.frame)):
        instead = ", ".join(f"{relation} {n}" for relation, n in count.instead.items())
        share = f"fired {count.fired:4d}  right {count.right:4d} ({count.right / count.fired:.2f})"
        yield f"{share}  {count.frame}{f'   else: {instead}' if instead else ''}"
    yield f"{sum(not c.fired for c in counts):,} of {len(counts):,} frames never fired."
