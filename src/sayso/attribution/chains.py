"""On whose word a stretch of text stands: the attributions around it, outermost first."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.attribution.complements import SUBJECTS
from sayso.attribution.cues import Cues
from sayso.language import Parsed, Token
from sayso.model import Attribution, Span


class Chains:
    """The attributions of one document, ready to be asked about any stretch of it."""

    def __init__(self, parsed: Parsed, attributions: Sequence[Attribution], cues: Cues) -> None:
        self._parsed = parsed
        self._cues = cues
        reports = [a for a in attributions if self._is_report(a)]
        order = sorted(reports, key=lambda a: (-_length(a.content), a.content, a.id))
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

    def _is_report(self, attribution: Attribution) -> bool:
        """Whether the holder vouches for what the content says.

        'X condemned the attack' and 'X wants to leave' do not report that there was an attack or that X left.
        """
        words = [t for start, end in attribution.content for t in self._parsed.tokens_in(start, end)]
        tops = _tops(words)
        if attribution.kind == "attitude":
            return any(t.child(*SUBJECTS) for t in tops)
        return len(tops) > 1 or any(t.pos in ("VERB", "AUX") for t in tops) or self._asserts(attribution)

    def _asserts(self, attribution: Attribution) -> bool:
        """Whether the cue can also take a clause ('denied the attack' as 'denied that ...')."""
        words = (t for start, end in attribution.cue for t in self._parsed.tokens_in(start, end))
        return any(cue is not None and "clause" in cue.frames for cue in map(self._cues.of, words))

    def _head(self, start: int, end: int) -> Token | None:
        tops = _tops(self._parsed.tokens_in(start, end))
        return tops[0] if tops else None


def _tops(words: Sequence[Token]) -> list[Token]:
    """The words that depend on none of the others."""
    inside = {t.index for t in words}
    return [t for t in words if (t.head is t or t.head.index not in inside) and t.pos not in ("PUNCT", "SPACE", "SCONJ")]


def _length(spans: tuple[Span, ...]) -> int:
    return sum(end - start for start, end in spans)
