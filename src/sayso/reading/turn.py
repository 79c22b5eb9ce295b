"""The paragraph at which an article ends and unmarked comments begin: a change point in the tones of a text's lines.

The sum of the tones to the end is highest where chat begins. An article that is chatty itself raises the mark that
paragraphs must pass. Whether the best point is one at all is decided by a logistic regression on what is known of both
sides of it (`Chatter.turn`).
"""

from __future__ import annotations

import math
from itertools import accumulate
from statistics import fmean
from typing import NamedTuple

from sayso.reading.tone import Tone
from sayso.reading.voices import Chatter

_LEAST_LINES, _LEAST_CHARACTERS, _LEAST_SHARE = 2, 400, 0.1
"""Of article, before unmarked comments are looked for."""
_LEAST_PARAGRAPHS, _LEAST_COMMENT = 3, 2
"""Of the text, and of comments: one paragraph below a name may as well be a note about the author."""
_OPENING = 10
"""First paragraphs, half of the text at most, whose tone is the article's own."""
_NEAR = 4
_USUAL_OPENING, _OWN_SHARE, _MARK, _MOST_RAISED = -1.5, 0.4, -0.3, 2.0
"""The mark is `_MARK`, raised by `_OWN_SHARE` of what the opening's tone is above its usual one."""


class Turn(NamedTuple):
    """Where comments may begin: the number of the line, and what is known of the text there, by name."""

    line: int
    known: dict[str, float]


def find_turn(tones: list[Tone], chatter: Chatter) -> int | None:
    """The number of the line at which comments begin; None where they hardly do."""
    turn = best_turn(tones)
    if turn is None:
        return None
    likely = chatter.turn["usual"] + sum(chatter.turn[name] * value for name, value in turn.known.items())
    return turn.line if likely > 0 else None


def best_turn(tones: list[Tone]) -> Turn | None:
    """The likeliest line for comments to begin; None where nothing reads more like chat than the article does."""
    paragraphs = [tone.value for tone in tones if not tone.label]
    if len(paragraphs) < _LEAST_PARAGRAPHS:
        return None
    opening = fmean(paragraphs[: max(2, min(_OPENING, len(paragraphs) // 2))])
    raised = max(-_MOST_RAISED, min(_MOST_RAISED, opening - _USUAL_OPENING))
    mark = _MARK + _OWN_SHARE * raised
    gains = [tone.value if tone.label else tone.value - mark for tone in tones]
    sums = list(accumulate(reversed(gains)))[::-1]
    starts = list(accumulate((tone.length for tone in tones), initial=0))
    least = max(_LEAST_CHARACTERS, _LEAST_SHARE * starts[-1])
    line = max((n for n in range(_LEAST_LINES, len(tones)) if starts[n] >= least), key=lambda n: sums[n], default=0)
    if line == 0 or sums[line] <= 0:
        return None
    before, after = ([tone for tone in part if not tone.label] for part in (tones[:line], tones[line:]))
    if not before or len(after) < _LEAST_COMMENT or fmean(tone.value for tone in before) >= mark:
        return None
    known = {"share": 1 - starts[line] / starts[-1], "opening": opening}
    return Turn(line, {**known, **_both_sides(before, after, mark), **_names(tones[line:], len(after))})


def _both_sides(before: list[Tone], after: list[Tone], mark: float) -> dict[str, float]:
    mean = fmean(tone.value for tone in after)
    return {
        "mean": mean - mark,
        "count": math.log(len(after)),
        "before": fmean(tone.value for tone in before),
        "step": mean - fmean(tone.value for tone in before[-_NEAR:]),
        "typed": math.log1p(sum(tone.typed for tone in after)),
        "typed share": fmean(tone.typed for tone in after),
        "typed before": fmean(tone.typed for tone in before),
        "steady": sum(tone.value > mark for tone in after) / len(after),
    }


def _names(below: list[Tone], paragraphs: int) -> dict[str, float]:
    """How many labels look like the names of those who comment, in all and for each paragraph."""
    names = [tone.value for tone in below if tone.label]
    return {
        "names": math.log1p(max(0.0, sum(names))),
        "names a paragraph": sum(value > 0 for value in names) / paragraphs,
    }
