"""Rules and tagger vote: of what both propose for a cue, the likelier stays, if it is likely enough.

A trained judge (boosted trees) weighs every candidate by the tagger's chances over its words, by the linker's, and by
how far both sides agree. `training/linking.py` makes its weights from what both propose for held-out articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np

from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft, means_no_saying
from sayso.attribution.forest import Forest, Rows
from sayso.attribution.kinds import stance_of
from sayso.attribution.linking import Linked
from sayso.attribution.scenes import Scene, Spot
from sayso.attribution.sources import Source, head_of
from sayso.attribution.tagger import Scores
from sayso.language import Token

LEAST = {"tagger": 0.15, "rules": 0.1, "both": 0.05}
"""What the judge holds less likely is left out: what one side alone proposes, and what both do for the same cue. What
the rules alone propose counts for more than with the full tagger, of which the judge has learnt: a narrow one misses
more."""
_SHARED, _LOW = 0.5, 0.1
_QUOTES = frozenset([*'"“”„‟«»‹›‘`', "''", "``"])

CANDIDATE_FEATURES = (
    "from tagger", "from rules", "mixed", "both", "contents agree", "sources agree", "cues agree", "size", "runs",
    "quotes", "content chance", "least content chance", "chance outside", "begin chance", "has source", "source size",
    "source chance", "source pronoun", "cue size", "cue chance", "cue chance of any", "cue listed", "cue verb",
    "cue noun", "cue sign", "source link", "content link", "within rules", "anchor content chance", "attitude",
    "sentences", "alone", "cue score",
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Candidate:
    """A draft that one side proposes (or the tagger's with the rules' source: `mixed`), and the other side's for the
    same cue."""

    draft: Draft
    origin: str
    other: Draft | None = None
    linked: Linked | None = None


def candidates(scene: Scene, rules: Sequence[Draft], linked: Iterable[Linked], cues: Cues) -> list[list[Candidate]]:
    """The candidates for each cue, in the order of the text: of the tagger, of the rules, or of both."""
    groups: list[list[Candidate]] = []
    met: set[int] = set()
    by_word = _by_word(rules)
    for one in linked:
        learnt = _draft(scene, one, cues)
        if (cue := cues.of(learnt.anchor)) is not None and means_no_saying(learnt.anchor, cue):
            continue
        if _speaker_follows(scene, learnt):
            continue
        rule = _counterpart(learnt, by_word)
        group = [Candidate(learnt, "tagger", rule, one)]
        if rule is not None:
            met.add(id(rule))
            group.append(Candidate(rule, "rules", learnt, one))
            if learnt.source is None and rule.source is not None:
                group.append(Candidate(_with_source(learnt, rule.source), "mixed", rule, one))
        groups.append(group)
    groups += [[Candidate(rule, "rules")] for rule in rules if id(rule) not in met]
    return sorted(groups, key=lambda group: group[0].draft.anchor.index)


def _speaker_follows(scene: Scene, draft: Draft) -> bool:
    """Whether a source before the cue is none, since grammar has the speaker behind it: 'X, says Y, is ...'."""
    first = draft.cue[0].index
    if draft.source is None or draft.source.words[-1].index >= first or scene.tokens[first - 1].text != ",":
        return False
    return any(c.dep == "nsubj" and c.index > draft.anchor.index for c in draft.anchor.children)


def judge(groups: Sequence[Sequence[Candidate]], scene: Scene, cues: Cues, forest: Forest) -> list[Draft]:
    """The likeliest draft of each cue, if likely enough; of the others those inside the content of one that stays."""
    flat = [candidate for group in groups for candidate in group]
    chances = dict(zip(map(id, flat), forest(candidate_rows(flat, scene, cues)), strict=True))
    best = [max(group, key=lambda c: float(chances[id(c)])) for group in groups]
    best.sort(key=lambda c: (-float(chances[id(c)]), c.draft.anchor.index))
    kept: list[Draft] = []
    doubted: list[Draft] = []
    holding: dict[int, list[Draft]] = {}
    for candidate in best:
        likely = chances[id(candidate)] >= _least(candidate, cues)
        near = {id(d): d for index in candidate.draft.content for d in holding.get(index, ())}.values()
        if not likely or any(_exclude(candidate.draft, other) for other in near):
            doubted.append(candidate.draft)
            continue
        kept.append(candidate.draft)
        for index in candidate.draft.content:
            holding.setdefault(index, []).append(candidate.draft)
    held = holding.keys()
    return [*kept, *(d for d in doubted if d.anchor.index in held and d.content <= held)]


def _least(candidate: Candidate, cues: Cues) -> float:
    """What layout shows ('Name: ...', '"..." - Name') or takes distance ('so-called') the judge's texts do not mark."""
    draft = candidate.draft
    if candidate.other is not None:
        return LEAST["both"]
    unmarked = stance_of(draft, cues) != "neutral" or not draft.anchor.text[0].isalnum()
    return 0.0 if candidate.origin == "rules" and unmarked else LEAST[candidate.origin]


def _exclude(one: Draft, other: Draft) -> bool:
    """Whether both claim much the same words, and neither is said inside the other."""
    return len(one.content & other.content) > _SHARED * len(one.content) and not (
        _holds(one, other) or _holds(other, one)
    )


def _holds(one: Draft, other: Draft) -> bool:
    return other.anchor.index in one.content


