"""Reports that go on: sentences behind 'X said that ...' which are still X's, though nobody says so again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sayso.attribution.complements import SUBJECTS, clause_root
from sayso.attribution.drafts import Draft
from sayso.language import Parsed, Sentence, Token

_CONTRAST = frozenset(
    {"actually", "but", "however", "instead", "meanwhile", "nevertheless", "nonetheless", "still", "yet"}
)
_EARLIER = frozenset({"already", "before", "earlier", "previously"})
_SHIFTED = frozenset({"would", "could", "might", "should"})
_AUTHOR = frozenset({"i", "me", "my", "our", "us", "we"})
_TAKEN_UP = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})


def continued(parsed: Parsed, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A draft with the source and cue of a report for each sentence that goes on with it.

    Only where the tense tells: behind a cue in the past 'would leave' and 'had left' are as a rule still reported. A
    new source, a word of contrast, a new topic, another paragraph or any other tense ends the report. Who speaks for
    himself (a document with a `speaker`) goes on in his own voice.
    """
    if parsed.document.speaker is not None:
        return
    leading = _leading(drafts)
    spoken = {index for draft in drafts for index in draft.content if draft.kind != "attitude"}
    report: Draft | None = None
    for before, sentence in pairwise(parsed.sentences):
        report = leading.get(before.index) or report
        same = before.paragraph == sentence.paragraph and before.passage is sentence.passage
        free = sentence.index not in leading and sentence.root.index not in spoken
        if report is None or not same or not free or not _is_reported(sentence, report):
            report = None
            continue
        content = {t.index for t in sentence.tokens}
        yield Draft(report.kind, report.anchor, report.cue, report.source, content, within=report.within)


def _leading(drafts: Sequence[Draft]) -> dict[int, Draft]:
    """For each sentence the report that its main clause makes, in the past, of a clause."""
    found: dict[int, Draft] = {}
    for draft in drafts:
        anchor = draft.anchor
        leads = clause_root(anchor) is anchor.sentence.root and anchor.pos in ("VERB", "AUX", "ADP")
        if leads and draft.source is not None and draft.content:
            found.setdefault(anchor.sentence.index, draft)
    return {
        i: d for i, d in found.items() if d.kind in ("speech", "statement", "document") and not d.judges and _is_past(d)
    }


def _is_past(draft: Draft) -> bool:
    return any(t.tag == "VBD" for t in draft.cue)


def _is_reported(sentence: Sentence, report: Draft) -> bool:
    first, root = sentence.tokens[0], sentence.root
    subject = root.child(*SUBJECTS)
    if first.lower in _CONTRAST or root.pos not in ("VERB", "AUX") or subject is None:
        return False
    if any(t.lower in _AUTHOR for t in sentence.tokens):
        return False
    beside = {c.lower for c in root.childs("aux", "auxpass", "advmod")}
    if beside & _SHIFTED:
        return True
    had = "had" in beside or (root.lower == "had" and root.tag == "VBD")
    return had and not beside & _EARLIER and _is_taken_up(subject, report)


def _is_taken_up(subject: Token, report: Draft) -> bool:
    """Whether the subject goes on with what was spoken of, and is not the speaker by name, or something new."""
    own = {t.lower for t in report.source.words} if report.source is not None else set()
    if subject.pos == "PRON":
        return True
    return subject.lower not in own and any(c.lower in _TAKEN_UP for c in subject.childs("det", "poss"))
