"""Claims on a terminal, in colour and without: whatever a colour says, a mark or a word says too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sayso.claims.codebook import Codebook
from sayso.exports.pieces import cut_pieces
from sayso.exports.sentences import as_shown, cited_chain, claim_clause, quotation
from sayso.model import Analysis, Claim, Span
from sayso.storage.chains import chain
from sayso.storage.rows import Link, StoredClaim

VALENCE_SIGNS = {"+": "+", "-": "−", "0": "·"}
VALENCE_STYLES = {"+": "green", "-": "red", "0": "blue"}
DENIED_SIGN, DENIED_STYLE = "×", "magenta"
SIGN_LEGEND = "+ friendly, − hostile, · neither, × denied"
SHORT_ID = 8
"""So many digits of an id are shown; a command takes any beginning that fits only one."""

_CONTROLS = {c: "\N{REPLACEMENT CHARACTER}" for c in (*range(32), *range(127, 160)) if chr(c) not in "\n\t"}


def printable(words: str) -> str:
    """The words without characters that a terminal would obey; each is replaced by one other, so that offsets hold."""
    return words.translate(_CONTROLS)


@dataclass(frozen=True)
class Mark:
    """How a span is shown: what is written before and after it, and its style."""

    before: str
    after: str
    style: str = ""


def marked_text(text: str, start: int, end: int, spans: Sequence[tuple[Span, Mark]]) -> Text:
    """The text from `start` to `end` with all marks; where spans overlap, their styles add up."""
    text = printable(text)
    opening: dict[int, list[tuple[int, Mark]]] = {}
    closing: dict[int, list[tuple[int, Mark]]] = {}
    for (s, e), mark in spans:
        opening.setdefault(s, []).append((-e, mark))
        closing.setdefault(e, []).append((-s, mark))
    shown = Text()
    for piece in cut_pieces(start, end, spans):
        for _, mark in sorted(opening.get(piece.start, ()), key=lambda opened: opened[0]):
            shown.append(mark.before, "bold")
        shown.append(text[piece.start : piece.end], " ".join(filter(None, (mark.style for mark in piece.marks))))
        for _, mark in sorted(closing.get(piece.end, ()), key=lambda closed: closed[0]):
            shown.append(mark.after, "bold")
    return shown


def claim_sentence(claim: Claim, links: Sequence[Link], codebook: Codebook, *, about: str | None = None) -> Text:
    """The claim's sentence behind a sign for its valence, or for a denial; its holders (`links`) are bold."""
    relation = codebook.relations.get(claim.relation)
    valence = relation.valence if relation else "0"
    denied = claim.polarity == "denied"
    sign, style = (DENIED_SIGN, DENIED_STYLE) if denied else (VALENCE_SIGNS[valence], VALENCE_STYLES[valence])
    shown = Text.assemble((f"{sign} ", f"bold {style}"))
    shown.append(printable(f"{cited_chain(links)}: "), "bold")
    return shown.append(printable(claim_clause(claim, codebook, about=about)), style)


def analysis_lines(analysis: Analysis, codebook: Codebook) -> list[Text]:
    """The claims of one document under its title, each with its quotation and facts."""
    document = analysis.document
    heading = (document.title or document.id, document.publisher, document.author, document.published)
    lines = [Text(printable(" | ".join(filter(None, heading))), "bold underline")]
    for claim in analysis.claims:
        links = chain(document.text, claim, analysis.attributions, analysis.actors)
        lines.append(Text("  ").append_text(claim_sentence(claim, links, codebook)))
        lines.append(Text(printable(f"    {quotation(document.text, claim.evidence)}"), "italic"))
        facts = (claim.when, claim.where, claim.why, confidence(claim))
        lines.append(Text(printable(f"    {' | '.join(filter(None, facts))}"), "dim"))
    return [*lines, Text() if analysis.claims else Text("  No claims.\n")]


def claim_entry(stored: StoredClaim, codebook: Codebook, *, about: str | None = None) -> list[Text]:
    """A claim in a list, as three lines: id and sentence, quotation, and where it stands."""
    stored = as_shown(stored)
    claim, indent = stored.claim, " " * (SHORT_ID + 2)
    first = Text.assemble((f"{stored.id[:SHORT_ID]}  ", "cyan")).append_text(
        claim_sentence(claim, stored.chain, codebook, about=about)
    )
    words, *more = stored.quotations or ("",)
    quoted = quotation(words, [(0, len(words))])
    again = f" and in {len(more)} more {'place' if len(more) == 1 else 'places'}" if more else ""
    source = [stored.title, stored.publisher, stored.published and f"published {stored.published}"]
    facts = [claim.when, claim.where, *source, f"document {short_id(stored.document_id)}", confidence(claim)]
    return [
        first,
        Text(printable(f"{indent}{quoted}{again}"), "italic"),
        Text(printable(f"{indent}{' | '.join(filter(None, facts))}"), "dim"),
    ]


def short_id(document_id: str) -> str:
    """The beginning of an id that is a long hash; other ids are shown whole."""
    return document_id[:12] if len(document_id) >= 32 else document_id


def confidence(claim: Claim) -> str:
    """'confidence 0.62'."""
    return f"confidence {claim.confidence:.2f}"


def print_lines(console: Console, lines: Iterable[Text], *, indent: int = 0) -> None:
    """Long lines are broken at words, and go on `indent` columns from the left; in a pipe or file nothing is broken."""
    for line in lines:
        if not console.is_terminal or line.cell_len <= console.width:
            console.print(line, soft_wrap=True)
            continue
        first = line.wrap(console, console.width)[0]
        console.print(first, soft_wrap=True)
        rest = line.plain[len(first) :]
        for more in line[len(line) - len(rest.lstrip()) :].wrap(console, max(20, console.width - indent)):
            console.print(Text(" " * indent).append_text(more), soft_wrap=True)


def print_columns(console: Console, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """An aligned table. On a terminal a line that is too long ends in '…'; in a pipe nothing is cut."""
    cells = [[" ".join(printable(cell).split()) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(header, *cells, strict=True)]
    for number, row in enumerate([header, *cells]):
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        line = Text("  ".join(padded).rstrip(), "bold" if number == 0 else "")
        if console.is_terminal:
            console.print(line, no_wrap=True, overflow="ellipsis")
        else:
            console.print(line, soft_wrap=True)
