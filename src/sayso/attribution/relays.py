"""Through whom a word reached the writer: the medium that it was told to, and those whom the speaker cites for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from sayso.actors.cast import Cast
from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft
from sayso.attribution.holders import is_medium
from sayso.attribution.sources import Source, head_of
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


def part_media(drafts: Sequence[Draft], cast: Cast, cues: Cues) -> Iterator[Draft]:
    """'According to the Lake Gazette, the mayor, Mira Oren, said ...': what she said, the paper has told.

    Parsers take the paper, the mayor and her name for one phrase, and taggers the paper for the source of 'said'.
    """
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.anchor.sentence.tokens[0].index, []).append(draft)
    for said in by_sentence.values():
        words = said[0].anchor.sentence.tokens
        found = cues.phrase_at(words, 0)
        if found is None or any(d.anchor is words[0] for d in said):
            continue
        medium = list(takewhile(lambda t: t.text != ",", words[found[1] :]))
        verb = min(t.index for d in said for t in d.cue)
        speaker = [t for t in words if medium[-1].index + 1 < t.index < verb] if medium else []
        speaker = speaker[:-1] if speaker and speaker[-1].text == "," else speaker
        own = [d for d in said if d.source is not None and words[0].index < d.source.head.index < verb]
        taken = any(d.source is not None and d.source.head.index <= medium[-1].index for d in own)
        if speaker and own and own[0].anchor.pos == "VERB" and (taken or _is_medium_at(medium[-1], cast, cues)):
            for draft in own:
                draft.source = Source(head_of(speaker), speaker)
            told = {t.index for t in speaker}.union(*(d.content | {t.index for t in d.cue} for d in own))
            yield Draft("document", words[0], words[: found[1]], Source(medium[-1], medium), told)


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
