"""Reports that go on: sentences behind 'X said that ...' which are still X's, though nobody says so again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sayso.attribution.complements import clause_root
from sayso.language import Parsed, Sentence, Token
from sayso.model import Attribution

_CONTRAST = frozenset(
    {"but", "however", "yet", "meanwhile", "still", "instead", "nevertheless", "nonetheless", "actually"}
)
_SHIFTED = frozenset({"would", "could", "might", "should"})
_REPORTING = frozenset({"speech", "statement", "document"})


def continued(parsed: Parsed, attributions: Sequence[Attribution]) -> dict[int, Attribution]:
    """The sentences (by index) that go on with a report of the sentence before, each with that report.

    Only where the tense tells: behind a cue in the past 'would leave' and 'had also left' are as a rule still reported.
    A new source, a word of contrast, another paragraph or any other tense ends the report. Who speaks for himself (a
    document with a `speaker`) goes on in his own voice.
    """
    if parsed.document.speaker is not None:
        return {}
    leading = _leading(parsed, attributions)
    found: dict[int, Attribution] = {}
    for before, sentence in pairwise(parsed.sentences):
        report = found.get(before.index) or leading.get(before.index)
        same = before.paragraph == sentence.paragraph and before.passage is sentence.passage
        if report is not None and same and sentence.index not in leading and _is_reported(sentence):
            found[sentence.index] = report
    return found


def _leading(parsed: Parsed, attributions: Sequence[Attribution]) -> dict[int, Attribution]:
    """For each sentence the outermost report that its main clause makes, in the past."""
    leading: dict[int, Attribution] = {}
    for attribution in attributions:
        cue = _main_word(parsed, attribution)
        if cue is not None:
            leading.setdefault(cue.sentence.index, attribution)
    return {
        index: a
        for index, a in leading.items()
        if a.parent is None and a.kind in _REPORTING and a.holder and _is_past(parsed, a)
    }


def _main_word(parsed: Parsed, attribution: Attribution) -> Token | None:
    words = [t for start, end in attribution.cue for t in parsed.tokens_in(start, end)]
    return next((t for t in words if t.head is t or clause_root(t) is t.sentence.root), None)


def _is_past(parsed: Parsed, attribution: Attribution) -> bool:
    words = [t for start, end in attribution.cue for t in parsed.tokens_in(start, end)]
    return any(t.tag == "VBD" for t in words)


def _is_reported(sentence: Sentence) -> bool:
    first, root = sentence.tokens[0], sentence.root
    if first.lower in _CONTRAST or root.pos not in ("VERB", "AUX"):
        return False
    beside = {c.lower for c in root.childs("aux", "auxpass", "advmod")}
    return bool(beside & _SHIFTED) or {"had", "also"} <= beside
