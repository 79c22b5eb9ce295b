"""How somebody is made to say something: spoken, written, thought, denied, asked; and what the reporter takes to it."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.attribution.complements import tops_of
from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft
from sayso.language import Parsed, Token
from sayso.model import AttributionKind, Stance

_ASKING = frozenset({"whether", "if"})
_ASKING_TAGS = frozenset({"WP", "WP$", "WRB"})
_DEED = frozenset({"of", "for"})
_TOPIC = frozenset({"of", "about"})
_VIA = frozenset({"in", "on", "via", "through", "by"})


def kind_of(parsed: Parsed, draft: Draft, cues: Cues, *, in_medium: bool = False) -> AttributionKind:
    """The kind of a draft; `in_medium` where its source is a newspaper, a station or an agency."""
    cue = cues.of(draft.anchor)
    kind = cue.kind if cue is not None else draft.kind
    words = [parsed.tokens[i] for i in sorted(draft.content)]
    if draft.judges and (thing := _thing(words)) is not None:
        return "denial" if kind == "denial" and _is_saying(thing, cues) else "attitude"
    if kind == "question" or (kind == "speech" and _is_question(words)):
        return "question" if _asks(words) else "speech"
    if kind != "speech":
        return kind
    return _by_carrier(draft, cues) or ("document" if in_medium else "speech")


def stance_of(draft: Draft, cues: Cues) -> Stance:
    """What the one who reports takes to the content: an adverb or adjective beside the cue tells, else the cue."""
    for word in _beside(draft.anchor):
        if (stance := cues.stance_of(word)) is not None:
            return stance
    cue = cues.of(draft.anchor)
    if cue is not None and "name" in cue.frames and any(c.lower == "what" for c in draft.anchor.childs("dobj")):
        return "distances"  # 'what X calls a victory'
    stance = cue.stance if cue is not None else draft.stance
    return "neutral" if stance == "endorses" and _is_deed(draft) else stance


def _thing(words: list[Token]) -> Token | None:
    """The thing that is judged, where the words are no clause, no deed '(accused) X of arming Y', no topic '(of) Y'."""
    tops = tops_of(words)
    if len(tops) != 1 or tops[0].pos in ("VERB", "AUX") or (tops[0].dep == "pobj" and tops[0].head.lower in _TOPIC):
        return None
    deeds = [t for t in words if t.dep == "pcomp" and t.tag == "VBG" and t.head.lower in _DEED]
    return None if any(_first(d.head.head) is tops[0] for d in deeds) else tops[0]


def _first(token: Token) -> Token:
    while token.dep == "conj":
        token = token.head
    return token


def _is_saying(thing: Token, cues: Cues) -> bool:
    """'Rejected the claim', but not 'rejected the deal'."""
    cue = cues.of(thing)
    return cue is not None and cue.pos == "noun" and cue.kind != "attitude" and "clause" in cue.frames


def _is_question(words: list[Token]) -> bool:
    """Whether all that is said is one question."""
    return bool(words) and _ends_asking(words) and not any(t.text in (".", "!") for t in words)


def _ends_asking(words: list[Token]) -> bool:
    last = words[-1]
    after = [t for t in last.sentence.tokens if last.index < t.index <= last.index + 2 and t.pos == "PUNCT"]
    return any(t.text.startswith("?") for t in (last, *after))


def _asks(words: list[Token]) -> bool:
    begins = words[0].lower in _ASKING or words[0].tag in _ASKING_TAGS
    return begins or any(t.text.startswith("?") for t in words) or _ends_asking(words)


def _by_carrier(draft: Draft, cues: Cues) -> AttributionKind | None:
    """'The letter says', 'said in a letter', 'wrote on Twitter'."""
    source = draft.source.head if draft.source is not None else None
    things = [source] if source is not None else []
    things += [c for p in draft.anchor.childs("prep") if p.lower in _VIA for c in p.childs("pobj")]
    return next((kind for thing in things if (kind := cues.carries(thing)) is not None), None)


def _beside(cue: Token) -> Iterator[Token]:
    yield from cue.childs("advmod", "amod")
    if cue.dep in ("nsubj", "nsubjpass") and cue.head.lemma in ("be", "prove"):
        yield from cue.head.childs("acomp", "attr", "oprd")


def _is_deed(draft: Draft) -> bool:
    """'Forgot to leave' says of nothing that it is so."""
    return any(c.dep == "xcomp" and c.index in draft.content and c.tag == "VB" for c in draft.anchor.children)
