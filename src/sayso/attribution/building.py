"""Drafts -> attributions: what each one is, on whose word, and in which other it lies.

Whoever made the drafts, rules or a trained model, from here on they are treated alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.actors.cast import Cast
from sayso.attribution.continuing import continued
from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft
from sayso.attribution.holders import Holders, Holding, is_medium
from sayso.attribution.inserts import find_inserts
from sayso.attribution.kinds import kind_of, stance_of
from sayso.attribution.lines import find_credits
from sayso.attribution.nesting import embrace, outermost_first, parents_of, part_asides
from sayso.attribution.relays import add_media, cited, part_media
from sayso.attribution.spans import spans_of
from sayso.language import Parsed
from sayso.model import Attribution


def build_attributions(parsed: Parsed, cast: Cast, cues: Cues, drafts: Sequence[Draft]) -> tuple[Attribution, ...]:
    """The attributions of these drafts, in the order of their cues, without those that lack content or source."""
    holders = Holders(parsed, cast, cues)
    drafts = [d for d in (*drafts, *find_inserts(parsed, cast, cues), *find_credits(parsed)) if d.complete]
    add_media(drafts, cast, cues)
    drafts += part_media(drafts, cast, cues)
    through = list(cited(drafts, cast, cues))
    instead = {d.anchor.index for d in through}
    drafts = [d for d in (*through, *(d for d in drafts if d.anchor.index not in instead)) if d.complete]
    drafts += continued(parsed, drafts)
    drafts.sort(key=lambda d: d.anchor.index)
    part_asides(drafts)
    embrace(drafts)
    parents = parents_of(drafts)
    holdings = _holdings(drafts, parents, holders)
    return tuple(
        Attribution(
            id=f"a{number}",
            parent=None if parents[number] is None else f"a{parents[number]}",
            kind=kind_of(parsed, draft, cues, in_medium=is_medium(holding.holder, cast, cues)),
            holder=holding.holder,
            unresolved=holding.unresolved,
            standing=holding.standing,
            stance=stance_of(draft, cues),
            source=spans_of(parsed, (t.index for t in draft.source.words)) if draft.source else (),
            cue=spans_of(parsed, (t.index for t in draft.cue)),
            content=spans_of(parsed, draft.content),
        )
        for number, (draft, holding) in enumerate(zip(drafts, holdings, strict=True))
    )


def _holdings(drafts: Sequence[Draft], parents: Sequence[int | None], holders: Holders) -> list[Holding]:
    """The holder of each draft; a parent's before its children's, else in the order of the text."""
    found: dict[int, Holding] = {}
    for number in outermost_first(parents):
        parent = parents[number]
        found[number] = holders.of(drafts[number].source, found[parent] if parent is not None else None)
    return [found[number] for number in range(len(drafts))]
