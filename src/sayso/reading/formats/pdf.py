"""PDF files with a text layer."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.errors import ReadingError
from sayso.reading.formats.base import Found, Input, Skipped
from sayso.reading.formats.news_exports import is_export, read_export
from sayso.reading.formats.printed import join_pages
from sayso.reading.formats.texts import text_of

if TYPE_CHECKING:
    import pypdf

_MAGIC_WITHIN = 1024
_MOST_PAGES = 3000
_LEAST = 20
"""Characters: a page with fewer and a picture is scanned."""


class PdfReader:
    """The text of all pages as one document; pages that are only a picture are listed."""

    name = "pdf"

    def detects(self, file: Input) -> bool:
        """By its signature, which may stand after some other bytes."""
        return b"%PDF-" in file.head[:_MAGIC_WITHIN]

    def read(self, file: Input) -> Found:
        """One document, or one for each article of an export, and `Skipped` ('scanned') for pages without text.

        Raises ReadingError ('password', 'scanned', 'damaged', 'too large').
        """
        pages = list(_pages(file))
        text = join_pages([page or "" for page in pages])
        scanned = [number for number, page in enumerate(pages, start=1) if page is None]
        if not text.strip():
            why = "its pages are pictures: run text recognition (OCR) over it first" if scanned else "no page has text"
            raise ReadingError(f"{file.source} holds no text; {why}.", reason="scanned" if scanned else "no text")
        if is_export(text):
            yield from read_export(text, file)
        else:
            yield text_of(text, file)
        for number in scanned:
            where = f"{file.source}:{number}"
            yield Skipped(where, "scanned", f"{where} is a page without text, only a picture; the others were read.")


def _pages(file: Input) -> Iterator[str | None]:
    """The text of each page; None for one that is only a picture."""
    from pypdf.errors import DependencyError, PyPdfError

    try:
        pdf = _open(file)
        if len(pdf.pages) > _MOST_PAGES:
            raise ReadingError(f"{file.source} has more than {_MOST_PAGES} pages: cut it up.", reason="too large")
        for page in pdf.pages:
            text = page.extract_text()
            yield None if len(text.strip()) < _LEAST and _has_picture(page) else text
    except DependencyError as error:
        raise ReadingError(f"{file.source} is encrypted: save a copy that is not.", reason="password") from error
    except (
        PyPdfError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        NotImplementedError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:  # pypdf raises what it stumbles over
        raise ReadingError(f"{file.source} is a damaged PDF file ({error}).", reason="damaged") from error


def _open(file: Input) -> pypdf.PdfReader:
    import logging

    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns about each oddity; what matters is listed here
    pdf = pypdf.PdfReader(io.BytesIO(file.whole()))
    if pdf.is_encrypted and not pdf.decrypt(""):
        raise ReadingError(f"{file.source} is locked with a password: save a copy without.", reason="password")
    return pdf


def _has_picture(page: pypdf.PageObject) -> bool:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    return objects is not None and any(
        part.get_object().get("/Subtype") == "/Image" for part in objects.get_object().values()
    )
