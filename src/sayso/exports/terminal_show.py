"""A document on a terminal, its claims as numbered notes in the margin beside the paragraph that holds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from rich.console import Console
from rich.text import Text

from sayso.claims.codebook import Codebook
from sayso.exports.sentences import chain
from sayso.exports.terminal import (
    SHORT_ID,
    SIGN_LEGEND,
    Mark,
    claim_sentence,
    confidence,
    marked_text,
    printable,
    short_id,
)
from sayso.model import Document, Label, Passage, Span
from sayso.storage.rows import StoredClaim

NARROW = 80
"""Below this width (columns) the notes stand under their paragraph instead of beside it."""
_VOICE_STYLES = {"comment": "on grey15", "bio": "dim", "byline": "dim", "boilerplate": "dim", "foreign": "dim italic"}
_VOICE_WORDS = {
    "article": "Article", "comment": "Reader's comment", "bio": "About the author", "byline": "Byline",
    "boilerplate": "Page furniture", "foreign": "In another language",
}  # fmt: skip


@dataclass(frozen=True)
class _Note:
    """A note in the margin: `sign` is what the text refers to it by."""

    sign: str
    evidence: tuple[Span, ...]
    words: Text


def document_lines(
    document: Document, claims: Sequence[StoredClaim], labels: Sequence[Label], codebook: Codebook, console: Console
) -> Iterator[Text]:
    """The whole document, line by line, laid out for the width of the console, without spaces at the ends."""
    for line in _lines(document, claims, labels, codebook, console):
        line.rstrip()
        yield line


def _lines(
    document: Document, claims: Sequence[StoredClaim], labels: Sequence[Label], codebook: Codebook, console: Console
) -> Iterator[Text]:
    notes = [*_claim_notes(claims, codebook), *_label_notes(labels)]
    for line in _head(document, bool(notes)):
        yield from line.wrap(console, console.width)
    whole = Passage(start=0, end=len(document.text), voice="article")
    for _, passages in groupby(document.passages or (whole,), key=_section):
        first, *more = passages
        yield from (Text(), _voice_line(first, console.width))
        paragraphs = [stretch for passage in (first, *more) for stretch in _paragraphs(document.text, passage)]
        for number, stretch in enumerate(paragraphs):
            yield from (Text(),) if number else ()
            yield from _paragraph(document.text, stretch, notes, _VOICE_STYLES.get(first.voice, ""), console)


def _section(passage: Passage) -> tuple[str, str | None, int]:
    """Passages that follow each other under one heading; each comment is a section, since each may be another's."""
    return passage.voice, passage.speaker, passage.start if passage.voice == "comment" else 0


def _head(document: Document, has_notes: bool) -> Iterator[Text]:
    yield Text(printable(document.title or short_id(document.id)), "bold")
    facts = (document.publisher, document.author, document.published, document.url)
    yield Text(printable(" | ".join(filter(None, facts))), "dim")
    if has_notes:
        yield Text(f"▸…[1] shows claim 1, ▸…[a] label a; {SIGN_LEGEND}", "dim")


def _claim_notes(claims: Sequence[StoredClaim], codebook: Codebook) -> Iterator[_Note]:
    ordered = sorted(claims, key=lambda c: (min(c.claim.evidence, default=(0, 0)), c.id))
    for number, stored in enumerate(ordered, start=1):
        words = claim_sentence(stored.claim, stored.chain, codebook)
        facts = (stored.claim.when, stored.claim.where, confidence(stored.claim), stored.id[:SHORT_ID])
        words.append(printable(f" ({', '.join(filter(None, facts))})"), "dim")
        yield _Note(f"[{number}]", tuple(sorted(stored.claim.evidence)), words)


def _label_notes(labels: Sequence[Label]) -> Iterator[_Note]:
    for number, label in enumerate(sorted(labels, key=lambda la: (la.evidence, la.label))):
        words = Text.assemble((printable(chain(label.holder)), "bold"))
        words.append(printable(f": calls {label.actor} “{label.label}” ({label.tone})"))
        yield _Note(f"[{_letters(number)}]", tuple(sorted(label.evidence)), words)


def _letters(number: int) -> str:
    """0 -> a, 25 -> z, 26 -> aa."""
    before, last = divmod(number, 26)
    return (_letters(before - 1) if before else "") + chr(ord("a") + last)


def _voice_line(passage: Passage, width: int) -> Text:
    who = f", {passage.speaker}" if passage.speaker else ""
    language = f" ({passage.lang})" if passage.voice == "foreign" and passage.lang else ""
    words = printable(f"── {_VOICE_WORDS[passage.voice]}{who}{language} ")
    return Text(words + "─" * max(0, min(width, 100) - len(words)), "dim")


def _paragraphs(text: str, passage: Passage) -> Iterator[Span]:
    at = passage.start
    for line in text[passage.start : passage.end].splitlines(keepends=True):
        if body := line.rstrip():
            yield at, at + len(body)
        at += len(line)


def _paragraph(text: str, stretch: Span, notes: Sequence[_Note], style: str, console: Console) -> Iterator[Text]:
    start, end = stretch
    signs: dict[Span, str] = {}
    margin = []
    for note in notes:
        inside = [(max(s, start), min(e, end)) for s, e in note.evidence if s < end and start < e]
        for span in inside:
            signs[span] = signs.get(span, "") + note.sign
        if inside:
            first = note.evidence[0][0] >= start
            margin.append(Text.assemble((f"{note.sign} ", "bold"), note.words if first else "again"))
    body = marked_text(text, start, end, [(span, Mark("▸", sign, "underline")) for span, sign in signs.items()])
    body.stylize_before(style)
    yield from _side_by_side(body, margin, console)


def _side_by_side(body: Text, margin: Sequence[Text], console: Console) -> Iterator[Text]:
    if console.width < NARROW:
        yield from body.wrap(console, console.width)
        for note in margin:
            yield from (Text("  │ ").append_text(line) for line in note.wrap(console, console.width - 4))
        return
    left = min(100, console.width * 11 // 20)
    right = min(80, console.width - left - 3)
    lines = body.wrap(console, left)
    notes = [line for note in margin for line in note.wrap(console, right)]
    for line, beside in zip_longest(lines, notes):
        shown = line or Text()
        if beside:
            shown.pad_right(left - shown.cell_len)
            shown.append(" │ ", "dim").append_text(beside)
        yield shown
