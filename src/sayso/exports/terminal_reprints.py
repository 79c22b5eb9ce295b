"""Reprint families and two documents side by side, on a terminal: whatever a colour says, a mark says too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from sayso.corpus.comparing import Comparison, Shared
from sayso.exports.terminal import printable, short_id
from sayso.model import Document
from sayso.storage.families import FamilyRow, MemberRow, QuotationRow

MARKS = "[-words-] only in the first, {+words+} only in the second"
FAMILY_COLUMNS = ("role", "document", "publisher", "published", "shared", "what shows it")
QUOTATION_COLUMNS = ("document", "publisher", "other", "publisher", "quoted in both")
_KINDS = {"whole": "one text", "passage": "one passage"}
_ROLES = {"earliest": "earliest known", "copy": "copy", "unknown": "not known"}
_CUT_AT = 80


def family_heading(family: FamilyRow) -> Text:
    """'R1f3a...: 3 documents, one text'."""
    words = f"{family.id}: {len(family.members)} documents, {_KINDS[family.kind]}"
    return Text(words, "bold")


def family_rows(family: FamilyRow) -> Iterator[tuple[str, ...]]:
    """The members as rows under FAMILY_COLUMNS."""
    for member in family.members:
        document = member.document
        shared = "" if member.of is None else f"{member.similarity:.0%} {_KINDS[member.kind]}"
        yield (
            _ROLES[member.role],
            short_id(document.id),
            document.publisher or "",
            document.published or "",
            shared,
            _evidence(member),
        )


def _evidence(member: MemberRow) -> str:
    told = "; ".join(f"{sign.sign}: {sign.words}" for sign in member.evidence)
    return f"of {short_id(member.of)}, {told}" if member.role == "copy" and member.of else told


def quotation_rows(rows: Iterable[QuotationRow]) -> Iterator[tuple[str, ...]]:
    """Shared quotations as rows under QUOTATION_COLUMNS."""
    for row in rows:
        words = row.quoted[0]
        shown = f"{words[:_CUT_AT]}…" if len(words) > _CUT_AT else words
        more = f" and {len(row.quoted) - 1} more" if len(row.quoted) > 1 else ""
        one, other = row.document, row.other
        yield short_id(one.id), one.publisher or "", short_id(other.id), other.publisher or "", f"“{shown}”{more}"


def comparison_lines(comparison: Comparison, document: Document, other: Document) -> Iterator[Text]:
    """Both headings with how much each shares, then every shared stretch with its changes."""
    for one, share, style in ((document, comparison.share, "red"), (other, comparison.other_share, "green")):
        facts = [short_id(one.id), one.publisher, one.published, one.title, f"{share:.0%} of its text is in the other"]
        yield Text(printable(" | ".join(filter(None, facts))), style)
    for number, shared in enumerate(comparison.shared, 1):
        yield Text()
        at = f"characters {shared.start} to {shared.end}, and {shared.other_start} to {shared.other_end}"
        yield Text(f"{number} of {len(comparison.shared)}: {shared.same:.0%} the same words; {at}", "bold")
        yield _changes(shared, document.text, other.text)


def _changes(shared: Shared, text: str, other: str) -> Text:
    words: list[Text] = []
    for piece in shared.pieces:
        own, others = _line(text, piece.start, piece.end), _line(other, piece.other_start, piece.other_end)
        if piece.change == "same":
            words.append(Text(own))
            continue
        if own:
            words.append(Text(f"[-{own}-]", "red"))
        if others:
            words.append(Text(f"{{+{others}+}}", "green"))
    return Text(" ").join(words)


def _line(text: str, start: int, end: int) -> str:
    return printable(" ".join(text[start:end].split()))


def count_members(families: Sequence[FamilyRow]) -> int:
    """How many documents are in any of these families."""
    return len({member.document.id for family in families for member in family.members})
