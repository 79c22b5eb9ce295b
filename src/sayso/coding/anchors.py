"""Where the actors of a claim stand in the text, so that links can be drawn to them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sayso.coding.marks import Mark
from sayso.model import Span


class Anchors:
    """The marks of actors in a text: those that there are, and those that are made where a name of an actor stands."""

    def __init__(self, text: str, actors: Mapping[str, Any], mentions: Sequence[tuple[Mark, Sequence[str]]]) -> None:
        """`actors` are those of a row; `mentions` are marks with the keys of the actors that they mean."""
        self._text = text
        self._names = {key: names_of(actor) for key, actor in actors.items()}
        self._marks: dict[str, list[Mark]] = {}
        self.made: list[Mark] = []
        for mark, keys in mentions:
            if len(keys) == 1:
                self._marks.setdefault(keys[0], []).append(mark)

    def near(self, key: str, spans: Sequence[Span]) -> str | None:
        """The id of the mark of this actor that lies in the spans, or else nearest to them in the same paragraph."""
        start = self._text.rfind("\n", 0, spans[0][0]) + 1
        end = self._text.find("\n", max(end for _, end in spans))
        end = len(self._text) if end < 0 else end

        def distance(mark: Mark) -> tuple[bool, int]:
            within = any(a <= mark.spans[0][0] and mark.spans[0][1] <= b for a, b in spans)
            return not within, abs(mark.spans[0][0] - spans[0][0])

        known = [m for m in self._marks.get(key, []) if start <= m.spans[0][0] and m.spans[0][1] <= end]
        found = known or self._named(key, start, end)
        if not found:
            return None
        best = min(found, key=distance)
        if best not in known:
            self.made.append(best)
            self._marks.setdefault(key, []).append(best)
        return best.id

    def _named(self, key: str, start: int, end: int) -> list[Mark]:
        """Marks to be made: the places where a name of the actor stands between two offsets, longer names first."""
        names = sorted((name for name in self._names.get(key, []) if name.strip()), key=lambda name: (-len(name), name))
        if not names:
            return []
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
        return [
            Mark(
                id=f"n{len(self.made) + 1}",
                kind="Actor",
                spans=(found.span(),),
                features={} if found[0] == key else {"actor": key},
            )
            for found in pattern.finditer(self._text, start, end)
        ]


def names_of(actor: Any) -> list[str]:  # noqa: ANN401 - both shapes that rows have
    """The names of an actor of a row: a list of names, or an object with `names`."""
    return list(actor.get("names", [])) if isinstance(actor, Mapping) else list(actor)
