"""Features of a mark as a note that a coder can read and write: `actor = Salt Brotherhood | when = 2031-05`.

What would be taken for a sign of the note itself (| = %, line breaks, blanks at an end) is written as in a URL (%7C).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

_SIGNS = re.compile(r"[%|=\x00-\x1f\x7f-\x9f\u2028\u2029]|^\s+|\s+$")


def write_note(features: Mapping[str, str]) -> str:
    """The features in their order; '' for none."""
    return " | ".join(
        f"{name} = {_SIGNS.sub(lambda sign: quote(sign[0], safe=''), features[name])}" for name in features
    )


def read_note(note: str) -> dict[str, str]:
    """The features in a note. Parts without '=' are remarks of the coder for people, and left aside."""
    parts = (part.partition("=") for part in note.split("|"))
    return {name.strip(): unquote(value.strip()) for name, sign, value in parts if sign and name.strip()}
