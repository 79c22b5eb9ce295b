"""Labels: evaluative names that a holder puts on an actor, found by the codebook's lexicon and by construction."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.actors import Cast
from sayso.claims.arguments import Arguments
from sayso.claims.codebook import Codebook
from sayso.claims.holders import Holders
from sayso.claims.phrases import prepositional, with_coordinated
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
            words = (token.lower, token.lemma, _with_hyphens(token))
            tone = next((self._tone[word] for word in words if word in self._tone), None)
            if tone is not None and not _in_proper_name(token):
                yield from self._labels_at(token, tone)

    def _labels_at(self, token: Token, tone: Tone) -> Iterator[Label]:
        """The loaded word is a noun that names or is said of an actor, or an epithet in front of one."""
        noun = token.head if token.dep in _QUALIFYING and (token.pos != "VERB" or _with_hyphens(token)) else token
        if noun.dep in _QUALIFYING and noun.head.pos in ("NOUN", "PROPN"):
            noun = noun.head
        denied = any(c.dep == "neg" for c in (*noun.children, *noun.head.children) if noun.dep == "attr")
        if denied:
            return
        actors: list[str] = []
        for word in dict.fromkeys([*self._arguments.denoted(noun), *_examples(noun)]):
            mention = self._cast.at(word)
            if mention is not None:
                named = self._holders.actors_of(mention, word)
                actors += named if tone == "negative" else filter(self._has_other_name, named)
        label, span = self._words(token, noun)
        chain = self._holders.chain(token)
        for actor in actors:
            yield Label(holder=chain, actor=actor, label=label, tone=tone, evidence=(span,))

    def _has_other_name(self, actor: str) -> bool:
        """Whether a name of his stands beside the praise: 'our brave fighters' alone may be anybody."""
        known = self._cast.actors.get(actor)
        names = known.names if known else (actor,)
        words = [word for name in names for word in name.split()]
        return any(word[0].isupper() and word.lower() not in self._tone for word in words)

    def _words(self, token: Token, noun: Token) -> tuple[str, tuple[int, int]]:
        """The label as it stands: an epithet alone in front of a name, else the noun with what qualifies it."""
        parts = [token] if noun.pos == "PROPN" and token is not noun else [noun, *noun.childs(*_QUALIFYING)]
        parts += [c for c in token.childs("advmod") if _with_hyphens(token)]
        start, end = min(p.start for p in parts), max(p.end for p in parts)
        return self._parsed.document.text[start:end], (start, end)


def _in_proper_name(token: Token) -> bool:
    """'Criminal' of 'International Criminal Court' judges nobody."""
    return token.pos == "PROPN" and token.dep in _QUALIFYING and token.head.pos == "PROPN" and token.text[0].isupper()


def _with_hyphens(token: Token) -> str:
    """'so-called' for its last word; nothing where no hyphen stands before it."""
    words = token.sentence.tokens
    at = token.index - words[0].index
    joined = at >= 2 and words[at - 1].text == "-" and words[at - 2].end + 1 == token.start
    return f"{words[at - 2].lower}-{token.lower}" if joined else ""


def _examples(noun: Token) -> list[Token]:
    """Who else is called so: X in 'such groups as X', 'X and other such groups' and 'the group known as X'."""
    found = with_coordinated(noun) if not noun.childs("conj") else []
    if noun.dep == "conj" and any(c.lower == "other" for c in noun.childs("amod")):
        first = noun.head
        while first.dep == "conj":
            first = first.head
        found += [t for t in with_coordinated(first) if t.index < noun.index]
    for clause in noun.childs("acl"):
        if clause.lemma in ("know", "call"):
            found += prepositional([clause], "as") or clause.childs("oprd")
    return [t for t in found if t is not noun]
