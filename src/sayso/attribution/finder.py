"""Parsed -> attributions by rules: finds drafts and gives them their quotations."""

from __future__ import annotations

from sayso.actors.cast import Cast
from sayso.attribution.building import build_attributions
from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft, find_drafts
from sayso.attribution.lines import attach_blocks, find_speaker_lines
from sayso.attribution.quotes import find_quotations
from sayso.attribution.quoting import attach_quotations
from sayso.language import Parsed
from sayso.model import Attribution


def find_attributions(parsed: Parsed, cast: Cast, cues: Cues) -> tuple[Attribution, ...]:
    """Who is made to say or think what, in the order of the cues, nested by `parent`.

    Rules over dependencies and a cue lexicon; the span conventions are those of PolNeAR (Newell et al., LREC 2018).
    """
    return build_attributions(parsed, cast, cues, complete_drafts(parsed, cues))


def complete_drafts(parsed: Parsed, cues: Cues) -> list[Draft]:
    """Everything that the rules take for an attribution, with the quotations and paragraphs that belong to it."""
    drafts = [*find_drafts(parsed, cues), *find_speaker_lines(parsed, cues)]
    drafts.sort(key=lambda d: d.anchor.index)
    drafts = attach_quotations(parsed, drafts, find_quotations(parsed))
    attach_blocks(parsed, drafts)
    return [d for d in drafts if d.complete]
