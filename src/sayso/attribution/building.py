"""Drafts -> attributions: what each one is, on whose word, and in which other it lies.

Whoever made the drafts, rules or a trained model, from here on they are treated alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.actors.cast import Cast
from sayso.attribution.complements import tops_of
from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft
from sayso.attribution.holders import Holders
from sayso.attribution.nesting import outermost_first, parents_of, part_asides
from sayso.attribution.spans import spans_of
from sayso.language import Parsed
from sayso.model import Attribution, AttributionKind


def build_attributions(parsed: Parsed, cast: Cast, cues: Cues, drafts: Sequence[Draft]) -> tuple[Attribution, ...]:
    """The attributions of these drafts, in the order of their cues, without those that lack content or source."""
    drafts = sorted((d for d in drafts if d.complete), key=lambda d: d.anchor.index)
    part_asides(drafts)
    parents = parents_of(drafts)
    holders = _holders(drafts, parents, Holders(parsed, cast, cues))
    return tuple(
        Attribution(
            id=f"a{number}",
            parent=None if parents[number] is None else f"a{parents[number]}",
            kind=_kind(parsed, draft),
            holder=holders[number],
            source=spans_of(parsed, (t.index for t in draft.source.words)) if draft.source else (),
            cue=spans_of(parsed, (t.index for t in draft.cue)),
            content=spans_of(parsed, draft.content),
        )
        for number, draft in enumerate(drafts)
    )


def _kind(parsed: Parsed, draft: Draft) -> AttributionKind:
    """What merely judges a thing that it names is an attitude."""
    words = [parsed.tokens[i] for i in sorted(draft.content)]
    tops = tops_of(words) if draft.judges else []
    thing = len(tops) == 1 and tops[0].pos not in ("VERB", "AUX")
    return "attitude" if thing else draft.kind


def _holders(drafts: Sequence[Draft], parents: Sequence[int | None], holders: Holders) -> list[str | None]:
    """The holder of each draft; a parent's before its children's, else in the order of the text."""
    found: dict[int, str | None] = {}
    for number in outermost_first(parents):
        parent = parents[number]
        if parent is None:
            found[number] = holders.of(drafts[number].source)
        else:
            found[number] = holders.of(drafts[number].source, found[parent], nested=True)
    return [found[number] for number in range(len(drafts))]
