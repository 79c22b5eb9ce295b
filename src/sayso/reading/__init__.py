"""Bytes -> Document: files of several formats, JSON rows, and the voices in a text."""

from sayso.reading.files import Skipped, files_below, read_path
from sayso.reading.identity import content_hash
from sayso.reading.options import ReadingOptions
from sayso.reading.passages import with_passages
from sayso.reading.rows import read_row

__all__ = ["ReadingOptions", "Skipped", "content_hash", "files_below", "read_path", "read_row", "with_passages"]
