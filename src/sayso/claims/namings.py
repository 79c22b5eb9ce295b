"""Whose words a mention is: who calls an actor by this name here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence

from sayso.actors import Cast
from sayso.attribution.quotes import Quotation, find_quotations
from sayso.claims.holders import Holders
from sayso.language import Parsed, Token
from sayso.model import Attribution, Label, Mention, Naming, NamingKind, Span

_WHAT = frozenset(["what", "which", "whom", "who"])
_GAP = 3
"""So many characters at most, a space and a quotation mark, stand between 'so-called' and the name."""


class NamingFinder:
    """Finds how the actors of one document are called, and by whom."""

    def __init__(
        self,
        parsed: Parsed,
        cast: Cast,
        holders: Holders,
        attributions: Sequence[Attribution],
        labels: Iterable[Label],
    ) -> None:
        self._parsed, self._cast, self._holders = parsed, cast, holders
        self._quotations = find_quotations(parsed)
        self._begins = [q.first for q in self._quotations]
        self._distancing = [cue for a in attributions if a.stance == "distances" and not a.source for cue in a.cue]
        self._around: dict[int, list[Attribution]] = {}
        for attribution in sorted(attributions, key=lambda a: -sum(end - start for start, end in a.content)):
            for token in self._words(attribution.content):
                self._around.setdefault(token.index, []).append(attribution)
        self._labelled: dict[str, list[Span]] = {}
        for label in labels:
            self._labelled.setdefault(label.actor, []).extend(label.evidence)

    def namings(self, wanted: Collection[str]) -> tuple[Naming, ...]:
        """The mentions of actors that are all wanted (by their keys), in the order of the text."""
        found = []
        for mention in self._cast.mentions:
            token = self._parsed.token_at(mention.head)
            actors = self._holders.actors_of(mention, token) if token is not None else ()
            if token is not None and actors and all(actor in wanted for actor in actors):
                found.append(self._naming(mention, token, actors))
        return tuple(found)

    def _naming(self, mention: Mention, token: Token, actors: tuple[str, ...]) -> Naming:
        kind, (start, end) = self._form(mention, actors)
        holder, in_marks = self._whose(mention, token, kind)
        return Naming(start, end, kind, actors, holder, in_marks or self._is_distanced(mention))

    def _form(self, mention: Mention, actors: tuple[str, ...]) -> tuple[NamingKind, Span]:
        whole = (mention.start, mention.end)
        if mention.kind == "name":
            own = self._cast.names.get(mention.head)
            return ("name", own) if own is not None else ("derived", whole)
        if mention.kind == "nominal" and len(actors) == 1:
            loaded = [s for s in self._labelled.get(actors[0], ()) if whole[0] <= s[0] and s[1] <= whole[1]]
            if loaded:
                return "label", max(loaded, key=lambda s: (s[1] - s[0], -s[0]))
        return mention.kind, whole

    def _whose(self, mention: Mention, token: Token, kind: NamingKind) -> tuple[str | None, bool]:
        """The one whose wording it is, and whether quotation marks hold the mention alone to show that it is not his.

        A quotation is in the words of the innermost source that is cited outside of it. Reported speech is as a rule
        in the words of the one who reports.
        """
        around = self._around.get(token.index, ())
        quotation = self._quotation_at(token)
        alone = quotation is not None and self._holds_only(quotation, mention)
        for attribution in reversed(around):
            # 'They condemned the "Lumen Front"' quotes nobody, 'they condemned the "puppet regime"' does.
            doubted = alone and kind == "name" and attribution.kind == "attitude"
            if self._is_calling(attribution, mention) or (
                not doubted and self._is_verbatim(attribution, token, quotation)
            ):
                return (attribution.holder if attribution.standing != "anonymous" else None), False
        if quotation is not None and not alone:
            return None, False
        return self._cast.voice_at(token.sentence.index), alone

    def _quotation_at(self, token: Token) -> Quotation | None:
        place = bisect_right(self._begins, token.index) - 1
        found = self._quotations[place] if place >= 0 else None
        return found if found is not None and found.holds(token.index) else None

    def _holds_only(self, quotation: Quotation, mention: Mention) -> bool:
        words = self._parsed.tokens
        return mention.start <= words[quotation.first].start and words[quotation.last].end <= mention.end

    def _is_verbatim(self, attribution: Attribution, token: Token, quotation: Quotation | None) -> bool:
        """Whether the content is the source's own words here: in quotation marks, or direct speech without them.

        Without marks stand interviews and transcripts ('Name: ...'), and what an introduction that ends its paragraph
        announces; a report that merely goes on stays in the paragraph of its cue.
        """
        cue = self._words(attribution.cue)
        if not attribution.source:
            return False
        if quotation is not None:
            return not any(quotation.holds(t.index) for t in cue)
        if not cue or attribution.kind in ("document", "attitude"):
            return False
        return cue[-1].text == ":" or cue[-1].sentence.paragraph != token.sentence.paragraph

    def _is_calling(self, attribution: Attribution, mention: Mention) -> bool:
        """'What the Herald calls the Lumen Front': the content is nothing but the name, which is the source's."""
        if not attribution.source or attribution.stance != "distances":
            return False
        words = self._words(attribution.content)
        return all(mention.start <= t.start < mention.end or t.lower in _WHAT for t in words)

    def _is_distanced(self, mention: Mention) -> bool:
        """'The so-called Lumen Front': such a cue, which has no source, stands in the mention or directly before it."""
        return any(self._is_before_name(cue, mention) for cue in self._distancing)

    def _is_before_name(self, cue: Span, mention: Mention) -> bool:
        start, end = cue
        if mention.start <= start < mention.head:
            return True
        if not end <= mention.start <= end + _GAP:
            return False
        return not any(c.isalnum() for c in self._parsed.document.text[end : mention.start])

    def _words(self, spans: Sequence[Span]) -> list[Token]:
        return [t for start, end in spans for t in self._parsed.tokens_in(start, end)]
