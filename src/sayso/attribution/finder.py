"""Parsed -> attributions: what the rules find, and what a learned second reader makes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from sayso.actors.cast import Cast
from sayso.attribution.building import build_attributions
from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft, find_drafts
from sayso.attribution.lines import attach_blocks, find_speaker_lines
from sayso.attribution.quotes import find_quotations
from sayso.attribution.quoting import attach_quotations
from sayso.language import Parsed
from sayso.model import Attribution

SecondReader: TypeAlias = Callable[[Parsed, Sequence[Draft], Cues], list[Draft]]
"""Takes the drafts of the rules and gives those that are to stay, its own among them (`learned.Learned`)."""


def find_attributions(
    parsed: Parsed, cast: Cast, cues: Cues, second: SecondReader | None = None
) -> tuple[Attribution, ...]:
    """Who is made to say or think what, in the order of the cues, nested by `parent`.

    Rules over dependencies and a cue lexicon, alone or with a second reader; the span conventions are those of PolNeAR
    (Newell et al., LREC 2018).
    """
    drafts = complete_drafts(parsed, cues)
    return build_attributions(parsed, cast, cues, second(parsed, drafts, cues) if second else drafts)


def complete_drafts(parsed: Parsed, cues: Cues) -> list[Draft]:
    """Everything that the rules take for an attribution, with the quotations and paragraphs that belong to it."""
    drafts = [*find_drafts(parsed, cues), *find_speaker_lines(parsed, cues)]
    drafts.sort(key=lambda d: d.anchor.index)
    drafts = attach_quotations(parsed, drafts, find_quotations(parsed))
    attach_blocks(parsed, drafts, cues)
    return [d for d in drafts if d.complete]
