"""Through whom a word reached the writer: the medium that it was told to, and those whom the speaker cites for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.actors.cast import Cast
from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft
from sayso.attribution.holders import is_medium
from sayso.attribution.sources import Source
from sayso.language import Token

_TOLD = frozenset({"dobj", "dative"})
_TO = frozenset({"to", "with", "for", "by"})
_CITING = frozenset({"cite", "quote"})
_HANGING = frozenset({"advcl", "acl", "prep", "conj", "xcomp", "dep"})


def add_media(drafts: Sequence[Draft], cast: Cast, cues: Cues) -> None:
    """Takes the medium into the cue: 'told [the Lake Gazette]', 'said in an interview with [Radio Arvel]'."""
    for draft in drafts:
        own = {t.index for t in draft.source.words} if draft.source is not None else set()
        for medium in _recipients(draft.anchor):
            words = [t for t in _phrase(medium) if t.index not in own | draft.content]
            if medium in words and _is_medium_at(medium, cast, cues):
                draft.cue = sorted({*draft.cue, *words}, key=lambda t: t.index)
                break


def cited(drafts: Sequence[Draft], cast: Cast, cues: Cues) -> Iterator[Draft]:
    """'X said, citing Y, that ...', 'a report citing Y says ...': what X says, X has from Y."""
    by_word: dict[int, Draft] = {}
    for draft in drafts:
        if draft.content and draft.anchor.lemma not in _CITING:
            for token in (*draft.cue, *([draft.source.head] if draft.source is not None else ())):
                by_word.setdefault(token.index, draft)
    for host_word, draft in by_word.items():
        for verb in draft.anchor.sentence.tokens:
            if verb.head.index == host_word and verb.lemma in _CITING and verb.dep in _HANGING and verb.tag == "VBG":
                yield from _through(verb, draft, cast, cues)


def _through(verb: Token, host: Draft, cast: Cast, cues: Cues) -> Iterator[Draft]:
    named = verb.child("dobj")
    if named is None or not _can_tell(named, cast, cues):
        return
    own = {t.index for t in verb.subtree()}
    host.content -= own
    yield Draft("speech", verb, [verb], Source(named, named.subtree()), set(host.content), within=host)


def _can_tell(token: Token, cast: Cast, cues: Cues) -> bool:
    mention = cast.at(token)
    known = token.pos == "PROPN" or cues.is_unnamed(token) or cues.is_carrier(token)
    return known or (mention is not None and bool(mention.actors))


def _recipients(cue: Token) -> Iterator[Token]:
    """To whom something is said, and the end of 'in an interview with ...'."""
    if cue.lemma in ("tell", "inform"):
        yield from cue.childs(*_TOLD)
    for prep in cue.childs("prep", "dative"):
        things = prep.childs("pobj")
        yield from things if prep.lower == "to" else ()
        yield from (c for thing in things for p in thing.childs("prep") if p.lower in _TO for c in p.childs("pobj"))


def _is_medium_at(token: Token, cast: Cast, cues: Cues) -> bool:
    mention = cast.at(token) or cast.covering(token.start)
    name = " ".join(t.text for t in _phrase(token))
    keys = mention.actors if mention is not None else ()
    told = token.pos == "PROPN" and not cues.is_carrier(token)
    return told and any(is_medium(key, cast, cues) for key in (name, *keys))


def _phrase(head: Token) -> list[Token]:
    """The name without what follows it."""
    inside = [c for c in head.children if c.dep in ("compound", "det", "amod", "nmod") and c.index < head.index]
    return sorted({*(t for c in inside for t in c.subtree()), head}, key=lambda t: t.index)
