"""Parsed -> attributions: finds drafts, gives them their quotations, nests them."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.actors.cast import Cast
from sayso.attribution.complements import tops_of
from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft, find_drafts
from sayso.attribution.holders import Holders
from sayso.attribution.lines import attach_blocks, find_speaker_lines
from sayso.attribution.quotes import find_quotations
from sayso.attribution.quoting import attach_quotations
from sayso.language import Parsed, Token
from sayso.model import Attribution, AttributionKind, Span

_MARKS = '"“”„‟«»‹›‘'


def find_attributions(parsed: Parsed, cast: Cast, cues: Cues) -> tuple[Attribution, ...]:
    """Who is made to say or think what, in the order of the cues, nested by `parent`.

    Rules over dependencies and a cue lexicon; the span conventions are those of PolNeAR (Newell et al., LREC 2018).
    """
    drafts = [*find_drafts(parsed, cues), *find_speaker_lines(parsed, cues)]
    drafts.sort(key=lambda d: d.anchor.index)
    drafts = attach_quotations(parsed, drafts, find_quotations(parsed))
    attach_blocks(parsed, drafts)
    drafts = [d for d in drafts if d.complete]
    _part_asides(drafts)
    parents = _parents(drafts)
    holders = _holders(drafts, parents, Holders(parsed, cast, cues))
    return tuple(
        Attribution(
            id=f"a{number}",
            parent=None if parents[number] is None else f"a{parents[number]}",
            kind=_kind(parsed, draft),
            holder=holders[number],
            source=_spans(parsed, (t.index for t in draft.source.words)) if draft.source else (),
            cue=_spans(parsed, (t.index for t in draft.cue)),
            content=_spans(parsed, draft.content),
        )
        for number, draft in enumerate(drafts)
    )


def _part_asides(drafts: list[Draft]) -> None:
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


def _kind(parsed: Parsed, draft: Draft) -> AttributionKind:
    """What merely judges a thing that it names is an attitude."""
    words = [parsed.tokens[i] for i in sorted(draft.content)]
    tops = tops_of(words) if draft.judges else []
    thing = len(tops) == 1 and tops[0].pos not in ("VERB", "AUX")
    return "attitude" if thing else draft.kind


def _holders(drafts: list[Draft], parents: list[int | None], holders: Holders) -> list[str | None]:
    """The holder of each draft; a parent's before its children's, else in the order of the text."""
    found: dict[int, str | None] = {}
    for number in sorted(range(len(drafts)), key=lambda n: _depth(n, parents)):
        parent = parents[number]
        if parent is None:
            found[number] = holders.of(drafts[number].source)
        else:
            found[number] = holders.of(drafts[number].source, found[parent], nested=True)
    return [found[number] for number in range(len(drafts))]


def _depth(number: int, parents: list[int | None]) -> int:
    depth = 0
    while (parent := parents[number]) is not None:
        number, depth = parent, depth + 1
    return depth


def _parents(drafts: list[Draft]) -> list[int | None]:
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


def _spans(parsed: Parsed, indexes: Iterable[int]) -> tuple[Span, ...]:
    """Runs of words as character spans. A gap of signs only is bridged; signs at the edges are left out."""
    tokens = parsed.tokens
    ordered = sorted(indexes)
    wordy = [i for i in ordered if _is_word(tokens[i])] or ordered
    spans: list[Span] = []
    last = -1
    for index in wordy:
        between = tokens[last + 1 : index]
        start, end = _without_marks(tokens[index])
        if spans and not any(map(_is_word, between)):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        last = index
    return tuple(spans)


def _without_marks(token: Token) -> Span:
    """The word's span without quotation marks that the parser left on it."""
    left = len(token.text) - len(token.text.lstrip(_MARKS))
    right = len(token.text) - len(token.text.rstrip(_MARKS))
    return (token.start + left, token.end - right) if left + right < len(token.text) else (token.start, token.end)


def _is_word(token: Token) -> bool:
    sign = token.pos in ("PUNCT", "SPACE") or not token.text.strip(_MARKS)
    return not sign or any(c.isalnum() for c in token.text)
