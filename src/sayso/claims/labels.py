"""Labels: evaluative names that a holder puts on an actor, found by the codebook's lexicon and by construction."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.actors import Cast
from sayso.claims.arguments import Arguments
from sayso.claims.codebook import Codebook
from sayso.claims.holders import Holders
from sayso.language import Parsed, Token
from sayso.model import Label, Tone

_QUALIFYING = ("amod", "compound", "nmod")


class LabelFinder:
    """Finds the labels of one document."""

    def __init__(self, parsed: Parsed, cast: Cast, holders: Holders, codebook: Codebook) -> None:
        self._parsed, self._cast, self._holders = parsed, cast, holders
        self._tone: dict[str, Tone] = {}
        for words, tone in ((codebook.labels.negative, "negative"), (codebook.labels.positive, "positive")):
            self._tone |= dict.fromkeys(words, tone)  # type: ignore[arg-type]
        self._arguments = Arguments(codebook.grammar)

    def labels(self) -> Iterator[Label]:
        """All labels, one for each loaded word and actor, in the order of the text; not yet merged."""
        for token in self._parsed.tokens:
            tone = self._tone.get(token.lower) or self._tone.get(token.lemma)
            if tone is not None:
                yield from self._labels_at(token, tone)

    def _labels_at(self, token: Token, tone: Tone) -> Iterator[Label]:
        """The loaded word is a noun that names or is said of an actor, or an epithet in front of one."""
        noun = token.head if token.dep in _QUALIFYING and token.pos != "VERB" else token
        if noun.dep in _QUALIFYING and noun.head.pos in ("NOUN", "PROPN"):
            noun = noun.head
        denied = any(c.dep == "neg" for c in (*noun.children, *noun.head.children) if noun.dep == "attr")
        if denied:
            return
        actors: list[str] = []
        for word in self._arguments.denoted(noun):
            mention = self._cast.at(word)
            if mention is not None:
                actors += self._holders.actors_of(mention, word)
        label, span = self._words(token, noun)
        chain = self._holders.chain(token)
        for actor in actors:
            yield Label(holder=chain, actor=actor, label=label, tone=tone, evidence=(span,))

    def _words(self, token: Token, noun: Token) -> tuple[str, tuple[int, int]]:
        """The label as it stands: an epithet alone in front of a name, else the noun with what qualifies it."""
        parts = [token] if noun.pos == "PROPN" and token is not noun else [noun, *noun.childs(*_QUALIFYING)]
        start, end = min(p.start for p in parts), max(p.end for p in parts)
        return self._parsed.document.text[start:end], (start, end)
