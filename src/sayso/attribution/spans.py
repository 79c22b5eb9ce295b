"""Words as character spans: how the source, cue and content of an attribution are written down."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.language import Parsed, Token
from sayso.model import Span

_MARKS = '"“”„‟«»‹›‘'


def spans_of(parsed: Parsed, indexes: Iterable[int]) -> tuple[Span, ...]:
    """Runs of words as character spans. A gap of signs only is bridged; signs at the edges are left out."""
    tokens = parsed.tokens
    ordered = sorted(indexes)
    wordy = [i for i in ordered if _is_word(tokens[i])] or ordered
    runs: list[tuple[int, int]] = []
    for index in wordy:
        bridged = bool(runs) and not any(map(_is_word, tokens[runs[-1][1] + 1 : index]))
        begin = runs.pop()[0] if bridged else index
        runs.append((begin, index))
    return tuple((_without_marks(tokens[first])[0], _without_marks(tokens[last])[1]) for first, last in runs)


def _without_marks(token: Token) -> Span:
    """The word's span without quotation marks that the parser left on it."""
    left = len(token.text) - len(token.text.lstrip(_MARKS))
    right = len(token.text) - len(token.text.rstrip(_MARKS))
    return (token.start + left, token.end - right) if left + right < len(token.text) else (token.start, token.end)


def _is_word(token: Token) -> bool:
    sign = token.pos in ("PUNCT", "SPACE") or not token.text.strip(_MARKS)
    return not sign or any(c.isalnum() for c in token.text)
