"""One JSON object a document, in the project's own file format, which `sayso add` reads again."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sayso.exports.source import Source


def write(source: Source, path: Path) -> None:
    """Writes each document whole, with all that was found in it."""
    encoder = msgspec.json.Encoder()
    with path.open("wb") as stream:
        for analysis in source.analyses():
            stream.write(encoder.encode(analysis.as_row()) + b"\n")
