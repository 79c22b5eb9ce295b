"""What is written beside every colour, so that no colour says anything alone."""

from __future__ import annotations

from typing import NamedTuple


class Sign(NamedTuple):
    """A mark of one character and the word for it."""

    mark: str
    word: str


SIGNS: dict[str, Sign] = {
    "friendly": Sign("+", "friendly"),
    "hostile": Sign("−", "hostile"),
    "neither": Sign("·", "neutral"),
    "mixed": Sign("±", "friendly and hostile"),
    "affirmed": Sign("✓", "affirmed"),
    "denied": Sign("×", "denied"),
    "possible": Sign("?", "called possible"),
    "intended": Sign("»", "said to be intended"),
    "affirms": Sign("✓", "affirms"),
    "denies": Sign("×", "denies"),
    "both": Sign("±", "says both"),
    "silent": Sign("", "silent"),
    "anonymous": Sign("?", "without a name"),
    "reader": Sign("“", "a reader's comment"),
    "self": Sign("↺", "citing itself"),
    "earliest": Sign("1", "earliest known"),
    "copy": Sign("=", "copy"),
    "unknown": Sign("?", "order not known"),
}
"""By what they stand for; the same words are the ends of the classes in look.css ('chip-friendly')."""
VALENCES = {"+": "friendly", "-": "hostile", "0": "neither"}
"""The codebook's valences by the words of SIGNS."""
