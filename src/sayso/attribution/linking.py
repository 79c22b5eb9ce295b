"""Which source and which contents belong to which cue: trained trees over pairs of a cue and a fragment.

Method: boosted trees over signs of order, distance and what stands between (after the linker of Newell et al.'s
PolNeAR systems), with the dependencies of the parse and the opinion of the rules as further signs.
`training/linking.py` makes the weights.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft
from sayso.attribution.forest import Forest, Rows
from sayso.attribution.scenes import Places, Scene, Spot
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
_CUE_SIGNS = ("cue size", "cue listed", "cue verb", "cue colon", "cue score")
_OTHER_SIGNS = ("size", "pronoun", "fragment score", "begins sentence")
_GRAMMAR_SIGNS = ("child", "subject", "complement", "steps up")
_RULE_SIGNS = ("rules know cue", "rules agree", "rules give other")

Pair: TypeAlias = tuple[Spot, Spot]
"""A cue, and a source or content."""
Column: TypeAlias = NDArray[np.generic]
Result = TypeVar("Result")


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
    before, behind = scene.spots[max(0, at - _REACH) : at], scene.spots[at : at + _REACH]
    return [*reversed([*_few(reversed(before), cue)]), *_few(behind, cue)]


def _few(spots: Iterable[Spot], cue: Spot) -> Iterator[Spot]:
    """The first sources and contents on the way from a cue, up to too many other cues."""
    passed = Counter[str]()
    for spot in spots:
        if spot.role != "cue" and passed[spot.role] <= _FAR // 2:
            yield spot
        passed[spot.role] += spot is not cue
        if passed["cue"] > _FAR:
            break


def pair_rows(scene: Scene, drafts: Sequence[Draft], cues: Cues, pairs: Sequence[Pair]) -> Rows:
    """One row of `PAIR_FEATURES` for each pair of a cue and a source or content."""
    if not pairs:
        return np.zeros((0, len(PAIR_FEATURES)), np.float32)
    columns = _between(scene, pairs)
    known = {t.index: d for d in drafts for t in d.cue}
    each, others = [cue for cue, _ in pairs], [other for _, other in pairs]
    columns |= _columns(_CUE_SIGNS, _for_each(each, lambda cue: _of_cue(scene, cues, cue)))
    columns |= _columns(_OTHER_SIGNS, _for_each(others, lambda other: _of_other(scene, other)))
    columns |= _columns(_GRAMMAR_SIGNS, _grammar(scene, pairs))
    columns |= _columns(_RULE_SIGNS, _rules(known, pairs))
    return np.column_stack([columns[name] for name in PAIR_FEATURES]).astype(np.float32)


def _for_each(spots: Sequence[Spot], work: Callable[[Spot], Result]) -> list[Result]:
    """What the work gives for each spot; it is done once for those that come again and again."""
    done = {spot: work(spot) for spot in dict.fromkeys(spots)}
    return [done[spot] for spot in spots]


def _columns(names: Sequence[str], rows: Sequence[Sequence[float]]) -> dict[str, Column]:
    return dict(zip(names, np.array(rows, np.float64).T, strict=True))


def _between(scene: Scene, pairs: Sequence[Pair]) -> dict[str, Column]:
    """Order, distance, and what stands between the two."""
    (cue_first, cue_last), (first, last) = (_ends([pair[side] for pair in pairs]) for side in (0, 1))
    source = np.array([other.role == "source" for _, other in pairs])
    before = first < cue_first
    begin, end = np.where(before, last, cue_last) + 1, np.where(before, cue_first, first)
    count = {name: scene.between(name, begin, end) for name in scene.counted}
    gap, whole = np.maximum(end - begin, 0), len(scene.tokens)
    nearer = scene.between("cue", np.maximum(first - gap, 0), first)
    nearer += scene.between("cue", last + 1, np.minimum(last + 1 + gap, whole))
    same = np.where(source, count["source"], count["content"])
    sentences, paragraphs = scene.sentences, scene.paragraphs
    return {
        "is source": source, "before": before, "words between": np.minimum(end - begin, 60),
        "sentences between": np.abs(sentences[cue_first] - sentences[first]),
        "paragraphs between": np.abs(paragraphs[cue_first] - paragraphs[first]),
        "cues between": count["cue"], "same between": same,
        "other between": np.where(source, count["content"], count["source"]),
        "quotes between": count["quote"], "commas between": count["comma"], "stops between": count["stop"],
        "colons between": count["colon"], "rank": same + 1, "nearest cue": nearer == 0, "cues nearer": nearer,
        "same sentence": sentences[cue_first] == sentences[first], "touching": end <= begin,
        "quoted": scene.between("quote", np.maximum(first - 1, 0), first + 1) > 0,
    }  # fmt: skip


def _ends(spots: Sequence[Spot]) -> tuple[Places, Places]:
    return np.array([spot.first for spot in spots]), np.array([spot.last for spot in spots])


def _of_cue(scene: Scene, cues: Cues, cue: Spot) -> list[float]:
    words = scene.tokens[cue.first : cue.last + 1]
    listed = any(cues.of(t) is not None for t in words)
    return [cue.size, listed, any(t.pos == "VERB" for t in words), words[-1].text == ":", cue.score]


def _of_other(scene: Scene, other: Spot) -> list[float]:
    word = scene.tokens[other.first]
    pronoun = other.size == 1 and word.lower in _PRONOUNS
    return [min(other.size, 60), pronoun, other.score, word is word.sentence.tokens[0]]


def _grammar(scene: Scene, pairs: Sequence[Pair]) -> list[list[float]]:
    """Whether the fragment hangs on the cue, by which arc, and how many steps its head is away from it."""
    climbs = _for_each([other for _, other in pairs], lambda other: [_climb(head) for head in scene.heads(other)])
    rows: list[list[float]] = []
    for (cue, _), heads in zip(pairs, climbs, strict=True):
        words, arcs, steps = range(cue.first, cue.last + 1), set(), _FAR
        for arc, climb in heads:
            if climb and climb[0] in words:
                arcs.add(arc)
            steps = min(steps, next((n for n, index in enumerate(climb, start=1) if index in words), _FAR))
        rows.append([bool(arcs), not arcs.isdisjoint(_SUBJECTS), not arcs.isdisjoint(_CONTENTS), steps])
    return rows


def _climb(head: Token) -> tuple[str, list[int]]:
    """The arc of a word, and the numbers of the words on the way up from it."""
    return head.dep, [token.index for token in islice(head.ancestors(), _FAR)]


def _rules(known: dict[int, Draft], pairs: Sequence[Pair]) -> list[list[float]]:
    """Whether the rules know the cue, give it this fragment (a share of its words), or something else."""
    drafts = _for_each([cue for cue, _ in pairs], lambda cue: _known(known, cue))
    rows: list[list[float]] = []
    for (_, other), draft in zip(pairs, drafts, strict=True):
        if draft is None:
            rows.append([False, 0.0, False])
            continue
        given = draft.content if other.role == "content" else _words(draft.source)
        share = len(given.intersection(range(other.first, other.last + 1))) / other.size
        rows.append([True, share, bool(given) and not share])
    return rows


def _known(known: dict[int, Draft], cue: Spot) -> Draft | None:
    return next((known[i] for i in range(cue.first, cue.last + 1) if i in known), None)


def _words(source: Source | None) -> set[int]:
    return {t.index for t in source.words} if source else set()
