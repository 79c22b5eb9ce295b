"""Gives each quotation to its speaker: the cue beside it or before its colon, or the quotation that it continues."""

from __future__ import annotations

from bisect import bisect_left

from sayso.attribution.complements import subject_of
from sayso.attribution.drafts import Draft
from sayso.attribution.quotes import Quotation
from sayso.attribution.sources import Source, head_of, source_of
from sayso.language import Parsed, Sentence, Token

_SPEECH = 4
"""Quotations of fewer words, without a verb, are terms or titles and need no speaker of their own."""
_LONGEST_NAME = 12
_VERBS = frozenset({"VERB", "AUX"})
_CLOSE = 9
"""How many words into the next sentence a cue may still belong to the quotation before it."""
_STOPS = frozenset({",", ".", "?", "!", "…", ";", ",''", ',"'})
_DASHES = frozenset({"-", "–", "—", "--", "―"})


def attach_quotations(parsed: Parsed, drafts: list[Draft], quotations: list[Quotation]) -> list[Draft]:
    """The drafts with the quotations added to their content, and new ones for speakers named without a verb."""
    return _Attacher(parsed, drafts, quotations).run()


class _Attacher:
    def __init__(self, parsed: Parsed, drafts: list[Draft], quotations: list[Quotation]) -> None:
        self.parsed = parsed
        self.drafts = list(drafts)
        self.quotations = quotations
        self.firsts = [q.first for q in quotations]
        self.outside = [d for d in drafts if d.quotes and not self._quoted(d.anchor.index)]
        self.places = [d.anchor.index for d in self.outside]
        self.last: tuple[Draft, Quotation] | None = None

    def run(self) -> list[Draft]:
        for quotation in self.quotations:
            owner = self._owner(quotation)
            if owner is not None:
                owner.content.update(range(quotation.first, quotation.last + 1))
                owner.settle()
                self.last = (owner, quotation)
        return sorted(self.drafts, key=lambda d: d.anchor.index)

    def _quoted(self, index: int) -> bool:
        at = bisect_left(self.firsts, index + 1) - 1
        return at >= 0 and self.quotations[at].holds(index)

    def _owner(self, quotation: Quotation) -> Draft | None:
        near = self._near(quotation)
        owner = self._governing(quotation, near) or self._closing(quotation, near)
        if owner is not None or not self._is_speech(quotation):
            return owner
        return (
            self._beside(quotation, near)
            or self._behind(quotation)
            or self._before_colon(quotation)
            or self._signed(quotation)
            or self._continued(quotation)
            or self._after_report(quotation)
            or self._after_entrance(quotation)
        )

    def _near(self, quotation: Quotation) -> list[Draft]:
        """Drafts whose cue stands in a sentence that the quotation touches."""
        first = self.parsed.tokens[quotation.first].sentence.tokens[0].index
        last = self.parsed.tokens[quotation.last].sentence.tokens[-1].index
        return self._between(first, last)

    def _between(self, first: int, last: int) -> list[Draft]:
        return self.outside[bisect_left(self.places, first) : bisect_left(self.places, last + 1)]

    def _governing(self, quotation: Quotation, near: list[Draft]) -> Draft | None:
        """The cue whose grammatical content holds most of what its sentence shows of the quotation."""
        best, most = None, 0
        for draft in near:
            words = sum(quotation.holds(i) for i in draft.content)
            in_sentence = sum(quotation.holds(t.index) for t in draft.anchor.sentence.tokens)
            if words * 2 >= max(1, in_sentence) and words > most:
                best, most = draft, words
        return best

    def _is_speech(self, quotation: Quotation) -> bool:
        words = self.parsed.tokens[quotation.first : quotation.last + 1]
        return len(words) >= _SPEECH or any(t.pos in ("VERB", "AUX") and t.tag != "VBG" for t in words)

    def _closing(self, quotation: Quotation, near: list[Draft]) -> Draft | None:
        """'"...," said X': only signs stand between, so whatever else the cue was thought to govern is wrong."""
        for draft in near:
            source = draft.source if draft.source and not quotation.holds(draft.source.head.index) else None
            words = [draft.anchor, *(source.words if source else ())]
            first = min(t.index for t in words)
            between = self.parsed.tokens[quotation.last + 1 : first]
            stops = any(t.text in _STOPS for t in between)
            if first > quotation.last and stops and all(t.pos == "PUNCT" for t in between) and len(between) < 4:
                draft.content.clear()
                draft.source = source or self._following(draft.anchor)
                return draft
        return None

    def _following(self, cue: Token) -> Source | None:
        """The noun phrase right behind a cue whose subject the parser missed: '"...," tweeted Mayor Ann Lee'."""
        words = [t for t in cue.sentence.tokens if t.index > cue.index][:1]
        while words and words[-1].head.index > words[-1].index and words[-1].head.pos in ("NOUN", "PROPN"):
            words.append(words[-1].head)
        head = words[-1] if words else None
        return Source(head, head.subtree()) if head is not None and head.pos in ("NOUN", "PROPN", "PRON") else None

    def _beside(self, quotation: Quotation, near: list[Draft]) -> Draft | None:
        """The nearest cue of the sentence that has no content yet, or none but quotations."""
        free = [d for d in near if all(map(self._quoted, d.content))]
        return min(free, key=lambda d: _distance(d.anchor, quotation), default=None)

    def _behind(self, quotation: Quotation) -> Draft | None:
        """'"Is it over?" she asked.': the mark inside the quotation has made its cue a sentence of its own."""
        end = self.parsed.tokens[quotation.last].sentence.tokens[-1]
        drafts = self._between(end.index + 1, end.index + _CLOSE)
        fitting = [d for d in drafts if not d.content and d.anchor.sentence.index == end.sentence.index + 1]
        same_paragraph = [d for d in fitting if d.anchor.sentence.paragraph == end.sentence.paragraph]
        return same_paragraph[0] if same_paragraph and quotation.last >= end.index - 2 else None

    def _before_colon(self, quotation: Quotation) -> Draft | None:
        """'She replied: "..."', also over a paragraph's end; 'Name: "..."' without a verb."""
        colon = self._previous(quotation)
        if colon is None or colon.text not in (":", ","):
            return None
        words = [t for t in colon.sentence.tokens if t.index < colon.index]
        if not words or (colon.text == "," and not self._begins_sentence(quotation)):
            return None
        cues = self._between(words[0].index, colon.index)
        named = self._named(colon, words) if colon.text == ":" and not cues else None
        return cues[-1] if cues else named or self._unlisted(words)

    def _begins_sentence(self, quotation: Quotation) -> bool:
        return len(quotation) >= _SPEECH and self.parsed.tokens[quotation.first].text[0].isupper()

    def _unlisted(self, words: list[Token]) -> Draft | None:
        """Before a quotation any verb with a subject brings it in: 'she leaned forward: "..."'."""
        for verb in reversed(words):
            if verb.pos == "VERB" and (source := source_of(verb)) is not None and not self._quoted(verb.index):
                return self._add(Draft("speech", verb, [verb], source, set(), True))
        return None

    def _signed(self, quotation: Quotation) -> Draft | None:
        """'"..." - Name' up to the end of the line."""
        words = self.parsed.tokens[quotation.last + 1 : quotation.last + 14]
        words = [t for t in words if t.start >= quotation.end]
        while words and not words[0].text[0].isalnum() and words[0].text not in _DASHES:
            words = words[1:]
        if len(words) < 2 or words[0].text not in _DASHES:
            return None
        name = [t for t in words[1:] if "\n" not in self.parsed.document.text[words[0].start : t.start]]
        return self._named(words[0], name)

    def _named(self, mark: Token, name: list[Token]) -> Draft | None:
        name = [t for t in name if any(c.isalnum() for c in t.text)]
        proper = [t for t in name if t.entity[2:] in ("PERSON", "ORG", "GPE", "NORP") or t.pos == "PROPN"]
        capitals = sum(t.text[0].isupper() for t in name)
        if not proper or len(name) > _LONGEST_NAME or capitals * 2 < len(name) or any(t.pos in _VERBS for t in name):
            return None
        return self._add(Draft("speech", mark, [mark], Source(head_of(proper), name), set(), True))

    def _add(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        return draft

    def _continued(self, quotation: Quotation) -> Draft | None:
        """The quotation goes on where the last one ended, with at most its cue between."""
        if self.last is None:
            return None
        draft, before = self.last
        here = self.parsed.tokens[quotation.first].sentence
        there = max(self.parsed.tokens[before.last].sentence, draft.anchor.sentence, key=lambda s: s.index)
        adjacent = here.index - there.index <= 1 and here.paragraph - there.paragraph <= 1
        follows = quotation.continues or (adjacent and _alone(quotation, here))
        return draft if follows and here.passage == there.passage else None

    def _after_report(self, quotation: Quotation) -> Draft | None:
        """A quotation that stands alone behind 'X said that ...' is X's."""
        here = self.parsed.tokens[quotation.first].sentence
        if here.index == 0 or not _alone(quotation, here):
            return None
        there = self.parsed.sentences[here.index - 1]
        near = self._between(there.tokens[0].index, there.tokens[-1].index)
        leading = [d for d in near if d.anchor is there.root and d.content and d.source is not None]
        if not leading or here.passage != there.passage or here.paragraph - there.paragraph > 1:
            return None
        report = leading[0]
        return self._add(Draft(report.kind, report.anchor, report.cue, report.source, set(), True))

    def _after_entrance(self, quotation: Quotation) -> Draft | None:
        """'Captain Lee stood up. "We are leaving."': who was seen last speaks."""
        here = self.parsed.tokens[quotation.first].sentence
        there = self.parsed.sentences[here.index - 1] if here.index else here
        subject = subject_of(there.root)
        person = subject is not None and (subject.entity[2:] == "PERSON" or subject.lower in ("he", "she"))
        if not person or here is there or here.paragraph != there.paragraph or not _alone(quotation, here):
            return None
        return self._unlisted(there.tokens)

    def _previous(self, quotation: Quotation) -> Token | None:
        """The last word or sign before the quotation that is no quotation mark."""
        at = quotation.first - 1
        tokens = self.parsed.tokens
        while at >= 0 and tokens[at].start >= quotation.start - 2 and tokens[at].text not in (":", ","):
            at -= 1
        same = at >= 0 and tokens[at].sentence.passage == tokens[quotation.first].sentence.passage
        return tokens[at] if same else None


def _alone(quotation: Quotation, sentence: Sentence) -> bool:
    return all(quotation.holds(t.index) or not t.text[0].isalnum() for t in sentence.tokens)


def _distance(token: Token, quotation: Quotation) -> int:
    return max(quotation.first - token.index, token.index - quotation.last)
