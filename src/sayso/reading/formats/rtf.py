"""Rich text (.rtf)."""

from __future__ import annotations

from sayso.errors import ReadingError
from sayso.reading.formats.base import Found, Input
from sayso.reading.formats.news_exports import is_export, read_export
from sayso.reading.formats.texts import text_of

_LARGEST = 50_000_000


class RtfReader:
    """The text of a rich text file; an export of a news archive is split into its articles."""

    name = "rtf"

    def detects(self, file: Input) -> bool:
        """By its first characters."""
        return file.head.lstrip().startswith(b"{\\rtf")

    def read(self, file: Input) -> Found:
        """One document, or one for each article. Raises ReadingError ('damaged', 'no text', 'too large')."""
        from striprtf.striprtf import rtf_to_text

        raw = file.whole(_LARGEST).decode("latin-1")  # what is not ASCII is written in escapes
        try:
            text = rtf_to_text(raw, errors="replace")  # type: ignore[no-untyped-call]
        except (ValueError, IndexError, KeyError, LookupError, OverflowError) as error:
            raise ReadingError(f"{file.source} is damaged rich text ({error}).", reason="damaged") from error
        if not text.strip():
            raise ReadingError(f"{file.source} holds no text.", reason="no text")
        yield from read_export(text, file) if is_export(text) else [text_of(text, file)]
