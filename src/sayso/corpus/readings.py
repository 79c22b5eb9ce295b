"""Who judged which claims how: what is left to a second reader, and how far readers agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

import msgspec

from sayso.corpus.claim_anchors import overlap
from sayso.corpus.corrections import undone_by
from sayso.storage.claim_events import VERDICTS, Anchor, Content
from sayso.storage.corrections import Correction

Judgement: TypeAlias = tuple[str, Content | None]
"""'accept', 'reject' or 'change', and of a change what the claim then says."""


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two readers of the same claims. `table` counts verdicts: (first's, second's) -> claims.

    `same` counts the claims of which both say the same, a change only where both change it alike.
    """

    coders: tuple[str, str]
    claims: int
    same: int
    table: list[tuple[str, str, int]]


def judgements(log: Sequence[Correction]) -> dict[Anchor, dict[str, Judgement]]:
    """What each reader last said of each claim that was found, by claim in the order of the log.

    Two anchors that say the same of overlapping words of one document are one claim.
    """
    undone = undone_by(log)
    found: dict[Anchor, dict[str, Judgement]] = {}
    of_document: dict[str, list[Anchor]] = {}
    for event in log:
        body = event.body
        if event.id in undone or not isinstance(body, VERDICTS) or body.claim.added is not None:
            continue
        near = of_document.setdefault(body.claim.document, [])
        anchor = next((known for known in near if _same(known, body.claim)), None)
        if anchor is None:
            near.append(anchor := body.claim)
        said = body.content if event.kind == "change" else None
        found.setdefault(anchor, {})[event.author] = (event.kind, said)
    return found


def left_for(reader: str, log: Sequence[Correction]) -> Iterator[Anchor]:
    """The claims that others judged and this reader has not, in the order of the log."""
    return (anchor for anchor, verdicts in judgements(log).items() if reader not in verdicts)


def pairs(found: dict[Anchor, dict[str, Judgement]]) -> list[Pair]:
    """Each two readers who judged some of the same claims."""
    readers = sorted({reader for verdicts in found.values() for reader in verdicts})
    made = []
    for one, other in combinations(readers, 2):
        both = [(verdicts[one], verdicts[other]) for verdicts in found.values() if {one, other} <= verdicts.keys()]
        if both:
            table = Counter((first[0], second[0]) for first, second in both)
            same = sum(first == second for first, second in both)
            rows = [(*kinds, number) for kinds, number in sorted(table.items())]
            made.append(Pair(coders=(one, other), claims=len(both), same=same, table=rows))
    return made


def _same(one: Anchor, other: Anchor) -> bool:
    """Of one document."""
    return one.content == other.content and overlap(one.evidence, other.evidence)
