"""Which source and which contents belong to which cue: trained trees over pairs of a cue and a fragment.

Method: boosted trees over signs of order, distance and what stands between (after the linker of Newell et al.'s
PolNeAR systems), with the dependencies of the parse and the opinion of the rules as further signs.
`training/linking.py` makes the weights.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft
from sayso.attribution.forest import Forest, Rows
from sayso.attribution.scenes import Scene, Spot
from sayso.attribution.sources import Source
from sayso.language import Token

_PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it", "who", "that"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent", "pobj", "poss"})
_CONTENTS = frozenset({"ccomp", "xcomp", "dobj", "acl", "parataxis"})
_FAR = 9
_REACH = 30
"""So many fragments on either side of a cue are looked at."""
_LEAST_SOURCE, _LEAST_CONTENT = 0.5, 0.4

PAIR_FEATURES = (
    "is source", "before", "words between", "sentences between", "paragraphs between", "cues between", "same between",
    "other between", "quotes between", "commas between", "stops between", "colons between", "rank", "nearest cue",
    "cues nearer", "same sentence", "size", "pronoun", "cue size", "cue listed", "cue verb", "cue colon", "touching",
    "fragment score", "cue score", "child", "subject", "complement", "steps up", "rules know cue", "rules agree",
    "rules give other", "begins sentence", "quoted",
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Linked:
    """A cue with the source (or None) and contents that were given to it, and how sure the linker is of each."""

    cue: Spot
    source: Spot | None = None
    surest: float = 0.0
    contents: list[Spot] = field(default_factory=list)
    weakest: float = 1.0


def link(scene: Scene, drafts: Sequence[Draft], cues: Cues, forest: Forest) -> list[Linked]:
    """Every cue that has content, with its fragments; each content goes to one cue, a source may serve several."""
    pairs = [(cue, other) for cue in scene.of["cue"] for other in near(scene, cue)]
    chances = forest(pair_rows(scene, drafts, cues, pairs))
    linked = {cue: Linked(cue) for cue in scene.of["cue"]}
    best: dict[Spot, tuple[float, Spot]] = {}
    for (cue, other), chance in zip(pairs, chances, strict=True):
        if other.role == "source":
            if chance > max(linked[cue].surest, _LEAST_SOURCE):
                linked[cue].source, linked[cue].surest = other, float(chance)
        elif chance > max(best.get(other, (0.0,))[0], _LEAST_CONTENT):
            best[other] = (float(chance), cue)
    for content, (chance, cue) in best.items():
        linked[cue].contents.append(content)
        linked[cue].weakest = min(linked[cue].weakest, chance)
    return [one for one in linked.values() if one.contents]


def near(scene: Scene, cue: Spot) -> list[Spot]:
    """The sources and contents that may belong to a cue: few of the same kind stand between."""
    at = bisect_left(scene.spots, cue.first, key=lambda spot: spot.first)
    others = [s for s in scene.spots[max(0, at - _REACH) : at + _REACH] if s.role != "cue"]
    few = [s for s in others if _crossed(scene, cue, s, s.role) <= _FAR // 2]
    return [s for s in few if _crossed(scene, cue, s, "cue") <= _FAR]


def _gap(cue: Spot, other: Spot) -> tuple[int, int]:
    """The numbers of the words between the two: from, up to."""
    return (other.last + 1, cue.first) if other.first < cue.first else (cue.last + 1, other.first)


def _crossed(scene: Scene, cue: Spot, other: Spot, name: str) -> int:
    return scene.between(name, *_gap(cue, other))


def pair_rows(scene: Scene, drafts: Sequence[Draft], cues: Cues, pairs: Sequence[tuple[Spot, Spot]]) -> Rows:
    """One row of `PAIR_FEATURES` for each pair of a cue and a source or content."""
    known = {t.index: d for d in drafts for t in d.cue}
    of_cues = {cue: _of_cue(scene, cues, cue) for cue, _ in pairs}
    rows = [_row(scene, known, of_cues[cue], cue, other) for cue, other in pairs]
    return np.array(rows, np.float32).reshape(len(rows), len(PAIR_FEATURES))


def _row(scene: Scene, known: dict[int, Draft], of_cue: list[float], cue: Spot, other: Spot) -> list[float]:
    a, b = _gap(cue, other)
    counts = [scene.between(name, a, b) for name in ("cue", other.role)]
    signs = [scene.between(name, a, b) for name in ("quote", "comma", "stop", "colon")]
    opposite = scene.between("content" if other.role == "source" else "source", a, b)
    one, two = scene.tokens[cue.first], scene.tokens[other.first]
    nearer = _cues_nearer(scene, other, max(b - a, 0))
    return [
        other.role == "source", other.first < cue.first, min(b - a, 60),
        abs(one.sentence.index - two.sentence.index), abs(one.sentence.paragraph - two.sentence.paragraph),
        counts[0], counts[1], opposite, *signs, counts[1] + 1, nearer == 0, nearer,
        one.sentence is two.sentence, min(other.size, 60), two.lower in _PRONOUNS and other.size == 1,
        *of_cue, b - a <= 0, other.score, cue.score, *_grammar(scene, cue, other),
        *_rules(known, cue, other), two is two.sentence.tokens[0],
        scene.between("quote", max(0, other.first - 1), other.first + 1) > 0,
    ]  # fmt: skip


def _cues_nearer(scene: Scene, other: Spot, gap: int) -> int:
    """How many cues stand nearer to the fragment than the one that is so far away."""
    reach = (max(0, other.first - gap), other.first), (other.last + 1, min(len(scene.tokens), other.last + 1 + gap))
    return sum(scene.between("cue", first, last) for first, last in reach)


def _of_cue(scene: Scene, cues: Cues, cue: Spot) -> list[float]:
    words = scene.tokens[cue.first : cue.last + 1]
    listed = any(cues.of(t) is not None for t in words)
    return [cue.size, listed, any(t.pos == "VERB" for t in words), words[-1].text == ":"]


def _grammar(scene: Scene, cue: Spot, other: Spot) -> list[float]:
    """Whether the fragment hangs on the cue, by which arc, and how many steps its head is away from it."""
    heads = scene.heads(other)
    arcs = [h.dep for h in heads if cue.first <= h.head.index <= cue.last and h.head is not h]
    steps = min((_steps(h, cue) for h in heads), default=_FAR)
    return [bool(arcs), any(a in _SUBJECTS for a in arcs), any(a in _CONTENTS for a in arcs), steps]


def _steps(head: Token, cue: Spot) -> int:
    for steps, token in enumerate(head.ancestors(), start=1):
        if cue.first <= token.index <= cue.last:
            return steps
        if steps >= _FAR:
            break
    return _FAR


def _rules(known: dict[int, Draft], cue: Spot, other: Spot) -> list[float]:
    """Whether the rules know the cue, give it this fragment (a share of its words), or something else."""
    draft = next((known[i] for i in range(cue.first, cue.last + 1) if i in known), None)
    if draft is None:
        return [False, 0.0, False]
    given = draft.content if other.role == "content" else _words(draft.source)
    share = sum(i in given for i in range(other.first, other.last + 1)) / other.size
    return [True, share, bool(given) and not share]


def _words(source: Source | None) -> set[int]:
    return {t.index for t in source.words} if source else set()