def _draft(scene: Scene, linked: Linked, cues: Cues) -> Draft:
    words = scene.tokens[linked.cue.first : linked.cue.last + 1]
    known = [(t, cue) for t in words if (cue := cues.of(t)) is not None]
    anchor, cue = known[-1] if known else (head_of(words), None)
    draft = Draft(
        kind=cue.kind if cue else "speech",
        anchor=anchor,
        cue=words,
        source=_source(scene, linked.source),
        content={i for spot in linked.contents for i in range(spot.first, spot.last + 1)},
        quotes=True,
        judges=cue is not None and "clause" not in cue.frames,
    )
    draft.settle()
    return draft


def _source(scene: Scene, spot: Spot | None) -> Source | None:
    if spot is None:
        return None
    words = scene.tokens[spot.first : spot.last + 1]
    named = list(takewhile(lambda t: t.text not in _QUOTES, words)) or words  # a quotation that goes on is no name
    return Source(head_of(named), named)


def _with_source(draft: Draft, source: Source) -> Draft:
    mixed = replace(draft, source=source, content=set(draft.content))
    mixed.settle()
    return mixed


def _by_word(drafts: Iterable[Draft]) -> dict[int, list[Draft]]:
    """The drafts in whose cue or content each word stands, so that rivals are found without looking at all."""
    found: dict[int, list[Draft]] = {}
    for draft in drafts:
        for index in draft.content.union(t.index for t in draft.cue):
            found.setdefault(index, []).append(draft)
    return found


def _counterpart(learnt: Draft, by_word: Mapping[int, Sequence[Draft]]) -> Draft | None:
    """The rules' draft for the same cue, or else for much the same content."""
    own = {t.index for t in learnt.cue}
    near = {id(d): d for i in sorted(learnt.content | own) for d in by_word.get(i, ())}.values()
    same_cue = [d for d in near if any(t.index in own for t in d.cue)]
    rivals = same_cue or [d for d in near if _overlap(d.content, learnt.content) > _SHARED]
    return max(rivals, key=lambda d: (_overlap(d.content, learnt.content), -d.anchor.index), default=None)


def _overlap(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def candidate_rows(flat: Sequence[Candidate], scene: Scene, cues: Cues) -> Rows:
    """One row of `CANDIDATE_FEATURES` for each candidate."""
    ruled = {i for c in flat if c.origin == "rules" for i in c.draft.content}
    rows = [_row(candidate, scene, cues, ruled) for candidate in flat]
    return np.array(rows, np.float32).reshape(len(rows), len(CANDIDATE_FEATURES))


def _row(candidate: Candidate, scene: Scene, cues: Cues, ruled: set[int]) -> list[float]:
    draft, linked = candidate.draft, candidate.linked
    content = sorted(draft.content)
    return [
        candidate.origin == "tagger", candidate.origin == "rules", candidate.origin == "mixed",
        *_agreement(draft, candidate.other), *_shape(scene, content), *_chances(scene, content),
        *_of_source(scene, draft.source), *_of_cue(scene, cues, draft),
        linked.surest if linked else 0.0, linked.weakest if linked else 0.0,
        draft.anchor.index in ruled, scene.in_role["content"][draft.anchor.index], draft.kind == "attitude",
        scene.tokens[content[-1]].sentence.index - scene.tokens[content[0]].sentence.index + 1 if content else 0,
        draft.alone, linked.cue.score if linked else -9.0,
    ]  # fmt: skip


def _agreement(draft: Draft, other: Draft | None) -> list[float]:
    if other is None:
        return [False, 0.0, 0.0, 0.0]
    mine, theirs = ({t.index for t in d.source.words} if d.source else set() for d in (draft, other))
    cue, its = ({t.index for t in d.cue} for d in (draft, other))
    return [True, _overlap(draft.content, other.content), bool(mine & theirs) or mine == theirs, bool(cue & its)]


def _shape(scene: Scene, content: list[int]) -> list[float]:
    runs = sum(1 for place, i in enumerate(content) if not place or content[place - 1] != i - 1)
    marks = sum(scene.tokens[i].text in _QUOTES for i in content)
    return [min(len(content), 150), runs, marks]


def _chances(scene: Scene, content: list[int]) -> list[float]:
    if not content:
        return [0.0, 0.0, 0.0, 0.0]
    chances = scene.in_role["content"]
    inside = np.sort(chances[content])
    outside = [chances[i] for i in (content[0] - 1, content[-1] + 1) if 0 <= i < len(chances)]
    return [inside.mean(), _low(inside), max(outside, default=0.0), scene.chances[content[0], 5]]


def _low(ordered: Scores) -> float:
    """The value that a tenth of these lie below, between its neighbours where it falls between."""
    place = _LOW * (len(ordered) - 1)
    at = int(place)
    return float(ordered[at] + (ordered[min(at + 1, len(ordered) - 1)] - ordered[at]) * (place - at))


def _of_source(scene: Scene, source: Source | None) -> list[float]:
    if source is None or not source.words:
        return [False, 0, 0.0, False]
    words = [t.index for t in source.words]
    return [True, min(len(words), 40), scene.in_role["source"][words].mean(), source.head.pos == "PRON"]


def _of_cue(scene: Scene, cues: Cues, draft: Draft) -> list[float]:
    chances = scene.in_role["cue"][[t.index for t in draft.cue]]
    anchor: Token = draft.anchor
    listed = any(cues.of(t) is not None for t in draft.cue)
    noun, sign = anchor.pos in ("NOUN", "PROPN"), not anchor.text[0].isalnum()
    return [len(draft.cue), chances.mean(), chances.max(), listed, anchor.pos in ("VERB", "AUX"), noun, sign]
