"""A statement on a terminal: the way from documents to independent sources, and each source down to the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from sayso.claims.codebook import Codebook
from sayso.corpus.independence import Fold
from sayso.corpus.sources import FoldingStep, SideRow, SourceRow, StatementSources, Told
from sayso.exports.sentences import as_shown, manner, quotation, statement_clause
from sayso.exports.terminal import SHORT_ID, printable, short_id
from sayso.storage.rows import Link, StoredClaim
from sayso.storage.voices import SIDES, Side

TOLD = ("name", *SIDES, "documents", "first", "last")
"""The columns of who makes the statement how often."""
_TITLES: dict[Side, str] = {
    "affirmed": "Affirmed as a fact",
    "denied": "Denied",
    "possible": "Called possible",
    "intended": "Said to be intended",
}
_AFTER: dict[Fold, str] = {
    "reprints": "after reprints",
    "self": "after self-citation",
    "speaker": "after one speaker is one",
    "circles": "after circles",
    "owner": "after one owner is one",
}
_JOINED: dict[Fold, str] = {
    "self": "{} are one voice: one speaks through the other",
    "circles": "{} cite each other in a circle",
    "owner": "{} belong together",
}


def statement_lines(found: StatementSources, codebook: Codebook) -> Iterator[Text]:
    """The statement and all sides of it, a line each, to be printed one below the other."""
    statement = found.statement
    yield Text(statement.id, "cyan")
    yield Text(printable(statement_clause(statement, codebook)), "bold")
    yield Text(printable(f"  {statement_clause(statement, codebook, inverse=True)}"), "dim")
    for side in found.sides:
        yield Text()
        yield Text(_TITLES[side.side], "bold")
        yield Text(f"  {way(side)}")
        yield from (Text(f"  {printable(words)}", "dim") for words in _joints(side.steps))
        shown = [source for source in side.sources if source.claims]
        for number, source in enumerate(shown, 1):
            yield Text()
            yield from _source(number, source)
        if more := len(side.sources) - len(shown):
            yield Text()
            yield Text(f"  and {_count(more, 'more source')}; --all shows all", "dim")


def way(side: SideRow) -> str:
    """'14 documents → 9 after reprints: 11 voices → 3 after one speaker is one: 3 independent sources'.

    Folds that changed nothing are left out.
    """
    words = _count(side.documents, "document")
    texts, sources = [s for s in side.steps if s.fold == "reprints"], [s for s in side.steps if s.fold != "reprints"]
    words += "".join(f" → {step.after:,} {_AFTER[step.fold]}" for step in texts if step.after != step.before)
    voices = [f"{_count(side.voices, 'voice')} in them"]
    voices += [f"{step.after:,} {_AFTER[step.fold]}" for step in sources if step.after != step.before]
    return f"{words}; {' → '.join(voices)}; {_result(side)}"


def _result(side: SideRow) -> str:
    apart = [f"{side.anonymous:,} anonymous"] if side.anonymous else []
    apart += [_count(side.readers, "reader's comment", "readers' comments")] if side.readers else []
    words = _count(side.independent, "independent source")
    return f"{words}, and {' and '.join(apart)} counted apart" if apart else words


def told_cells(rows: Iterable[Told]) -> list[tuple[str, ...]]:
    """Who makes the statement how often, as cells under `TOLD`."""
    return [
        (
            row.name,
            *(str(getattr(row, side) or "") for side in SIDES),
            str(row.documents),
            row.first_day or "undated",
            row.last_day or "undated",
        )
        for row in rows
    ]


def _joints(steps: Iterable[FoldingStep]) -> Iterator[str]:
    for step in steps:
        for group in step.joined:
            yield _JOINED[step.fold].format(_listed(group)) + "."


def _source(number: int, source: SourceRow) -> Iterator[Text]:
    days = " to ".join(dict.fromkeys(filter(None, (source.first_day, source.last_day)))) or "undated"
    facts = f"{_count(source.documents, 'document')}, {days}"
    yield Text.assemble((f"  {number}. {printable(_who(source))}", "bold"), f" | {facts}")
    for stored in map(as_shown, source.claims):
        yield from _claim(stored)
    if source.more:
        yield Text(f"     and {_count(source.more, 'more claim')}", "dim")
    if source.copies:
        where = [_document(copy) for copy in source.copies]
        where += [f"{source.more_copies:,} more"] if source.more_copies else []
        yield Text(printable(f"     Reprinted by {_listed(where)}"), "dim")


def _who(source: SourceRow) -> str:
    names = _listed(source.names)
    if source.kind == "anonymous":
        return f"Somebody without a name, on the word of {names}"
    return f"A reader's comment ({names})" if source.kind == "reader" else names


def _claim(stored: StoredClaim) -> Iterator[Text]:
    publication, *cited = stored.chain
    yield Text.assemble(
        "     ", (stored.id[:SHORT_ID], "cyan"), printable(f" {publication.actor}, {stored.published or 'undated'}")
    )
    indent = "              "
    for depth, link in enumerate(cited):
        yield Text(printable(f"{indent}{'   ' * depth}└─ {_link(link)}"))
    yield Text(printable(f"{indent}{'   ' * len(cited)}{_words(stored)}"), "italic")


def _link(link: Link) -> str:
    words = ", ".join(f"“{' '.join(part.split())}”" for part in link.words)
    return " | ".join(filter(None, (link.actor, words, manner(link))))


def _words(stored: StoredClaim) -> str:
    first = stored.quotations[0] if stored.quotations else ""
    return quotation(first, [(0, len(first))])


def _document(stored: StoredClaim) -> str:
    about = ", ".join(filter(None, (stored.published, short_id(stored.document_id))))
    return f"{stored.publisher or stored.chain[0].actor} ({about})"


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _count(number: int, noun: str, nouns: str | None = None) -> str:
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"
