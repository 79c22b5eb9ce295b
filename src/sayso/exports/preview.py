"""What would be read, for `sayso add --preview`: fields with their origins, voices, first words of passages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from sayso.exports.terminal import printable
from sayso.model import Document, Passage
from sayso.reading import Skipped

_SHOWN = ("title", "publisher", "author", "speaker", "published", "lang", "url")
_FIRST_WORDS = 60
_MOST_LINES = 12
"""Passages of one document that are shown at a terminal; JSON has them all."""


class FieldPreview(msgspec.Struct, frozen=True):
    """A field's value, and where it was found; both None where it is not known."""

    value: str | None
    origin: str | None


class PassagePreview(msgspec.Struct, frozen=True, omit_defaults=True):
    """A passage's voice, its length in characters, its first words; the commenter and language where shown."""

    voice: str
    characters: int
    begins: str
    speaker: str | None = None
    lang: str | None = None


class Preview(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one input would give: a document's fields, the characters in each voice, its passages; or why nothing.

    `number` counts what a file with several documents holds, from 1: the row of a table, the line of a JSONL file.
    """

    source: str
    number: int | None = None
    id: str | None = None
    fields: dict[str, FieldPreview] = {}
    voices: dict[str, int] = {}
    passages: tuple[PassagePreview, ...] = ()
    skipped: str | None = None


def preview(source: Path, found: Document | Skipped, number: int | None = None) -> Preview:
    """The preview of a document with its passages, or of what could not be read, in the file `source`."""
    if isinstance(found, Skipped):
        return Preview(source=found.source, number=number, skipped=found.message)
    voices: dict[str, int] = {}
    for passage in found.passages:
        voices[passage.voice] = voices.get(passage.voice, 0) + passage.end - passage.start
    return Preview(
        source=str(source),
        number=number,
        id=found.id,
        fields={name: FieldPreview(getattr(found, name), found.origins.get(name)) for name in _SHOWN},
        voices=voices,
        passages=tuple(_passage(passage, found.text) for passage in found.passages),
    )


def _passage(passage: Passage, text: str) -> PassagePreview:
    words = " ".join(text[passage.start : min(passage.end, passage.start + 4 * _FIRST_WORDS)].split())
    begins = words if len(words) <= _FIRST_WORDS else words[:_FIRST_WORDS].rpartition(" ")[0] or words[:_FIRST_WORDS]
    more = " ..." if len(begins) < len(words) or passage.end > passage.start + 4 * _FIRST_WORDS else ""
    return PassagePreview(passage.voice, passage.end - passage.start, begins + more, passage.speaker, passage.lang)


def preview_lines(shown: Preview) -> Iterator[str]:
    """A preview in words, line by line, with a blank line at the end; nothing in it that a terminal would obey."""
    yield from (printable(line) for line in _lines(shown))


def _lines(shown: Preview) -> Iterator[str]:
    yield shown.source + (f" ({shown.number})" if shown.number else "")
    if shown.skipped:
        yield f"  skipped     {shown.skipped}"
    for name, field in shown.fields.items():
        if field.value:
            yield f"  {name:<12}{field.value}" + (f"   [{field.origin}]" if field.origin else "")
        elif name != "speaker":
            yield f"  {name:<12}-"
    if shown.voices:
        yield f"  {'voices':<12}" + ", ".join(f"{voice} {size:,}" for voice, size in shown.voices.items())
    for passage in shown.passages[:_MOST_LINES]:
        who = f" ({passage.speaker or passage.lang})" if passage.speaker or passage.lang else ""
        yield f"    {passage.voice + who:<12} {passage.begins}"
    if (left := len(shown.passages) - _MOST_LINES) > 0:
        yield f"    and {left:,} more passages"
    yield ""
