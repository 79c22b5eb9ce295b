"""On whose word a stretch of text stands: the attributions around it, outermost first."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.language import Parsed, Token
from sayso.model import Attribution, Span


class Chains:
    """The attributions of one document, ready to be asked about any stretch of it."""

    def __init__(self, parsed: Parsed, attributions: Sequence[Attribution]) -> None:
        self._parsed = parsed
        order = sorted(attributions, key=lambda a: (-_length(a.content), a.content, a.id))
        self._around: dict[int, list[Attribution]] = {}
        for attribution in order:
            for start, end in attribution.content:
                for token in parsed.tokens_in(start, end):
                    self._around.setdefault(token.index, []).append(attribution)

    def chain_at(self, start: int, end: int) -> tuple[Attribution, ...]:
        """The attributions in whose content the stretch lies, outermost first.

        A stretch lies where its head word lies: content never holds its own cue and source.
        """
        head = self._head(start, end)
        return tuple(self._around.get(head.index, ())) if head is not None else ()

    def _head(self, start: int, end: int) -> Token | None:
        words = self._parsed.tokens_in(start, end)
        inside = {t.index for t in words}
        heads = [t for t in words if t.head is t or t.head.index not in inside]
        return next((t for t in heads if t.pos not in ("PUNCT", "SPACE")), None)


def _length(spans: tuple[Span, ...]) -> int:
    return sum(end - start for start, end in spans)
