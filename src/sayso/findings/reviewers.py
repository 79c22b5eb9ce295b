"""How far those who reviewed claims agree, from the last verdict of each on each claim."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from sayso.corpus.readings import Judgement, Pair, judgements, pairs
from sayso.findings.alpha import krippendorff_alpha
from sayso.storage.claim_events import Anchor, Content
from sayso.storage.corrections import Correction

ACCEPTED: Judgement = ("accept", None)


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of which readers say different things: its document, words and content as found, and reader -> verdict.

    A verdict is 'accept', 'reject' or 'change', and of a change what the claim then says.
    """

    document: str
    words: tuple[str, ...]
    found: Content
    said: dict[str, Judgement]


class Reviewers(msgspec.Struct, frozen=True, kw_only=True):
    """`judged` counts claims by reader; `alpha` is Krippendorff's over all readers, where a change is one value with
    what it says. `differences` are the claims that two or more judged otherwise.
    """

    judged: list[tuple[str, int]]
    pairs: list[Pair]
    alpha: float | None
    differences: list[Difference]


def compare_reviewers(
    log: Sequence[Correction], readers: Collection[str] | None = None, accepts_all: str | None = None
) -> Reviewers:
    """All readers, or these; second readings count as first ones do.

    `accepts_all` is the name of one who accepts each claim that another judged: what found them.
    """
    found = {anchor: _of(said, readers, accepts_all) for anchor, said in judgements(log).items()}
    names = sorted({reader for said in found.values() for reader in said})
    return Reviewers(
        judged=[(reader, sum(reader in said for said in found.values())) for reader in names],
        pairs=pairs(found),
        alpha=krippendorff_alpha(found.values()),
        differences=[_difference(anchor, said) for anchor, said in found.items() if len(set(said.values())) > 1],
    )


def _of(
    said: Mapping[str, Judgement], readers: Collection[str] | None, accepts_all: str | None
) -> dict[str, Judgement]:
    own = {reader: verdict for reader, verdict in said.items() if readers is None or reader in readers}
    return {accepts_all: ACCEPTED, **own} if own and accepts_all else own


def _difference(anchor: Anchor, said: dict[str, Judgement]) -> Difference:
    return Difference(document=anchor.document, words=anchor.words, found=anchor.content, said=said)
