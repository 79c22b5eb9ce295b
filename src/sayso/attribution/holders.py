"""Which actor a source stands for."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from sayso.actors.cast import Cast
from sayso.attribution.cues import Cues
from sayso.attribution.sources import Source
from sayso.language import Parsed, Token

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_FIRST = frozenset({"i", "we"})
_THIRD = frozenset({"he", "she"})
_MEMORY = 6
"""For how many sentences 'he said' goes on meaning the last speaker named."""
_ARTICLES = frozenset({"the", "a", "an"})
_OWNERS = frozenset({"by", "from", "of", "in"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


class Holders:
    """Turns the sources of one document into holders, in the order of the text.

    A statement, a letter or an article speaks for whoever made it: the one named with it ('a report from X', 'X issued
    a statement saying'), or, where it is only called back ('the article says'), the maker of the last one.
    """

    def __init__(self, parsed: Parsed, cast: Cast, cues: Cues) -> None:
        self._cast = cast
        self._cues = cues
        made = ((t.index, self._made_by(t)) for t in parsed.tokens if cues.is_carrier(t))
        self._makers = [(index, maker) for index, maker in made if maker is not None]
        self._speaker: str | None = None
        self._spoke = 0

    def of(self, source: Source | None, parent: str | None = None, *, nested: bool = False) -> str | None:
        """The actor's key, or the words of the source where it is no known actor; None where nobody is named.

        `parent` is the holder of the attribution around: 'I', and mostly 'she', inside what X says is X.
        """
        if source is None:
            return None
        head = _antecedent(source.head)
        if head.pos == "PRON":
            return self._pronoun(head, parent, nested=nested)
        if self._cues.is_carrier(head):
            maker = self._made_by(head) or (self._last_maker(head) if _is_called_back(head) else None)
            if maker is not None:
                return maker
        holder = self._named(head)
        if not nested and head.pos == "PROPN":
            self._speaker, self._spoke = holder, head.sentence.index
        return holder

    def _pronoun(self, pronoun: Token, parent: str | None, *, nested: bool) -> str | None:
        first, third = pronoun.lower in _FIRST, pronoun.lower in _THIRD
        if nested and (first or third):
            return parent or self._named(pronoun)
        if third and self._speaker and pronoun.sentence.index - self._spoke <= _MEMORY:
            return self._speaker
        named = self._named(pronoun)
        index = pronoun.sentence.index
        return self._cast.voices[index] if named is None and first and index < len(self._cast.voices) else named

    def _named(self, head: Token) -> str | None:
        """The actor of the phrase, of its name in apposition first ('a news site, Arvel Today')."""
        names = [c for c in head.childs("appos") if c.pos == "PROPN"]
        for token in (*names, head):
            mention = self._cast.at(token) or self._cast.covering(token.start)
            if mention is not None and mention.actors:
                return mention.actors[0]
        return _words(head) if self._cues.can_speak(head) else None

    def _made_by(self, carrier: Token) -> str | None:
        owners = carrier.childs("poss")
        owners += [c for p in carrier.childs("prep", "agent") if p.lower in _OWNERS for c in p.childs("pobj")]
        owners += [c for v in carrier.childs("acl") for p in v.childs("agent") for c in p.childs("pobj")]
        owners += [c for c in carrier.childs("compound", "nmod", "amod") if c.entity[2:] in _NAMES]
        if carrier.dep == "dobj":
            owners += carrier.head.childs("nsubj")
        makers = [c for c in owners if self._is_actor(c)]
        return self._named(makers[0]) if makers else None

    def _last_maker(self, carrier: Token) -> str | None:
        before = bisect_left(self._makers, carrier.index, key=lambda m: m[0])
        return self._makers[before - 1][1] if before else None

    def _is_actor(self, token: Token) -> bool:
        mention = self._cast.at(token)
        return token.entity[2:] in _NAMES or (mention is not None and bool(mention.actors))


def _is_called_back(carrier: Token) -> bool:
    return any(c.dep == "det" and c.lower in ("the", "this", "that") for c in carrier.children)


def _antecedent(head: Token) -> Token:
    """The noun that a relative pronoun stands for, else the word itself."""
    if head.lower not in _RELATIVE:
        return head
    clause = next((t for t in (head, *head.ancestors()) if t.dep in ("relcl", "acl")), None)
    noun = clause.head if clause is not None else head
    return noun.head if noun.dep == "appos" else noun


def _words(head: Token) -> str | None:
    """The noun phrase without its leading article and without what follows the head ('the three men in the car')."""
    phrase = [t for t in head.subtree() if t.index <= head.index and head.index - t.index < 8]
    commas = [place for place, token in enumerate(phrase) if token.text == ","]
    phrase = phrase[commas[-1] + 1 :] if commas else phrase
    while phrase and (phrase[0].lower in _ARTICLES or not phrase[0].text[0].isalnum()):
        phrase = phrase[1:]
    if not phrase or (phrase[0].pos == "PRON" and len(phrase) == 1):
        return None
    text = phrase[0].text
    for before, word in pairwise(phrase):
        text += (" " if word.start > before.end else "") + word.text
    return text
