"""Word documents (.docx)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.errors import ReadingError
from sayso.reading.formats.base import LARGEST, Found, Input
from sayso.reading.formats.news_exports import is_export, read_export
from sayso.reading.formats.texts import text_of

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_PART = "word/document.xml"


class DocxReader:
    """The paragraphs and tables of a Word document; an export of a news archive is split into its articles."""

    name = "docx"

    def detects(self, file: Input) -> bool:
        """A ZIP archive with Word's main part."""
        if not file.head.startswith(b"PK\x03\x04"):
            return False
        try:
            return _PART in zipfile.ZipFile(file.stream).namelist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return False

    def read(self, file: Input) -> Found:
        """One document, or one for each article. Raises ReadingError ('bomb', 'damaged', 'no text')."""
        word = _open(file)
        text = "\n\n".join(line for line in _lines(word) if line)
        if not text.strip():
            raise ReadingError(f"{file.source} holds no text, only pictures or nothing.", reason="no text")
        if is_export(text):
            yield from read_export(text, file)
        else:
            yield text_of(text + "\n", file, (word.core_properties.title or "").strip() or None)


def _open(file: Input) -> WordDocument:
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    if sum(part.file_size for part in zipfile.ZipFile(file.stream).infolist()) > LARGEST:
        raise ReadingError(f"{file.source} unpacks to more than {LARGEST // 10**6} MB.", reason="bomb")
    file.stream.seek(0)
    try:
        return Document(file.stream)
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, NotImplementedError, RuntimeError) as error:
        raise ReadingError(f"{file.source} is a damaged Word document ({error}).", reason="damaged") from error


def _lines(word: WordDocument) -> Iterator[str]:
    from docx.table import Table

    for block in word.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                yield " ".join(cell for cell in cells if cell)
        else:
            yield block.text.strip()
