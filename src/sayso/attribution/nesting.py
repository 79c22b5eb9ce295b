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


def embrace(drafts: Sequence[Draft]) -> None:
    """'"They left," he said, as quoted by X': in whose content somebody speaks, in his lies what is spoken, too."""
    within: dict[int, list[Draft]] = {}
    for draft in drafts:
        for index in draft.content:
            within.setdefault(index, []).append(draft)
    for draft in drafts:
        for host in within.get(draft.anchor.index, ()):
            spoken_too = draft.source is not None and draft.source.head.index in host.content
            if spoken_too and host.anchor.index not in draft.content:
                own = {t.index for t in host.cue} | {t.index for t in (host.source.words if host.source else ())}
                host.content |= draft.content - own


def parents_of(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the one that it is known to lie in, else the one with the shortest content in which its cue lies.

    Contents grow outwards, and what is known to lie in another is no larger, so that there are no circles.
    """
    parents: list[int | None] = [None] * len(drafts)
    within: dict[int, list[int]] = {}
    for number, draft in enumerate(drafts):
        for index in draft.content:
            within.setdefault(index, []).append(number)
    numbers = {id(draft): number for number, draft in enumerate(drafts)}
    for number, draft in enumerate(drafts):
        if draft.within is not None and id(draft.within) in numbers:
            parents[number] = numbers[id(draft.within)]
            continue
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
