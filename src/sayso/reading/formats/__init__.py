"""Readers, one small module a format, chosen by what an input holds."""

from sayso.reading.formats.base import Found, Input, Reader, Skipped
from sayso.reading.formats.registry import read_input, readers

__all__ = ["Found", "Input", "Reader", "Skipped", "read_input", "readers"]
