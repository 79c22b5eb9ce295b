"""Attributions in the making, as grammar shows them: a cue with its source and the words that it governs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.attribution.complements import clause_root, content_of, is_passive
from sayso.attribution.cues import Cue, Cues, Phrase, is_so_called
from sayso.attribution.sources import Source, source_of
from sayso.language import Parsed, Sentence, Token
from sayso.model import AttributionKind, Stance


@dataclass(slots=True, eq=False)
class Draft:
    """`content` holds indexes of words. The cue may bring in direct speech (`quotes`), need no source (`alone`), and
    hold more than a clause (`judges`): who 'condemned the attack' does not report that there was one. `within` is the
    draft in whose content this one lies, where that is known already. `kind` and `stance` count where the lexicon does
    not know the anchor.
    """

    kind: AttributionKind
    anchor: Token
    cue: list[Token]
    source: Source | None
    content: set[int]
    quotes: bool = False
    alone: bool = True
    judges: bool = False
    stance: Stance = "neutral"
    within: Draft | None = None

    @property
    def complete(self) -> bool:
        """Whether it has all that an attribution needs."""
        return bool(self.content) and (self.alone or self.source is not None)

    def settle(self) -> None:
        """Takes the source and the cue out of the content, and what lies in the content out of the source."""
        self.content.difference_update(t.index for t in self.cue)
        if self.source is not None:
            own = {self.source.head.index}
            words = [t for t in self.source.words if t.index not in self.content or t.index in own]
            self.source = Source(self.source.head, words)
            self.content.difference_update(t.index for t in words)


def find_drafts(parsed: Parsed, cues: Cues) -> list[Draft]:
    """Every use of a cue word or phrase, in the order of the text; those that can quote also without content."""
    drafts = [draft for sentence in parsed.sentences for draft in _in_sentence(sentence, cues)]
    return sorted(drafts, key=lambda d: d.anchor.index)


def _in_sentence(sentence: Sentence, cues: Cues) -> Iterator[Draft]:
    for at, token in enumerate(sentence.tokens):
        if found := cues.phrase_at(sentence.tokens, at):
            phrase, length = found
            yield from _phrase(sentence.tokens[at : at + length], phrase, cues)
        elif (cue := cues.of(token)) is not None:
            yield from _word(token, cue, cues)


def _word(token: Token, cue: Cue, cues: Cues) -> Iterator[Draft]:
    if (token.dep == "amod" and "noun" not in cue.frames) or means_no_saying(token, cue):
        return
    content = {t.index for t in content_of(token, cue)}
    quotes = "quote" in cue.frames
    if not content and not quotes:
        return
    source = (
        None
        if "raising" in cue.frames or "noun" in cue.frames
        else source_of(token, received=token.dep == "dobj" and cues.receives(token.head))
    )
    alone = not _needs_source(token, cue)
    if _is_thing(source) or (source is None and not alone):
        content = set()
    judges = not {"clause", "noun"}.intersection(cue.frames)
    draft = Draft(cue.kind, token, _cue_words(token), source, content, quotes, alone, judges)
    draft.settle()
    if draft.content or quotes:
        yield draft


def means_no_saying(token: Token, cue: Cue) -> bool:
    """Whether the cue is none here: 'denied him a loan', 'it goes without saying'.

    In 'was quoted as saying' there is one cue, and 'saying' has it.
    """
    if cue.kind == "denial" and token.child("dative") is not None:
        return True
    quoted = token.lemma == "quote" and is_passive(token) and token.child("agent") is None
    return token.head.lower == "without" or (quoted and any(p.lower == "as" for p in token.childs("prep")))


def _needs_source(token: Token, cue: Cue) -> bool:
    """An active verb without a subject, or with a mere 'that', speaks for nobody."""
    return cue.pos == "verb" and "raising" not in cue.frames and not is_passive(token)


def _is_thing(source: Source | None) -> bool:
    """'the plan that suggests ...': a relative 'that' stands for things."""
    return source is not None and source.head.lower == "that" and source.head.tag == "WDT"


def _cue_words(token: Token) -> list[Token]:
    if is_so_called(token):
        at = token.index - token.sentence.tokens[0].index
        return token.sentence.tokens[at - 2 : at + 1]
    own = [c for c in token.children if c.dep in ("aux", "auxpass", "neg", "prt") and abs(c.index - token.index) < 5]
    return sorted([token, *own], key=lambda t: t.index)


def _phrase(words: list[Token], phrase: Phrase, cues: Cues) -> Iterator[Draft]:
    """'According to X, ...': the source depends on the phrase, the content is the clause around."""
    inside = {t.index for t in words}
    head = next((t for t in words if t.head.index not in inside), words[0])
    last = words[-1]
    names = [c for c in last.children if c.index > last.index and c.dep in ("pobj", "pcomp", "dobj")]
    names = names or [c for w in words for c in w.children if c.index > last.index and c.dep == "pobj"]
    if not names or (len(names[0].subtree()) == 1 and cues.is_no_speaker(names[0])):
        return
    if len(words) == 1 and names[0].pos != "PROPN" and not any(c.lower == "the" for c in names[0].children):
        return
    source = Source(names[0], names[0].subtree())
    own = inside | {t.index for t in head.subtree()} | {t.index for t in source.words}
    content = {t.index for t in clause_root(head.head).subtree()} - own
    if content:
        yield Draft(phrase.kind, words[0], words, source, content, stance=phrase.stance)
