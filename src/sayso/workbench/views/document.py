"""Documents: a list to search, and a reader that shows a text with its claims in the margin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

import msgspec

from sayso.errors import UsageError
from sayso.exports.pieces import cut_pieces
from sayso.model import Analysis, Document, Label, Passage, Span
from sayso.pages.views import ClaimView, view_claim
from sayso.storage.browsing import Listed
from sayso.storage.browsing_documents import DocumentLine, DocumentsWanted, find_claims, list_documents_page
from sayso.storage.documents import find_document, get_analysis
from sayso.storage.rows import StoredClaim
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Day, Name
from sayso.workbench.views.choices import Choices, choices

SIZE = 50


class ListAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Which documents to show; names as in the form."""

    words: Name | None = None
    publisher: Name | None = None
    since: Day | None = None
    until: Day | None = None
    after: Name | None = None


class Documents(msgspec.Struct, frozen=True):
    """A page of documents, the newest first; `number` counts all, None where they are too many for that."""

    documents: list[DocumentLine]
    number: int | None
    after: str | None


def show_list(desk: Desk, asked: ListAsked) -> Documents:
    """The documents that meet all conditions, a page of them."""
    wanted = DocumentsWanted(words=asked.words, publisher=asked.publisher, since=asked.since, until=asked.until)
    found: Listed[DocumentLine] = list_documents_page(desk.connection, wanted, SIZE, asked.after)
    return Documents(found.rows, found.number, found.after)


class Asked(msgspec.Struct, frozen=True):
    """Which document, by its id or the beginning of it."""

    document: str


class Piece(msgspec.Struct, frozen=True):
    """Words between two edges of evidence; `notes` are the signs of all notes whose evidence they are."""

    words: str
    notes: tuple[str, ...]


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph (character offsets) with the signs of the notes that stand beside it."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    notes: tuple[str, ...]


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """Passages in one voice, one after the other."""

    voice: str
    speaker: str | None
    lang: str | None
    paragraphs: tuple[Paragraph, ...]


class ClaimNote(msgspec.Struct, frozen=True):
    """A claim in the margin: '1', '2' ... in the order of the text."""

    sign: str
    claim: ClaimView


class LabelNote(msgspec.Struct, frozen=True):
    """An evaluative name in the margin: 'a', 'b' ..."""

    sign: str
    label: Label


class DocumentPage(msgspec.Struct, frozen=True, kw_only=True):
    """A document with all that was found in it. `analysed` is False where it still waits for that."""

    document: Document
    analysed: bool
    sections: tuple[Section, ...]
    claims: dict[str, ClaimNote]
    labels: dict[str, LabelNote]
    choices: Choices


def show(desk: Desk, asked: Asked) -> DocumentPage:
    """Raises UsageError where no document, or several, have this id."""
    document, analysed = find_document(desk.connection, asked.document), True
    try:
        analysis = get_analysis(desk.connection, document.id)
    except UsageError:
        analysis, analysed = Analysis(document=document), False
    stored = sorted(
        find_claims(desk.connection, document.id), key=lambda c: (min(c.claim.evidence, default=(0, 0)), c.id)
    )
    labels = sorted(analysis.labels, key=lambda label: (label.evidence, label.label))
    spans = [*_claim_spans(stored), *_label_spans(labels)]
    return DocumentPage(
        document=analysis.document,
        analysed=analysed,
        sections=tuple(_sections(analysis.document, spans)),
        claims={str(n): ClaimNote(str(n), view_claim(claim, desk.codebook)) for n, claim in enumerate(stored, 1)},
        labels={letters(n): LabelNote(letters(n), label) for n, label in enumerate(labels)},
        choices=choices(desk, None),
    )


def _claim_spans(claims: Sequence[StoredClaim]) -> Iterator[tuple[Span, str]]:
    return ((span, str(n)) for n, stored in enumerate(claims, 1) for span in stored.claim.evidence)


def _label_spans(labels: Sequence[Label]) -> Iterator[tuple[Span, str]]:
    return ((span, letters(n)) for n, label in enumerate(labels) for span in label.evidence)


def letters(number: int) -> str:
    """0 -> a, 25 -> z, 26 -> aa."""
    before, last = divmod(number, 26)
    return (letters(before - 1) if before else "") + chr(ord("a") + last)


def _sections(document: Document, spans: Sequence[tuple[Span, str]]) -> Iterator[Section]:
    whole = Passage(start=0, end=len(document.text), voice="article")
    told: set[str] = set()
    for passage in document.passages or (whole,):
        paragraphs = tuple(_paragraphs(document.text, passage, spans, told))
        if paragraphs:
            yield Section(voice=passage.voice, speaker=passage.speaker, lang=passage.lang, paragraphs=paragraphs)


def _paragraphs(text: str, passage: Passage, spans: Sequence[tuple[Span, str]], told: set[str]) -> Iterator[Paragraph]:
    """A note stands beside the first paragraph that holds some of its evidence."""
    at = passage.start
    for line in text[passage.start : passage.end].splitlines(keepends=True):
        start, end = at, at + len(line.rstrip())
        at += len(line)
        if start == end:
            continue
        inside = [(span, sign) for span, sign in spans if span[0] < end and start < span[1]]
        notes = tuple(dict.fromkeys(sign for _, sign in sorted(inside, key=itemgetter(0)) if sign not in told))
        told.update(notes)
        pieces = cut_pieces(start, end, inside)
        yield Paragraph(
            start=start, end=end, notes=notes, pieces=tuple(Piece(text[p.start : p.end], p.marks) for p in pieces)
        )


LIST = View(
    path="/documents", template="document/list.html", asked=ListAsked, show=show_list, section="Documents", opens=True
)
VIEW = View(
    path="/documents/{document:path}", template="document/page.html", asked=Asked, show=show, section="Documents"
)
