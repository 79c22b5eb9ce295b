"""The readers by name, and the choice among them by what an input holds."""

from __future__ import annotations

import gzip
import lzma
import tarfile
import zipfile
import zlib
from functools import cache
from importlib.metadata import entry_points
from pkgutil import resolve_name
from types import MappingProxyType

from sayso.errors import ReadingError
from sayso.reading.formats.base import Found, Input, Reader, Skipped

GROUP = "sayso.readers"
"""The entry point group in which other packages name their readers."""
_HERE = "sayso.reading.formats"
_BUILT_IN = MappingProxyType(
    {
        "warc": f"{_HERE}.warc:WarcReader",
        "gzip": f"{_HERE}.archives:GzipReader",
        "docx": f"{_HERE}.docx:DocxReader",
        "zip": f"{_HERE}.archives:ZipReader",
        "tar": f"{_HERE}.archives:TarReader",
        "pdf": f"{_HERE}.pdf:PdfReader",
        "rtf": f"{_HERE}.rtf:RtfReader",
        "mbox": f"{_HERE}.mail:MboxReader",
        "mail": f"{_HERE}.mail:MailReader",
        "feed": f"{_HERE}.feeds:FeedReader",
        "json": f"{_HERE}.json_rows:JsonReader",
        "table": f"{_HERE}.tables:TableReader",
        "news export": f"{_HERE}.news_exports:NewsExportReader",
        "page": f"{_HERE}.texts:PageReader",
        "text": f"{_HERE}.texts:TextReader",
    }
)
"""In the order in which they are asked: what has a sure sign first, what takes nearly anything last."""


@cache
def readers() -> tuple[Reader, ...]:
    """All readers: those of other packages first (by name), then sayso's own; one of sayso's names replaces sayso's."""
    added = {entry.name: entry.load for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name)}
    classes = [load() for load in added.values()]
    classes += [resolve_name(place) for name, place in _BUILT_IN.items() if name not in added]
    return tuple(make() for make in classes)


def reader_for(file: Input) -> Reader:
    """The first reader that takes the input. Raises ReadingError ('empty', 'unknown format')."""
    if not file.head:
        file.check()
        raise ReadingError(f"{file.source} is empty.", reason="empty")
    for reader in readers():
        file.stream.seek(0)
        if reader.detects(file):
            file.stream.seek(0)
            return reader
    known = ", ".join(reader.name for reader in readers())
    raise ReadingError(f"{file.source}: unknown format; known are {known}.", reason="unknown format")


def read_input(file: Input) -> Found:
    """The documents of an input; what cannot be read is listed. Raises OSError where the disk refuses."""
    try:
        yield from reader_for(file).read(file)
        file.check()
    except ReadingError as error:
        yield Skipped(file.source, error.reason, str(error))
    except EOFError:
        yield Skipped(file.source, "truncated", f"{file.source} ends too early; what came before was read.")
    except (zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile, tarfile.TarError) as error:
        yield Skipped(file.source, "damaged", f"{file.source} is damaged ({error}); what came before was read.")
