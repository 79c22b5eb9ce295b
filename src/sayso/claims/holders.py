"""On whose word a stretch of text stands: the voice of its sentence, then those to whom it is attributed."""

from __future__ import annotations

from collections.abc import Sequence, Set

from sayso.actors import Cast, first_person
from sayso.attribution import Chains
from sayso.language import Parsed, Token
from sayso.model import Attribution, Mention, Span

_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_SAID = frozenset({"attr", "oprd", "acomp", "ROOT"})
_QUOTES = "\"'“”„«»‘’‹›`"


class Holders:
    """Holder chains of one document."""

    def __init__(self, parsed: Parsed, cast: Cast, attributions: Sequence[Attribution]) -> None:
        self._parsed, self._text, self._cast = parsed, parsed.document.text, cast
        self._chains = Chains(parsed, attributions, cast)

    def attributions_at(self, token: Token) -> tuple[Attribution, ...]:
        """The attributions in whose content a word stands, outermost first."""
        return self._chains.chain_of(token)

    def chain(self, token: Token) -> tuple[str, ...]:
        """The holder chain of what a word says, outermost first, neighbours folded."""
        return self.chains(token)[0]

    def chains(
        self,
        token: Token,
        subjects: tuple[str, ...] = (),
        *,
        is_attitude: bool = False,
        unasserted: Set[str] = frozenset(),
    ) -> list[tuple[str, ...]]:
        """A chain for each of those who say it together: 'X and Y said ...' stands on the word of both.

        What somebody wants, plans or refuses to do is the author's report about him, not his word: an attitude of one
        of `subjects`, or an infinitive, adds no holder. Nor do his own words by which he takes an attitude: who says
        'Y is to blame' accuses Y, and it is the author who tells that. `unasserted` are cues (lemmas) that only ask for
        or bring about what they govern, and say nothing of what is taken for granted there.
        """
        voice = self._cast.voices[token.sentence.index]
        chains: list[tuple[str, ...]] = [(voice,)]
        for attribution in self.attributions_at(token):
            sayers = self._sayers(attribution)
            if not sayers or self._is_authors(attribution, token) or self._has_cue(attribution, unasserted):
                continue
            own = is_attitude or attribution.kind == "attitude" or _is_own_aim(token, attribution)
            if voice in sayers:  # Who writes that he and others said so speaks for himself.
                sayers = [voice]
            told = [()] if own and not set(subjects).isdisjoint(sayers) else [(sayer,) for sayer in sayers]
            medium = self._chains.medium_of(attribution)
            chains = [_longer(chain, medium, *sayer) for chain in chains for sayer in told]
        return list(dict.fromkeys(chains))

    def _is_authors(self, attribution: Attribution, token: Token) -> bool:
        """'We believe' outside of all quotations is the author's word, also where 'we' is his country.

        So is how somebody is called in a report ('X said that his old enemy, Y, had fled'), unless X is quoted.
        """
        source = self._words(attribution.source)
        if attribution.parent is None and len(source) == 1 and first_person(source[0]):
            return True
        names = token.pos in ("NOUN", "PROPN") and token.dep not in _SAID and self._cast.at(token) is not None
        indirect = any(t.pos in ("VERB", "AUX") for t in self._words(attribution.cue))
        return names and indirect and not self._quoted(attribution, token)

    def _has_cue(self, attribution: Attribution, lemmas: Set[str]) -> bool:
        return any(t.lemma in lemmas for t in self._words(attribution.cue))

    def _words(self, spans: tuple[Span, ...]) -> list[Token]:
        return [t for start, end in spans for t in self._parsed.tokens_in(start, end)]

    def _sayers(self, attribution: Attribution) -> list[str]:
        """The holder, with the others of 'X and Y' or 'X, Y and Z'; nobody where none is known."""
        if attribution.holder is None:
            return []
        words = {t.index: t for t in self._words(attribution.source)}
        joined = [t for t in words.values() if t.dep == "conj" and t.head.index in words and _is_joined(t)]
        mentions = [self._cast.at(t) for t in joined]
        others = [m.actors[0] for m in mentions if m and m.actors]
        return list(dict.fromkeys([attribution.holder, *others]))

    def actors_of(self, mention: Mention, token: Token) -> tuple[str, ...]:
        """The actors that a mention stands for here: 'we' inside a quotation is the quoted."""
        if first_person(token):
            around = [a for a in self.attributions_at(token) if a.holder]
            quoting = [a for a in around if self._quoted(a, token) or _is_whole_sentence(a, token)]
            if quoting:
                holder = quoting[-1].holder
                return (holder,) if holder else ()
        return mention.actors

    def _quoted(self, attribution: Attribution, token: Token) -> bool:
        """Does the content stand in quotation marks (at its edge or just outside)?"""
        for start, end in attribution.content:
            if start <= token.start < end:
                around = self._text[max(0, start - 2) : start + 1] + self._text[end - 1 : end + 2]
                opened = self._text[start : token.start]
                return any(q in around for q in _QUOTES) or any(q in opened for q in '"“„«')
        return False


def _is_whole_sentence(attribution: Attribution, token: Token) -> bool:
    """Direct speech without marks: the sentence is all content ('Name: ...', an inserted letter).

    'We' in an article is as a rule somebody who is quoted there.
    """
    sentence = token.sentence
    return attribution.kind != "document" and not any(
        sentence.start <= start < sentence.end for start, _ in attribution.cue
    )


def _longer(chain: tuple[str, ...], *holders: str | None) -> tuple[str, ...]:
    for holder in holders:
        if holder is not None and holder != chain[-1]:
            chain = (*chain, holder)
    return chain


def _is_joined(token: Token) -> bool:
    """Whether 'and' joins the word to a source, and not to a part of its name or description."""
    first, last = token.head, token
    while first.dep == "conj":
        first = first.head
    while not last.childs("cc") and (following := last.child("conj")) is not None:
        last = following
    joins = [*token.head.childs("cc"), *last.childs("cc"), *last.head.childs("cc")]
    return first.dep in ("nsubj", "pobj", "nsubjpass", "ROOT") and any(c.lower == "and" for c in joins)


def _is_own_aim(token: Token, attribution: Attribution) -> bool:
    """What somebody promises to do, and not what he says that he plans to do."""
    while token.dep == "conj" and not token.child("nsubj", "aux"):
        token = token.head
    if token.tag != "VB" or not any(c.lower == "to" for c in token.childs("aux")):
        return False
    above = (t for t in token.ancestors() if any(start <= t.start < end for start, end in attribution.content))
    return not any(t.tag in _FINITE and t.child("nsubj", "nsubjpass") for t in above)
