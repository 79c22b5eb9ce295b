"""Which attribution lies in the content of which: drafts as a forest."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.attribution.drafts import Draft


def part_asides(drafts: Sequence[Draft]) -> None:
    """'X said they left, adding that ...': what the speaker adds is no part of what was said before it."""
    speakers: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.source is not None:
            earlier = speakers.setdefault(draft.source.head.index, [])
            if draft.anchor.dep == "advcl" and draft.anchor.tag == "VBG":
                added = {t.index for t in draft.anchor.subtree()}
                for before in earlier:
                    before.content -= added
            earlier.append(draft)


def parents_of(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the one with the shortest content in which its cue lies; contents grow outwards, so no circles."""
    parents: list[int | None] = [None] * len(drafts)
    within: dict[int, list[int]] = {}
    for number, draft in enumerate(drafts):
        for index in draft.content:
            within.setdefault(index, []).append(number)
    for number, draft in enumerate(drafts):
        size = len(draft.content)
        around = [n for n in within.get(draft.anchor.index, ()) if len(drafts[n].content) > size]
        parents[number] = min(around, key=lambda n: (len(drafts[n].content), n), default=None)
    return parents


def outermost_first(parents: Sequence[int | None]) -> list[int]:
    """The numbers of the drafts, every parent before its children, else in their order."""
    return sorted(range(len(parents)), key=lambda number: _depth(number, parents))


def _depth(number: int, parents: Sequence[int | None]) -> int:
    depth = 0
    while (parent := parents[number]) is not None:
        number, depth = parent, depth + 1
    return depth
