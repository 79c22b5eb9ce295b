"""On whose word a stretch of text stands: the attributions around it, outermost first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.actors.cast import Cast
from sayso.attribution.complements import SUBJECTS, tops_of
from sayso.language import Parsed, Token
from sayso.model import Attribution, Span


class Chains:
    """The attributions of one document, ready to be asked about any stretch of it."""

    def __init__(self, parsed: Parsed, attributions: Sequence[Attribution], cast: Cast | None = None) -> None:
        self._parsed, self._cast = parsed, cast
        self._by_id = {a.id: a for a in attributions}
        order = sorted(filter(self._is_report, attributions), key=self._outermost_first)
        self._around: dict[int, list[Attribution]] = {}
        for attribution in order:
            words = [t for start, end in attribution.content for t in parsed.tokens_in(start, end)]
            said = {t.index for t in words} | {t.index for t in _cut_off(words, attribution)}
            for index in sorted(said - _asides(words, attribution)):
                self._around.setdefault(index, []).append(attribution)

    def chain_at(self, start: int, end: int) -> tuple[Attribution, ...]:
        """The attributions in whose content the stretch lies, outermost first.

        A stretch lies where its head word lies: content never holds its own cue and source.
        """
        head = self._head(start, end)
        return self.chain_of(head) if head is not None else ()

    def chain_of(self, token: Token) -> tuple[Attribution, ...]:
        """The attributions in whose content a word lies, outermost first."""
        return tuple(self._around.get(token.index, ()))

    def medium_of(self, attribution: Attribution) -> str | None:
        """The key of the medium that brought it, where its cue names one: 'told the Lake Gazette'."""
        cue = [t for start, end in attribution.cue for t in self._parsed.tokens_in(start, end)]
        names = [t for t in cue if t.pos == "PROPN"]
        if not names or not any(t.pos in ("VERB", "AUX") for t in cue):
            return None
        return self._actor_at(names[-1]) or self._parsed.document.text[names[0].start : names[-1].end]

    def _actor_at(self, token: Token) -> str | None:
        mention = self._cast.at(token) if self._cast is not None else None
        return mention.actors[0] if mention is not None and mention.actors else None

    def _is_report(self, attribution: Attribution) -> bool:
        """Whether the holder vouches for what the content says.

        'X condemned the attack' and 'X wants to leave' do not report that there was an attack or that X left; 'it is
        important for X to note that they left' says nothing of what X vouches for.
        """
        if self._is_wished(attribution):
            return False
        if attribution.kind != "attitude":
            return True
        words = [t for start, end in attribution.content for t in self._parsed.tokens_in(start, end)]
        return any(top.child(*SUBJECTS) for top in tops_of(words))

    def _is_wished(self, attribution: Attribution) -> bool:
        cue = [t for start, end in attribution.cue for t in self._parsed.tokens_in(start, end)]
        verb = next((t for t in cue if t.pos == "VERB"), None)
        if verb is None or verb.tag != "VB" or not any(c.tag == "TO" for c in verb.children):
            return False
        if any(c.dep == "mark" and c.lower == "for" for c in verb.children):
            return True
        return verb.head.pos in ("ADJ", "NOUN") and verb.dep in ("xcomp", "acl", "ccomp", "relcl", "advcl")

    def _outermost_first(self, attribution: Attribution) -> tuple[int, int, tuple[Span, ...], str]:
        """Those with more content come first; among equals the one that is the parent of the other."""
        return -_length(attribution.content), self._depth(attribution), attribution.content, attribution.id

    def _depth(self, attribution: Attribution) -> int:
        depth = 0
        while attribution.parent is not None and attribution.parent in self._by_id:
            attribution, depth = self._by_id[attribution.parent], depth + 1
        return depth

    def _head(self, start: int, end: int) -> Token | None:
        tops = tops_of(self._parsed.tokens_in(start, end))
        return tops[0] if tops else None


def _cut_off(words: Sequence[Token], attribution: Attribution) -> Iterator[Token]:
    """The words of clauses that grammar joins to the content, where its span ends within them or before them.

    In 'X said that the rebels fled and left the port' the content is both; 'that it was the rebels who | left' goes on.
    """
    inside = {t.index for t in words}
    other = [span for spans in (attribution.cue, attribution.source) for span in spans]
    for token in words:
        verb = token.head
        begun = token.dep in SUBJECTS and verb.index not in inside and verb.head.index in inside
        joined = [c for c in token.childs("conj") if c.index not in inside and c.index > words[-1].index]
        for clause in [*([verb] if begun else []), *(c for c in joined if _shares_subject(token, c))]:
            added = [t for t in clause.subtree() if t.index not in inside]
            if not any(start <= t.start < end for t in added for start, end in other):
                yield from added


def _shares_subject(verb: Token, joined: Token) -> bool:
    return verb.pos in ("VERB", "AUX") and joined.pos in ("VERB", "AUX") and joined.child(*SUBJECTS) is None


def _asides(words: Sequence[Token], attribution: Attribution) -> set[int]:
    """The words of ', who left in March,' in indirect speech, which are as a rule the reporter's own."""
    found: set[int] = set()
    for token in words:
        sentence = token.sentence
        direct = not any(sentence.start <= start < sentence.end for start, _ in attribution.cue)
        if token.dep != "relcl" or direct:
            continue
        clause = token.subtree()
        place = clause[0].index - sentence.tokens[0].index
        if place and sentence.tokens[place - 1].text == "," and clause[0].lower in ("who", "whose"):
            found |= {t.index for t in clause}
    return found


def _length(spans: tuple[Span, ...]) -> int:
    return sum(end - start for start, end in spans)
